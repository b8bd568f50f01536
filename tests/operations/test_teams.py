"""Teams are made, renamed, ruled and removed by their owners, and nobody else."""

import json

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from agents.models import Event, Membership, Role, Team
from agents.operations import teams
from agents.operations.documents import (
    archive_document,
    create_document,
    rename_document,
    replace_head,
    restore_document,
    save_document,
)
from agents.operations.drafts import keep_draft, new_sheet
from agents.operations.edge_edits import add_edge
from agents.operations.errors import NameTaken, NotAllowed, OperationError
from agents.operations.importing import import_files
from agents.operations.renaming import rename_with_references
from agents.operations.rewriting import Rewrite, rewrite_documents
from agents.operations.undoing import undo
from agents.queries.steps import step_of


def ruled(team, role, by):
    return teams.change_team(team, name=team.name, direct_save=role, approvals=1, security_reviewer=False, by=by)


def test_a_team_gets_its_address_from_its_name(team, ada):
    made = teams.found_team("Data & Möbel", by=ada)

    assert (made.slug, made.name) == ("data-mobel", "Data & Möbel")
    assert Membership.objects.get(team=made, user=ada).role == Role.OWNER
    assert Event.objects.get(team=made).action == "team.created"


@pytest.mark.parametrize("name", ["Settings", "Ａpi", "SEARCH", "Demo", "sign out"])
def test_a_name_that_is_a_page_of_the_site_gets_another_address(team, ada, name):
    made = teams.found_team(name, by=ada)

    assert made.name == name
    assert made.slug.endswith("-2")


def test_a_name_without_latin_letters_gets_an_address_too(team, ada):
    assert teams.found_team("日本", by=ada).slug == "team"
    assert teams.found_team("中国", by=ada).slug == "team-2"


def test_an_address_of_a_removed_team_is_not_given_again(team, ada):
    teams.remove_team(team, by=ada)

    assert teams.found_team("Platform", by=ada).slug == "platform-2"


@pytest.mark.parametrize(
    "address", ["settings", "Settings", "ｓettings", "teams", "-a", "a--b", "a b", "../x", "é", "x" * 65]
)
def test_an_address_that_cannot_be_is_refused(team, ada, address):
    with pytest.raises(OperationError):
        teams.found_team("Anything", address=address, by=ada)

    assert Team.objects.count() == 1


def test_an_address_somebody_has_is_refused(team, ada, eve):
    with pytest.raises(NameTaken, match="/elsewhere/ is taken"):
        teams.found_team("Anything", address="Elsewhere", by=ada)


def test_every_first_word_of_an_address_of_the_site_is_reserved():
    words = {_word(pattern) for pattern in _patterns(get_resolver())}

    assert {"account", "welcome", "search"} <= words
    assert words - {""} <= teams.RESERVED | {"<slug:team>"}
    assert {"static", "patterns", "api"} <= teams.RESERVED


def _patterns(resolver, prefix=""):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _patterns(entry, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern)


def _word(pattern):
    return pattern.split("/")[0]


def test_who_owns_nothing_makes_no_team(ben):
    with pytest.raises(NotAllowed):
        teams.found_team("Mine", by=ben)


def test_who_removed_their_only_team_may_make_another(team, ada):
    teams.remove_team(team, by=ada)

    assert teams.found_team("Anew", by=ada).slug == "anew"


@pytest.mark.parametrize(
    "name",
    ["", "   ", "a\nb", "a\rb", "a\x85b", "a\u2028b", "a\x00b", "a\x1b[2Jb", "a\u200bb", "\u202eA", "<>", "x" * 81],
)
def test_a_name_that_nobody_can_read_is_refused(team, ada, name):
    with pytest.raises(OperationError):
        teams.found_team(name, by=ada)
    with pytest.raises(OperationError):
        teams.change_team(team, name=name, direct_save=20, approvals=1, security_reviewer=False, by=ada)

    assert Team.objects.get() == team


def test_hostile_names_are_refused_or_kept_as_they_are(team, ada, shared):
    for line in (shared / "badinput/strings/author_names.jsonl").read_text().splitlines():
        name = json.loads(line)
        try:
            made = teams.found_team(name, by=ada)
        except OperationError as error:
            assert "\n" not in str(error)
        else:
            assert made.name == name.strip(" ")
            assert made.name.isprintable()


def test_hostile_addresses_are_refused_or_plain(team, ada, shared):
    lines = (shared / "badinput/strings/names.jsonl").read_text().splitlines()
    taken = 0

    for line in lines:
        try:
            address = teams.check_address(json.loads(line))
        except OperationError:
            continue
        assert teams.ADDRESS.fullmatch(address)
        assert address not in teams.RESERVED
        taken += 1
    assert 0 < taken < len(lines)


def test_a_rename_keeps_the_address_and_is_one_event(team, ada):
    teams.change_team(team, name="Core", direct_save=20, approvals=1, security_reviewer=False, by=ada)

    team.refresh_from_db()
    assert (team.name, team.slug) == ("Core", "platform")
    event = team.events.first()
    assert (event.action, event.details) == ("team.renamed", {"before": "Platform team", "after": "Core"})


