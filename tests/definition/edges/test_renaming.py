"""A renamed agent or guideline takes the places along that name it, each in its own spelling."""

from dataclasses import replace

import pytest

from agents.definition.edges.reading import read_edges
from agents.definition.edges.references import Tree, read_references
from agents.definition.edges.renaming import retarget, retarget_path
from agents.definition.edges.roster import Named, Roster
from tests.definition.edges.gold import teams

OLD, NEW = Named(1, "oven-keeper", "oven-keeper", "Oven Keeper"), Named(1, "heat-master", "heat-master", "Oven Keeper")
BAKER = Named(2, "baker", "baker")
BEFORE, AFTER = Roster([OLD, BAKER]), Roster([NEW, BAKER])


def renamed(text, new=NEW):
    return retarget(text, new=new, roster=BEFORE, renamed=Roster([new, BAKER]))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("### With Oven Keeper Agent\n- a\n", "### With Heat Master Agent\n- a\n"),
        ("## Team\n### With Oven Keeper and Baker\n", "## Team\n### With Heat Master and Baker\n"),
        ("Ask `oven-keeper`, not **oven-keeper**.\n", "Ask `heat-master`, not **heat-master**.\n"),
        ("Ask @oven-keeper or @agent-oven-keeper\n", "Ask @heat-master or @agent-heat-master\n"),
        ("* Ping **oven‑keeper** now\n", "* Ping **heat‑master** now\n"),
        ("1. Query oven keeper for heat\n", "1. Query heat master for heat\n"),
        ("Reports to: `oven-keeper`, `baker`\r\n", "Reports to: `heat-master`, `baker`\r\n"),
        ("| Need | Agent |\n|---|---|\n| Heat | oven-keeper |", "| Need | Agent |\n|---|---|\n| Heat | heat-master |"),
        ("See `.claude/agents/oven-keeper.md`\n", "See `.claude/agents/heat-master.md`\n"),
        (
            "---\nname: me\nhandoffs: [oven-keeper, baker]\ntools: Agent(oven-keeper)\n---\n",
            "---\nname: me\nhandoffs: [heat-master, baker]\ntools: Agent(heat-master)\n---\n",
        ),
        ("```\nuse oven-keeper\n```\nThe oven keepers rest.\n", "```\nuse oven-keeper\n```\nThe oven keepers rest.\n"),
    ],
)
def test_each_place_in_its_own_spelling(before, after):
    assert renamed(before) == after


def test_a_spelling_that_would_not_be_read_is_written_plainly():
    text = renamed("1. Query oven keeper for heat\nAsk oven-keeper.\n", new=replace(NEW, name="heat", title=""))

    assert [edge.id for edge in read_edges(text, roster=Roster([Named(1, "heat", ""), BAKER]))] == [1, 1]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("`.claude/guidelines/tone.md`", "`.claude/rules/voice.md`"),
        ("@guidelines/tone.md", "@rules/voice.md"),
        ("`tone.md`", "`voice.md`"),
        ("[tone](../guidelines/tone.md#how)", "[tone](../rules/voice.md#how)"),
        ("`project/.claude/guidelines/tone.md`", "`project/.claude/rules/voice.md`"),
        ("`docs/tone.md`", "`docs/tone.md`"),
    ],
)
def test_paths_stay_as_absolute_as_they_were(before, after):
    tree = Tree(["guidelines/tone.md", "docs/tone2.md"])
    references = read_references(before, tree=tree, at="agents/qa.md")
    moved = Tree(["rules/voice.md", "docs/tone2.md"])

    assert (
        retarget_path(before, references, old="guidelines/tone.md", new="rules/voice.md", at="agents/qa.md", tree=moved)
        == after
    )


@pytest.mark.shared
def test_renaming_every_agent_of_the_largest_team_leaves_nothing_dangling(shared):
    team = max(teams(shared / "corpus").values(), key=lambda one: len(one.texts))
    rewritten_places, wrong = 0, []
    before = {number: read_edges(text, roster=team.roster, self_id=number) for number, text in enumerate(team.texts)}
    for old in list(team.roster.agents)[::12]:
        new = replace(old, name=f"{old.name}-renamed", stem=f"{old.stem}-renamed", title="")
        roster = Roster([new if one.id == old.id else one for one in team.roster.agents])
        for number, text in enumerate(team.texts):
            places = [edge for edge in before[number] if edge.id == old.id]
            if not places:
                continue
            after = read_edges(
                retarget(text, new=new, roster=team.roster, renamed=roster, self_id=number),
                roster=roster,
                self_id=number,
            )
            rewritten_places += len(places)
            if [edge.id for edge in after] != [edge.id for edge in before[number]]:
                wrong.append((old.name, team.paths[number]))

    print(f"{rewritten_places} places rewritten in a team of {len(team.texts)}")
    assert wrong == []
    assert rewritten_places > 50
