"""What the pages ask: found, counted, cut, and the same on both databases."""

import json

import pytest

from agents.operations.documents import archive_document, create_document, rename_document, save_document
from agents.queries import fulltext, library, searching, summary


def agent(team, by, name, text="", tools=""):
    source = f"---\nname: {name}\ndescription: Helps with {name}.\n{tools}---\n{text}\n"
    return create_document(team, kind="agent", path=f"agents/{name}.md", source=source, by=by)


def names(team, **words):
    return sorted(document.name for document in library.documents(team, "agents", library.Filter(**words)))


def test_words_are_found_by_their_beginnings_in_any_order(team, ada):
    agent(team, ada, "one", "The quick brown fox.")
    agent(team, ada, "two", "A quick note.")

    assert names(team, q="quick") == ["one", "two"]
    assert names(team, q="fox qui") == ["one"]
    assert names(team, q="QUICK, fox!") == ["one"]
    assert names(team, q="brown note") == []


def test_a_name_that_is_what_was_typed_comes_first(team, ada):
    agent(team, ada, "about-qa", "Read qa.")
    agent(team, ada, "another", "Ask qa.")
    agent(team, ada, "qa")
    agent(team, ada, "qa-lead")

    found = library.documents(team, "agents", library.Filter(q="QA"))

    assert [document.name for document in found] == ["qa", "qa-lead", "about-qa", "another"]


def test_words_of_other_scripts_and_with_accents_are_found(team, ada):
    agent(team, ada, "one", "Überprüfe das. 変更を確認する。 ещё")

    assert names(team, q="Überprüfe") == ["one"]
    assert names(team, q="ещё") == ["one"]


def test_a_part_of_a_name_or_path_is_found(team, ada):
    agent(team, ada, "code-reviewer")

    assert names(team, q="review") == ["code-reviewer"]
    assert names(team, q="viewer") == ["code-reviewer"]
    assert names(team, q="agents/code-r") == ["code-reviewer"]


def test_marks_of_a_search_language_are_only_marks(team, ada):
    agent(team, ada, "one", "Some text.")

    for q in ('"', "%", "_", "*", "NEAR(a b)", "a AND NOT b", "name:x", "'; DROP TABLE x", ":*", "!", "<->", "\\"):
        names(team, q=q)
        fulltext.search(team, q)


@pytest.mark.shared
def test_hostile_strings_find_nothing_and_break_nothing(team, ada, shared):
    agent(team, ada, "one", "Some text.")

    for line in (shared / "badinput/strings/search_regex.jsonl").read_text("utf-8").splitlines():
        assert len(fulltext.search(team, json.loads(line))) <= 1, line


def test_what_was_changed_is_found_by_its_new_words_only(team, ada):
    document = agent(team, ada, "one", "Apples.")
    save_document(document, document.head.source.replace("Apples", "Pears"), base=document.head, by=ada)

    assert names(team, q="apples") == []
    assert names(team, q="pears") == ["one"]


def test_a_team_finds_only_its_own(team, ada, eve):
    agent(team, ada, "one", "Secret.")

    assert names(eve.teams.get(), q="secret") == []
    assert fulltext.search(eve.teams.get(), "secret") == []


def test_rows_are_one_more_than_asked_when_there_are_more(team, ada):
    for number in range(4):
        agent(team, ada, f"agent-{number}")
    found = library.documents(team, "agents", library.Filter())

    assert len(library.rows(found, start=0, size=3)) == 4
    assert len(library.rows(found, start=0, size=4)) == 4
    assert len(library.rows(found, start=3, size=3)) == 1


def test_a_row_never_carries_a_whole_book(team, ada):
    source = f"---\nname: x\ndescription: {'long ' * 9_000}\n---\n"
    create_document(team, kind="agent", path="agents/x.md", source=source, by=ada)

    (row,) = library.rows(library.documents(team, "agents", library.Filter()), start=0, size=50)

    assert len(row["summary"]) == library.SHOWN_CHARACTERS


