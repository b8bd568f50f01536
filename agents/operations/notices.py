"""Tell people what concerns them, in the transaction that does it.

One function for each occasion; ``tell`` writes the rows.  Nobody is told what they did themselves, and
only active members of the team are told anything.  Mail goes out later: see ``operations.mailing``.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone

from agents.definition.invisible import spelled_out
from agents.models import (
    Change,
    Comment,
    Document,
    Event,
    Follow,
    Membership,
    Notice,
    NoticeChoice,
    Proposal,
    Review,
    Team,
    User,
    Write,
)
from agents.operations import hearers
from agents.operations.hearers import OWNER, SECURITY, Hearers

LONGEST = 300
AS = {"": "", SECURITY: ", as security reviewer", OWNER: ", for you look after what it changes"}
Kind, Way, Verdict = Notice.Kind, NoticeChoice.Way, Review.Verdict
STALE = (Kind.STALE, "so your approval no longer counts")
AGAIN = (Kind.ASKED, "where you asked for changes: look again")
VERBS = {Verdict.APPROVE: "approves", Verdict.CHANGES: "requests changes to", Verdict.COMMENT: "reviewed"}


def tell(
    team: Team,
    kind: Notice.Kind,
    people: Iterable[int | None],
    *,
    sentence: str,
    key: str,
    actor: User | None,
    actor_name: str = "",
    proposal: Proposal | None = None,
    document: Document | None = None,
    comment: Comment | None = None,
) -> None:
    """Put ``sentence`` into the inbox of each of ``people`` (ids) whom it concerns.

    Left out are the actor, who is no active member of ``team``, who wants to hear nothing of ``kind``, and
    who was told of ``key`` before.
    """
    wanted = {pk for pk in people if pk is not None} - {actor.pk if actor else None}
    if not wanted:
        return
    deaf = NoticeChoice.objects.filter(person__in=wanted, kind=kind, way=Way.NOWHERE)
    members = Membership.objects.filter(team=team, user__in=wanted, user__is_active=True)
    hearing = members.exclude(user__in=deaf.values("person")).order_by("user").values_list("user", flat=True)
    shared = {
        "team": team,
        "kind": kind,
        "proposal": proposal,
        "document": document,
        "comment": comment,
        "actor_name": (actor.shown_name if actor else actor_name)[:150],
        "sentence": _one_line(sentence, most=LONGEST),
        "key": key,
        "created_at": timezone.now(),
    }
    Notice.objects.bulk_create([Notice(person_id=pk, **shared) for pk in hearing], ignore_conflicts=True)


def _one_line(text: str, *, most: int) -> str:
    line = spelled_out(" ".join(text.split()))
    return line if len(line) <= most else f"{line[: most - 1]}…"


def review_asked(proposal: Proposal, *, by: User) -> None:
    """Ask whoever may judge it, saying whose word it needs above all.

    Whom its reason mentions is told too, and who follows what it would change.
    """
    asked, title = hearers.asked(proposal), _title(proposal)
    key, about = f"asked:{proposal.pk}:{proposal.iteration}", {"actor": by, "proposal": proposal}
    for word in sorted(set(asked.values())):
        people = [pk for pk, has in asked.items() if has == word]
        sentence = f"{by.shown_name} asks for a review of {title}{AS[word]}"
        tell(proposal.team, Kind.ASKED, people, sentence=sentence, key=key, **about)
    named = hearers.named_in(proposal.team, proposal.reason)
    tell(proposal.team, Kind.MENTIONED, named, sentence=f"{by.shown_name} mentions you in {title}", key=key, **about)
    touched = Change.objects.filter(proposal=proposal, dropped_at=None, document__isnull=False).values("document")
    followers = Follow.objects.filter(document__in=touched).values_list("person", flat=True)
    sentence = f"{by.shown_name} proposes to change what you follow: {title}"
    tell(proposal.team, Kind.FOLLOWED, followers, sentence=sentence, key=key, **about)


def commented(comment: Comment) -> None:
    """Tell whom a comment mentions, whom it answers, and who follows the proposal; nobody while it is pending."""
    if comment.review_id and comment.review.finished_at is None:
        return
    proposal, actor = comment.proposal, comment.author
    about = {"actor": actor, "actor_name": f"{comment.author_name} (guest)", "proposal": proposal, "comment": comment}
    about["key"], who = f"comment:{comment.pk}", actor.shown_name if actor else f"{comment.author_name} (guest)"
    hears, title = Hearers(proposal), _title(proposal)
    if not comment.is_guest:
        named = hearers.named_in(proposal.team, comment.words)
        tell(proposal.team, Kind.MENTIONED, named, sentence=f"{who} mentions you in {title}", **about)
    if comment.replies_to_id:
        answered = hearers.in_thread([comment]) - hears.stopped
        tell(proposal.team, Kind.COMMENTED, answered, sentence=f"{who} answers you in {title}", **about)
    _tell_both(hears, Kind.COMMENTED, sentence=f"{who} comments on {title}", **about)


def reviewed(review: Review) -> None:
    """Tell who follows it the verdict, and whom the review's words and comments mention or answer: each once."""
    proposal, actor = review.proposal, review.reviewer
    comments = list(review.comments.filter(deleted_at=None))
    about = {"actor": actor, "actor_name": review.reviewer_name, "proposal": proposal, "key": f"review:{review.pk}"}
    kind = Kind.COMMENTED if review.verdict == Verdict.COMMENT else Kind.VERDICT
    said = f": {review.words}" if review.words.strip() else ""
    who, title, hears = review.reviewer_name, _title(proposal), Hearers(proposal)
    _tell_both(hears, kind, sentence=f"{who} {VERBS[Verdict(review.verdict)]} {title}{said}", **about)
    words = "\n\n".join([review.words, *(comment.words for comment in comments)])
    named = hearers.named_in(proposal.team, words)
    tell(proposal.team, Kind.MENTIONED, named, sentence=f"{who} mentions you in {title}", **about)
    answered = hearers.in_thread([comment for comment in comments if comment.replies_to_id]) - hears.stopped
    tell(proposal.team, Kind.COMMENTED, answered, sentence=f"{who} answers you in {title}", **about)


