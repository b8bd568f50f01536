"""The list of proposals: narrowed by words and people, in an order, page by page, under a name; and who is asked."""

import re

import pytest
from django.utils import timezone

from agents.models import Membership, Proposal, Role, SavedView
from agents.operations.proposing import close, propose
from agents.operations.reviewing import finish_review
from agents.queries import people
from tests.views.proposing import add, proposed

URL = "/platform/proposals/"


@pytest.fixture
def several(qa, tone, ben, vera):
    """Ben's change of qa, Vera's of the guideline, and Ben's new agent, which Vera has judged."""
    proposed(qa, qa.head.source + "\n- One\n", by=ben, title="Ask for branches")
    proposed(tone, tone.head.source + "\nTwo.\n", by=vera, title="Shorter words")
    new = propose(qa.team, [add("agents/web/crawler.md", "---\nname: crawler\n---\n")], title="A crawler", by=ben)
    finish_review(new, verdict="comment", words="Read.", iteration=1, by=vera)


def titles(answer):
    return re.findall(r'class="nm" href="[^"]*">([^<]*)<', answer.text)


def asked(client, query):
    return titles(client.get(f"{URL}?{query}"))


@pytest.mark.parametrize(
    ("words", "fits"),
    [
        ("branches", ["Ask for branches"]),
        ("WORDS shorter", ["Shorter words"]),
        ("%232", ["Shorter words"]),
        ("2", ["Shorter words"]),
        ("crawler.md", ["A crawler"]),
        ("guidelines/", ["Shorter words"]),
        ("ben", ["A crawler", "Ask for branches"]),
        ("branches vera", []),
        ("%25", []),
    ],
)
def test_words_find_titles_numbers_files_and_authors(as_rita, several, words, fits):
    assert sorted(asked(as_rita, f"q={words}")) == sorted(fits)


def test_people_and_files_narrow_it(as_vera, several, ben, vera):
    assert asked(as_vera, f"author={ben.pk}&sort=number") == ["Ask for branches", "A crawler"]
    assert asked(as_vera, "author=me") == ["Shorter words"]
    assert asked(as_vera, f"reviewer={vera.pk}") == asked(as_vera, "reviewer=me") == ["A crawler"]
    assert asked(as_vera, "file=agents/qa.md") == ["Ask for branches"]
    assert asked(as_vera, "file=agents/q.md") == []


def test_a_file_that_was_moved_meanwhile_is_found_by_both_its_places(as_vera, several, qa, ada):
    from agents.operations.documents import rename_document

    rename_document(qa, "agents/quality.md", by=ada)

    assert asked(as_vera, "file=agents/qa.md") == asked(as_vera, "file=agents/quality.md") == ["Ask for branches"]


def test_it_stands_in_the_order_one_asks_for(as_rita, several):
    assert asked(as_rita, "sort=number") == ["Ask for branches", "Shorter words", "A crawler"]
    assert asked(as_rita, "sort=-number") == ["A crawler", "Shorter words", "Ask for branches"]
    assert asked(as_rita, "sort=updated") == asked(as_rita, "sort=number")
    assert asked(as_rita, "sort=nonsense") == asked(as_rita, "") == asked(as_rita, "sort=-number")


def test_the_tabs_keep_what_was_asked_for_and_count_what_fits_it(as_rita, several, ada):
    close(Proposal.objects.get(number=1), by=ada)

    text = as_rita.get(f"{URL}?q=ben").text

    assert 'href="?show=closed&amp;q=ben">Closed<span class="n">1</span>' in text
    assert 'aria-current="page">Open<span class="n">1</span>' in text


def test_a_page_of_fifty_leads_on(as_rita, team, ben):
    now = timezone.now()
    about = {"team": team, "state": "review", "author": ben, "author_name": "Ben", "created_at": now, "updated_at": now}
    Proposal.objects.bulk_create(Proposal(number=at, title=f"Number {at}", **about) for at in range(1, 121))

    first, last = as_rita.get(f"{URL}?sort=number"), as_rita.get(f"{URL}?sort=number&page=99")

    assert titles(first)[:2] == ["Number 1", "Number 2"]
    assert len(titles(first)) == 50
    assert "1–50 of 120" in first.text
    assert 'rel="next" href="?sort=number&amp;page=2"' in first.text
    assert "101–120 of 120" in last.text
    assert 'rel="prev" href="?sort=number&amp;page=2"' in last.text


