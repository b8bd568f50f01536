"""The ``agentsite`` command: Django's command line with the settings chosen."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "agentsite.settings")
    if directory := _data_directory(sys.argv):
        os.environ["AGENTSITE_DATA_DIR"] = directory
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


def _data_directory(arguments: list[str]) -> str | None:
    """Return what follows ``--data``: the settings need it before any command is parsed."""
    for position, argument in enumerate(arguments):
        if argument.startswith("--data="):
            return argument.removeprefix("--data=")
        if argument == "--data" and position + 1 < len(arguments):
            return arguments[position + 1]
    return None
