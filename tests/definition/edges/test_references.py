"""Paths to guidelines are found as people write them, and broken ones only where guidelines live."""

import pytest

from agents.definition.edges.references import Tree, read_references

PATHS = ["guidelines/tone.md", "rules/web/forms.md", "docs/api.md", "agents/qa.md", "guidelines/team/readme.md"]
TREE = Tree(PATHS)


def leads(body, at="agents/web/me.md"):
    return [one.path for one in read_references(f"---\nname: me\n---\n{body}\n", tree=TREE, at=at)]


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ("Follow `.claude/guidelines/tone.md`.", "guidelines/tone.md"),
        ("@.claude/rules/web/forms.md", "rules/web/forms.md"),
        ("Read @guidelines/tone.md first", "guidelines/tone.md"),
        ("The [tone](../../guidelines/tone.md#voice) matters", "guidelines/tone.md"),
        ("`tone.md`", "guidelines/tone.md"),
        ("`web/forms.md`", "rules/web/forms.md"),
        ("`~/.claude/docs/api.md`", "docs/api.md"),
        ("`project/docs/api.md`", "docs/api.md"),
        ("`./GUIDELINES/Tone.md`", "guidelines/tone.md"),
        ("`readme.md`", None),
        ("`guidelines/gone.md`", None),
        ("`.claude/other/tone.md`", None),
    ],
)
def test_where_a_path_leads(body, path):
    assert leads(body) == [path]


def test_what_is_no_path():
    assert leads("guidelines/tone.md in running text, `guidelines/*.md`, `[x]/tone.md`, a@guidelines/tone.md") == []
    assert leads("```\ncat `guidelines/tone.md`\n```") == []


@pytest.mark.parametrize(
    ("written", "is_broken"),
    [
        ("`.claude/guidelines/gone.md`", True),
        ("`docs/gone.md`", True),
        ("`plugins/x/rules/gone.md`", True),
        ("`notes/gone.md`", False),
        ("`gone.md`", False),
        ("`guidelines/tone.md`", False),
    ],
)
def test_broken_where_guidelines_live(written, is_broken):
    (found,) = read_references(written, tree=TREE)

    assert found.is_broken is is_broken


def test_a_reference_says_where_it_stands():
    (found,) = read_references("---\nname: me\n---\n\n## Rules\n\n- Follow `guidelines/tone.md`\n", tree=TREE)

    written = found.written
    assert (written.heading, written.note, written.line) == ("Rules", "- Follow `guidelines/tone.md`", 7)
    assert (written.start, written.end) == (10, 28)
