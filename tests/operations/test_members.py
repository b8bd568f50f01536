"""Roles are changed and members removed by owners; a team never loses its last owner."""

import threading

import pytest
from django.conf import settings
from django.db import connections
from django.utils import timezone

from agents.models import Draft, Invitation, Membership, Presence, Role, Session, User
from agents.operations import deactivating, invitations, owned_paths
from agents.operations.drafts import keep_draft, new_sheet
from agents.operations.errors import LastOwner, NotAllowed, OperationError
from agents.operations.members import change_member, leave_team, remove_member
from agents.operations.presence import appear
from agents.operations.saved_views import save_view
from tests.conftest import person


def of(user, team) -> Membership:
    return Membership.objects.select_related("team", "user").get(user=user, team=team)


def set_role(user, team, role, by, security=False):
    return change_member(of(user, team), role=role, is_security_reviewer=security, by=by)


def test_a_role_is_changed_and_recorded(team, ada, ben):
    set_role(ben, team, Role.REVIEWER, ada, security=True)

    found = of(ben, team)
    assert (found.role, found.is_security_reviewer) == (Role.REVIEWER, True)
    event = team.events.first()
    assert event.sentence == "Ada changed the role of Ben: from author to reviewer; a security reviewer"


def test_the_same_role_is_no_event(team, ada, ben):
    before = team.events.count()

    set_role(ben, team, Role.AUTHOR, ada)

    assert team.events.count() == before


def test_only_reviewers_and_owners_review_security(team, ada, ben):
    set_role(ben, team, Role.AUTHOR, ada, security=True)

    assert not of(ben, team).is_security_reviewer


def test_only_owners_change_and_remove(team, ada, ben, rita):
    with pytest.raises(NotAllowed):
        set_role(rita, team, Role.AUTHOR, ben)
    with pytest.raises(NotAllowed):
        remove_member(of(rita, team), by=ben)

    assert of(rita, team).role == Role.READER


def test_the_last_owner_stays(team, ada, ben):
    with pytest.raises(LastOwner, match="Ada is the only owner of Platform team"):
        set_role(ada, team, Role.REVIEWER, ada)
    with pytest.raises(LastOwner):
        remove_member(of(ada, team), by=ada)
    with pytest.raises(LastOwner):
        leave_team(of(ada, team))

    assert of(ada, team).role == Role.OWNER


def test_an_owner_who_cannot_sign_in_does_not_count(team, ada, ben):
    set_role(ben, team, Role.OWNER, ada)
    assert deactivating.deactivate(ben, by=None)

    with pytest.raises(LastOwner):
        leave_team(of(ada, team))


def test_one_of_two_owners_may_go(team, ada, ben):
    set_role(ben, team, Role.OWNER, ada)

    leave_team(of(ada, team))

    assert [one.user for one in Membership.objects.filter(team=team)] == [ben]
    assert team.events.first().sentence == "Ada left the team Platform team"


def test_nothing_a_person_wrote_goes_with_them(team, ada, ben, qa):
    keep_draft(qa, "Typed.\n", base=qa.head, sheet=new_sheet(), by=ben)
    view = save_view(team, "Mine", family="agents", query="", is_shared=False, by=ben)
    appear(qa, person=ben)

    remove_member(of(ben, team), by=ada)

    assert Draft.objects.get(author=ben).source == "Typed.\n"
    assert type(view).objects.filter(pk=view.pk).exists()
    assert not Presence.objects.exists()
    assert team.events.first().sentence == "Ada removed the member Ben"


@pytest.mark.parametrize("way", ["removed", "demoted", "left", "deactivated"])
def test_who_is_no_owner_any_more_has_invited_nobody(team, ada, ben, way):
    set_role(ben, team, Role.OWNER, ada)
    sent = invitations.invite(team, role=Role.AUTHOR, by=ben)

    {
        "removed": lambda: remove_member(of(ben, team), by=ada),
        "demoted": lambda: set_role(ben, team, Role.REVIEWER, ada),
        "left": lambda: leave_team(of(ben, team)),
        "deactivated": lambda: deactivating.deactivate(ben, by=None),
    }[way]()

    with pytest.raises(invitations.InvitationSpent, match="taken back"):
        invitations.find(sent.key)


def test_what_one_looked_after_is_nobodys(team, ada, ben):
    owned_paths.own_path(of(ben, team), "agents/web/**", by=ada)

    remove_member(of(ben, team), by=ada)

    assert not team.owned_paths.exists()


