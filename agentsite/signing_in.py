"""How people sign in: what allauth and Django's passwords are told."""

from agents import limits

AUTHENTICATION_BACKENDS = ["agents.backends.PasswordBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "front"
PASSWORD_RESET_TIMEOUT = limits.RESET_MINUTES * 60
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "agents.passwords.Length"},
    {"NAME": "agents.passwords.NotCommon"},
    {
        "NAME": "agents.passwords.UnlikeThePerson",
        "OPTIONS": {"user_attributes": ("username", "email", "display_name")},
    },
]

ACCOUNT_ADAPTER = "agents.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_SESSION_REMEMBER = True  # how long is for agents.sessions to say
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "none"  # nobody is kept out for an address that was not confirmed
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True  # the adapter sends nothing where no mail is configured
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_RATE_LIMITS = {  # the address first: who is refused for it uses up no account's tries
    "login": f"{limits.SIGN_IN_REQUESTS}/m/ip",
    "login_failed": f"{limits.SIGN_IN_TRIES}/5m/ip,{limits.SIGN_IN_TRIES}/5m/key",
    "reauthenticate": f"{limits.CONFIRMATIONS}/m/user",
    "reset_password": f"20/m/ip,{limits.RESET_MAILS}/d/key",
}
ACCOUNT_FORMS = {
    "login": "agents.forms.account.SignInForm",
    "reauthenticate": "agents.forms.account.ConfirmForm",
    "change_password": "agents.forms.account.ChangePasswordForm",
    "set_password": "agents.forms.account.FirstPasswordForm",
    "reset_password": "agents.forms.account.ResetForm",
    "reset_password_from_key": "agents.forms.account.ResetKeyForm",
    "add_email": "agents.forms.account.AddressForm",
}

MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "agents.second_factor.Adapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # people are invited: nobody signs up with an address that is another's
MFA_TOTP_TOLERANCE = 1  # a clock may be half a minute off; forms.second_factor lets a code work once even so
MFA_RATE_LIMITS = {"webauthn_login": f"{limits.SIGN_IN_REQUESTS}/m/ip"}
