"""No text, however hostile, makes the preview unsafe, slow or loud."""

import importlib.util
import os
import re
import threading

import pytest

from agents.definition.preview import DEADLINE, MOST_BYTES, TOO_COMPLEX, TOO_LARGE, Renderer, render
from agents.definition.rendering.links import safe_target
from agents.definition.rendering.risk import is_suspicious

LINE = re.compile(r' data-line="\d+"')


@pytest.fixture
def impatient():
    return Renderer(deadline=0.2)


@pytest.fixture(scope="module")
def violations(shared):
    spec = importlib.util.spec_from_file_location("oracle_html", shared / "badinput" / "oracle_html.py")
    oracle = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(oracle)
    return oracle.violations


@pytest.mark.shared
@pytest.mark.parametrize("kind", ["xss", "slow"])
def test_hostile_files_are_shown_inert(shared, violations, kind):
    """The oracle knows every attribute we may write but for our own line numbers."""
    for path in sorted((shared / "badinput" / kind).iterdir()):
        text = path.read_bytes().decode("utf-8", "replace")
        shown = render(re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL), first_line=7)

        assert violations(LINE.sub("", shown.html)) == [], path.name
        assert shown.notice in (None, TOO_COMPLEX)


@pytest.mark.parametrize(
    "target",
    [
        "javascript:x",
        "JaVa\tScript:x",
        "java&Tab;script:x",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "\u200bjavascript:x",
        "&#106;avascript:x",
        "blob:x",
    ],
)
def test_a_link_to_nowhere_good_is_only_text(target):
    assert safe_target(target) is None
    assert "href" not in render(f"[x]({target}) ![y]({target})").html


@pytest.mark.parametrize(
    ("target", "leads_to"),
    [
        ("https://a.example/b?c=d", "https://a.example/b?c=d"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("../guidelines/tone.md", "../guidelines/tone.md"),
        ("#scope", "#user-content-scope"),
    ],
)
def test_a_good_link_leads_there(target, leads_to):
    assert safe_target(target) == leads_to


@pytest.mark.parametrize("text", [r"[a](b\_c.md)", "[a](<b_c.md>)", "[a]\n\n[a]: b_c.md"])
def test_escapes_in_a_target_are_undone(text):
    assert 'href="b_c.md"' in render(text).html


def test_only_links_that_lead_away_say_so():
    assert 'rel="nofollow noopener"' in render("[a](https://b.example)").html
    assert "rel" not in render("[a](b.md)").html


def test_images_are_never_loaded():
    shown = render("![a](https://b.example/c.png) ![d](e.png) [![f](https://g.example/h.png)](https://i.example)").html

    assert "<img" not in shown
    assert shown.count("<a ") == 2


def test_attributes_of_htmx_cannot_be_written():
    shown = render('<div hx-get="/x" hx-trigger="load">\n\n# a {: hx-get="/x" }\n\n```"hx-get=/x\nx\n```').html

    assert not re.search(r"<[^>]* hx-", shown)


def test_marks_of_the_machinery_in_a_text_do_nothing():
    assert render("\x02klzzwxh:0000\x03 *a* \x00").html == (
        '<p data-line="1">\ufffdklzzwxh:0000\ufffd <em>a</em> \ufffd</p>'
    )


def test_a_text_over_the_limit_is_shown_plain():
    shown = render("<b>" + "a" * MOST_BYTES, first_line=3)

    assert shown.notice == TOO_LARGE
    assert shown.html.startswith('<pre data-line="3">&lt;b&gt;aaa')


def test_a_text_may_not_grow_without_end():
    wide = "|" + "a|" * 90 + "\n|" + "-|" * 90 + "\n" + "a\n" * 3000

    assert render(wide).notice == TOO_COMPLEX


HOSTILE = {
    "open brackets": "[" * 100_000,
    "open links": "[a](" * 25_000,
    "open images": "![a" * 30_000,
    "hidden brackets": "[a\\]" * 25_000,
    "brackets in code": "[`]`" * 25_000,
    "openers": "*a _b " * 40_000,
    "wide table": "|" + "a|" * 300 + "\n|" + "-|" * 300 + "\n" + "a\n" * 20_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_takes_too_long_is_cut_off(impatient, text):
    assert is_suspicious(text)
    shown = impatient.render(text)

    assert shown.notice == TOO_COMPLEX
    assert "<pre" in shown.html


@pytest.mark.parametrize(
    "text", ["- " * 50_000, "> " * 100_000, "* a\n" + " " * 300 + "* b", "#" * 100_000, "\n" * 200_000]
)
def test_nesting_is_bounded(text):
    assert render(text).html.count("<") < 1000


def test_after_one_was_cut_off_the_next_is_shown(impatient):
    assert impatient.render("[" * 100_000).notice

    patient = Renderer(deadline=DEADLINE * 5)
    assert patient.render("*a* " * 6_000).notice is None


def test_suspicious_but_harmless_text_is_shown_in_full():
    text = "*a* " * 6_000

    assert is_suspicious(text)
    assert Renderer(deadline=20).render(text).html.count("<em>") == 6_000


def test_many_threads_may_ask_at_once():
    renderer = Renderer(deadline=30)
    shown = []
    threads = [
        threading.Thread(target=lambda n=n: shown.append(renderer.render(f"{n} " + "*a* " * 6_000))) for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [one.notice for one in shown] == [None] * 4


@pytest.mark.skipif(not hasattr(os, "fork"), reason="This platform cannot fork.")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_server_uses_a_process_of_its_own():
    renderer = Renderer(deadline=30)
    assert renderer.render("*a* " * 6_000).notice is None

    child = os.fork()
    if child == 0:
        fine = renderer.render("*b* " * 6_000).html.count("<em>") == 6_000
        os._exit(0 if fine else 1)
    _, status = os.waitpid(child, 0)

    assert status == 0
    assert renderer.render("*c* " * 6_000).notice is None
