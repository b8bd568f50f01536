"""What an owner does with the links to a proposal: make one, see them, take one back."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from agents import access, own
from agents.forms.review_links import LinkForm
from agents.operations import review_link_mail
from agents.operations import review_links as operations
from agents.operations.errors import OperationError, TooOften
from agents.queries import review_links as queries


@require_http_methods(["GET", "HEAD", "POST"])
def links(request, team, number):
    """The links to a proposal; the key of a new one stands in the answer to its form, and in its mail."""
    membership = access.member(request, team)
    proposal = own.proposal(membership, number)
    request.team, request.section = membership.team, "proposals"
    mails = settings.MAIL_IS_CONFIGURED
    is_sent = request.method == "POST"
    form, made = LinkForm(request.POST if is_sent else None, sends_mail=mails), {}
    status, wait = 422 if is_sent else 200, None

    if form.is_valid():
        try:
            made, status = _made(request, proposal, **form.cleaned_data), 201
            form = LinkForm(sends_mail=mails)
        except OperationError as error:
            form.add_error(None, str(error))
            status = error.status
            wait = error.retry_after if isinstance(error, TooOften) else None

    rows = queries.rows(proposal, makers=access.who_may(proposal.team, access.MAKES_LINKS))
    context = {"proposal": proposal, "rows": rows, "form": form, "made": made}
    response = render(request, "agents/review_links.html", context, status=status)
    if wait is not None:
        response.headers["Retry-After"] = str(wait)
    return response


def _made(request, proposal, *, email, **chosen) -> dict:
    """A new link with its address, which is known only now."""
    link, key = operations.make_link(proposal, by=request.user, **chosen)
    address = request.build_absolute_uri(reverse("review-link", args=[key, ""]))
    if email:
        review_link_mail.send(link, address=address, to=email)
    return {"link": link, "address": address, "email": email}


@require_POST
def revoke(request, team, number, pk):
    """Take a link back."""
    membership = access.member(request, team)
    proposal = own.proposal(membership, number)
    link = proposal.links.filter(pk=pk).first() if pk < 2**63 else None
    if link is None:
        raise Http404("No such link.")

    operations.revoke_link(link, by=request.user)
    messages.success(request, "The link is taken back. It lets nobody in any more.")
    return redirect("proposal-links", team, number)
