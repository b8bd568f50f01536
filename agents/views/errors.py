"""Pages for what went wrong.  Each says what happened and what to do; none needs the database."""

import logging
import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader

from agents import access
from agents.operations.errors import NotAllowed

logger = logging.getLogger("agents.errors")


def _page(request: HttpRequest, status: int, sentence: str = "", *, template: str = "") -> HttpResponse:
    """Render ``templates/<status>.html``, or another, without context processors, which may need the database."""
    context = {"request_id": getattr(request, "id", ""), "sentence": sentence}
    return HttpResponse(loader.get_template(template or f"{status}.html").render(context), status=status)


def bad_request(request, exception=None):
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)):
        return too_large(request)
    return _page(request, 400)


def forbidden(request, exception=None):
    if not isinstance(exception, (access.Denied, NotAllowed)):
        logger.warning("denied", extra={"path": request.path, "method": request.method, "outcome": "denied"})
    return _page(request, 403, str(exception or ""))


def csrf_failure(request, reason=""):
    return _page(request, 403, template="403_csrf.html")


def not_found(request, exception=None):
    return _page(request, 404)


def too_large(request):
    return _page(request, 413)


def too_many(request):
    """For who tried too often.  The name of the page tells how long its limit looks back."""
    is_a_day = request.resolver_match is not None and request.resolver_match.url_name == "account_reset_password"
    sentence = "Try again tomorrow." if is_a_day else "Wait five minutes, then try again."
    response = _page(request, 429, sentence)
    response.headers["Retry-After"] = str(24 * 3600 if is_a_day else 5 * 60)
    return response


def server_error(request):
    exception = sys.exception()  # Django calls this while it handles it
    return unavailable(request, exception) if is_unavailable(exception) else _page(request, 500)


def is_unavailable(exception: BaseException | None) -> bool:
    """Whether it is the database that could not answer: it is busy, or cannot be reached."""
    return isinstance(exception, (OperationalError, InterfaceError))


def unavailable(request, exception):
    """Say that the database is busy or cannot be reached, and when to try again."""
    logger.error("database unavailable", exc_info=exception)
    response = _page(request, 503)
    response.headers["Retry-After"] = "5"
    return response
