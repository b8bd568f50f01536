"""An invitation lets one person into one team in one role, once, while it is fresh."""

import json
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from agents import limits
from agents.models import Event, Invitation, Membership, Role, User
from agents.operations import invitations, joining
from agents.operations.errors import InvitationSpent, NameTaken, NotAllowed, OperationError, TooOften
from agents.operations.teams import remove_team

PASSWORD = "violet harbour tractor"


@pytest.fixture
def sent(team, ada):
    return invitations.invite(team, role=Role.AUTHOR, by=ada, email=" Cleo@Example.org ")


def join(sent, **other):
    fields = {"username": "cleo", "display_name": "Cleo", "email": "cleo@example.org", "password": PASSWORD}
    return joining.join(sent.key, **(fields | other))


def test_only_the_hash_of_the_key_is_kept(sent):
    kept = Invitation.objects.get()

    assert sent.key not in str(vars(kept))
    assert len(kept.key_hash) == 64
    assert kept.email == "cleo@example.org"
    assert kept.expires_at - kept.created_at == timedelta(days=7)


def test_it_is_one_event_without_the_key(team, sent):
    event = team.events.first()

    assert event.sentence == "Ada invited cleo@example.org: as author"
    assert sent.key not in json.dumps(event.details)


def test_only_owners_invite(team, ben):
    with pytest.raises(NotAllowed):
        invitations.invite(team, role=Role.READER, by=ben)

    assert not Invitation.objects.exists()


def test_somebody_with_an_account_comes_in(team, sent, eve):
    made = invitations.accept(sent.key, by=eve)

    assert (made.user, made.team, made.role) == (eve, team, Role.AUTHOR)
    assert team.events.first().sentence == "Eve joined the team, invited by Ada: as author"


def test_a_link_works_once(sent, eve, ada):
    invitations.accept(sent.key, by=eve)

    with pytest.raises(InvitationSpent, match=r"accepted already.*Ask Ada"):
        invitations.accept(sent.key, by=User.objects.create_user("late"))


def test_a_member_spends_nothing(team, sent, ben):
    with pytest.raises(invitations.AlreadyMember, match="You are in Platform team already"):
        invitations.accept(sent.key, by=ben)

    assert invitations.find(sent.key) == sent.invitation
    assert Membership.objects.get(user=ben).role == Role.AUTHOR


@pytest.mark.parametrize("key", ["", "x", "\x00", "é" * 50, "a" * 10_000])
def test_a_key_that_never_was_opens_nothing(sent, key):
    with pytest.raises(InvitationSpent, match="no such invitation"):
        invitations.find(key)


def test_it_is_good_for_seven_days_and_not_longer(sent):
    ends = timezone.now() + timedelta(minutes=1)
    Invitation.objects.update(expires_at=ends)
    assert invitations.find(sent.key)

    Invitation.objects.update(expires_at=timezone.now())
    with pytest.raises(InvitationSpent, match="more than 7 days old"):
        invitations.find(sent.key)


def test_it_can_be_taken_back(team, sent, ada, eve):
    invitations.revoke(sent.invitation, by=ada)

    with pytest.raises(InvitationSpent, match="taken back"):
        invitations.accept(sent.key, by=eve)
    assert team.events.first().sentence == "Ada took back the invitation for cleo@example.org"
    with pytest.raises(InvitationSpent):
        invitations.revoke(sent.invitation, by=ada)


def test_a_new_link_ends_the_old_one(team, sent, ada, eve):
    new = invitations.renew(sent.invitation, by=ada)

    with pytest.raises(InvitationSpent):
        invitations.find(sent.key)
    assert (new.invitation.email, new.invitation.role) == ("cleo@example.org", Role.AUTHOR)
    assert invitations.accept(new.key, by=eve).team == team
    assert team.events.filter(action="invitation.renewed").count() == 1


def test_a_removed_team_lets_nobody_in(team, sent, ada, eve):
    remove_team(team, by=ada)

    with pytest.raises(InvitationSpent, match="taken back"):
        invitations.accept(sent.key, by=eve)


def test_a_day_has_room_for_so_many_and_not_one_more(team, ada, monkeypatch):
    monkeypatch.setattr(limits, "INVITATIONS_A_DAY", 3)
    sent = [invitations.invite(team, role=Role.READER, by=ada) for _ in range(3)]

    with pytest.raises(TooOften, match="3 invitations within a day") as refused:
        invitations.invite(team, role=Role.READER, by=ada)
    assert 86_300 < refused.value.retry_after <= 86_401
    with pytest.raises(TooOften):
        invitations.renew(sent[0].invitation, by=ada)
    assert invitations.find(sent[0].key)

    Invitation.objects.filter(pk=sent[0].invitation.pk).update(created_at=timezone.now() - timedelta(hours=25))
    invitations.invite(team, role=Role.READER, by=ada)
    assert Invitation.objects.count() == 4


def test_somebody_new_gets_an_account_and_comes_in(team, sent):
    made = join(sent)

    person = User.objects.get(username="cleo")
    assert (made.user, made.role, person.shown_name) == (person, Role.AUTHOR, "Cleo")
    assert person.check_password(PASSWORD)
    assert Event.objects.filter(team=team).first().sentence == "Cleo joined the team, invited by Ada: as author"


def test_the_mailed_link_verifies_the_address(sent):
    join(sent, proof=joining.proof_of_mail(sent.key))

    found = EmailAddress.objects.get()
    assert (found.email, found.primary, found.verified) == ("cleo@example.org", True, True)


@pytest.mark.parametrize(("other", "proof"), [({}, ""), ({}, "x"), ({"email": "other@example.org"}, "right")])
def test_no_other_link_and_no_other_address_is_verified(sent, other, proof):
    join(sent, **other, proof=joining.proof_of_mail(sent.key) if proof == "right" else proof)

    assert not EmailAddress.objects.get().verified


def test_an_account_needs_no_address(team, ada):
    join(invitations.invite(team, role=Role.READER, by=ada), email="")

    assert not EmailAddress.objects.exists()


@pytest.mark.parametrize("name", ["ADA", "ada", "Ａda"])
def test_a_username_in_other_letters_is_taken(sent, name):
    with pytest.raises(NameTaken, match="“ada” is taken"):
        join(sent, username=name)


@pytest.mark.parametrize("name", ["", " ", "a b", "a@b.c", "-a", "a..b", "é", "a\nb", "<b>", "x" * 41])
def test_a_username_is_plain(sent, name):
    with pytest.raises(OperationError, match="Use up to 40"):
        join(sent, username=name)


def test_a_refused_account_leaves_the_link_good(team, sent, ben):
    User.objects.filter(pk=ben.pk).update(email="Cleo@example.org")

    with pytest.raises(NameTaken, match="Sign in with it"):
        join(sent)

    assert not User.objects.filter(username="cleo").exists()
    assert invitations.find(sent.key)


def test_a_spent_link_makes_no_account(sent, eve):
    invitations.accept(sent.key, by=eve)

    with pytest.raises(InvitationSpent):
        join(sent)
    assert not User.objects.filter(username="cleo").exists()


def test_hostile_names_are_refused_or_kept_in_one_line(team, ada, shared):
    for at, line in enumerate((shared / "badinput/strings/author_names.jsonl").read_text().splitlines()):
        sent = invitations.invite(team, role=Role.READER, by=ada)
        try:
            made = join(sent, username=f"name{at}", display_name=json.loads(line), email="")
        except OperationError as error:
            assert "\n" not in str(error)
            assert not User.objects.filter(username=f"name{at}").exists()
        else:
            assert made.user.shown_name
            assert made.user.shown_name.isprintable()
