"""What people do to their own accounts: a line of the log each, because it belongs to no team's record."""

import logging

from agents.models import User

logger = logging.getLogger("agents.account")


def note(user: User | None, action: str) -> None:
    """Log ``action``, such as "password.changed", with the person's id; without one when nobody was meant."""
    logger.info(action, extra={"action": action, "user": user.pk if user is not None and user.pk else "nobody"})