@pytest.mark.parametrize(
    "query", ["author=x", "reviewer=-1", "page=-3", "show=%00", "q=%00", "author=9" * 40, "file=" + "x" * 900]
)
def test_whatever_stands_in_the_address_a_list_comes(as_rita, several, query):
    assert as_rita.get(f"{URL}?{query}").status_code == 200


def test_while_one_types_only_the_list_comes(as_rita, several):
    headers = {"HX-Request": "true", "HX-Trigger-Name": "q"}
    answer = as_rita.get(f"{URL}?q=branches", headers=headers)

    assert titles(answer) == ["Ask for branches"]
    assert "<html" not in answer.text
    assert 'hx-swap-oob="innerHTML:#tabs"' in answer.text
    assert answer["HX-Replace-Url"] == f"{URL}?q=branches"


def test_where_nothing_fits_one_click_leads_on(as_rita, several):
    text = as_rita.get(f"{URL}?show=open&q=nowhere").text

    assert "No proposal here fits" in text
    assert '<a class="btn primary" href="?">Show the whole tab</a>' in text


# Under a name


def test_what_is_asked_for_gets_a_name(as_ben, several, rita, client):
    assert "Save view" in as_ben.get(f"{URL}?file=agents/qa.md").text
    fields = {"name": "About qa", "family": "proposals", "query": "?file=agents/qa.md&page=2&x=1", "is_shared": "on"}

    answer = as_ben.post("/platform/views/new/", fields)

    assert answer["Location"] == f"{URL}?file=agents/qa.md"
    client.force_login(rita)
    text = client.get(answer["Location"]).text
    assert 'href="?file=agents/qa.md" data-action="View: About qa" aria-current="page"' in text
    view = SavedView.objects.get()
    assert client.get(f"/platform/views/{view.pk}/")["Location"] == answer["Location"]
    assert f'href="{answer["Location"]}"' in client.get("/platform/search/?q=about").text


def test_a_tab_needs_no_name(as_ben, several):
    for show in ("open", "review", "mine", "merged", "closed"):
        assert "Save view" not in as_ben.get(f"{URL}?show={show}").text, show


# Who is asked


def sidebar(client):
    found = re.search(r'Needs my review</span><span class="n">([^<]*)<', client.get("/platform/agents/").text)
    return found and found[1]


def test_the_sidebar_says_how_many_wait_for_my_review(client, several, ada, ben, vera, rita):
    told = {}
    for person in (ada, vera, ben, rita):
        client.force_login(person)
        told[person.username] = sidebar(client)

    assert told == {"ada": "3", "vera": "1", "ben": None, "rita": None}


def test_it_is_gone_with_the_last_one(as_vera, several, vera):
    finish_review(Proposal.objects.get(number=1), verdict="approve", words="", iteration=1, by=vera)

    assert sidebar(as_vera) is None
    assert "Nothing waits for your review" in as_vera.get(f"{URL}?show=review").text


def test_what_the_sidebar_counts_is_what_the_tab_lists(as_vera, several, vera, django_assert_num_queries):
    with django_assert_num_queries(1):
        (membership,) = people.memberships(vera)

    assert membership.asked == len(asked(as_vera, "show=review")) == 1


def test_who_judges_in_another_team_is_asked_there_only(client, several, eve, team):
    Membership.objects.create(team=team, user=eve, role=Role.READER)

    assert {one.team.slug: one.asked for one in people.memberships(eve)} == {"platform": None, "elsewhere": 0}


# Following one


def test_it_says_why_one_follows_it_and_lets_one_stop(as_ben, several, ben):
    one = f"{URL}1/"
    assert "You follow this because you opened it." in as_ben.get(one).text

    text = as_ben.post(f"{one}unfollow/", {"next": f"{one}changes/"}, follow=True).text

    assert "You follow #1 no longer." in text
    assert f'action="{one}follow/"' in text


def test_a_reader_follows_by_a_press_and_sees_it_in_the_settings(as_rita, several):
    as_rita.post(f"{URL}2/follow/")

    assert "You follow this: you are told of all that happens." in as_rita.get(f"{URL}2/impact/").text
    assert "#2 Shorter words" in as_rita.get("/settings/notices/").text


def test_strangers_follow_nothing(as_eve, several):
    assert as_eve.post(f"{URL}1/follow/").status_code == as_eve.post(f"{URL}1/unfollow/").status_code == 404
