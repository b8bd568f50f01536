"""What a person can show besides the password when signing in."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator

from agents.models import User

FEW = 3  # recovery codes; so many left and the pages ask for new ones


@dataclass(frozen=True)
class SecondFactors:
    """What a person can show besides the password.  Recovery codes come with the first of the others."""

    app: Authenticator | None
    passkeys: tuple[Authenticator, ...]
    codes: Authenticator | None

    @property
    def are_on(self) -> bool:
        return bool(self.app or self.passkeys)

    @property
    def codes_left(self) -> int:
        return len(self.codes.wrap().get_unused_codes()) if self.codes else 0

    @property
    def codes_made(self) -> int:
        return len(self.codes.wrap().generate_codes()) if self.codes else 0

    @property
    def run_low(self) -> bool:
        return self.are_on and self.codes_left <= FEW


def second_factors(user: User) -> SecondFactors:
    """What is set up for ``user``, the oldest passkey first."""
    found = list(Authenticator.objects.filter(user=user).order_by("created_at", "pk"))
    kinds = Authenticator.Type
    return SecondFactors(
        app=next((one for one in found if one.type == kinds.TOTP), None),
        passkeys=tuple(one for one in found if one.type == kinds.WEBAUTHN),
        codes=next((one for one in found if one.type == kinds.RECOVERY_CODES), None),
    )


def anybody_has_a_passkey() -> bool:
    """Whether the sign-in page has a reason to offer one."""
    return Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).exists()
