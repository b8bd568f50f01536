"""``agentsite doctor``: what is missing or unsafe on this server, with what to do."""

import sys

from django.conf import settings
from django.core.management.base import BaseCommand

from agentsite import doctor, doctor_database


class Command(BaseCommand):
    help = "Tell what is missing or unsafe, with what to do. Exits with 1 when something is wrong. Changes nothing."
    requires_system_checks = []

    def handle(self, **options):
        found = [*doctor.look_around(), *doctor_database.look_into(workers=settings.WORKERS)]
        for finding in found:
            self.stdout.write(f"{finding.mark:<6} {finding.about}: {finding.what}")
            if finding.remedy:
                self.stdout.write(f"       {finding.remedy}")
        count = sum(finding.mark == "wrong" for finding in found)
        self.stdout.write(f"{count} thing{'' if count == 1 else 's'} wrong." if count else "Nothing is wrong.")
        if count:
            sys.exit(1)
