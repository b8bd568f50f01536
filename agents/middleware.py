"""What happens to every request: an id, a size limit, sign-in, and a page for a database that is busy."""

import logging
import re
import secrets

from django.contrib.auth.middleware import AuthenticationMiddleware, LoginRequiredMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.utils.functional import SimpleLazyObject

from agents import access, limits
from agents.logs import use_request_id
from agents.sessions import get_user
from agents.views import errors

logger = logging.getLogger("agents.access")
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)


class RequestId:
    """Give the request an id: the caller's when it is well formed, else a new one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        given = request.headers.get("X-Request-ID", "")
        request.id = given if REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
        use_request_id(request.id)
        response = self.get_response(request)
        response.headers["X-Request-ID"] = request.id
        return response


class CompressPages(GZipMiddleware):
    """Send pages compressed; Django pads them by a random length, so that their size betrays no secret in them.

    Files are left alone: they are compressed already, or must come as they are.
    """

    def process_response(self, request, response):
        is_page = response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming
        return super().process_response(request, response) if is_page else response


class SizeLimit:
    """Refuse a body that is too large before any of it is read."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > limits.REQUEST_BYTES:
            return errors.too_large(request)
        return self.get_response(request)


class Sessions(SessionMiddleware):
    """Django's, which also keeps from where a session came and when it was last used.

    What pages ask by themselves is no use: a screen left alone is signed out like any other.
    """

    by_itself = frozenset({"presence"})

    def process_request(self, request):
        super().process_request(request)
        request.session.comes_from(request)

    def process_response(self, request, response):
        response = super().process_response(request, response)
        match = request.resolver_match
        if match is not None and match.url_name not in self.by_itself:
            request.session.note_visit()
        return response


class SignedIn(AuthenticationMiddleware):
    """Who is signed in, found with the session and only when somebody asks."""

    def process_request(self, request):
        request.user = SimpleLazyObject(lambda: get_user(request))


class SignInRequired(LoginRequiredMiddleware):
    """Every page needs a signed-in person unless it says otherwise.

    htmx is told to load the sign-in page, which would otherwise be swapped into a card.
    """

    def handle_no_permission(self, request, view_func):
        response = super().handle_no_permission(request, view_func)
        if request.headers.get("HX-Request") == "true":
            return HttpResponse(status=401, headers={"HX-Redirect": response.headers["Location"]})
        return response


class DeniedByDefault:
    """Refuse what no line of the table allows, and the answer of a team's page that never asked for permission."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code < 400 and getattr(request, "must_ask", False) and not hasattr(request, "asked"):
            logger.error("%s answered without asking for permission", request.resolver_match.view_name)
            return errors.forbidden(request)
        return response

    def process_view(self, request, view_func, view_args, view_kwargs):
        request.must_ask = "team" in view_kwargs
        return access.gate(request)


class BusyDatabase:
    """Turn a busy or unreachable database into a page that says so; ``errors`` does where no view was reached."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_exception(self, request, exception):
        return errors.unavailable(request, exception) if errors.is_unavailable(exception) else None
