"""The cache all processes share."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from agents import counting
from agents.models import CacheEntry

pytestmark = pytest.mark.django_db


def long_ago():
    CacheEntry.objects.update(expires=timezone.now() - timedelta(seconds=2))


def test_what_is_set_is_found_until_it_is_old():
    cache.set("tries", [1, 2.5], 60)
    cache.set("tries", [3], 60)
    assert cache.get("tries") == [3]

    long_ago()

    assert cache.get("tries") is None


def test_only_the_first_adds_until_it_is_old():
    assert cache.add("lock", "mine", 60) is True
    assert cache.add("lock", "yours", 60) is False
    assert cache.get("lock") == "mine"

    long_ago()

    assert cache.add("lock", "yours", 60) is True
    assert cache.get("lock") == "yours"


def test_what_was_deleted_can_be_added_again():
    cache.add("lock", "mine", 60)
    cache.delete("lock")

    assert cache.add("lock", "yours", 60) is True


def test_what_never_ends_is_kept():
    cache.set("code", "used", None)

    assert cache.get("code") == "used"


def test_old_rows_are_swept_away(monkeypatch):
    cache.set("old", 1, 60)
    long_ago()
    monkeypatch.setattr(counting, "SWEPT_EVERY", 1)

    cache.set("new", 1, 60)

    assert [row.cache_key for row in CacheEntry.objects.all()] == [":1:new"]


def test_a_write_is_one_statement(django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(counting, "SWEPT_EVERY", 10**9)

    with django_assert_num_queries(2):
        cache.set("tries", [1], 60)
        cache.add("lock", True, 60)
