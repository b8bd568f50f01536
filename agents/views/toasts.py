"""Tell what was done, with a look at it and the way back."""

from django.contrib import messages
from django.urls import reverse

from agents.models import Event, Team


def tell(request, sentence: str, *, team: Team, step: Event | None, see: str = "") -> None:
    """Add a message for ``step``.  ``see`` is the path of what it changed; what it did can be undone, or redone."""
    tags = [f"see:{see}"] if see else []
    if step is not None:
        tags.append(f"{'redo' if step.is_undo else 'undo'}:{reverse('undo', args=[team.slug, step.pk])}")
    messages.success(request, sentence, extra_tags=" ".join(tags))
