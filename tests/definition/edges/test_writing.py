"""An edge is written as the file already writes its edges, touches its own lines only, and leaves without a trace."""

import pytest

from agents.definition.diff import lines_of
from agents.definition.edges.places import EdgeError
from agents.definition.edges.reading import read_edges
from agents.definition.edges.roster import Named, Roster
from agents.definition.edges.writing import add_edge, edit_note, remove_edge
from tests.definition.edges.gold import teams

HEAD = "---\nname: me\ndescription: Bakes.\n---\n"
BAKER, OVEN, TASTING = Named(1, "baker"), Named(2, "oven-keeper"), Named(3, "qa-taster")
ROSTER = Roster([BAKER, OVEN, TASTING, Named(4, "flour-miller")])


def add(body, target=TASTING, note="Ask early"):
    return add_edge(HEAD + body, target, roster=ROSTER, note=note).removeprefix(HEAD)


def edges(text):
    return read_edges(text, roster=ROSTER)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "You bake.\n",
            "You bake.\n\n## Collaboration Patterns\n\n### With QA Taster Agent\n\n- Ask early\n",
        ),
        (
            "You bake.",
            "You bake.\n\n## Collaboration Patterns\n\n### With QA Taster Agent\n\n- Ask early",
        ),
        (
            "## Collaboration\n\n### With Baker\n- Dough\n\n## Rest\n\nText\n",
            "## Collaboration\n\n### With Baker\n- Dough\n\n### With QA Taster\n- Ask early\n\n## Rest\n\nText\n",
        ),
        (
            "# Work\n## Team\n#### With `baker`\n\n* Dough\n\n\n",
            "# Work\n## Team\n#### With `baker`\n\n* Dough\n\n#### With qa-taster\n\n- Ask early\n\n\n",
        ),
        (
            "## Coordination\n- Work with **baker** for dough\n- Work with **oven-keeper** for heat\n",
            "## Coordination\n- Work with **baker** for dough\n- Work with **oven-keeper** for heat\n"
            "- Work with **qa-taster**: Ask early\n",
        ),
        (
            "Integration with other agents:\n* **baker**: Dough\n\nAlways rest.\n",
            "Integration with other agents:\n* **baker**: Dough\n* **qa-taster**: Ask early\n\nAlways rest.\n",
        ),
        (
            "## Related agents\n1. `baker` - dough\n## Rest\n",
            "## Related agents\n1. `baker` - dough\n2. `qa-taster`: Ask early\n## Rest\n",
        ),
    ],
)
def test_added_in_the_way_of_the_file(before, after):
    assert add(before) == after


def test_line_ends_are_kept():
    text = HEAD.replace("\n", "\r\n") + "You bake.\r\n\r\n"

    written = add_edge(text, BAKER, roster=ROSTER, note="Ask\nWait")

    assert written.startswith(text.removesuffix("\r\n\r\n"))
    assert written.count("\n") == written.count("\r\n")
    assert written.endswith("### With Baker Agent\r\n\r\n- Ask\r\n- Wait\r\n\r\n")


def test_a_name_that_would_mean_another_is_written_plainly():
    roster = Roster([Named(1, "git"), Named(2, "git-agent")])

    text = add_edge("You bake.\n", Named(1, "git"), roster=roster, note="Ask")

    assert "### With Git\n" in text
    assert [edge.id for edge in read_edges(text, roster=roster)] == [1]


@pytest.mark.parametrize("note", ["# Title\ntext", "```\ncode", "### With Baker"])
def test_a_note_that_would_break_out_is_refused(note):
    with pytest.raises(EdgeError, match="Leave headings, fences and rules out"):
        add("You bake.\n", note=note)


def test_removing_one_section_keeps_the_others():
    text = HEAD + "## Collaboration\n\n### With Baker\n\n- Dough\n\n### With Oven Keeper\n\n- Heat\n\n## Rest\n"
    first, second = edges(text)

    assert "Dough" not in remove_edge(text, first)
    assert remove_edge(text, first).replace("Heat", "") == text.replace("### With Baker\n\n- Dough\n\n", "").replace(
        "Heat", ""
    )
    assert remove_edge(text, second) == text.replace("\n\n### With Oven Keeper\n\n- Heat", "")


