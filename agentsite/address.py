"""The address of the site, for links that are written outside of any request."""

from django.conf import settings


def site_address() -> str:
    """The first name of AGENTSITE_HOSTS, over HTTPS where that is on; without a slash at the end."""
    names = [name for name in settings.ALLOWED_HOSTS if not name.startswith((".", "*"))]
    name = names[0] if names else "localhost"
    return f"https://{name}" if settings.HTTPS else f"http://{name}:8000"
