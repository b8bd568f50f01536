"""Where allauth asks how this site wants things: who comes in, where to next, what is said, what is counted."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from django.conf import settings
from django.utils.http import url_has_allowed_host_and_scheme

from agents import limits
from agents.models import User
from agents.operations.account_log import note
from agents.queries.accounts import who_signs_in

WRONG = "This name and password do not belong together. Check both; capital letters count in the password."
SITE = "agents.sign_in"


class AccountAdapter(DefaultAccountAdapter):
    """allauth's ways, as far as ours differ."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG,
        "email_password_mismatch": WRONG,
        "incorrect_password": "This is not your password. Type the one you sign in with.",
        "enter_current_password": "This is not your password. Type the one you sign in with now.",
        "invalid_password_reset": "This link was used already or is too old. Ask for a new one.",
        "duplicate_email": "This is your address already.",
        "email_taken": "Somebody else here uses this address. Use another one.",
    }

    def is_open_for_signup(self, request) -> bool:
        return False

    def is_safe_url(self, url: str) -> bool:
        """Only paths of this site: an address of the next page never leads elsewhere."""
        return url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def is_ajax(self, request) -> bool:
        return False

    def get_client_ip(self, request) -> str:
        """The address that our proxies told, see ``agentsite.proxies``; a socket has none."""
        return request.META.get("REMOTE_ADDR") or "nowhere"

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        if settings.MAIL_IS_CONFIGURED:
            super().send_mail(template_prefix, email, context)

    def format_email_subject(self, subject: str) -> str:
        return subject

    def pre_authenticate(self, request, **credentials) -> None:
        """Count the try for the address and the account, then for the whole site; too many are answered 429.

        In this order, who is refused already uses up nobody else's tries.
        """
        self.person = who_signs_in(_login(credentials))
        key = self._get_login_attempts_cache_key(request, **credentials)
        self._login_failed_rl_usage = ratelimit.consume(request, app="allauth.account", action="login_failed", key=key)
        rates = {"failed": f"{limits.SIGN_IN_SITE_TRIES}/5m/key"}
        self._site = self._login_failed_rl_usage and ratelimit.consume(
            request, app=SITE, action="failed", config=rates, key="anybody"
        )
        if not self._site:
            note(self.person, "sign-in.refused")
            raise ImmediateHttpResponse(ratelimit.respond_429(request))

    def authenticate(self, request, **credentials) -> User | None:
        user = super().authenticate(request, **credentials)
        if user is not None:
            self._site.rollback()
        return user

    def authentication_failed(self, request, **credentials) -> None:
        note(self.person, "sign-in.failed")

    def _get_login_attempts_cache_key(self, request, **credentials) -> str:
        """One count for a person, however they are named; allauth would count each spelling and each host name."""
        login = _login(credentials)
        person = who_signs_in(login)
        return f"person:{person.pk}" if person else f"name:{login.casefold()}"

    def reauthenticate(self, user, password: str) -> bool:
        found = self.authenticate(context.request, username=user.username, password=password)
        return found is not None and found.pk == user.pk

    def post_login(self, request, user, **how):
        """Who has just proved who they are need not do so again for a while."""
        methods = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY)
        if methods:
            request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
                *methods[:-1],
                methods[-1] | {"reauthenticated": True},
            ]
        note(user, "sign-in.succeeded")
        return super().post_login(request, user, **how)


def _login(credentials: dict) -> str:
    return credentials.get("email") or credentials.get("username") or ""
