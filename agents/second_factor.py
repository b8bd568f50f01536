"""How allauth's two-factor part speaks and names things here."""

from ipaddress import ip_address

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.http.request import split_domain_port

from agents.browsers import in_words

LOCAL = frozenset({"", "localhost", "127.0.0.1", "[::1]"})


class Adapter(DefaultMFAAdapter):
    """Named in the settings.  A form says its own sentence where it knows better than these."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That code is not right, or was used already. "
        "Enter the one your app shows now, or one of your recovery codes.",
        "cannot_generate_recovery_codes": "Recovery codes belong to an app or a passkey. Set one up first.",
    }

    def get_totp_issuer(self) -> str:
        """What the app shows above the code: the site's name, so that two sites are told apart."""
        host = split_domain_port(context.request.get_host())[0]
        return "agentsite" if host in LOCAL else f"agentsite {host}"

    def generate_authenticator_name(self, user, type) -> str:
        return in_words(context.request.headers.get("User-Agent", ""))

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": split_domain_port(context.request.get_host())[0], "name": "agentsite"}

    def get_public_key_credential_user_entity(self, user) -> dict:
        return super().get_public_key_credential_user_entity(user) | {"display_name": user.shown_name}


def opened_by_number(request: HttpRequest) -> bool:
    """Whether the address bar holds 127.0.0.1 or the like, for which a browser makes no passkey."""
    host = split_domain_port(request.get_host())[0].strip("[]")
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def address_by_name(request: HttpRequest) -> str:
    """The same page as localhost, where it was opened by a number of this machine; else ""."""
    host, port = split_domain_port(request.get_host())
    if not opened_by_number(request) or not ip_address(host.strip("[]")).is_loopback:
        return ""
    return f"{request.scheme}://localhost{port and f':{port}'}{request.get_full_path()}"
