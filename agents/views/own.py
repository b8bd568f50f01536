"""The frame of the pages about oneself."""

from django.http import HttpRequest

from agents import access


def frame(request: HttpRequest) -> None:
    """Show the navigation of the person's first team around a page that belongs to no team."""
    request.team, request.section = next(iter(access.teams(request.user)), None), "settings"
