"""No page offers what would be refused: its links, forms and buttons are within the role of who looks at it."""

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve

from agents.access_table import TABLE, Anyone
from agents.models import Role
from tests.access.asks import EXAMPLES
from tests.access.test_answers import is_below_a_team
from tests.access.world import ROLES, World

pytestmark = pytest.mark.django_db

TAG = re.compile(r"<(a|form|button)\b([^>]*)>")
WHERE = re.compile(r'\b(?:href|action|formaction)="([^"]*)"')
PAGES = [
    ask
    for ask, example in EXAMPLES.items()
    if ask.startswith("GET ") and TABLE[ask].least is not Anyone.SIGNED_OUT and example.answers == 200
]


def offered(page: str, html: str) -> set[tuple[str, str]]:
    """What the page's links and forms ask for: method and name of the address."""
    found = set()
    for tag, attributes in TAG.findall(html):
        if where := WHERE.search(attributes):
            is_post = tag == "button" or 'method="post"' in attributes
            path = urlsplit(urljoin(page, unescape(where[1]))).path
            try:
                found.add(("POST" if is_post else "GET", resolve(path).url_name))
            except Resolver404:
                continue  # of the static files, or of nothing any more
    return found


def least(method: str, name: str) -> Role | None:
    """The least role that gets anything by it; None when no role is needed."""
    lines = [line.least for ask, line in TABLE.items() if ask.split()[:2] == [method, name]]
    return min((one for one in lines if isinstance(one, Role)), default=None)


@pytest.mark.parametrize("role", ["reader", "author", "reviewer"])
def test_no_page_offers_what_would_be_refused(world: World, role):
    seen = 0
    for ask in PAGES:
        address = EXAMPLES[ask].address.format_map(world.words(role))
        answer = world.client(role).get(address)
        if answer.status_code != 200 or answer.streaming or "html" not in answer.headers["Content-Type"]:
            continue
        seen += is_below_a_team(ask)
        for method, name in offered(address, answer.text):
            needed = least(method, name)
            assert needed is None or ROLES[role] >= needed, f"{address} offers {method} {name}"

    assert seen > 12
