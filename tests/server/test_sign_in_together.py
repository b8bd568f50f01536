"""Limits of signing in hold over all processes of a server, also when everybody tries at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

PAGE = "/account/sign-in/"
PEOPLE = "from agents.models import User; User.objects.create_user('ada', password='correct horse battery')"


@pytest.fixture
def visitor(site):
    """Somebody before the form of a site with two processes; each request is a new connection to one of them."""
    site.environment |= {"AGENTSITE_WORKERS": "2", "AGENTSITE_LIMIT_SIGN_IN_REQUESTS": "1000"}
    site.start()
    assert site.run("shell", "--command", PEOPLE).returncode == 0
    somebody = site.visitor()
    somebody.get(PAGE)
    return somebody


def test_ten_tries_are_ten_whichever_process_answers(visitor):
    tries = [visitor.post(PAGE, {"login": "ada", "password": "wrong password"}).status for _ in range(14)]

    assert tries == [422] * 10 + [429] * 4


def test_who_tries_at_once_has_no_more_tries(visitor):
    def try_it(_):
        return visitor.post(PAGE, {"login": "ada", "password": "wrong password"}).status

    with ThreadPoolExecutor(6) as pool:
        tries = list(pool.map(try_it, range(16)))

    assert set(tries) <= {422, 429, 503}  # who cannot be counted at once is refused
    assert 1 <= tries.count(422) <= 10
