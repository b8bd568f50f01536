"""What pages are made of keeps its promises: no inline code, no missing icon, small files."""

import gzip
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from agentsite.static_storage import lean

ROOT = Path(__file__).parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "static/css").glob("*.css"))
MODULES = sorted((ROOT / "static/js").rglob("*.js"))
CODE_IN_MARKUP = re.compile(r"""\sstyle=|\son[a-z]+=|hx-on|hx-vals=.js:|<style|<script(?![^>]*\ssrc=)|javascript:""")
ICON = re.compile(r"""\{% icon "([a-z0-9-]+)"|icon="([a-z0-9-]+)\"""")


PAGES = [path for path in TEMPLATES if "mail" not in path.parts]  # no policy reaches a mail


@pytest.mark.parametrize("template", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_holds_code_the_policy_forbids(template):
    assert CODE_IN_MARKUP.findall(template.read_text()) == []


def test_every_icon_named_in_a_template_is_in_the_sprite():
    symbols = set(re.findall(r'id="i-([a-z0-9-]+)"', (ROOT / "static/icons.svg").read_text()))
    named = {a or b for template in TEMPLATES for a, b in ICON.findall(template.read_text())}

    assert named - symbols == set()


def test_every_stylesheet_is_linked():
    text = "".join(template.read_text() for template in TEMPLATES)

    assert [style.name for style in STYLES if f"css/{style.name}" not in text] == []


def linked(template: Path) -> list[str]:
    return re.findall(r"css/([a-z]+\.css)", template.read_text())


def test_stylesheets_are_short():
    assert {style.name: style.read_text().count("\n") for style in STYLES if style.read_text().count("\n") > 400} == {}


def weight(sheets: Iterable[str]) -> int:
    """Bytes that come over the line."""
    texts = [lean(sheet, (ROOT / "static/css" / sheet).read_text()) for sheet in dict.fromkeys(sheets)]
    return len(gzip.compress("".join(texts).encode(), 9))


@pytest.mark.parametrize("page", [path for path in TEMPLATES if "css/" in path.read_text()], ids=lambda path: path.name)
def test_what_a_page_loads_is_light(page):
    frame = [] if "{% block lists %}{% endblock %}" in page.read_text() else linked(ROOT / "templates/base.html")

    assert weight([*linked(ROOT / "templates/agents/_head.html"), *frame, *linked(page)]) <= 14 * 1024


def test_a_proposal_by_link_is_light():
    frames = ("_head.html", "guest_frame.html", "_proposal_frame.html")

    assert weight(sheet for frame in frames for sheet in linked(ROOT / "templates/agents" / frame)) <= 14 * 1024


def test_modules_are_short():
    assert [module.name for module in MODULES if module.read_text().count("\n") > 100] == []


def test_modules_import_each_other_in_no_circle():
    """The names of collected files hold a hash of what is in them, the names they import too: a circle has no end."""
    imported = {
        module: {(module.parent / name).resolve() for name in re.findall(r'from "(\.[^"]+)"', module.read_text())}
        for module in MODULES
    }

    assert any(imported.values())
    while leaves := [module for module, others in imported.items() if not others & imported.keys()]:
        for module in leaves:
            del imported[module]
    assert sorted(imported) == []
