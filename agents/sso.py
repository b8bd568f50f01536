"""Who comes in with an account elsewhere.  Imported only where such a provider is configured."""

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.shortcuts import render

from agents.models import User
from agents.operations.account_log import note


class SocialAdapter(DefaultSocialAccountAdapter):
    """People we know come in; an account elsewhere makes none here."""

    def is_open_for_signup(self, request, sociallogin) -> bool:
        """Refuse who has no account here.  An invitation that is open for a confirmed address may change that."""
        note(None, "sign-in.uninvited")
        raise ImmediateHttpResponse(render(request, "account/signup_closed.html", status=403))

    def authenticate_by_email(self, sociallogin) -> tuple[User, str] | None:
        """Find the person by an address that was confirmed there and here: no password has to be taken away then."""
        confirmed = [address.email.lower() for address in sociallogin.email_addresses if address.verified]
        known = EmailAddress.objects.filter(email__in=confirmed, verified=True).select_related("user").first()
        return (known.user, known.email) if known else None

    def on_authentication_error(self, request, provider, **why) -> None:
        note(None, "sign-in.elsewhere-failed")
