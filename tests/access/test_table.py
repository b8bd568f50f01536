"""The table of who may do what has a line for every address, and no other."""

from agents.access_table import LINES, NAMES, TABLE, Anyone
from agents.models import Role
from agents.urls import urlpatterns
from tests.access import page
from tests.access.addresses import ADDRESSES, SOMETIMES, patterns

HOW = "Name its asks in agents/access_table.py; what to do is told at its top."


def test_every_address_has_a_name_of_its_own():
    names = [pattern.name for pattern in patterns()]

    assert all(names)
    assert len(names) == len(set(names))


def test_every_address_has_a_line():
    assert sorted(ADDRESSES.keys() - NAMES) == [], HOW


def test_every_line_has_an_address():
    assert sorted(NAMES - ADDRESSES.keys() - SOMETIMES.keys()) == []


def test_every_ask_stands_in_one_line():
    assert sum(len(line.asks) for line in LINES) == len(TABLE)


def test_what_needs_no_sign_in_is_what_the_table_says():
    open_views = {name for name, pattern in ADDRESSES.items() if not getattr(pattern.callback, "login_required", True)}
    open_lines = {ask.split()[1] for ask, line in TABLE.items() if line.least is Anyone.SIGNED_OUT}

    assert open_views == open_lines - SOMETIMES.keys()


def test_at_most_six_addresses_beside_those_of_signing_in_need_no_sign_in():
    ours = {pattern.name for pattern in urlpatterns}

    assert len({ask.split()[1] for ask, line in TABLE.items() if line.least is Anyone.SIGNED_OUT} & ours) <= 6


def test_what_lies_below_a_team_needs_a_role_in_it():
    below = {name for name, pattern in ADDRESSES.items() if "team" in pattern.pattern.converters}

    assert [ask for ask, line in TABLE.items() if ask.split()[1] in below and not isinstance(line.least, Role)] == []


def test_the_page_about_it_says_the_same():
    assert page.written(page.PAGE.read_text()) == page.table(), "python -m tests.access.page writes it anew."
