"""The frame of the pages about oneself, and how allauth's views answer here."""

from django.http import HttpRequest

from agents import access


def frame(request: HttpRequest) -> None:
    """Show the navigation of the person's first team around a page that belongs to no team."""
    request.team, request.section = next(iter(access.teams(request.user)), None), "settings"


class Refuses:
    """A form that was not accepted is answered with 422, as everywhere on the site."""

    def render_to_response(self, context, **kwargs):
        if self.request.method == "POST":
            kwargs.setdefault("status", 422)
        return super().render_to_response(context, **kwargs)


class OwnPage(Refuses):
    """A page of one's own account, signed in."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            frame(request)
        return super().dispatch(request, *args, **kwargs)
