"""Keep, rename and drop the names of what one often looks for.

What a team shares is on the record; a person's own views are nobody else's business.
"""

import unicodedata

from django.db import IntegrityError, transaction
from django.db.models import Q

from agents import limits
from agents.models import SavedView, Team, User
from agents.operations.audit import record
from agents.operations.errors import NameTaken, OperationError


def save_view(team: Team, name: str, *, family: str, query: str, is_shared: bool, by: User) -> SavedView:
    """Give ``query`` of a library a name; NameTaken is raised when the person sees that name there already."""
    view = SavedView(team=team, creator=by, is_shared=is_shared, family=family, query=query)
    _refuse_too_many(view)
    return _named(view, name, by=by, action="view.saved")


def rename_view(view: SavedView, name: str, *, by: User) -> SavedView:
    """Call ``view`` otherwise; the same name again does nothing."""
    if name == view.name:
        return view
    return _named(view, name, by=by, action="view.renamed")


@transaction.atomic
def delete_view(view: SavedView, *, by: User) -> None:
    """Drop the name.  The documents it listed stay."""
    view.delete()
    if view.is_shared:
        record(view.team, by, "view.deleted", subject=view.name)


def _named(view: SavedView, name: str, *, by: User, action: str) -> SavedView:
    view.name, view.name_key = name, unicodedata.normalize("NFKC", name).casefold()[:120]
    try:
        with transaction.atomic():
            _refuse_taken(view, by=by)
            view.save()
            if view.is_shared:
                record(view.team, by, action, subject=view.name)
    except IntegrityError as error:
        raise NameTaken(_taken(name)) from error
    return view


def _refuse_taken(view: SavedView, *, by: User) -> None:
    seen = Q(is_shared=True) | Q(creator=by)
    others = SavedView.objects.filter(seen, team=view.team, family=view.family, name_key=view.name_key)
    if others.exclude(pk=view.pk).exists():
        raise NameTaken(_taken(view.name))


def _taken(name: str) -> str:
    return f"There is a view called “{name}” already. Choose another name, or delete that one first."


def _refuse_too_many(view: SavedView) -> None:
    whose = {"is_shared": True} if view.is_shared else {"is_shared": False, "creator": view.creator}
    if SavedView.objects.filter(team=view.team, family=view.family, **whose).count() >= limits.SAVED_VIEWS:
        raise OperationError(f"There are {limits.SAVED_VIEWS} views already. Delete one that is not used any more.")
