"""A prepared query finds what the same query set finds, with new values each time."""

import pytest

from agents.models import Membership, SavedView
from agents.queries.people import OWN
from agents.queries.saved_views import ABOVE

pytestmark = pytest.mark.django_db


def test_it_finds_the_row_with_what_belongs_to_it(team, ada, ben, django_assert_num_queries):
    for person in (ada, ben):
        with django_assert_num_queries(1):
            found = OWN.find(person.pk)
            assert (found.user_id, found.team.name) == (person.pk, team.name)
        wanted = Membership.objects.get(user=person, team=team)
        assert (found, found.role, found.team.created_at) == (wanted, wanted.role, wanted.team.created_at)


def test_it_finds_nothing_where_nothing_is(team, rita):
    assert OWN.find(rita.pk + 1) is None


def test_it_finds_every_row_with_values_of_their_kind(team, ada, ben):
    own = SavedView.objects.create(team=team, creator=ada, family="agents", name="Own", name_key="own")
    shared = SavedView.objects.create(
        team=team, creator=ben, is_shared=True, family="agents", name="All", name_key="all"
    )
    SavedView.objects.create(team=team, creator=ben, family="agents", name="His", name_key="his")

    found = ABOVE.rows(team.pk, "agents", ada.pk)

    assert found == [shared, own]
    assert [(view.is_shared, view.created_at) for view in found] == [(True, shared.created_at), (False, own.created_at)]
