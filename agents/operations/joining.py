"""Come into a team as somebody new: the account is made and the invitation accepted, both or neither."""

import re
import unicodedata

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.core.signing import Signer
from django.db import IntegrityError, transaction
from django.utils.crypto import constant_time_compare

from agents.definition.titles import UnfitTitle, check_title
from agents.models import Membership, User
from agents.operations.errors import NameTaken, OperationError
from agents.operations.invitations import accept, find

USERNAME = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*", re.ASCII)
LONGEST_USERNAME = 40
MAILED = Signer(salt="agents.invitation.mailed")


def proof_of_mail(key: str) -> str:
    """What only the mailed link holds beside ``key``: who has it reads the mail of that address."""
    return MAILED.signature(key)


def join(key: str, *, username: str, display_name: str, email: str, password: str, proof: str = "") -> Membership:
    """Make an account and let it accept the invitation of ``key``.

    The address counts as verified when it is the one the link was mailed to.  NameTaken is raised
    when the username or the address is somebody's.
    """
    invitation = find(key)
    username, email = check_username(username), email.strip().lower()
    person = User(username=username, display_name=_shown_name(display_name), email=email)
    person.password = make_password(password)  # slow on purpose, so before the transaction starts
    is_mailed = bool(email) and email == invitation.email
    is_verified = is_mailed and constant_time_compare(proof.encode(), proof_of_mail(key).encode())
    try:
        with transaction.atomic():
            _refuse_taken(email)
            person.save()
            if email:
                EmailAddress.objects.create(user=person, email=email, primary=True, verified=is_verified)
            return accept(key, by=person)
    except IntegrityError as error:
        raise NameTaken(f"The username “{username}” is taken. Choose another one.") from error


def check_username(text: str) -> str:
    """Return ``text`` as a username, in small letters, or raise OperationError when it cannot be one."""
    name = unicodedata.normalize("NFKC", text.strip()).casefold()
    if len(name) > LONGEST_USERNAME or not USERNAME.fullmatch(name):
        raise OperationError(
            f"Use up to {LONGEST_USERNAME} letters a to z and digits, with single dots, hyphens or underscores between."
        )
    if User.objects.filter(username__iexact=name).exists():
        raise NameTaken(f"The username “{name}” is taken. Choose another one.")
    return name


def _shown_name(text: str) -> str:
    try:
        return check_title(text) if text.strip() else ""
    except UnfitTitle as error:
        raise OperationError(str(error)) from error


def _refuse_taken(email: str) -> None:
    known = EmailAddress.objects.filter(email=email).exists() or User.objects.filter(email__iexact=email).exists()
    if email and known:
        raise NameTaken(f"There is an account with {email} already. Sign in with it, then open the link again.")
