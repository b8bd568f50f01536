"""What an owner does with the links to a proposal: make one, see them, take one back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from agents import access
from agents.forms.review_links import LinkForm
from agents.operations import review_links as operations
from agents.operations.errors import OperationError
from agents.queries import review_links as queries


@require_http_methods(["GET", "HEAD", "POST"])
def links(request, team, number):
    """The links to a proposal; the key of a new one stands in the answer to its form, and nowhere else."""
    membership = access.member(request, team)
    proposal = access.proposal(membership, number)
    request.team, request.section = membership.team, "proposals"
    form, made, status = LinkForm(request.POST or None), "", 422 if request.method == "POST" else 200

    if form.is_valid():
        chosen = form.cleaned_data
        try:
            _, key = operations.make_link(
                proposal,
                may_comment=chosen["may"] == "comment",
                label=chosen["label"],
                days=chosen["days"],
                by=request.user,
            )
        except OperationError as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            made, status = request.build_absolute_uri(reverse("review-link", args=[key])), 201
            form = LinkForm()

    context = {"proposal": proposal, "links": queries.links_of(proposal), "form": form, "made": made}
    return render(request, "agents/review_links.html", context | {"now": timezone.now()}, status=status)


@require_POST
def revoke(request, team, number, pk):
    """Take a link back."""
    membership = access.member(request, team)
    proposal = access.proposal(membership, number)
    link = queries.links_of(proposal).filter(pk=pk).first() if pk < 2**63 else None
    if link is None:
        raise Http404("No such link.")

    operations.revoke_link(link, by=request.user)
    messages.success(request, "The link is taken back. It lets nobody in any more.")
    return redirect("proposal-links", team, number)
