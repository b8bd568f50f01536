"""The tags every page draws with."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.contrib.messages.storage.base import Message
from django.utils import timezone

from agents.templatetags import look

NOON = datetime(2026, 5, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def noon(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    with timezone.override(UTC):
        yield NOON


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=12), "12 min ago"),
        (timedelta(minutes=61), "1 hour ago"),
        (timedelta(hours=3), "3 hours ago"),
        (timedelta(hours=13), "Yesterday"),
        (timedelta(days=2), "18 May"),
        (timedelta(days=200), "1 Nov 2025"),
    ],
)
def test_times_read_as_people_say_them(noon, before, words):
    assert look.ago(noon - before).endswith(f">{words}</time>")


def test_a_moment_that_never_came_is_said(noon):
    assert "never" in look.ago(None)


def test_a_tile_takes_the_agents_own_colour():
    assert 'data-c="pink"' in look.tile(SimpleNamespace(kind="agent", name="qa", color="pink"))


def test_a_tile_without_colour_always_gets_the_same_one():
    plain = SimpleNamespace(kind="agent", name="qa", color="")
    unknown = SimpleNamespace(kind="agent", name="qa", color="no colour")

    assert look.tile(plain) == look.tile(unknown) == look.tile("qa")


def test_a_guideline_is_a_sheet():
    assert 'class="tile xs doc"' in look.tile(SimpleNamespace(kind="guideline", name="x"), "xs")


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Ada Lovelace", "AL"),
        ("grace.hopper", "GH"),
        ("linus", "LI"),
        ("", "AG"),
        ("-", "-"),
        ("Mia Berg (guest)", "MB"),
    ],
)
def test_an_avatar_shows_initials(name, initials):
    assert look.avatar(name).endswith(f">{initials}</span>")


def test_hostile_names_are_escaped():
    name = '<b>"x'

    assert "<b>" not in look.tile(SimpleNamespace(kind="agent", name=name)) + look.avatar(name)


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({"kind": "agent", "loads": True, "problems": 0}, "Loads"),
        ({"kind": "agent", "loads": True, "problems": ["one"]}, "1 note"),
        ({"kind": "agent", "loads": True, "problems": 3}, "3 notes"),
        ({"kind": "agent", "loads": False, "problems": 3}, "Would be skipped"),
        ({"kind": "guideline", "loads": False, "problems": 0}, "Fine"),
    ],
)
def test_a_verdict_is_icon_and_word(document, words):
    verdict = look.verdict(SimpleNamespace(**document))

    assert "<svg" in verdict
    assert verdict.endswith(f"{words}</span>")


@pytest.mark.parametrize(
    ("tags", "path"),
    [
        ("undo:/t/activity/7/undo/", "/t/activity/7/undo/"),
        ("see:/t/agents/qa/ undo:/t/activity/7/undo/", "/t/activity/7/undo/"),
        ("undo://evil.example", ""),
        ("see:/t/", ""),
        ("/t/", ""),
        ("", ""),
    ],
)
def test_only_a_path_of_this_site_undoes(tags, path):
    assert look.way(Message(20, "Archived qa.", extra_tags=tags), "undo") == path