def test_a_pattern_is_given_and_taken(team, ada, ben):
    owned = owned_paths.own_path(of(ben, team), ".claude/agents/web/", by=ada)
    assert owned.pattern == "agents/web/**"
    assert team.events.first().sentence == "Ada named an owner of agents/web/**: Ben"

    with pytest.raises(OperationError, match="already"):
        owned_paths.own_path(of(ben, team), "agents/web/**", by=ada)
    owned_paths.disown_path(owned, by=ada)

    assert not team.owned_paths.exists()
    assert team.events.first().sentence == "Ada took an owner off agents/web/**: Ben"


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "agents",
        "web/*",
        "/agents/x",
        "agents/../x",
        "agents/a**b",
        "agents/[ab]",
        "agents/a\nb",
        "agents/" + "x" * 260,
    ],
)
def test_a_pattern_nothing_could_fit_is_refused(team, ada, ben, pattern):
    with pytest.raises(OperationError):
        owned_paths.own_path(of(ben, team), pattern, by=ada)

    assert not team.owned_paths.exists()


def test_a_reader_looks_after_nothing(team, ada, rita):
    with pytest.raises(OperationError, match="only reads"):
        owned_paths.own_path(of(rita, team), "agents/**", by=ada)


def test_a_deactivated_person_is_out_everywhere_and_keeps_the_name(client, team, ada, ben, qa):
    client.force_login(ben)
    assert client.get("/platform/").status_code == 200

    assert deactivating.deactivate(ben, by=None)

    assert client.get("/platform/").status_code == 302
    assert not Session.objects.filter(user=ben).exists()
    assert of(ben, team).role == Role.AUTHOR
    assert team.events.first().sentence == "agentsite deactivated the account of Ben"
    assert not deactivating.deactivate(ben, by=None)

    assert deactivating.reactivate(ben, by=None)
    assert not deactivating.reactivate(ben, by=None)
    client.force_login(User.objects.get(pk=ben.pk))
    assert client.get("/platform/").status_code == 200


def test_the_last_owner_of_a_team_is_not_deactivated(team, ada, ben):
    with pytest.raises(LastOwner, match="only owner of Platform team"):
        deactivating.deactivate(ada, by=None)

    assert User.objects.get(pk=ada.pk).is_active


def together(*steps):
    """Run each of ``steps`` in a thread of its own, at once; return what each raised, or None."""
    meeting, raised = threading.Barrier(len(steps)), [None] * len(steps)

    def run(at, step):
        try:
            meeting.wait(60)
            step()
        except OperationError as error:
            raised[at] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(steps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


@pytest.mark.django_db(transaction=True, available_apps=settings.INSTALLED_APPS)
@pytest.mark.parametrize("way", ["demote each other", "leave", "demote oneself and deactivate"])
def test_two_owners_at_once_leave_one(forget_search, team, ada, way):
    zoe = person("zoe")
    Membership.objects.create(team=team, user=zoe, role=Role.OWNER)
    mine, hers = of(ada, team), of(zoe, team)
    steps = {
        "demote each other": (
            lambda: change_member(hers, role=Role.READER, is_security_reviewer=False, by=ada),
            lambda: change_member(mine, role=Role.READER, is_security_reviewer=False, by=zoe),
        ),
        "leave": (lambda: leave_team(mine), lambda: leave_team(hers)),
        "demote oneself and deactivate": (
            lambda: change_member(mine, role=Role.READER, is_security_reviewer=False, by=ada),
            lambda: deactivating.deactivate(zoe, by=None),
        ),
    }[way]

    raised = together(*steps)

    assert len([error for error in raised if error]) == 1
    owners = Membership.objects.filter(team=team, role=Role.OWNER, user__is_active=True)
    assert owners.count() == 1


@pytest.mark.django_db(transaction=True, available_apps=settings.INSTALLED_APPS)
def test_of_two_who_accept_at_once_one_comes_in(forget_search, team, ada):
    sent = invitations.invite(team, role=Role.AUTHOR, by=ada)
    two = [person("one"), person("two")]

    raised = together(*(lambda user=user: invitations.accept(sent.key, by=user) for user in two))

    assert len([error for error in raised if isinstance(error, invitations.InvitationSpent)]) == 1
    assert Membership.objects.filter(team=team, user__in=two).count() == 1
    found = Invitation.objects.get()
    assert found.accepted_at <= timezone.now()
    assert Membership.objects.filter(team=team, user=found.accepted_by).exists()
