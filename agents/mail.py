"""Mail goes out after the page was answered: how long a mail server takes tells nobody whether there was a mail."""

import logging
import threading
from smtplib import SMTPException

from django.core.mail.backends.smtp import EmailBackend

logger = logging.getLogger("agents.mail")


class InBackground(EmailBackend):
    """Django's SMTP in a thread of its own.  The process waits for it when it ends; a failure is a line of the log."""

    def send_messages(self, email_messages) -> int:
        messages = list(email_messages)
        threading.Thread(target=self._deliver, args=[messages], name="mail").start()
        return len(messages)

    def _deliver(self, messages) -> None:
        try:
            super().send_messages(messages)
        except (OSError, SMTPException):
            logger.exception("mail not sent")
