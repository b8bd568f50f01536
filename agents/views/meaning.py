"""Say of a written name whose it is, or that it is nobody's."""

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from agents import access, own
from agents.operations import aliases
from agents.operations.errors import OperationError
from agents.views import sights
from agents.views.toasts import tell


@require_POST
def meant(request, team):
    """Tie the name that is posted to an agent, or with ``nobody`` to none."""
    membership = access.member(request, team)
    written, slug = request.POST.get("written", ""), request.POST.get("agent", "")
    back = sights.from_query(QueryDict(request.POST.get("back", "").removeprefix("?")))

    try:
        if "nobody" in request.POST:
            step = aliases.dismiss(membership.team, written, by=request.user)
            sentence = f"“{written}” is not an agent."
        elif slug:
            agent = own.document(membership, "agents", slug)
            step = aliases.set_alias(membership.team, written, document=agent, by=request.user)
            sentence, back = f"“{written}” is {agent.name} now.", back.but(at=agent.slug)
        else:
            messages.error(request, f"Choose the agent that “{written}” means.")
            return redirect(reverse("graph", args=[team]) + back.address)
    except OperationError as refused:
        messages.error(request, str(refused))
    else:
        tell(request, sentence, team=membership.team, step=step)
    return redirect(reverse("graph", args=[team]) + back.address)