def test_rules_are_one_event_that_says_them(team, ada):
    teams.change_team(team, name=team.name, direct_save=Role.OWNER, approvals=3, security_reviewer=True, by=ada)

    team.refresh_from_db()
    assert (team.direct_save, team.approvals, team.security_reviewer) == (Role.OWNER, 3, True)
    assert team.events.first().sentence == (
        "Ada changed the rules of the team Platform team: "
        "owners save; a proposal needs 3 approvals; wider powers need a security reviewer"
    )


def test_rules_that_stay_are_no_event(team, ada):
    before = team.events.count()

    ruled(team, Role.AUTHOR, ada)

    assert team.events.count() == before


@pytest.mark.parametrize("approvals", [-1, 4])
def test_approvals_go_from_none_to_three(team, ada, approvals):
    with pytest.raises(OperationError, match="0 to 3"):
        teams.change_team(team, name="x", direct_save=20, approvals=approvals, security_reviewer=False, by=ada)


def test_only_an_owner_rules(team, ben):
    with pytest.raises(NotAllowed):
        ruled(team, Role.OWNER, ben)
    with pytest.raises(NotAllowed):
        teams.remove_team(team, by=ben)


def test_a_removed_team_is_out_of_sight_and_recorded(team, ada):
    teams.remove_team(team, by=ada)

    team.refresh_from_db()
    assert team.removed_at
    assert team.events.first().action == "team.removed"
    with pytest.raises(NotAllowed):
        teams.remove_team(team, by=ada)


# Who may save


def new(team, by):
    return create_document(team, kind="agent", path="agents/x.md", source="---\nname: x\n---\n", by=by)


WAYS = {
    "create": lambda team, qa, git, by: new(team, by),
    "save": lambda team, qa, git, by: save_document(qa, qa.head.source + "More.\n", base=qa.head, by=by),
    "restore a version": lambda team, qa, git, by: replace_head(qa, "Other.\n", base=qa.head, by=by),
    "rename": lambda team, qa, git, by: rename_document(qa, "agents/tester.md", by=by),
    "rename with references": lambda team, qa, git, by: rename_with_references(
        qa, "agents/tester.md", bases={qa.pk: qa.head_id}, by=by
    ),
    "archive": lambda team, qa, git, by: archive_document(qa, by=by),
    "change many": lambda team, qa, git, by: rewrite_documents(
        team, [Rewrite(qa, qa.head_id, "A.\n"), Rewrite(git, git.head_id, "B.\n")], by=by, message="Both"
    ),
    "add an edge": lambda team, qa, git, by: add_edge(git, qa, base=git.head, by=by),
    "import": lambda team, qa, git, by: import_files(team, _files(), by=by, origin="a.zip"),
    "undo": lambda team, qa, git, by: undo(step_of(git.head), by=by),
}


def _files():
    from agents.definition.collection import Incoming

    return [Incoming(".claude/agents/new.md", b"---\nname: new\ndescription: x\n---\n")]


@pytest.fixture
def git(team, ada):
    made = create_document(team, kind="agent", path="agents/git.md", source="---\nname: git\n---\nOne.\n", by=ada)
    save_document(made, made.head.source + "Two.\n", base=made.head, by=ada)
    made.refresh_from_db()
    return made


@pytest.mark.parametrize("way", WAYS)
def test_who_is_below_the_rule_writes_nothing_in_any_way(team, ada, ben, qa, git, way):
    ruled(team, Role.REVIEWER, ada)
    before = _state(team)

    with pytest.raises(NotAllowed, match="only reviewers and owners save: Ada"):
        WAYS[way](*_fresh(team, qa, git), ben)
    assert _state(team) == before

    Membership.objects.filter(user=ben).update(role=Role.REVIEWER)
    WAYS[way](*_fresh(team, qa, git), ben)
    assert _state(team) != before


def _fresh(team, *documents):
    found = [type(one).objects.select_related("head", "team").get(pk=one.pk) for one in documents]
    return Team.objects.get(pk=team.pk), *found


def _state(team):
    return (
        sorted(team.documents.values_list("path", "head", "archived_at")),
        team.events.count(),
    )


def test_bringing_back_from_the_archive_is_a_write_too(team, ada, ben, qa):
    archive_document(qa, by=ada)
    ruled(team, Role.OWNER, ada)

    with pytest.raises(NotAllowed, match="only owners save"):
        restore_document(qa, by=ben)


def test_a_draft_outlives_a_refused_save(team, ada, ben, qa):
    sheet = new_sheet()
    keep_draft(qa, "Typed.\n", base=qa.head, sheet=sheet, by=ben)
    ruled(team, Role.OWNER, ada)

    _, fresh = _fresh(team, qa)
    with pytest.raises(NotAllowed):
        save_document(fresh, "Typed.\n", base=fresh.head, by=ben, sheet=sheet)

    assert qa.drafts.get(author=ben).source == "Typed.\n"
