"""Home: what needs you, what happened, how the library is."""

from django.urls import reverse

from agents.definition.collection import Incoming
from agents.operations.audit import record
from agents.operations.documents import create_document, save_document
from agents.operations.relations import catch_up
from agents.operations.staging import stage_files

HOME = "/platform/"


def test_it_works(as_ada, qa):
    response = as_ada.get(HOME)

    assert response.status_code == 200
    assert "Claude Code loads every agent here" in response.text


def test_the_front_door_leads_to_ones_team(as_ada):
    assert as_ada.get("/")["Location"] == HOME


def test_somebody_without_a_team_is_told_so(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("nobody"))

    response = client.get("/")

    assert response.status_code == 403
    assert "not in a team" in response.text


def test_strangers_learn_nothing(as_eve, qa):
    assert as_eve.get(HOME).status_code == 404


def test_a_skipped_agent_is_named_with_the_reason(as_ada, team, ada):
    create_document(team, kind="agent", path="agents/mute.md", source="---\nname: mute\n---\nHi.\n", by=ada)

    response = as_ada.get(HOME)

    assert "Claude Code would skip mute" in response.text
    assert reverse("edit", args=["platform", "agents", "mute"]) in response.text


def test_an_import_that_waits_is_counted_and_told_in_one_sentence(as_ada, team, ada):
    stage_files(
        team, [Incoming(".claude/agents/a.md", b"---\nname: a\ndescription: x\n---\n")], by=ada, origin="~/shop"
    )

    text = as_ada.get("/platform/").text

    assert "1 item<" in text
    assert "1 of them is new or changed." in text


def test_readers_are_not_offered_what_they_may_not_do(as_rita, qa):
    response = as_rita.get(HOME)

    assert reverse("new-document", args=["platform", "agents"]) not in response.text


def test_an_empty_library_says_how_to_fill_it(as_ada):
    assert "This library is empty" in as_ada.get(HOME).text


def test_the_checklist_goes_when_all_is_done(as_ada, qa, ada):
    assert "Getting started" in as_ada.get(HOME).text
    save_document(qa, qa.head.source + "\nMore.\n", base=qa.head, by=ada)
    record(qa.team, ada, "export.folder", subject="~/code/shop-api")

    assert "Getting started" not in as_ada.get(HOME).text


def edited(response):
    return [row.name for row in response.context["edited"]]


def test_it_tells_what_one_edited_last(as_ben, ben, ada, team, qa, tone):
    create_document(team, kind="agent", path="agents/own.md", source="---\nname: own\n---\n", by=ben)
    save_document(qa, qa.head.source + "\nMore.\n", base=qa.head, by=ben)
    save_document(tone, tone.head.source + "\nMore.\n", base=tone.head, by=ada)

    response = as_ben.get(HOME)

    assert edited(response) == ["qa", "own"]
    assert "You edited last" in response.text


def test_who_edited_nothing_yet_is_told_what_the_team_did(as_rita, qa, tone):
    response = as_rita.get(HOME)

    assert edited(response) == ["Tone", "qa"]
    assert "You edited last" not in response.text


def test_queries_stay_few(as_ada, team, ada, django_assert_max_num_queries):
    for number in range(12):
        path, source = f"agents/a{number}.md", f"---\nname: a{number}\n---\n"
        create_document(team, kind="agent", path=path, source=source, by=ada)

    with django_assert_max_num_queries(12):
        as_ada.get(HOME)


def test_queries_stay_few_for_who_edited_nothing(as_rita, qa, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        as_rita.get(HOME)


def test_three_numbers_lead_somewhere(as_rita, qa, team, ada):
    body = "---\nname: git\ndescription: x\n---\n\n## Collaboration\n\n### With Release Master Agent\n\n- Wait\n"
    create_document(team, kind="agent", path="agents/git.md", source=body, by=ada)
    catch_up(team)

    response = as_rita.get(HOME)

    together = response.context["relations"]
    assert (together.links, together.one_sided, together.unresolved, together.linked) == (1, 1, 1, 2)
    for address in ("/platform/graph/", "/platform/agents/?relation=one-sided", "/platform/names/"):
        assert f'href="{address}"' in response.text
        assert as_rita.get(address).status_code == 200
