"""Two people save at once: both texts come together, or a page lets one choose; nothing typed is ever lost."""

import re

import pytest

from agents.models import Event, Revision
from agents.operations.documents import archive_document, create_document, rename_document, save_document
from tests.conftest import QA
from tests.views.test_editor import URL, as_browsers_post, save

MINE = QA.replace("model: sonnet", "model: haiku").replace("You test", "Ada tests") + "\nMine only.\n"
THEIRS = QA.replace("model: sonnet", "model: opus").replace("You test", "Ben tests").replace("Read, Grep, Bash", "Read")


@pytest.fixture
def theirs(qa, ben):
    return save_document(qa, THEIRS, base=qa.head, by=ben)


@pytest.fixture
def page(as_ada, theirs):
    response = save(as_ada, MINE, message="Reworded")
    assert response.status_code == 409
    return response.text


def names(html) -> list[str]:
    """The places of a page, in their order."""
    return list(dict.fromkeys(re.findall(r'name="choice-([0-9a-f]+-\d+)"', html)))


def answer(client, html, *sides, merge="choices", source=MINE, base=2, url=URL, **more):
    """Post the page as a browser does, with a choice for each place or None."""
    chosen = {f"choice-{name}": side for name, side in zip(names(html), sides, strict=False) if side}
    data = {"from": 1, "base": base, "source": as_browsers_post(source), "message": "Reworded", "merge": merge}
    return client.post(url, data | chosen | more)


def head_of(document):
    document.refresh_from_db()
    return document.head


def test_edits_of_two_places_are_both_saved_and_said(as_ada, qa, ben):
    save_document(qa, QA.replace("model: sonnet", "model: opus"), base=qa.head, by=ben)

    mine = QA.replace("You test", "You check") + "\nMine.\n"
    response = as_ada.post(URL, {"base": 1, "source": as_browsers_post(mine)}, follow=True)

    assert "Saved v3, merged with v2 by Ben: your 3 changed lines and theirs are both in it." in response.text
    assert head_of(qa).source == mine.replace("model: sonnet", "model: opus")


def test_an_edit_of_a_document_that_was_renamed_meanwhile_arrives(as_ada, qa, ben):
    html = as_ada.get(URL).text
    assert f'name="document" value="{qa.pk}"' in html
    rename_document(qa, "agents/tester.md", by=ben)

    response = save(as_ada, QA + "\nMine.\n", document=qa.pk)

    assert (response.status_code, response.url) == (302, "/platform/agents/tester/")
    assert (head_of(qa).source, qa.path) == (QA + "\nMine.\n", "agents/tester.md")


def test_a_document_of_another_team_is_not_reached_by_its_key(as_eve, qa):
    assert save(as_eve, QA + "x", url="/elsewhere/agents/qa/edit/", document=qa.pk).status_code == 404
    assert save(as_eve, QA + "x", document=qa.pk).status_code == 404
    assert qa.revisions.count() == 1


def test_all_who_saved_meanwhile_are_named(as_ada, qa, ben, ada):
    first = qa.head
    second = save_document(qa, QA.replace("sonnet", "opus"), base=first, by=ben)
    save_document(qa, second.source.replace("green", "red"), base=second, by=ada)

    response = as_ada.post(URL, {"base": 1, "source": as_browsers_post(QA + "\nMine.\n")}, follow=True)

    assert "Saved v4, merged with v2 and v3 by Ben and you: your 2 changed lines" in response.text


def test_what_theirs_holds_already_is_not_saved_again(as_ada, qa, ben):
    save_document(qa, QA.replace("sonnet", "opus") + "More.\n", base=qa.head, by=ben)

    response = as_ada.post(URL, {"base": 1, "source": as_browsers_post(QA.replace("sonnet", "opus"))}, follow=True)
    untouched = as_ada.post(URL, {"base": 1, "source": as_browsers_post(QA)}, follow=True)

    assert "Nothing was left to save: v2 holds your changes already." in response.text
    assert "Nothing changed, so v2 stays as it is." in untouched.text
    assert qa.revisions.count() == 2


