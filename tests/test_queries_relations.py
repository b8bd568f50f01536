"""What pages ask of a team's edges."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agents.operations.aliases import dismiss
from agents.operations.documents import archive_document, create_document
from agents.operations.relations import catch_up
from agents.queries import collaboration, graph, library, relations, unresolved


def agent(team, by, name, *named, also=""):
    sections = "".join(f"\n### With {one} Agent\n\n- Before you start\n" for one in named)
    body = f"You help.\n{also}\n" + (f"\n## Collaboration Patterns\n{sections}" if named else "")
    source = f"---\nname: {name}\ndescription: Helps with {name}.\n---\n\n{body}"
    return create_document(team, kind="agent", path=f"agents/{name}.md", source=source, by=by)


@pytest.fixture
def crew(team, ada, tone):
    """Git and qa name each other, docs names git and somebody unknown, ops stands alone."""
    made = {
        "git": agent(team, ada, "git", "QA", also="Follow `.claude/guidelines/tone.md`.\n"),
        "qa": agent(team, ada, "qa", "Git", also="Ask @git again. Follow `.claude/rules/none.md`.\n"),
        "docs": agent(team, ada, "docs", "Git", "Release"),
        "ops": agent(team, ada, "ops"),
    }
    catch_up(team)
    return made


def test_an_agent_knows_whom_it_works_with_and_who_names_it(crew):
    found = relations.collaboration(crew["git"])

    assert [(one.other.name, one.is_one_sided) for one in found.works_with] == [("qa", False)]
    assert [(one.other.name, one.is_one_sided) for one in found.named_by] == [("docs", True), ("qa", False)]
    assert [one.other.name for one in found.unanswered] == ["docs"]
    assert found.one_sided == []


def test_each_relation_has_its_sentences_the_surest_first(crew):
    (one,) = relations.collaboration(crew["qa"]).works_with

    assert (one.tier, one.kind, one.written) == ("structure", "works with", "Git Agent")
    assert [(said.tier, said.note, said.line) for said in one.sentences] == [
        ("structure", "- Before you start", 12),
        ("mention", "Ask @git again. Follow `.claude/rules/none.md`.", 7),
    ]
    assert one.sentences[0].heading == "With Git Agent"


def test_names_nobody_bears_are_told_apart(crew):
    found = relations.collaboration(crew["docs"])

    assert [(one.written, one.other) for one in found.unresolved] == [("Release Agent", None)]
    assert [one.other.name for one in found.one_sided] == ["git"]


def test_an_ambiguous_name_tells_whom_it_fits(team, ada):
    source = agent(team, ada, "qa", "Git")
    fitting = {agent(team, ada, "git-expert"), agent(team, ada, "git-specialist")}
    catch_up(team)

    (one,) = relations.collaboration(source).unresolved

    assert set(one.candidates) == fitting


def test_an_agents_relations_cost_few_queries(crew, team, ada):
    with CaptureQueriesContext(connection) as few:
        relations.collaboration(crew["git"])
    for number in range(20):
        agent(team, ada, f"more-{number}", "Git")
    catch_up(team)

    with CaptureQueriesContext(connection) as many:
        relations.collaboration(crew["git"])

    assert len(many) == len(few) <= 3


def test_a_guideline_knows_who_follows_it(crew, tone):
    (one,) = relations.followed_by(tone)

    assert (one.source.name, one.note, one.line) == ("git", "Follow `.claude/guidelines/tone.md`.", 7)
    assert [(one.target, one.is_broken) for one in relations.follows(crew["git"])] == [(tone, False)]
    assert [(one.target, one.is_broken) for one in relations.follows(crew["qa"])] == [(None, True)]


def test_a_team_is_told_in_numbers(crew, team):
    facts = collaboration.facts(team)

    assert (facts.agents, facts.links, facts.both_ways, facts.one_sided) == (4, 2, 1, 1)
    assert (facts.unresolved, facts.orphans, facts.broken, facts.unread) == (1, 1, 1, 0)
    assert facts.hubs == ()


def test_numbers_follow_what_is_written_and_read(crew, team, ada):
    assert collaboration.facts(team).unresolved == 1
    agent(team, ada, "release")
    assert collaboration.facts(team).unread == 1

    catch_up(team)

    assert collaboration.facts(team).unread == 0
    assert collaboration.facts(team).unresolved == 0


def test_numbers_cost_a_query_once_they_are_known(crew, team, django_assert_num_queries):
    collaboration.facts(team)

    with django_assert_num_queries(1):
        collaboration.facts(team)


def test_an_agent_that_many_name_is_a_hub(crew, team, ada):
    for number in range(5):
        agent(team, ada, f"more-{number}", "Git")
    catch_up(team)

    assert collaboration.facts(team).hubs == (crew["git"].pk,)


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("unresolved", ["docs"]),
        ("one-sided", ["docs"]),
        ("orphan", ["ops"]),
        ("hub", []),
        ("", ["docs", "git", "ops", "qa"]),
    ],
)
def test_the_library_is_narrowed_by_collaboration(crew, team, kind, names):
    found = library.documents(team, "agents", library.Filter(relation=kind))

    assert sorted(document.name for document in found) == names


def test_hubs_are_found_in_the_library(crew, team, ada):
    for number in range(5):
        agent(team, ada, f"more-{number}", "Git")
    catch_up(team)

    assert list(library.documents(team, "agents", library.Filter(relation="hub"))) == [crew["git"]]


def test_a_graph_holds_every_agent_and_what_they_name(crew, team, tone):
    found = graph.graph(team)

    names = {node.id: node.name for node in found.nodes}
    assert sorted(names.values()) == ["Release Agent", "Tone", "docs", "git", "ops", "qa"]
    assert sorted((names[one.source], names[one.target], one.tier, one.count) for one in found.said) == [
        ("docs", "Release Agent", "structure", 1),
        ("docs", "git", "structure", 1),
        ("git", "Tone", "structure", 1),
        ("git", "qa", "structure", 1),
        ("qa", "git", "structure", 2),
    ]


def test_a_graph_leaves_out_what_was_not_asked_for(crew, team):
    found = graph.graph(team, tiers=["mention"], with_guidelines=False, with_missing=False)

    names = {node.id: node.name for node in found.nodes}
    assert sorted(names.values()) == ["docs", "git", "ops", "qa"]
    assert [(names[one.source], names[one.target], one.tier) for one in found.said] == [("qa", "git", "mention")]


def test_a_graph_holds_nobody_of_another_team_and_nobody_archived(crew, team, ada, eve):
    agent(eve.teams.get(), eve, "git", "QA")
    catch_up(eve.teams.get())
    archive_document(crew["ops"], by=ada)
    catch_up(team)

    assert sorted(node.name for node in graph.graph(eve.teams.get()).nodes) == ["QA Agent", "git"]
    assert "ops" not in {node.name for node in graph.graph(team).nodes}


def test_names_nobody_bears_come_with_who_writes_them_and_whom_they_may_mean(crew, team, ada):
    agent(team, ada, "planner", "Release", "Opps", "Weather")
    catch_up(team)

    found = unresolved.page(team, start=0, size=50)

    assert [(one.key, one.agents, one.suggested and one.suggested.name) for one in found] == [
        ("release-agent", 2, None),
        ("opps-agent", 1, "ops"),
        ("weather-agent", 1, None),
    ]
    assert [document.name for document in found[0].named_in] == ["docs", "planner"]
    assert found[1].note == "- Before you start"
    assert [one.key for one in unresolved.suggestions(team)] == ["opps-agent"]


def test_a_dismissed_name_is_nobodys_and_asked_no_more(crew, team, ada):
    dismiss(team, "Release Agent", by=ada)
    catch_up(team)

    assert unresolved.page(team, start=0, size=50) == []
    assert [alias.written for alias in unresolved.aliases(team)] == ["Release Agent"]


def test_questions_cost_the_same_for_many(crew, team, ada):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            graph.graph(team)
            collaboration.facts(team)
            unresolved.page(team, start=0, size=50)
        return len(asked)

    few = cost()
    for number in range(30):
        agent(team, ada, f"more-{number}", "Git", f"Nobody {number}")
    catch_up(team)

    assert cost() == few
