"""The addresses of signing in and of one's own account: allauth's views under our addresses, in our templates.

Named one by one, so that an upgrade adds no page that nobody looked at.  Signing out is ours: ``sign-out``.
"""

from allauth.account import views as allauth
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.conf import settings
from django.urls import include, path, re_path

from agents.views import account

urlpatterns = [
    path("sign-in/", account.sign_in, name="account_login"),
    path("sign-in/code/", mfa.authenticate, name="mfa_authenticate"),
    path("sign-in/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("sign-up/", account.sign_up, name="account_signup"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("again/", account.confirm_it_is_you, name="account_reauthenticate"),
    path("again/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("again/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("mail/", account.address, name="account_email"),
    path("mail/confirm/<str:key>/", account.confirm_address, name="account_confirm_email"),
    path("password/", account.change_password, name="account_change_password"),
    path("password/first/", account.first_password, name="account_set_password"),
    path("password/reset/", account.ask_for_reset, name="account_reset_password"),
    path("password/reset/sent/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        account.reset,
        name="account_reset_password_from_key",
    ),
    path("two-factor/", mfa.index, name="mfa_index"),
    path("two-factor/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("two-factor/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("two-factor/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("two-factor/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("two-factor/codes/file/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("two-factor/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("two-factor/passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("two-factor/passkeys/<int:pk>/name/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("two-factor/passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
]

if settings.SSO_PROVIDERS:
    urlpatterns.append(path("", include("agents.sso_urls")))
