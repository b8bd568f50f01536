"""``agentsite people``, for who runs the site."""

import re

import pytest
from django.core.management import CommandError, call_command

from agents.models import Membership, User
from tests.conftest import person


def told(capsys, *arguments: str) -> str:
    call_command("people", *arguments)
    return capsys.readouterr().out


def test_everybody_is_listed_with_their_roles(capsys, team, ada, ben, eve):
    person("zoe")
    User.objects.filter(pk=ben.pk).update(display_name="Ben\n\x1b[2J", is_active=False)

    lines = told(capsys, "list").splitlines()

    assert [re.sub(" +", " ", line) for line in lines] == [
        "ada Ada owner of platform",
        "ben Ben ‹U+001B›[2J (deactivated) author of platform",
        "eve Eve owner of elsewhere",
        "zoe Zoe in no team",
    ]


def test_an_account_is_closed_and_opened(capsys, team, ada, ben):
    assert "Ben is out" in told(capsys, "deactivate", "ben")
    assert "already" in told(capsys, "deactivate", "ben")
    assert not User.objects.get(pk=ben.pk).is_active
    assert "can sign in again" in told(capsys, "reactivate", "ben")
    assert "never" in told(capsys, "reactivate", "ben")
    assert User.objects.get(pk=ben.pk).is_active


def test_the_only_owner_is_not_closed_out(team, ada, ben):
    with pytest.raises(CommandError, match="Ada is the only owner of Platform team"):
        call_command("people", "deactivate", "ada")


def test_a_link_signs_in_once(capsys, client, team, ben):
    link = told(capsys, "link", "ben", "--address", "https://agents.example.org/")
    key = re.match(r"https://agents\.example\.org/welcome/\?key=(\S+)\n", link)[1]

    client.post("/welcome/", {"key": key})

    assert client.get("/platform/").status_code == 200
    assert client.post("/welcome/", {"key": key}).status_code in (302, 403)


def test_who_is_deactivated_gets_no_link(team, ada, ben):
    call_command("people", "deactivate", "ben")

    with pytest.raises(CommandError, match="reactivate ben"):
        call_command("people", "link", "ben")


@pytest.mark.parametrize("what", ["deactivate", "reactivate", "link"])
def test_nobody_of_that_name_is_said(team, ada, what):
    with pytest.raises(CommandError, match="Nobody has the username “‹U\\+202E›x”"):
        call_command("people", what, "\u202ex")
    assert Membership.objects.count() == 1
