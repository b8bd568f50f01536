"""Every dialect in which a prompt says with whom it works, and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.definition.edges.reading import read_edges, resolve, strongest, written_edges
from agents.definition.edges.roster import Named, Roster

TEAM = [
    Named(1, "baker", "baker", "Baker"),
    Named(2, "oven-keeper", "oven-keeper", "Keeper of the Oven"),
    Named(3, "flour-specialist", "flour", ""),
    Named(4, "tasting", "tasting", "Tasting Agent"),
    Named(5, "recipe-writer", "recipes", "# Cook Book Author"),
    Named(6, "mill-agent", "agent", ""),
    Named(7, "git", "git", ""),
]
ROSTER = Roster(TEAM, {"The Boss": 2, "Health Inspector": None})
NAMES = {one.id: one.name for one in TEAM}


def read(body, front="name: me\ndescription: Bakes.\n"):
    return read_edges(f"---\n{front}---\n{body}", roster=ROSTER, self_id=None)


def named(body, **rest):
    return [NAMES[edge.id] if edge.id else f"?{edge.target}" for edge in read(body, **rest)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("## Collaboration\n\n### With Oven Keeper\n- Ask\n", ["oven-keeper"]),
        ("## Working together\n\n### With Tasting Agent\n", ["tasting"]),
        ("## Collaboration\n### From Recipe Writer\n### To Flour Specialist\n", ["recipe-writer", "flour-specialist"]),
        ("## Hand-offs\n### 🤝 To `oven-keeper`\n", ["oven-keeper"]),
        ("## Collaboration\n### With Oven Keeper and Recipe Writer\n", ["oven-keeper", "recipe-writer"]),
        ("## Collaboration\n### With Kitchen Agents (Baker/Tasting)\n", ["baker", "tasting"]),
        ("### Reports to: `oven-keeper`\n", ["oven-keeper"]),
        ("## Handoff to the Flour Agent\n", ["flour-specialist"]),
        ("## Collaboration\n### Oven Keeper\nKeep it hot.\n", ["oven-keeper"]),
        ("## Collaboration\n### For Baker\n", ["baker"]),
        ("## Collaboration\n### With Cake Decorator\n", ["?Cake Decorator"]),
        ("## Collaboration\n### With The Boss\n### With Health Inspector\n", ["oven-keeper"]),
    ],
)
def test_headings(body, expected):
    assert named(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Integration with other agents:\n- Collaborate with oven-keeper on heat\n", ["oven-keeper"]),
        ("## Coordination\n- Work with **recipe-writer** for texts\n", ["recipe-writer"]),
        ("## Coordination\n* Ping **oven‑keeper** when hot\n", ["oven-keeper"]),
        (
            "## Works with other agents\n- **Baker**: gives dough\n- **With Recipe Writer**: gets texts\n",
            ["baker", "recipe-writer"],
        ),
        (
            "## Delegation\n- `baker` for bread\n- `tasting`, `flour` for the rest\n",
            ["baker", "tasting", "flour-specialist"],
        ),
        ("## Related agents\n- Baker - makes bread\n", ["baker"]),
        ("## Start\n1. Query oven keeper for the heat\n", ["oven-keeper"]),
        ("## Collaboration\n- Coordinate with Recipe Writer on names\n", ["recipe-writer"]),
        ("## Collaboration\n- Provide flour to Baker before dawn\n", ["baker"]),
        ("## Collaboration\n- **Sugar Specialist Agent**: sweetens\n", ["?Sugar Specialist Agent"]),
        ("## Collaboration\n- Align with `oven-keeper`/`recipe-writer`\n", ["oven-keeper", "recipe-writer"]),
        ("## Collaboration\n- Hand the rest to @agent-baker\n", ["baker"]),
        ("Steps:\n```text\n- Warm up with `oven-keeper` and `recipe-writer`\n```\n", ["oven-keeper", "recipe-writer"]),
    ],
)
def test_list_items(body, expected):
    assert named(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "Reports to: `oven-keeper` for heat\nCoordinates with: `baker` (dough), Tasting\n",
            ["oven-keeper", "baker", "tasting"],
        ),
        ("**Delegates to**: oven-keeper, recipe-writer\n", ["oven-keeper", "recipe-writer"]),
        ("HANDOFF: oven-keeper (after the dough rose)\n", ["oven-keeper"]),
        (
            "| Need | Agent |\n|---|---|\n| Heat | `oven-keeper` |\n| Bread | baker, tasting |\n",
            ["oven-keeper", "baker", "tasting"],
        ),
        ("| Phase | Hand off to |\n| :-- | --: |\n| Night | Recipe Writer |\n", ["recipe-writer"]),
    ],
)
def test_relations_and_tables(body, expected):
    assert named(body) == expected


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        (
            "coordination:\n  hands_off_to: [baker, oven-keeper]\n  parallel_with:\n    - tasting\n",
            ["baker", "oven-keeper", "tasting"],
        ),
        ("handoffs: recipe-writer, nobody-else\n", ["recipe-writer", "?nobody-else"]),
        ("dependencies: [oven-keeper, left-pad]\n", ["oven-keeper"]),
        ("handoffs:\n  - label: Ask the baker\n    agent: baker\n    prompt: Bake with tasting\n", ["baker"]),
        ("tools: Read, Agent(baker, oven-keeper)\n", ["baker", "oven-keeper"]),
    ],
)
def test_frontmatter(front, expected):
    assert named("", front=f"name: me\n{front}") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Ask `oven-keeper` first.\n", ["oven-keeper"]),
        ("Escalate to oven-keeper.\n", ["oven-keeper"]),
        ("The **recipe-writer** decides.\n", ["recipe-writer"]),
        ("When in doubt @baker knows.\n", ["baker"]),
        ("Wait for the Tasting Agent.\n", ["tasting"]),
        ("Use the baker agent for bread.\n", ["baker"]),
        ("See `.claude/agents/recipe-writer.md`.\n", ["recipe-writer"]),
        ('Then `Task(subagent_type="oven-keeper")`.\n', ["oven-keeper"]),
    ],
)
def test_mentions(body, expected):
    assert named(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "Run `git` status and a **tasting** of `baker` variables.\n",
        "## Collaboration\n### For Recipe Writers\n### For Bread Testing\n### With Product Managers\n",
        "## Collaboration\n### With Other Agents\n",
        "## Collaboration\n- Coordinate with product managers, users and the team on scope\n",
        "```\n@baker\nuse oven-keeper\n```\n",
        "<example>\nuser: hi\nassistant: I use the oven-keeper agent\n</example>\n",
        "Install @oven-keeper/core from https://example.com/oven-keeper/x and ./oven-keeper/src.\n",
        "## Git\nKeep the git history clean. Baker's yeast is fresh.\n",
        "mail baker@oven-keeper.example\n",
        "The Health Inspector Agent comes on Mondays.\n",
        "",
    ],
)
def test_what_is_no_edge(body):
    assert named(body) == []


def test_examples_in_a_description_are_no_edges():
    front = 'name: me\ndescription: "Not for heat, use oven-keeper. <example>assistant: recipe-writer</example>"\n'

    assert named("", front=front) == ["oven-keeper"]


def test_an_edge_keeps_heading_note_and_lines():
    body = "## Collaboration\n\n### With Oven Keeper\n\n- Ask early\n- Say thanks\n\n## Rest\n"

    (edge,) = read(body)

    assert (edge.target, edge.heading, edge.note) == ("Oven Keeper", "With Oven Keeper", "- Ask early\n- Say thanks")
    assert (edge.first_line, edge.last_line, edge.line, edge.start, edge.end) == (7, 10, 7, 9, 20)
    assert (edge.tier, edge.kind, edge.dialect) == ("structure", "works with", "heading")


def test_the_note_of_an_item_is_all_of_it():
    (edge,) = read("## Coordination\n\n- Work with **oven-keeper**:\n  keep it hot\n  - by day\n- Else\n")

    assert edge.note == "Work with **oven-keeper**:\n  keep it hot\n  - by day"
    assert (edge.first_line, edge.last_line) == (7, 9)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("Reports to: `baker`\n", "reports to"),
        ("## Delegation\n\nDelegates to:\n- `baker`\n", "delegates to"),
        ("- Make bread (delegate to oven-keeper)\n", "delegates to"),
        ("## Work\n- Hand the dough off to oven-keeper\n", "hands off to"),
        ("## Collaboration\n- Receive handoffs from oven-keeper\n", "works with"),
        ("## Collaboration\n- Escalate to oven-keeper\n", "works with"),
    ],
)
def test_a_kind_is_what_the_words_say(body, kind):
    assert [edge.kind for edge in read(body)] == [kind]


def test_two_that_fit_are_ambiguous_and_itself_is_no_edge():
    roster = Roster([Named(1, "oven-expert"), Named(2, "oven-specialist"), Named(3, "me")])
    text = "## Collaboration\n### With Oven Agent\n### With Me Agent\n"

    (edge,) = read_edges(text, roster=roster, self_id=3)

    assert (edge.id, edge.others, edge.is_ambiguous) == (None, (1, 2), True)


def test_unknown_names_link_when_the_agent_arrives():
    places = written_edges("## Collaboration\n### With Cake Decorator Agent\n- Ask\n")

    (before,) = resolve(places, roster=ROSTER)
    (after,) = resolve(places, roster=Roster([Named(9, "cake-decorator")]))

    assert (before.id, after.id) == (None, 9)
    assert before.note == after.note == "- Ask"


def test_the_strongest_of_several_places_stands_for_a_target():
    edges = read("Ask oven-keeper.\n\n## Collaboration\n### With Oven Keeper\n- Early\n")

    assert [edge.tier for edge in edges] == ["mention", "structure"]
    assert [(edge.tier, edge.note) for edge in strongest(edges)] == [("structure", "- Early")]


@given(st.text(alphabet=st.sampled_from("#-*`@|:/()<> \n\r\tA gent-with To baker oven-keeper\u2011[]{}\"'\\.,")))
def test_any_text_can_be_read_and_places_are_where_they_say(text):
    lines = text.split("\n")
    for place in written_edges(text):
        assert lines[place.line - 1][place.start : place.end] == place.target
        assert place.first_line <= place.line <= place.last_line


@pytest.mark.parametrize(
    "piece",
    ["@baker ", "a-b/", "Aa ", "`oven-keeper` ", "**a", "with baker and ", "<example>", "](", "agents/", "|a", "("],
)
@pytest.mark.parametrize("before", ["", "## Collaboration\n- Work with ", "Reports to: ", "```\n- Ask ", "## With "])
def test_a_line_of_thousands_of_pieces_is_read_piece_by_piece(before, piece):
    read(before + piece * 3_000)  # a pattern that is not linear would never come back
