"""The standing cast: Ada owns the team, Vera reviews, Ben writes, Rita reads, Eve is a stranger with her own team."""

from pathlib import Path

import pytest
from hypothesis import settings

from agents.memory import cache

settings.register_profile("unhurried", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("unhurried")

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
SERVERS = Path(__file__).resolve().parent / "server"
A_DATABASE = {"db", "transactional_db", "live_server", "world", "begun"}  # fixtures: who uses one of them has one

QA = """---
name: qa
description: Tests what others build. Use after every change.
tools: Read, Grep, Bash
model: sonnet
color: green
---

You test things.

## Collaboration

### With Git Agent

- Ask for a branch before you start
"""


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of test data that stands beside the project in CI."""
    if not (SHARED / "corpus").is_dir():
        pytest.skip("The test data is not here: put it into ../shared beside the project to run this test.")
    return SHARED


@pytest.fixture(autouse=True)
def fresh_cache():
    """What was cached for one test must not be found by the next, whose ids are the same."""
    cache.clear()


@pytest.fixture(autouse=True, scope="session")
def flush_may_empty_the_record():
    """The record refuses to be emptied, which Django's flush must do between tests."""
    from tests.record import let_flush

    with pytest.MonkeyPatch.context() as patch:
        let_flush(patch)
        yield


def pytest_collection_modifyitems(items):
    """Say of each test what its fixtures tell.

    ``available_apps`` lets the flush after a test that commits empty PostgreSQL's search table too.
    A test that meets no database, and would fail if it tried to, is the same on each.
    """
    from django.conf import settings as project

    for item in items:
        used = set(getattr(item, "fixturenames", ()))
        if "forget_search" in used:
            item.add_marker(pytest.mark.django_db(transaction=True, available_apps=project.INSTALLED_APPS))
        if not used & A_DATABASE and not item.get_closest_marker("django_db") and SERVERS not in item.path.parents:
            item.add_marker(pytest.mark.same_on_every_database)


@pytest.fixture
def forget_search(transactional_db):
    """Empty the search table, which has no model and so outlives the flush of SQLite's tables."""
    yield
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM agents_search")


@pytest.fixture
def sends_mail(settings):
    """A site that sends mail; what it sent is in ``mail.outbox``."""
    settings.MAIL_IS_CONFIGURED = True


def person(username: str):
    from agents.models import User

    return User.objects.create_user(username, display_name=username.title())


@pytest.fixture
def ada(db):
    return person("ada")


@pytest.fixture
def team(ada):
    from agents.operations.people import create_team

    return create_team("Platform team", slug="platform", by=ada)


@pytest.fixture
def ben(team):
    from agents.models import Membership, Role

    user = person("ben")
    Membership.objects.create(team=team, user=user, role=Role.AUTHOR)
    return user


@pytest.fixture
def vera(team):
    from agents.models import Membership, Role

    user = person("vera")
    Membership.objects.create(team=team, user=user, role=Role.REVIEWER)
    return user


@pytest.fixture
def rita(team):
    from agents.models import Membership, Role

    user = person("rita")
    Membership.objects.create(team=team, user=user, role=Role.READER)
    return user


@pytest.fixture
def eve(db):
    from agents.operations.people import create_team

    user = person("eve")
    create_team("Elsewhere", slug="elsewhere", by=user)
    return user


@pytest.fixture
def qa(team, ada):
    """An agent of the team."""
    from agents.operations.documents import create_document

    return create_document(team, kind="agent", path="agents/qa.md", source=QA, by=ada)


@pytest.fixture
def tone(team, ada):
    """A guideline of the team."""
    from agents.operations.documents import create_document

    text = "# Tone\n\nSay what happened, then what to do.\n"
    return create_document(team, kind="guideline", path="guidelines/tone.md", source=text, by=ada)


@pytest.fixture
def as_ada(client, ada, team):
    client.force_login(ada)
    return client


@pytest.fixture
def as_ben(client, ben):
    client.force_login(ben)
    return client


@pytest.fixture
def as_vera(client, vera):
    client.force_login(vera)
    return client


@pytest.fixture
def as_rita(client, rita):
    client.force_login(rita)
    return client


@pytest.fixture
def as_eve(client, eve):
    client.force_login(eve)
    return client
