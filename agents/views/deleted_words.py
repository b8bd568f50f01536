"""The words of comments somebody just deleted, in their session: nobody else has them, and they are gone soon."""

from time import time
from typing import NamedTuple

from django.contrib.sessions.backends.base import SessionBase

KEY = "deleted_comments"
SECONDS = 15 * 60
MOST = 3  # the last ones


class Words(NamedTuple):
    words: str
    suggestion: str | None


def keep(session: SessionBase, pk: int, *, words: str, suggestion: str | None) -> None:
    """Keep what a comment said."""
    session[KEY] = [*_others(session, pk), [pk, time(), words, suggestion]][-MOST:]


def kept(session: SessionBase, pk: int) -> Words | None:
    """What a comment said, while it can be brought back."""
    found = next((one for one in _recent(session) if one[0] == pk), None)
    return Words(found[2], found[3]) if found else None


def undoable(session: SessionBase) -> set[int]:
    """The comments that can be brought back."""
    return {one[0] for one in _recent(session)}


def forget(session: SessionBase, pk: int) -> None:
    session[KEY] = _others(session, pk)


def _others(session: SessionBase, pk: int) -> list:
    return [one for one in _recent(session) if one[0] != pk]


def _recent(session: SessionBase) -> list:
    return [one for one in session.get(KEY, ()) if one[1] > time() - SECONDS]