@pytest.mark.parametrize(
    ("body", "at", "after"),
    [
        ("## Coordination\n\n- **baker**: a\n- **oven-keeper**: b\n", 0, "## Coordination\n\n- **oven-keeper**: b\n"),
        ("## Coordination\n\n- **baker**: a\n- **oven-keeper**: b\n", 1, "## Coordination\n\n- **baker**: a\n"),
        (
            "## Coordination\n- With `baker`, `oven-keeper` on heat\n",
            0,
            "## Coordination\n- With `oven-keeper` on heat\n",
        ),
        ("Reports to: `baker`, `oven-keeper`\n", 1, "Reports to: `baker`\n"),
        ("## Team\n### With Baker and Oven Keeper\n- x\n", 1, "## Team\n### With Baker\n- x\n"),
    ],
)
def test_removing_an_item_or_a_name_of_a_list(body, at, after):
    text = HEAD + body

    assert remove_edge(text, edges(text)[at]) == HEAD + after


def test_removing_from_the_frontmatter():
    text = "---\nname: me\ncoordination:\n  hands_off_to: [baker, oven-keeper]\n  with:\n    - qa-taster\n---\n"
    baker, oven, taster = edges(text)

    assert remove_edge(text, baker) == text.replace("baker, ", "")
    assert remove_edge(text, oven) == text.replace(", oven-keeper", "")
    assert remove_edge(text, taster) == text.replace("    - qa-taster\n", "")


def test_running_text_is_left_to_people():
    text = HEAD + "Ask oven-keeper before you bake.\n"

    with pytest.raises(EdgeError, match="Edit the sentence in line 5"):
        remove_edge(text, edges(text)[0])


@pytest.mark.parametrize(
    ("body", "note", "after"),
    [
        ("## Team\n### With Baker\n\n- a\n- b\n\n## Rest\n", "- c", "## Team\n### With Baker\n\n- c\n\n## Rest\n"),
        ("## Team\n### With Baker Agent\n\n## Rest\n", "- c", "## Team\n### With Baker Agent\n\n- c\n\n## Rest\n"),
        ("## Team\n### With Baker\n- a\n", "", "## Team\n### With Baker\n"),
        ("## Coordination\n- **baker**: a\n  more\n- x\n", "**baker**: b", "## Coordination\n- **baker**: b\n- x\n"),
    ],
)
def test_editing_a_note(body, note, after):
    text = HEAD + body

    written = edit_note(text, edges(text)[0], note=note)

    assert written == HEAD + after
    assert [edge.note for edge in edges(written)] == [note]
    assert edit_note(text, edges(text)[0], note=edges(text)[0].note) == text


@pytest.mark.shared
def test_added_to_any_real_file_it_is_read_back_and_removed_without_a_trace(shared):
    count, untouched = 0, []
    target = Named(9_999, "quartz-polisher")
    for team in teams(shared / "corpus").values():
        roster = Roster([*team.roster.agents, target])
        for number, text in enumerate(team.texts):
            added = add_edge(text, target, roster=roster, self_id=number, note="Ask early\nSay thanks")
            (edge,) = [one for one in read_edges(added, roster=roster, self_id=number) if one.id == target.id]
            count += 1
            if only_added(text, added) and remove_edge(added, edge) == text:
                continue
            untouched.append(team.paths[number])

    print(f"{count} files")
    assert untouched == []
    assert count > 500


def only_added(before, after):
    """Every old line is still there in its order, and the new ones stand together."""
    old, new = [line.rstrip("\r\n") for line in lines_of(before)], [line.rstrip("\r\n") for line in lines_of(after)]
    head = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), len(old))
    return old[head:] == new[len(new) - len(old) + head :]