def test_the_page_shows_each_place_with_all_three_versions(page):
    assert len(names(page)) == 2
    assert "Ben saved v2 while you were editing. 2 places were changed in both texts" in page
    for text in ("model: haiku", "model: opus", "model: sonnet", "Ada tests", "Ben tests", "You test", "Mine only."):
        assert text in page
    assert " checked" not in page.split("<main")[1]
    assert 'name="base" value="2"' in page
    assert 'name="from" value="1"' in page
    assert 'value="Reworded"' in page


def test_changed_words_are_marked_and_what_is_left_is_counted(as_ada, page):
    assert "<ins>Ada tests</ins> things." in page
    assert "<ins>Ben tests</ins> things." in page
    assert "model: <ins>haiku</ins>" in page
    assert "<pre>\nmodel: sonnet\n</pre>" in page
    assert "2 of 2 places left to choose" in page

    assert "1 of 2 places left to choose" in answer(as_ada, page, "ours").text


def test_garbage_saves_nothing_and_keeps_everything(as_ada, qa, page):
    model, line = names(page)
    garbage = {"choice-": "own", "choice-zz-1": "\0", "text-zz-1": "x", "choice-ffffffffffff-1": "own"}
    written = {
        f"text-{model}": "\0model: by hand",
        f"text-{line}": "</textarea>Line by hand",
        "left": ["", "Left over"],
    }

    response = answer(as_ada, page, "own", "own\0", **garbage, **written, **{"text-ffffffffffff-1": "A stray thought"})

    assert response.status_code == 422
    for text in ("model: by hand", "&lt;/textarea&gt;Line by hand", "Left over", "A stray thought", "Mine only."):
        assert text in response.text
    assert qa.revisions.count() == 2


def test_what_was_chosen_is_saved(as_ada, qa, page):
    response = answer(as_ada, page, "ours", "theirs")

    assert response.status_code == 302
    head = head_of(qa)
    assert (head.number, head.message, head.author_name) == (3, "Reworded", "Ada")
    assert head.source == THEIRS.replace("model: opus", "model: haiku") + "\nMine only.\n"


def test_what_was_there_before_can_be_chosen(as_ada, qa, page):
    answer(as_ada, page, "base", "base")

    assert head_of(qa).source == QA.replace("Read, Grep, Bash", "Read") + "\nMine only.\n"


def test_a_text_written_by_hand_is_saved_as_written(as_ada, qa, page):
    model, line = names(page)
    written = {f"text-{model}": "model: opus[1m]  # both", f"text-{line}": "Both test things.\r\n\r\nTwice."}

    answer(as_ada, page, "own", "own", **written)

    assert head_of(qa).source == THEIRS.replace("model: opus", "model: opus[1m]  # both").replace(
        "Ben tests things.\n", "Both test things.\n\nTwice.\n"
    ) + ("\nMine only.\n")


def test_a_place_can_be_left_out(as_ada, qa, page):
    model, _ = names(page)

    answer(as_ada, page, "own", "ours", **{f"text-{model}": ""})

    assert head_of(qa).source == MINE.replace("model: haiku\n", "").replace("Read, Grep, Bash", "Read")


@pytest.mark.parametrize("second", [None, "", "everything"])
def test_a_place_without_a_choice_is_422_and_keeps_everything(as_ada, qa, page, second):
    model, line = names(page)
    typed = {f"text-{model}": "model: written by hand", f"text-{line}": "Half a thought"}

    response = answer(as_ada, page, "own", second, **typed)

    html = response.text
    assert response.status_code == 422
    assert "Nothing was saved. Choose what stays at line 9." in html
    assert "model: written by hand" in html
    assert "Half a thought" in html
    assert "Mine only." in html
    assert f'name="choice-{model}" value="own" checked' in html
    assert html.count("Choose one") == 1
    assert qa.revisions.count() == 2


def test_the_merge_is_never_taken_from_the_post(as_ada, qa, page):
    answer(as_ada, page, "theirs", "theirs", merged="Evil.", pieces="Evil.")

    assert "Evil" not in head_of(qa).source


