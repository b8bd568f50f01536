"""How a person is told, and what they follow."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from agents import access, own
from agents.forms.notices import WaysForm
from agents.operations import inbox as operations
from agents.queries import inbox as queries
from agents.queries.mailing import late
from agents.views.preferences import way_back


@require_http_methods(["GET", "HEAD", "POST"])
def settings_page(request):
    """For each kind of notice the way, and below it what one follows."""
    teams = access.teams(request.user)
    request.team, request.section = next(iter(teams), None), "settings"
    sends_mail = settings.MAIL_IS_CONFIGURED
    form = WaysForm(request.POST or None, ways=queries.ways(request.user), sends_mail=sends_mail)

    if form.is_valid():
        operations.choose_ways(request.user, form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect("notice-settings")

    context = {
        "form": form,
        "follows": queries.follows(request.user),
        "proposals": queries.followed_proposals(request.user),
        "sends_mail": sends_mail,
        "mailed_to": queries.mailed_to(request.user),
        "late": late(timezone.now()).filter(person=request.user).count() if sends_mail else 0,
    }
    return render(request, "agents/notice_settings.html", context, status=422 if form.is_bound else 200)


@require_POST
def follow(request, team, family, slug):
    membership = access.member(request, team)
    document = own.document(membership, family, slug)

    operations.follow(document, by=request.user)
    undo = reverse("unfollow", args=[team, family, slug])
    messages.success(request, f"You follow {document.name}: every change is told.", extra_tags=f"undo:{undo}")
    return redirect("document", team, family, slug)


@require_POST
def unfollow(request, team, family, slug):
    """Stop; ``next`` is the list of what one follows, else it is the document's own page."""
    membership = access.member(request, team)
    document = own.document(membership, family, slug)

    operations.unfollow(document, by=request.user)
    undo = reverse("follow", args=[team, family, slug])
    messages.success(request, f"You follow {document.name} no longer.", extra_tags=f"undo:{undo}")
    return redirect(way_back(request, document_address(team, family, slug)))


@require_POST
def follow_proposal(request, team, number):
    """Hear of whatever happens to it."""
    return _choose(request, team, number, f"You follow #{number}: what happens to it is told.", is_wanted=True)


@require_POST
def unfollow_proposal(request, team, number):
    """Hear no more of it than what is asked of one, and where one is mentioned."""
    return _choose(request, team, number, f"You follow #{number} no longer.", is_wanted=False)


def _choose(request, team, number, sentence: str, *, is_wanted: bool):
    membership = access.member(request, team)
    proposal = own.proposal(membership, number)

    operations.follow_proposal(proposal, by=request.user, is_wanted=is_wanted)
    undo = reverse("proposal-unfollow" if is_wanted else "proposal-follow", args=[team, number])
    messages.success(request, sentence, extra_tags=f"undo:{undo}")
    return redirect(way_back(request, reverse("proposal", args=[team, number])))


def document_address(team: str, family: str, slug: str) -> str:
    return reverse("document", args=[team, family, slug])
