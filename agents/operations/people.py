"""The first owner, the links that sign people in, and what people choose for themselves."""

import hashlib
import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from agents import limits
from agents.models import AccessLink, Role, User
from agents.operations.account_log import note
from agents.operations.errors import LinkSpent
from agents.operations.teams import create_team


@transaction.atomic
def first_owner() -> User:
    """Return the site's first owner; make the person and their team when there is nobody yet."""
    owner = User.objects.filter(is_active=True, memberships__role=Role.OWNER).order_by("pk").first()
    if owner is not None:
        return owner
    owner = User(username="owner")
    owner.set_unusable_password()
    owner.save()
    create_team("My team", slug="team", by=owner)
    return owner


@transaction.atomic
def issue_link(user: User) -> str:
    """Make a sign-in link's key for ``user``; it works once, for a few minutes."""
    key = secrets.token_urlsafe(32)
    AccessLink.objects.filter(user=user).delete()
    AccessLink.objects.create(
        user=user, key_hash=key_hash(key), expires_at=timezone.now() + timedelta(minutes=limits.LINK_MINUTES)
    )
    return key


@transaction.atomic
def redeem_link(key: str) -> User:
    """Return the person ``key`` signs in, and spend it.  LinkSpent when it is not good (any more)."""
    link = AccessLink.objects.select_for_update().select_related("user").filter(key_hash=key_hash(key)).first()
    if link is None or link.used_at or link.expires_at < timezone.now() or not link.user.is_active:
        raise LinkSpent("This link was used already or is too old. Start agentsite again to get a new one.")
    link.used_at = timezone.now()
    link.save(update_fields=["used_at"])
    return link.user


def key_hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


@transaction.atomic
def change_profile(user: User, *, display_name: str) -> None:
    """Set the name colleagues see.  It stays as it was in what was recorded before."""
    user.display_name = display_name
    user.save(update_fields=["display_name"])


@transaction.atomic
def change_appearance(user: User, *, theme: str, density: str, shortcuts: bool) -> None:
    """Set how the site looks to this person."""
    user.theme, user.density, user.shortcuts = theme, density, shortcuts
    user.save(update_fields=["theme", "density", "shortcuts"])


@transaction.atomic
def change_address(user: User, *, email: str) -> EmailAddress:
    """Make ``email`` the person's only address.  Nobody has confirmed it."""
    EmailAddress.objects.filter(user=user).delete()
    user.email = email.lower()
    user.save(update_fields=["email"])
    return EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)


@transaction.atomic
def forget_second_factor(user: User) -> None:
    """Take every second factor away from somebody who lost them."""
    Authenticator.objects.filter(user=user).delete()
    note(user, "two-factor.forgotten")
