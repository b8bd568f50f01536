"""The aging list: what waits longest for somebody to read it again."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.utils import timezone

from agents.definition.invisible import spelled_out
from agents.models import Document, Event, Membership, User
from agents.operations.archiving import archive_documents
from agents.operations.care import confirm_reviewed, set_care
from agents.operations.documents import create_document

URL = "/platform/aging/"
DAY = timedelta(days=1)


@pytest.fixture
def aged(team, ada, ben):
    """Five agents and a guideline in the order they should stand, made in another."""
    made, now, today = {}, timezone.now(), timezone.localdate()
    names = ("long-overdue", "overdue", "never-old", "never-new", "reviewed-old", "reviewed-new")
    for name in reversed(names):
        kind, folder = ("guideline", "guidelines") if name == "overdue" else ("agent", "agents")
        source = f"---\nname: {name}\ndescription: x\n---\n"
        made[name] = create_document(team, kind=kind, path=f"{folder}/{name}.md", source=source, by=ada)
    for name in ("reviewed-new", "reviewed-old"):
        confirm_reviewed(made[name], by=ben, next=today + DAY)
    confirm_reviewed(made["overdue"], by=ben, next=today - DAY)
    set_care([made["long-overdue"]], review_by=today - 90 * DAY, owner=ben, by=ada)
    for days, name in enumerate(reversed(names)):
        Document.objects.filter(pk=made[name].pk).update(updated_at=now - days * DAY)
    return made


def shown(response):
    return [row.path.split("/")[-1].removesuffix(".md") for row in response.context["rows"]]


def test_the_longest_overdue_come_first_then_never_reviewed_then_by_change(as_rita, aged):
    assert shown(as_rita.get(URL)) == [
        *("long-overdue", "overdue", "never-old", "never-new", "reviewed-old", "reviewed-new")
    ]


def test_archived_ones_do_not_age(as_rita, aged, ada):
    archive_documents(aged.values(), by=ada)

    response = as_rita.get(URL)

    assert shown(response) == []
    assert "There is nothing to review" in response.text


@pytest.mark.parametrize(
    ("only", "names"),
    [
        ("overdue", ["long-overdue", "overdue"]),
        ("never", ["long-overdue", "never-old", "never-new"]),
        ("mine", ["long-overdue"]),
        ("unowned", ["overdue", "never-old", "never-new", "reviewed-old", "reviewed-new"]),
        ("nonsense", ["long-overdue", "overdue", "never-old", "never-new", "reviewed-old", "reviewed-new"]),
    ],
)
def test_it_is_narrowed(as_ben, aged, only, names):
    assert shown(as_ben.get(f"{URL}?only={only}")) == names


def test_an_empty_choice_says_so(as_rita, aged):
    assert "Nothing here" in as_rita.get(f"{URL}?only=mine").text


def test_an_owner_who_left_is_marked_and_counts_as_none(as_ada, aged, ben):
    Membership.objects.filter(user=ben).delete()

    assert "no longer in the team" in as_ada.get(URL).text
    assert "long-overdue" in shown(as_ada.get(f"{URL}?only=unowned"))


def test_reviewed_is_a_button_for_authors(as_ben, aged):
    assert "/platform/agents/long-overdue/reviewed/" in as_ben.get(URL).text

    answer = as_ben.post("/platform/agents/long-overdue/reviewed/", {"months": "3", "from": "aging"})

    assert answer.headers["Location"] == URL
    assert shown(as_ben.get(URL))[0] == "overdue"


def test_reviewed_keeps_what_one_looks_at(as_ben, aged):
    sent = {"months": "3", "from": "aging", "only": "overdue", "page": "1"}

    answer = as_ben.post("/platform/agents/long-overdue/reviewed/", sent)

    assert answer.headers["Location"] == f"{URL}?only=overdue"


def test_htmx_gets_the_row_as_it_is_now(as_ben, aged):
    answer = as_ben.post(
        "/platform/agents/long-overdue/reviewed/", {"months": "3", "from": "aging"}, HTTP_HX_REQUEST="true"
    )

    assert answer.text.lstrip().startswith("<tr")
    assert "Overdue" not in answer.text
    assert 'hx-swap-oob="innerHTML:#toasts"' in answer.text


def test_readers_have_no_button(as_rita, aged):
    assert "/reviewed/" not in as_rita.get(URL).text


def test_strangers_find_nothing(as_eve, aged):
    assert as_eve.get(URL).status_code == 404
    assert as_eve.get(f"{URL}file/").status_code == 404


def test_questions_do_not_grow_with_the_rows(as_ada, aged, team, ada, django_assert_max_num_queries):
    for at in range(60):
        create_document(team, kind="guideline", path=f"guidelines/g{at}.md", source=f"# {at}\n", by=ada)

    with django_assert_max_num_queries(10):
        first = as_ada.get(URL)
    second = as_ada.get(first.context["next"] and f"{URL}{first.context['next']}")

    assert len(first.context["rows"]) == 50
    assert len(second.context["rows"]) == 16
    assert not set(shown(first)) & set(shown(second))


def test_nonsense_in_the_address_shows_the_first_page(as_ada, aged):
    for query in ("page=x", "page=-1", "page=999999", "only=%00"):
        assert len(as_ada.get(f"{URL}?{query}").context["rows"]) == 6


def test_a_look_changes_nothing(as_ada, aged):
    count = Event.objects.count()

    as_ada.get(URL)
    as_ada.get(f"{URL}file/")

    assert Event.objects.count() == count


def table(response):
    text = b"".join(response.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_file_holds_all_that_is_shown(as_rita, aged, team, ada, ben):
    found = table(as_rita.get(f"{URL}file/"))

    assert [row["path"].split("/")[-1].removesuffix(".md") for row in found] == shown(as_rita.get(URL))
    first, today = found[0], timezone.localdate()
    assert (first["owner"], first["owner_is_here"], first["review_by"]) == ("Ben", "yes", str(today - 90 * DAY))
    assert (first["days_overdue"], first["reviewed_at"], first["version"]) == ("90", "", "1")
    assert found[1]["reviewed_by"] == "Ben"
    assert len(table(as_rita.get(f"{URL}file/?only=overdue"))) == 2


def test_the_file_holds_more_than_a_page(as_rita, team, ada):
    for at in range(60):
        create_document(team, kind="guideline", path=f"guidelines/g{at}.md", source=f"# {at}\n", by=ada)

    assert len(table(as_rita.get(f"{URL}file/"))) == 60


def test_hostile_names_stay_in_their_cells(as_ada, aged, ben, shared):
    texts = [json.loads(line) for line in (shared / "badinput/strings/csv.jsonl").read_text().splitlines()]
    for text in texts:
        Document.objects.filter(pk=aged["long-overdue"].pk).update(name=text[:256])
        User.objects.filter(pk=ben.pk).update(display_name=text[:80])

        found = table(as_ada.get(f"{URL}file/"))

        assert len(found) == 6
        for cell, written in (
            (found[0]["name"], text[:256]),
            (found[0]["owner"], spelled_out(text[:80] or "ben")[:150]),
        ):
            assert cell in (written, f"'{written}")
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert len(texts) > 10


def test_the_demo_has_some_of_each(ada):
    from agents.operations.demo import add_demo

    documents = Document.objects.filter(team=add_demo(by=ada))

    assert documents.filter(owner=ada).count() == 4
    assert documents.filter(review_by__lt=timezone.localdate()).count() == 1
    assert documents.exclude(reviewed_at=None).count() == 1
