"""Whom a sign-in form means."""

from allauth.account.models import EmailAddress
from django.db.models import Q

from agents.models import User


def who_signs_in(login: str) -> User | None:
    """Return the person of that username or e-mail address; nobody when it could be two.

    A verified address comes first, so that nobody takes another's place by a username that looks like it.
    """
    login = login.strip()
    verified = EmailAddress.objects.filter(email=login.lower(), verified=True).select_related("user").first()
    if verified is not None:
        return verified.user
    named = list(User.objects.filter(username__iexact=login)[:2])
    if not named:
        named = list(User.objects.filter(Q(email__iexact=login) | Q(emailaddress__email=login.lower())).distinct()[:2])
    exact = [user for user in named if user.username == login] or named
    return exact[0] if len(exact) == 1 else None


def anybody_has_a_password() -> bool:
    """Whether a form that asks for one is of any use."""
    return User.objects.filter(is_active=True).exclude(Q(password="") | Q(password__startswith="!")).exists()  # noqa: S106


def is_address_taken(email: str, *, by_others_than: User) -> bool:
    """Whether somebody else has this address, confirmed or not."""
    return (
        User.objects.filter(Q(email__iexact=email) | Q(emailaddress__email=email.lower()))
        .exclude(pk=by_others_than.pk)
        .exists()
    )


def address_of(user: User) -> EmailAddress | None:
    """The person's address, and whether it was confirmed."""
    return EmailAddress.objects.filter(user=user, primary=True).first()


def waiting_address_of(user: User) -> EmailAddress | None:
    """The address the person asked to change to, until the link in the mail was opened."""
    return EmailAddress.objects.filter(user=user, verified=False, primary=False).order_by("pk").last()
