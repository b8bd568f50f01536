"""Passkeys: added, named, removed, and used to sign in; static/js/passkeys.js asks the browser for them."""

from urllib.parse import urlencode

from allauth.account.utils import get_next_redirect_url
from allauth.core.internal import ratelimit
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import begin_authentication
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    EditWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from agents import limits
from agents.forms.second_factor import AddPasskeyForm, NamePasskeyForm, PasskeyAgainForm, PasskeySignInForm
from agents.operations.account_log import note
from agents.queries.second_factors import second_factors
from agents.views.account import Own
from agents.views.two_factor import first_factor_was_set_up

QUESTIONS = {"question": f"{limits.SIGN_IN_REQUESTS}/m/ip"}  # each is kept in a session until it is answered


@require_safe
def passkeys(request):
    """They stand on the page of everything that is set up."""
    return redirect(reverse("mfa_index") + "#passkeys")


@method_decorator(never_cache, name="dispatch")
class AddPasskey(Own, AddWebAuthnView):
    """Any passkey will do as second step; one that can name its person signs in by itself."""

    form_class = AddPasskeyForm

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs) | kwargs
        context["js_data"]["creation_options"]["publicKey"]["authenticatorSelection"]["residentKey"] = "preferred"
        return context

    def form_valid(self, form) -> HttpResponse:
        response = super().form_valid(form)
        note(self.request.user, "passkey.added")
        if self.did_generate_recovery_codes:
            first_factor_was_set_up(self.request, by=Authenticator.Type.WEBAUTHN)
        return response


class NamePasskey(Own, EditWebAuthnView):
    form_class = NamePasskeyForm
    success_url = reverse_lazy("mfa_index")


class RemovePasskey(Own, RemoveWebAuthnView):
    success_url = reverse_lazy("mfa_index")

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {"factors": second_factors(self.request.user)}

    def form_valid(self, form) -> HttpResponse:
        response = super().form_valid(form)
        note(self.request.user, "passkey.removed")
        return response


class PasskeySignIn(LoginWebAuthnView):
    """Instead of a password.  A passkey nobody has here leads back to the sign-in page, which says so."""

    form_class = PasskeySignInForm

    def get(self, request, *args, **kwargs) -> HttpResponse:
        if "application/json" not in request.headers.get("Accept", ""):
            return redirect("account_login")
        if not ratelimit.consume(request, app="agents.passkeys", action="question", config=QUESTIONS, limit_get=True):
            return HttpResponse(status=429)
        return JsonResponse({"request_options": begin_authentication(user=None)})

    def form_invalid(self, form) -> HttpResponse:
        asked = {"passkey": "unknown"}
        if following := get_next_redirect_url(self.request):
            asked["next"] = following
        return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode(asked)}")


class PasskeyAgain(Own, ReauthenticateWebAuthnView):
    """Asked once more before something sensitive: a passkey."""

    form_class = PasskeyAgainForm

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | kwargs
