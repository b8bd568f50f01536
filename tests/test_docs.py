"""What can be set, run or be told is documented; what is documented exists."""

import re
from pathlib import Path

from agents import limits

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
VARIABLE = re.compile(r"AGENTSITE_[A-Z_]+")
FAMILIES = "body|description|field|file|frontmatter|hooks|mcpServers|model|name|strict|text|tools|value|yaml"
CODE = re.compile(rf'"((?:{FAMILIES})\.[a-z_]+)"')
TEST_ONLY = {"AGENTSITE_CHROMIUM", "AGENTSITE_REQUIRE_BROWSER", "AGENTSITE_SERVED_BY"}


def read(pattern: str) -> str:
    return "\n".join(path.read_text() for path in sorted(ROOT.glob(pattern)))


def test_every_setting_is_documented():
    code = read("agentsite/*.py") + read("agents/**/*.py")
    used = {name for name in VARIABLE.findall(code) if not name.startswith("AGENTSITE_LIMIT")} - TEST_ONLY
    documented = set(VARIABLE.findall((DOCS / "settings.md").read_text()))

    assert used - documented == set()
    assert {name.removesuffix("_FILE") for name in documented} - used == set()


def test_every_limit_is_documented_as_it_is():
    table = (DOCS / "limits.md").read_text()

    for limit in limits.TABLE:
        assert f"| `AGENTSITE_LIMIT_{limit.name}` | {limit.default:,} {limit.unit} | {limit.what} |" in table
        assert hasattr(limits, limit.name)


def test_every_command_is_documented():
    commands = {path.stem for path in (ROOT / "agents/management/commands").glob("[a-z]*.py")}
    documented = set(re.findall(r"`agentsite ([a-z]+)", (DOCS / "commands.md").read_text()))

    assert commands == documented


def test_every_problem_is_documented():
    codes = set(CODE.findall(read("agents/definition/**/*.py")))
    documented = set(re.findall(r"`([a-zA-Z]+\.[a-z_]+)`", (DOCS / "problems.md").read_text()))

    assert codes - documented == set()


def test_every_key_is_documented():
    used = set(re.findall(r'data-key="([^"]+)"', read("templates/**/*.html"))) - {"t"}  # of the page of patterns
    documented = set(re.findall(r"`([^`]+)`", (DOCS / "keys.md").read_text()))

    assert used - documented == set()


def test_every_link_between_the_documents_leads_somewhere():
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_target_of_make_says_what_it_does():
    makefile = (ROOT / "Makefile").read_text()

    for target in ("up", "test", "check", "format", "bench", "help"):
        assert re.search(rf"^{target}:.*## \w", makefile, re.MULTILINE)
