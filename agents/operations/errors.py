"""What an operation says when it cannot do what was asked."""

from django.core.exceptions import PermissionDenied

from agents.definition.merge import Merged


class OperationError(Exception):
    """An operation that cannot be done as asked.

    ``str(error)`` is one sentence for the person who asked: what happened and what to do.
    Views show it with ``status``, the command line prints it.
    """

    status = 422
    code = "invalid"


class TextRefused(OperationError):
    """The text cannot be kept: too large, or it holds a character no file may hold."""

    code = "text"


class PathRefused(OperationError):
    """The path is not one we would write into a repository."""

    code = "path"


class NameTaken(OperationError):
    """Another document of the team already has this path."""

    status = 409
    code = "taken"


class EditConflict(OperationError):
    """Somebody saved the document after the text was opened.

    Carries the revision that stands there now and, where both changed the same place, the Merged.
    """

    status = 409
    code = "conflict"

    def __init__(self, sentence: str, *, head, merged: Merged | None = None) -> None:
        super().__init__(sentence)
        self.head = head
        self.merged = merged


class LinkSpent(OperationError):
    """A sign-in link that was used, is too old, or never was."""

    status = 403
    code = "link"


class DocumentArchived(OperationError):
    """An archived document is read only until it is restored."""

    status = 409
    code = "archived"


class ArchiveRefused(OperationError):
    """A zip that is broken, too large, or made to do harm; nothing of it is taken."""

    code = "archive"


class FolderRefused(OperationError):
    """A folder on the server that cannot be read or holds far too much."""

    code = "folder"


class NothingToImport(OperationError):
    """Not one of the files that were brought can come in."""

    code = "nothing"


class NotAllowed(OperationError, PermissionDenied):
    """The role does not reach.  Where nothing shows the sentence beside what was typed, the page of 403 does."""

    status = 403
    code = "role"


class LastOwner(OperationError):
    """A team always has an owner, who can sign in."""

    status = 409
    code = "last-owner"


class InvitationSpent(OperationError):
    """An invitation that was accepted, taken back, is too old, or never was."""

    status = 410
    code = "invitation"


class TooOften(OperationError):
    """More than the limits allow just now; ``retry_after`` says in how many seconds it is less."""

    status = 429
    code = "limit"

    def __init__(self, sentence: str, *, retry_after: int) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after
