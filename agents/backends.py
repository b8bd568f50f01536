"""Who a name and a password belong to, found in the same time whether or not there is anybody of that name."""

from allauth.account.auth_backends import AuthenticationBackend

from agents.models import User
from agents.queries.accounts import who_signs_in


class PasswordBackend(AuthenticationBackend):
    """allauth's, which would hash once for each way an account can be meant; here it is once, always."""

    def _authenticate(self, request, **credentials) -> User | None:
        person = who_signs_in(credentials.get("email") or credentials.get("username") or "")
        return self._check_password(person, credentials["password"])

    def _check_password(self, user: User | None, password: str) -> User | None:
        if user is None or not user.has_usable_password():
            return None  # the caller hashes then, so that the answer takes as long
        self._did_check_password = True
        return user if user.check_password(password) and self.user_can_authenticate(user) else None
