"""The second step of signing in: an app's codes, recovery codes, and the page that shows what is set up."""

import time

from allauth.account import app_settings as account
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from agents.forms.second_factor import ActivateForm, AgainForm, PasskeySecondStepForm, SecondStepForm
from agents.operations.account_log import note
from agents.queries.second_factors import FEW, second_factors
from agents.views.account import Own
from agents.views.own import frame

CODES_MADE = "recovery_codes_made_at"


@require_safe
def two_factor(request):
    """What is set up, and the ways to change it."""
    frame(request)
    return render(request, "mfa/index.html", {"factors": second_factors(request.user)})


class SecondStep(AuthenticateView):
    """Between the password and being signed in."""

    form_class = SecondStepForm
    webauthn_form_class = PasskeySecondStepForm

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {"factors": second_factors(self.stage.login.user)}

    def form_valid(self, form) -> HttpResponse:
        if "code" in form.cleaned_data and form.authenticator.type == Authenticator.Type.RECOVERY_CODES:
            _tell_what_is_left(self.request, self.stage.login.user)
        return super().form_valid(form)

    def form_invalid(self, form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(), status=422)


def _tell_what_is_left(request, user) -> None:
    note(user, "recovery_code.used")
    left = second_factors(user).codes_left
    rest = f"{left} {'is' if left == 1 else 'are'} left" if left else "None is left"
    ask = " Make new ones in Settings." if left <= FEW else ""
    messages.warning(request, f"That recovery code is used up now. {rest}.{ask}")


@require_POST
@login_not_required
def start_over(request):
    """Forget the password that was given; somebody else may want to sign in."""
    clear_login(request)
    return redirect("account_login")


class Again(Own, ReauthenticateView):
    """Asked once more before something sensitive: a code."""

    form_class = AgainForm


@method_decorator(never_cache, name="dispatch")
class ActivateApp(Own, ActivateTOTPView):
    form_class = ActivateForm

    def form_valid(self, form) -> HttpResponse:
        response = super().form_valid(form)
        note(self.request.user, "two_factor.on")
        if self.did_generate_recovery_codes:
            first_factor_was_set_up(self.request, by=Authenticator.Type.TOTP)
        return response


class RemoveApp(Own, DeactivateTOTPView):
    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {"factors": second_factors(self.request.user)}

    def form_valid(self, form) -> HttpResponse:
        response = super().form_valid(form)
        note(self.request.user, "two_factor.off")
        return response


class NewCodes(Own, GenerateRecoveryCodesView):
    def form_valid(self, form) -> HttpResponse:
        response = super().form_valid(form)
        codes_were_made(self.request)
        return response


def first_factor_was_set_up(request, *, by: str) -> None:
    """The codes came with it.  Who had no password has a way to be asked again only now, and has just gone it."""
    record_authentication(request, request.user, "mfa", type=by, reauthenticated=True)
    codes_were_made(request)


def codes_were_made(request) -> None:
    """Let this session see the codes for a while.  Nothing else shows them, so that reading changes no row."""
    note(request.user, "recovery_codes.made")
    request.session[CODES_MADE] = time.time()


@never_cache
@require_safe
@reauthentication_required(app="allauth.mfa")
def recovery_codes(request):
    """The codes, just after they were made; later only how many are left."""
    frame(request)
    factors = second_factors(request.user)
    if factors.codes is None:
        return redirect("mfa_index")
    return render(request, "mfa/recovery_codes/index.html", {"factors": factors, "codes": _shown(request, factors)})


@never_cache
@require_safe
@reauthentication_required(app="allauth.mfa")
def recovery_codes_file(request):
    """The same as a text file."""
    codes = _shown(request, second_factors(request.user))
    if not codes:
        raise Http404("These codes cannot be shown again.")
    whose = f"Recovery codes of {request.user.username} at {request.get_host()}. Each works once."
    response = HttpResponse("\n".join([whose, "", *codes, ""]), content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="agentsite-recovery-codes.txt"'
    return response


def _shown(request, factors) -> list[str]:
    fresh = time.time() - request.session.get(CODES_MADE, 0) < account.REAUTHENTICATION_TIMEOUT
    return factors.codes.wrap().get_unused_codes() if factors.codes and fresh else []