def iteration_raised(proposal: Proposal, *, by: User) -> None:
    """Tell who approved an earlier iteration that this counts no longer, who asked for changes, and who follows it."""
    finished = Review.objects.filter(proposal=proposal, finished_at__isnull=False, iteration__lt=proposal.iteration)
    latest = {review.reviewer_id: review for review in finished.order_by("pk") if review.verdict != Verdict.COMMENT}
    changed, about = f"{by.shown_name} changed {_title(proposal)}", {"actor": by, "proposal": proposal}
    hears = Hearers(proposal)
    for reviewer, review in latest.items():
        is_approval = review.verdict == Verdict.APPROVE
        kind, so = STALE if is_approval else AGAIN
        again = {reviewer} - hears.stopped
        tell(proposal.team, kind, again, sentence=f"{changed}, {so}", key=f"{kind}:again:{review.pk}", **about)
    rest, key = (hears.authors | hears.followers) - latest.keys(), f"changed:{proposal.pk}:{proposal.iteration}"
    tell(proposal.team, Kind.FOLLOWED, rest, sentence=changed, key=key, **about)


def ended(proposal: Proposal, *, by: User) -> None:
    """Tell who follows it that it is merged or closed."""
    verb = "merged" if proposal.state == Proposal.State.MERGED else "closed"
    at = proposal.ended_at.timestamp() if proposal.ended_at else 0
    sentence, key = f"{by.shown_name} {verb} {_title(proposal)}", f"ended:{proposal.pk}:{at:.0f}"
    hears = Hearers(proposal)
    _tell_both(hears, Kind.ENDED, sentence=sentence, key=key, actor=by, proposal=proposal)


def conflicted(proposal: Proposal, *, by: User | None) -> None:
    """Tell the authors, once for an iteration, that somebody saved what their change cannot be merged with."""
    saved = f"what {by.shown_name} saved" if by else "what was saved"
    sentence, key = f"{_title(proposal)} conflicts with {saved}", f"conflict:{proposal.pk}:{proposal.iteration}"
    authors = Hearers(proposal).authors
    tell(proposal.team, Kind.CONFLICT, authors, sentence=sentence, key=key, actor=by, proposal=proposal)


def _tell_both(hears: Hearers, kind: Notice.Kind, *, proposal: Proposal, **what: Any) -> None:
    """Tell its authors what is theirs, and others who follow it what they follow."""
    tell(proposal.team, kind, hears.authors, proposal=proposal, **what)
    tell(proposal.team, Kind.FOLLOWED, hears.followers, proposal=proposal, **what)


def followed(event: Event, writes: Sequence[Write]) -> None:
    """Tell who follows one of the documents that ``event`` wrote; of a step over many documents once."""
    documents = [write.document_id for write in writes if write.before_id]
    followers = Follow.objects.filter(document__in=documents).values_list("person", flat=True) if documents else []
    tell(
        event.team,
        Kind.FOLLOWED,
        followers,
        sentence=event.sentence,
        key=f"event:{event.pk}",
        actor=event.actor,
        document=event.document,
    )


def _title(proposal: Proposal) -> str:
    return f"#{proposal.number} “{proposal.title}”"
