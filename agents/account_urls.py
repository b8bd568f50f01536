"""The addresses of signing in and of one's own account: allauth's views under our addresses, in our templates.

Named one by one, so that an upgrade adds no page that nobody looked at.  Signing out is ours: ``sign-out``.
"""

from allauth.account import views as allauth
from django.conf import settings
from django.urls import include, path, re_path

from agents.views import account, passkeys, two_factor

urlpatterns = [
    path("sign-in/", account.sign_in, name="account_login"),
    path("sign-in/code/", two_factor.SecondStep.as_view(), name="mfa_authenticate"),
    path("sign-in/over/", two_factor.start_over, name="start-over"),
    path("sign-in/passkey/", passkeys.PasskeySignIn.as_view(), name="mfa_login_webauthn"),
    path("sign-up/", account.sign_up, name="account_signup"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("again/", account.confirm_it_is_you, name="account_reauthenticate"),
    path("again/code/", two_factor.Again.as_view(), name="mfa_reauthenticate"),
    path("again/passkey/", passkeys.PasskeyAgain.as_view(), name="mfa_reauthenticate_webauthn"),
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
    path("two-factor/", two_factor.two_factor, name="mfa_index"),
    path("two-factor/app/", two_factor.ActivateApp.as_view(), name="mfa_activate_totp"),
    path("two-factor/app/remove/", two_factor.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("two-factor/codes/", two_factor.recovery_codes, name="mfa_view_recovery_codes"),
    path("two-factor/codes/new/", two_factor.NewCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("two-factor/codes/file/", two_factor.recovery_codes_file, name="mfa_download_recovery_codes"),
    path("two-factor/passkeys/", passkeys.passkeys, name="mfa_list_webauthn"),
    path("two-factor/passkeys/add/", passkeys.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("two-factor/passkeys/<int:pk>/name/", passkeys.NamePasskey.as_view(), name="mfa_edit_webauthn"),
    path("two-factor/passkeys/<int:pk>/remove/", passkeys.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
]

if settings.SSO_PROVIDERS:
    urlpatterns.append(path("", include("agents.sso_urls")))
