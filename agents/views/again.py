"""Ask again for the password before something that matters; afterwards go on where one was."""

from collections.abc import Callable
from functools import wraps

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.http import HttpRequest
from django.urls import resolve


def asks_again(view: Callable) -> Callable:
    """Mark a view that calls ``confirm``.

    When the password was given, the view is called again with the request as it was; only whom the address
    meant is still that of the page that asked, and ``access`` goes by it.
    """

    @wraps(view)
    def called(request: HttpRequest, *args, **kwargs):
        request.resolver_match = resolve(request.path_info)
        return view(request, *args, **kwargs)

    return called


def confirm(request: HttpRequest) -> None:
    """Ask who has not said for a while who they are.  Who has neither password nor second factor is not asked.

    To be called after ``access``, so that nobody learns by it what is there.
    """
    raise_if_reauthentication_required(request, app="allauth.account")