def test_who_saves_meanwhile_is_merged_too(as_ada, qa, ben, page, theirs):
    save_document(qa, THEIRS.replace("green", "red"), base=theirs, by=ben)

    assert answer(as_ada, page, "ours", "ours").status_code == 302

    assert head_of(qa).number == 4
    assert head_of(qa).source == MINE.replace("green", "red").replace("Read, Grep, Bash", "Read")


def test_a_new_conflict_is_a_new_page_with_what_was_chosen(as_ada, qa, ben, page, theirs):
    save_document(qa, THEIRS.replace("opus", "inherit"), base=theirs, by=ben)
    model, _ = names(page)

    response = answer(as_ada, page, "own", "ours", **{f"text-{model}": "model: written"})

    html = response.text
    assert response.status_code == 409
    assert "Ben saved v3 while you were editing." in html
    for text in ("model: written", "model: inherit", "model: opus", "Ada tests", "Mine only."):
        assert text in html
    assert "no longer in conflict" not in html
    resolved = MINE.replace("haiku", "written").replace("Read, Grep, Bash", "Read")
    done = as_ada.post(
        URL,
        {"from": 2, "base": 3, "source": as_browsers_post(resolved), "message": "", "merge": "choices"}
        | {f"choice-{names(html)[0]}": "ours"},
    )
    assert done.status_code == 302
    assert (head_of(qa).number, head_of(qa).source) == (4, resolved)


def test_mine_can_be_changed_beside_the_places(as_ada, qa, page):
    answer(as_ada, page, "ours", "ours", source=MINE + "\nAn afterthought.\n")

    assert head_of(qa).source.endswith("\nMine only.\n\nAn afterthought.\n")


def test_what_was_written_for_a_place_that_is_gone_is_handed_back(as_ada, qa, page):
    model, _ = names(page)
    peaceful = MINE.replace("model: haiku", "model: sonnet")

    response = answer(as_ada, page, "own", "ours", source=peaceful, **{f"text-{model}": "model: mine by hand"})

    assert response.status_code == 422
    assert "Written for a place that is no longer in conflict" in response.text
    assert "model: mine by hand" in response.text
    again = answer(as_ada, response.text, "ours", source=peaceful, left="model: mine by hand\r\n")
    assert again.status_code == 302
    assert head_of(qa).source == peaceful.replace("model: sonnet", "model: opus").replace("Read, Grep, Bash", "Read")


def test_mine_is_saved_on_top_when_asked(as_ada, qa, page):
    assert answer(as_ada, page, merge="mine").status_code == 302

    assert (head_of(qa).number, head_of(qa).source) == (3, MINE)


def test_a_text_too_large_is_422_and_keeps_everything(as_ada, qa, page, monkeypatch):
    model, _ = names(page)
    monkeypatch.setattr("agents.limits.DOCUMENT_BYTES", len(QA) + 100)

    response = answer(as_ada, page, "own", "ours", **{f"text-{model}": "# much " + "x" * 200})

    assert response.status_code == 422
    assert "can be kept. Shorten it." in response.text
    assert "# much xxx" in response.text
    assert "Mine only." in response.text


def test_a_message_too_long_is_422_and_keeps_everything(as_ada, qa, page):
    response = answer(as_ada, page, "theirs", "theirs", message="m" * 5_000)

    assert response.status_code == 422
    assert "m" * 5_000 in response.text
    assert "Mine only." in response.text


def test_an_archived_document_keeps_the_page(as_ada, qa, ada, page):
    archive_document(qa, by=ada)

    response = answer(as_ada, page, "ours", "ours")

    assert response.status_code == 409
    assert "Restore it to change it." in response.text
    assert "Mine only." in response.text
    assert response.text.count('value="ours" checked') == 2


