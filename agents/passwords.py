"""What a password has to be: long, and nothing one would guess.  Which characters it has is nobody's business."""

import re

from django.contrib.auth.password_validation import CommonPasswordValidator, UserAttributeSimilarityValidator
from django.core.exceptions import ValidationError

from agents import limits

GUESSED = ("agentsite", "anthropic", "claude", "guideline", "password", "passwort", "welcome", "agent", "admin", "team")
ADDED = re.compile(r"[\W\d_]+|s\b")  # what people put around a word
LEFT = 4  # so many letters of one's own make a word one does not guess


class Length:
    """Between the two limits; a long one counts to its last character."""

    def validate(self, password: str, user=None) -> None:
        if len(password) < limits.PASSWORD_LEAST:
            raise ValidationError(
                f"This password is too short. Use at least {limits.PASSWORD_LEAST} characters; several words are fine.",
                code="password_too_short",
            )
        if len(password) > limits.PASSWORD_MOST:
            raise ValidationError(
                f"This password is too long. Use at most {limits.PASSWORD_MOST} characters.", code="password_too_long"
            )

    def get_help_text(self) -> str:
        return f"At least {limits.PASSWORD_LEAST} characters; several words are fine."


class NotCommon(CommonPasswordValidator):
    """Not one of the twenty thousand that are tried first, nor made of the words that come to mind here."""

    def validate(self, password: str, user=None) -> None:
        if password.lower().strip() in self.passwords or is_guessed(password):
            raise ValidationError("Others would try this password first. Use another one.", code="password_too_common")

    def get_help_text(self) -> str:
        return "Nothing others would try first."


def is_guessed(password: str) -> bool:
    """Tell whether a password is nothing but words of the product with digits and signs around them.

    >>> is_guessed("Agentsite2024!"), is_guessed("agents of the north sea")
    (True, False)
    """
    rest = password.casefold()
    for word in GUESSED:
        rest = rest.replace(word, " ")
    return len(ADDED.sub("", rest)) < LEFT


class UnlikeThePerson(UserAttributeSimilarityValidator):
    """Not the person's own name or address with a little added."""

    def validate(self, password: str, user=None) -> None:
        try:
            super().validate(password, user)
        except ValidationError as error:
            raise ValidationError(
                "This password is too much like your name or address. Use another one.", code=error.code
            ) from error

    def get_help_text(self) -> str:
        return "Nothing like your name or address."
