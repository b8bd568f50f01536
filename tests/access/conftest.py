"""One world for a module of tests; whatever a case does to it is taken back."""

from contextlib import contextmanager

import pytest
from django.db import transaction

from tests.access.world import ELSEWHERE, build


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), taken_back():
        yield build(tmp_path_factory.mktemp("folders"))


@contextmanager
def taken_back():
    """Run what follows in a transaction, or inside one, that leaves nothing behind."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def eve(world):
    """The owner of the other team."""
    world.known["eve"] = world.people[ELSEWHERE].pk
    return world.people[ELSEWHERE]
