"""The inbox: what concerns a person, in all their teams.  Looking at it changes nothing; a press marks as read."""

from datetime import UTC, datetime, timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agents import access, limits, own
from agents.operations import inbox as operations
from agents.queries import inbox as queries
from agents.views.filters import page_number
from agents.views.inbox_groups import grouped
from agents.views.preferences import way_back

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = 2**52  # microseconds: a year that no browser reaches


@require_safe
def inbox(request):
    """Unread first.  ``team`` narrows it, ``show=unread`` leaves out what was read; ``at`` is where one came from."""
    teams = access.teams(request.user)
    by_slug = {team.slug: team for team in teams}
    chosen = by_slug.get(request.GET.get("team", ""))
    request.team = chosen or by_slug.get(request.GET.get("at", "")) or next(iter(teams), None)
    request.section = "inbox"

    waiting = queries.unread_by_team(request.user)
    found = queries.notices(request.user)
    found = found.filter(team=chosen) if chosen else found
    only_unread = request.GET.get("show") == "unread"
    found = found.filter(read_at=None) if only_unread else found.order_by(F("read_at").asc(nulls_first=True), "-id")
    page = Paginator(found, limits.PAGE_ROWS).get_page(page_number(request.GET))
    context = {
        "page": page,
        "groups": grouped(page.object_list),
        "teams": [(team, waiting.get(team.pk, 0)) for team in teams],
        "chosen": chosen,
        "only_unread": only_unread,
        "waiting": waiting.get(chosen.pk, 0) if chosen else sum(waiting.values()),
        "newest": max((notice.pk for notice in page.object_list), default=0),
    }
    return render(request, "agents/inbox.html", context)


@require_POST
def open_notice(request, pk):
    """Mark a notice read, and go where it tells of."""
    notice = own.notice(request.user, pk)
    operations.mark_read(notice)
    return redirect(queries.address_of(notice))


@require_POST
def read(request, pk):
    operations.mark_read(own.notice(request.user, pk))
    return redirect(way_back(request, "inbox"))


@require_POST
def unread(request, pk):
    operations.mark_unread(own.notice(request.user, pk))
    return redirect(way_back(request, "inbox"))


@require_POST
def read_all(request):
    """Mark read what the page could show; what came while it was open stays unread."""
    newest, team = request.POST.get("newest", ""), request.POST.get("team", "")
    up_to = int(newest) if newest.isascii() and newest.isdecimal() and len(newest) < 19 else 0
    of = next((one for one in access.teams(request.user) if one.slug == team), None)
    count, moment = operations.mark_all_read(request.user, up_to=up_to, team=of)

    if count:
        stamp = (moment - EPOCH) // timedelta(microseconds=1)
        sentence = f"{count:,} notice{'s are' if count > 1 else ' is'} marked as read."
        messages.success(request, sentence, extra_tags=f"undo:{reverse('inbox-unread-again', args=[stamp])}")
    return redirect(way_back(request, "inbox"))


@require_POST
def unread_again(request, moment):
    """Take ``read_all`` back, known by its moment in microseconds."""
    if moment > LATEST:
        raise Http404("No such moment.")
    operations.mark_unread_again(request.user, read_at=EPOCH + timedelta(microseconds=moment))
    return redirect("inbox")
