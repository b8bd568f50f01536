"""``agentsite mail``: send by mail what people are told."""

import os
import time
from contextlib import suppress

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, close_old_connections

from agents.operations.mailing import Result, send_due
from agentsite.address import site_address


class Command(BaseCommand):
    help = (
        "Send the mails that are due: what people want to hear at once, and the digests of a day. "
        "Run it every minute; two at once send nothing twice. Exits with 1 when the mail server refuses."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--address", metavar="URL", help="where the site is reached, as in https://agents.example.org"
        )
        parser.add_argument(
            "--every", type=int, metavar="SECONDS", help="go on sending until whoever started this has ended"
        )

    def handle(self, *, address, every, **options):
        if not settings.MAIL_IS_CONFIGURED:
            raise CommandError("This site sends no mail. Set AGENTSITE_MAIL_URL and AGENTSITE_MAIL_FROM.")
        site = (address or site_address()).rstrip("/")
        if every:
            with suppress(KeyboardInterrupt):  # Ctrl+C ends the server and this with it
                self._go_on(site, every)
            return
        result = send_due(site=site)
        if result.failed:
            raise CommandError(_refused(result))
        self.stdout.write(f"Sent {_mails(result.sent)}." if result.sent else "Nothing to send.")

    def _go_on(self, site: str, every: int) -> None:
        parent = os.getppid()
        while os.getppid() == parent:
            close_old_connections()
            try:
                result = send_due(site=site)
            except DatabaseError as error:
                self.stderr.write(f"The database did not answer, so no mail was sent: {error}")
            else:
                if result.failed:
                    self.stderr.write(_refused(result))
            time.sleep(max(every, 1))


def _refused(result: Result) -> str:
    return f"{_mails(result.failed)} could not be sent and will be tried again: {result.error}"


def _mails(count: int) -> str:
    return f"{count:,} mail{'s' * (count != 1)}"
