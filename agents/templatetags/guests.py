"""What people wrote, for somebody who came by a link."""

import re

from django import template
from django.utils.safestring import SafeString, mark_safe

from agents.templatetags.reviewing import as_prose

register = template.Library()

INTO_THE_SITE = re.compile(r'<a href="(?!https?:|mailto:)[^"]*"')


@register.filter
def as_guest_prose(text: str) -> SafeString:
    """The same Markdown; a path leads nowhere, for everything else of the site is behind signing in."""
    html = INTO_THE_SITE.sub("<a", as_prose(text)).replace('rel="nofollow noopener"', 'rel="nofollow noreferrer"')
    return mark_safe(html)  # noqa: S308  as_prose cleans it; only addresses are taken out
