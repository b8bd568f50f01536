"""The record as a page."""

from agents.operations.documents import archive_document, rename_document, restore_document, save_document

URL = "/platform/activity/"


def test_every_kind_of_write_is_told(as_ada, qa, ada):
    save_document(qa, qa.head.source + "More.\n", base=qa.head, by=ada)
    rename_document(qa, "agents/tester.md", by=ada)
    archive_document(qa, by=ada)
    restore_document(qa, by=ada)

    text = as_ada.get(URL).text

    for phrase in ("added", "saved", "renamed", "archived", "restored"):
        assert phrase in text


def test_strangers_learn_nothing(as_eve, team):
    assert as_eve.get(URL).status_code == 404


def test_readers_may_look(as_rita):
    assert as_rita.get(URL).status_code == 200


def test_older_events_are_a_link_away(as_ada, team, ada):
    from agents.operations.audit import record

    for number in range(60):
        record(team, ada, "document.saved", subject=f"agents/n{number}.md")

    first = as_ada.get(URL)
    second = as_ada.get(URL, {"before": first.context["older"]})

    assert "agents/n59.md" in first.text
    assert "agents/n5.md" in second.text
    assert "agents/n59.md" not in second.text


def test_nonsense_in_the_address_shows_the_newest(as_ada, qa):
    for nonsense in ("abc", "-1", "9" * 40, "\u0661"):
        assert as_ada.get(URL, {"before": nonsense}).status_code == 200


def test_queries_do_not_grow(as_ada, team, ada, qa, django_assert_max_num_queries):
    from agents.operations.audit import record

    for _ in range(40):
        record(team, ada, "document.saved", document=qa)

    with django_assert_max_num_queries(8):
        as_ada.get(URL)
