"""The conversation about a proposal."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from agents.queries import review
from agents.queries.review import Thread
from agents.views.desk import Desk, opened
from agents.views.review_files import files
from agents.views.review_threads import thread_context


@require_safe
def conversation(request: HttpRequest, team: str, number: int):
    """What was said and done about a proposal, first to last."""
    return show(opened(request, team, number))


def show(desk: Desk, *, problem: str = "", reasons=(), status: int = 200, typed: str = ""):
    """The conversation; ``problem`` says what could not be done just now, ``typed`` is what was typed for it."""
    context = desk.context("conversation") | {
        "steps": timeline(desk),
        "problem": problem,
        "problem_reasons": reasons,
        "typed": typed,
    }
    return render(desk.request, "agents/proposal.html", context, status=status)


@dataclass(frozen=True)
class Step:
    """Something that happened: ``kind`` says which part of the template tells it."""

    kind: str
    at: datetime
    who: str
    what: object = None
    more: object = None


def timeline(desk: Desk) -> list[Step]:
    """Iterations, reviews with what they say, threads about the whole, and how it went on and ended."""
    drawn = _Drawn(desk)
    found = [*_iterations(desk), *_reviews(desk, drawn), *_threads(desk, drawn), *_events(desk)]
    return sorted(found, key=lambda step: step.at)


def _iterations(desk: Desk) -> Iterator[Step]:
    paths = {change.pk: change.path for change in desk.changes}
    for number, group in groupby(desk.texts, lambda text: text.iteration):
        texts = list(group)
        if number > 1:
            touched = [paths[text.change_id] for text in texts if text.change_id in paths]
            yield Step("iteration", texts[0].created_at, texts[0].author_name, texts[0], touched)


def _reviews(desk: Desk, drawn: "_Drawn") -> Iterator[Step]:
    for one in desk.reviews:
        threads = [drawn.thread(thread) for thread in desk.threads if thread.first.review_id == one.pk]
        yield Step("review", one.finished_at, one.reviewer_name, one, threads)


def _threads(desk: Desk, drawn: "_Drawn") -> Iterator[Step]:
    finished = {one.pk for one in desk.reviews}
    for thread in desk.threads:
        if thread.first.review_id not in finished:
            yield Step("thread", thread.first.created_at, thread.first.author_name, drawn.thread(thread))


def _events(desk: Desk) -> Iterator[Step]:
    for event in review.events(desk.proposal):
        yield Step(event.action, event.created_at, event.actor_name, event)


class _Drawn:
    """Threads drawn for the conversation, each with its file and the lines it speaks of."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._template = get_template("agents/_review_thread.html")
        spoken = {thread.first.change_id for thread in desk.threads}
        self._files = {one.pk: one for one in files(desk, [one for one in desk.changes if one.pk in spoken])}

    def thread(self, thread: Thread) -> SafeString:
        file = self._files.get(thread.first.change_id)
        placed = next((one for one in file.placed if one.thread is thread), None) if file else None
        context = thread_context(self._desk, thread, placed=placed, file=file)
        context |= {"change": file and file.change, "csrf_token": get_token(self._desk.request)}
        return self._template.render(context)
