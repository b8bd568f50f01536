"""Signing in, the own password and the own address: allauth's views, whose answers tell what happened."""

import time

from allauth.account import views as allauth
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator

from agents import access
from agents.operations.account_log import note
from agents.queries import accounts
from agents.queries.second_factors import anybody_has_a_passkey


class Told:
    """A form that was not accepted is answered 422, as everywhere."""

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class Own(Told):
    """A page of the own account, in the frame of the settings."""

    def setup(self, request, *args, **kwargs) -> None:
        super().setup(request, *args, **kwargs)
        request.section = "settings"
        request.team = next(iter(access.teams(request.user)), None) if request.user.is_authenticated else None


class SignIn(Told, allauth.LoginView):
    def get_context_data(self, **kwargs) -> dict:
        asks = self.request.method == "POST" or accounts.anybody_has_a_password()
        return super().get_context_data(**kwargs) | {
            "asks_password": asks,
            "has_passkeys": anybody_has_a_passkey(),
            "providers": self.providers(),
        }

    def providers(self) -> list[tuple[str, str]]:
        """Where one may come from as well: its name, and the address that leads there."""
        found = []
        for each in settings.SSO_PROVIDERS:
            place = {"provider_id": each.app["provider_id"]} if each.kind == "openid_connect" else {}
            found.append((each.name, reverse(f"{each.kind}_login", kwargs=place)))
        return found


class SignUp(allauth.SignupView):
    """Nobody makes an account without an invitation; this page says so."""

    def closed(self):
        return render(self.request, self.template_name_signup_closed, status=403)


class ConfirmItIsYou(Own, allauth.ReauthenticateView):
    pass


class ChangePassword(Own, allauth.PasswordChangeView):
    success_url = reverse_lazy("settings")

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and came_by_link(request):
            return redirect("account_set_password")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        note(self.request.user, "password.changed")
        return super().form_valid(form)


class FirstPassword(Own, allauth.PasswordSetView):
    """A password for who has none, or came by a link because the old one is forgotten."""

    success_url = reverse_lazy("settings")

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and came_by_link(request):
            return super(allauth.PasswordSetView, self).dispatch(request, *args, **kwargs)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        note(self.request.user, "password.set")
        response = super().form_valid(form)
        reauthenticate_by_password(self.request)  # who has just chosen it need not type it once more
        return response


def came_by_link(request) -> bool:
    """Whether a link signed the person in a moment ago: it stands for the password then."""
    recent = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "link" and record["at"] > recent for record in records)


@method_decorator(login_not_required, name="dispatch")
class AskForReset(Told, allauth.PasswordResetView):
    def dispatch(self, request, *args, **kwargs):
        if not settings.MAIL_IS_CONFIGURED:
            status = 403 if request.method == "POST" else 200
            return render(request, "account/password_reset_without_mail.html", status=status)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        note(next(iter(form.users), None), "password.reset-asked")
        return super().form_valid(form)


class Reset(Told, allauth.PasswordResetFromKeyView):
    """The page of the mailed link, which is worth nothing any more when it was used."""

    def form_valid(self, form):
        note(self.reset_user, "password.reset")
        return super().form_valid(form)

    def render_to_response(self, context, **kwargs):
        status = 403 if context.get("token_fail") else kwargs.pop("status", 200)
        return super().render_to_response(context, status=status, **kwargs)


class ConfirmAddress(allauth.ConfirmEmailView):
    """The page of the link that was mailed to a new address."""

    def render_to_response(self, context, **kwargs):
        return super().render_to_response(context, status=200 if context["can_confirm"] else 403, **kwargs)


class Address(Own, allauth.EmailView):
    def dispatch(self, request, *args, **kwargs):
        if request.method in ("GET", "HEAD"):  # allauth would make up a row that is missing, and reading writes nothing
            return super(allauth.EmailView, self).dispatch(request, *args, **kwargs)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        response = super().form_valid(form)
        note(self.request.user, "address.changed")
        if not settings.MAIL_IS_CONFIGURED:
            messages.success(self.request, "Saved. Nobody confirmed the address, because this site sends no mail.")
        return response

    def get_context_data(self, **kwargs) -> dict:
        user = self.request.user
        return super().get_context_data(**kwargs) | {
            "address": accounts.address_of(user),
            "waiting": accounts.waiting_address_of(user),
            "sends_mail": settings.MAIL_IS_CONFIGURED,
        }


sign_in = SignIn.as_view()
sign_up = SignUp.as_view()
confirm_it_is_you = ConfirmItIsYou.as_view()
change_password = ChangePassword.as_view()
first_password = FirstPassword.as_view()
ask_for_reset = AskForReset.as_view()
reset = Reset.as_view()
confirm_address = ConfirmAddress.as_view()
address = Address.as_view()