def test_a_count_stops_at_the_cap(team, ada, monkeypatch):
    for number in range(4):
        agent(team, ada, f"agent-{number}")
    monkeypatch.setattr(library, "CAP", 2)

    count = library.capped(library.documents(team, "agents", library.Filter()))

    assert count == 3
    assert library.shown(count) == "2+"


def test_numbers_follow_every_write(team, ada, qa):
    assert summary.counts(team)["agents"] == "1"

    other = agent(team, ada, "one")
    assert summary.counts(team)["agents"] == "2"

    archive_document(other, by=ada)
    assert summary.counts(team)["agents"] == "1"


def test_there_is_something_to_choose_from(team, ada, qa):
    moved = agent(team, ada, "one", tools="tools: WebFetch\nmodel: opus\n")
    rename_document(moved, "agents/web/one.md", by=ada)

    assert summary.overview(team, "agents")[1] == {
        "tools": ["Bash", "Grep", "Read", "WebFetch"],
        "models": ["opus", "sonnet"],
        "folders": ["/", "web"],
        "owners": [],
    }


def test_a_tool_finds_those_that_have_it_among_all(team, ada):
    agent(team, ada, "every")
    agent(team, ada, "none", tools="tools: []\n")
    agent(team, ada, "some", tools="tools: Read, Bash\n")

    assert names(team, tool="Bash") == ["every", "some"]
    assert names(team, tool="Ba") == ["every"]


def test_only_documents_of_the_team_are_picked(team, ada, qa, tone, eve):
    assert library.picked(team, "agents", [qa.pk, tone.pk, 99]) == [qa]
    assert library.picked(eve.teams.get(), "agents", [qa.pk]) == []


def near(team, typed):
    return [row["name"] for row in searching.by_name(team, typed)]


def test_a_name_that_is_near_is_found_by_its_letters(team, ada, qa):
    agent(team, ada, "code-reviewer")
    agent(team, ada, "quick-agent")

    assert near(team, "qa") == ["qa", "quick-agent"]
    assert near(team, "cdrv") == ["code-reviewer"]
    assert near(team, "code rev") == ["code-reviewer"]
    assert near(team, "%") == near(team, "_") == near(team, "\\") == []


def test_what_was_archived_is_not_near(team, ada, qa):
    archive_document(qa, by=ada)

    assert near(team, "qa") == []
    assert searching.by_text(team, "branch") == []


def test_texts_come_with_what_they_say_the_last_changed_first(team, ada, qa):
    agent(team, ada, "git", "Asks for a branch too.")

    found = searching.by_text(team, "branch")

    assert [row["name"] for row in found] == ["git", "qa"]
    assert "Asks for a branch too." in found[0]["text"]


def test_another_team_is_not_searched(team, ada, qa, eve):
    elsewhere = eve.teams.get()

    assert near(elsewhere, "qa") == []
    assert searching.by_text(elsewhere, "branch") == []
    assert searching.by_id(elsewhere, [qa.pk]) == []
    assert searching.edited_by(elsewhere, ada, most=5) == []


def test_what_one_edited_last_comes_first_and_once(team, ada, ben, qa):
    other = agent(team, ada, "one")
    agent(team, ben, "of-ben")
    save_document(qa, qa.head.source + "More.\n", base=qa.head, by=ada)
    save_document(other, other.head.source + "More.\n", base=other.head, by=ben)

    assert [row["name"] for row in searching.edited_by(team, ada, most=5)] == ["qa", "one"]
    assert [row["number"] for row in searching.edited_by(team, ada, most=5)] == [2, 2]
    assert [row["name"] for row in searching.edited_last(team, most=2)] == ["one", "qa"]


def test_documents_are_told_in_the_order_of_their_ids(team, ada, qa, tone):
    assert [row["name"] for row in searching.by_id(team, [tone.pk, 999, qa.pk])] == ["Tone", "qa"]