@pytest.mark.parametrize("numbers", [{"from": "x"}, {"from": "99"}, {"base": "99"}, {"base": ""}])
def test_versions_that_are_not_here_keep_the_text(as_ada, qa, page, numbers):
    response = as_ada.post(URL, {"from": 1, "base": 2, "source": MINE, "merge": "choices"} | numbers)

    assert response.status_code == 409
    assert "Mine only." in response.text
    assert qa.revisions.count() == 2


def test_too_many_places_are_not_listed(as_ada, team, ada, ben):
    base, mine, theirs = ("\n".join(f"{word} {at}\n" for at in range(150)) for word in ("a", "mine", "theirs"))
    document = create_document(team, kind="guideline", path="guidelines/long.md", source=f"{base}", by=ada)
    keep = "\n".join(f"same {at}\n" for at in range(150)).split("\n")

    def woven(text):
        return "\n".join(line for pair in zip(text.split("\n"), keep, strict=True) for line in pair)

    first = save_document(document, woven(base), base=document.head, by=ada)
    save_document(document, woven(theirs), base=first, by=ben)

    response = save(as_ada, woven(mine), base=2, url="/platform/guidelines/long/edit/")

    assert response.status_code == 409
    assert "too many to choose one by one" in response.text
    assert names(response.text) == []
    assert "mine 149" in response.text


@pytest.mark.parametrize("side", ["ours", "theirs", "own"])
def test_a_file_with_crlf_keeps_it(as_ada, team, ada, ben, side):
    base, mine, theirs = (text.replace("\n", "\r\n") for text in (QA, MINE, THEIRS))
    document = create_document(team, kind="agent", path="agents/crlf.md", source=base, by=ada)
    save_document(document, theirs, base=document.head, by=ben)
    url = "/platform/agents/crlf/edit/"
    html = save(as_ada, mine, url=url).text
    own = {f"text-{name}": "x: 1\r\ny: 2" for name in names(html)}

    assert answer(as_ada, html, side, side, source=mine, url=url, **own).status_code == 302

    source = head_of(document).source
    assert source.count("\n") == source.count("\r\n")
    expected = {"ours": "model: haiku\r\n", "theirs": "model: opus\r\n", "own": "x: 1\r\ny: 2\r\n"}
    assert expected[side] in source


def test_versions_that_differ_in_their_line_ends_say_so(as_ada, team, ada, ben):
    document = create_document(team, kind="guideline", path="guidelines/ends.md", source="a\r\nb\nlast", by=ada)
    save_document(document, "a\r\nb\nother\n", base=document.head, by=ben)

    response = save(as_ada, "a\nb\nother", url="/platform/guidelines/ends/edit/")

    assert response.status_code == 409
    assert "Versions that look the same here differ in their line ends." in response.text


def test_a_first_blank_line_of_a_version_is_shown(as_ada, qa, ben):
    save_document(qa, QA + "\nTheirs.\n", base=qa.head, by=ben)

    assert "<pre>\n\nTheirs.\n</pre>" in save(as_ada, QA + "\nMine.\n").text


def test_markup_in_a_conflict_stays_text(as_ada, qa, ben):
    save_document(qa, QA.replace("You test", "<script>1</script></textarea>"), base=qa.head, by=ben)

    response = save(as_ada, QA.replace("You test", "<script>2</script></textarea>\u200b"))

    assert response.status_code == 409
    assert "<script>1" not in response.text
    assert "<script>2" not in response.text
    assert "‹U+200B›" in response.text


def test_readers_and_strangers_save_no_choices(client, page, rita, eve):
    client.force_login(rita)
    assert answer(client, page, "ours", "ours").status_code == 403
    client.force_login(eve)
    assert answer(client, page, "ours", "ours").status_code == 404
    assert Revision.objects.count() == 2


def test_the_record_tells_of_the_merge(as_ada, qa, ben):
    save_document(qa, QA.replace("sonnet", "opus"), base=qa.head, by=ben)
    save(as_ada, QA + "\nMine.\n")

    assert Event.objects.filter(document=qa).latest("id").details == {"revision": 3, "merged_with": 2}


def test_few_queries(as_ada, page, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        answer(as_ada, page, "ours")
