"""Which relations an edit adds and removes."""

from agents.definition.edges.changes import EdgeChanges, changed_edges
from agents.definition.edges.references import Tree
from agents.definition.edges.roster import Named, Roster

ROSTER = Roster([Named(1, "qa"), Named(2, "git"), Named(3, "docs")])
TREE = Tree(["guidelines/tone.md", "agents/qa.md"])
OLD = "---\nname: qa\n---\n### With Git Agent\n\n- Ask, see `guidelines/tone.md`\n"


def changed(new: str) -> EdgeChanges:
    return changed_edges(OLD, new, roster=ROSTER, tree=TREE, at="agents/qa.md", self_id=1)


def test_an_agent_that_is_named_now_and_one_that_is_not_any_more():
    found = changed(OLD.replace("Git", "Docs"))

    assert [edge.id for edge in found.added] == [3]
    assert [edge.id for edge in found.removed] == [2]


def test_the_same_names_elsewhere_are_no_change():
    assert changed("---\nname: qa\n---\nMore.\n\n" + OLD.partition("---\n")[2].partition("---\n")[2]).is_none


def test_a_name_nobody_bears_and_a_file_that_is_not_there():
    found = changed(f"{OLD}\n### With Nobody Agent\n\n- Ask, see `guidelines/gone.md`\n")

    assert [edge.target for edge in found.unresolved] == ["Nobody Agent"]
    assert [reference.written.path for reference in found.broken] == ["guidelines/gone.md"]


def test_a_file_that_is_no_longer_named():
    found = changed(OLD.replace(", see `guidelines/tone.md`", ""))

    assert [reference.path for reference in found.removed_files] == ["guidelines/tone.md"]
