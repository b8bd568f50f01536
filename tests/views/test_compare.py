"""Two versions of a document, compared."""

import pytest

from agents.definition.scalars import quoted
from agents.models import Document
from agents.operations.documents import rename_document, save_document
from tests.hostile import unsound

URL = "/platform/agents/qa/"
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ document }}{% now 'Y' %}",
    "<p hx-get=/x hx-trigger=load>",
    "</td></tr></table></details>",
    "‮abc​\ufeff",
    '<h2 data-line="7" id="user-content-x">',
)


@pytest.fixture
def changed(qa, ada, ben):
    """qa, whose second version has other tools, a model less and another line; the third is renamed."""
    source = qa.head.source.replace("tools: Read, Grep, Bash", "tools: Read, Edit").replace("model: sonnet\n", "")
    source = source.replace("You test things.", "You test all things.")
    save_document(qa, source, base=qa.head, by=ben, message="Sharper")
    return Document.objects.select_related("head", "team").get(pk=qa.pk)


@pytest.fixture
def save(qa, ada):
    """Save texts, one version each."""

    def save_all(*texts):
        head = qa.head
        for text in texts:
            head = save_document(qa, text, base=head, by=ada)

    return save_all


def test_fields_are_told_as_fields(as_rita, changed):
    text = as_rita.get(f"{URL}compare/1...2/").text

    assert '<span class="chip">Read</span>' in text
    assert '<span class="chip del"><span class="vh">removed </span>Grep</span>' in text
    assert '<span class="vh">added </span>Edit</span>' in text
    assert '<del class="mono">sonnet</del>' in text
    assert "not set" in text


def test_changed_words_are_marked_and_signs_have_words(as_rita, changed):
    text = as_rita.get(f"{URL}compare/1...2/").text

    assert "You test <ins>all </ins>things." in text
    assert '<span class="vh">added</span>' in text
    assert '<span class="vh">removed</span>' in text
    assert 'id="R8">' in text


def test_both_orders_work(as_rita, changed):
    text = as_rita.get(f"{URL}compare/2...1/").text

    assert "You test <del>all </del>things." in text
    assert '<ins class="mono">sonnet</ins>' in text


def test_split_puts_old_and_new_beside_each_other(as_rita, changed):
    text = as_rita.get(f"{URL}compare/1...2/?view=split").text

    assert '<td class="t add">You test <ins>all </ins>things.</td>' in text
    assert 'href="?view=split" aria-current="true"' in text


def test_rendered_marks_the_blocks_that_changed(as_rita, changed):
    text = as_rita.get(f"{URL}compare/1...2/?view=rendered").text

    assert '<p class="removed" data-line="9" data-change><span class="vh">removed: </span>You test things.</p>' in text
    assert '<p class="added" data-line="8" data-change><span class="vh">added: </span>You test all things.</p>' in text
    assert 'id="old-user-content-collaboration"' in text
    assert 'id="user-content-collaboration"' in text


def test_unchanged_lines_are_folded_under_their_section(as_rita, save, qa):
    lines = "".join(f"- point {number}\n" for number in range(30))
    save(f"{qa.head.source}{lines}", f"{qa.head.source}{lines}\nThe end\n")

    text = as_rita.get(f"{URL}compare/2...3/").text

    assert '<details class="fold"><summary>' in text
    assert "<span>With Git Agent</span>" in text


def test_a_rename_is_shown(as_rita, changed, ada):
    rename_document(changed, "agents/tester.md", by=ada)

    text = as_rita.get("/platform/agents/tester/compare/2...3/").text

    assert '<del class="mono">.claude/agents/qa.md</del>' in text
    assert '<ins class="mono">.claude/agents/tester.md</ins>' in text
    assert "The texts are the same" in text


def test_a_file_that_lost_its_frontmatter_shows_all_lines(as_rita, save):
    save("You test things.\n")

    text = as_rita.get(f"{URL}compare/1...2/").text

    assert "name: qa" in text
    assert "field-changes" not in text.split("<main")[1]


def test_a_version_beside_itself_has_nothing_to_compare(as_rita, changed):
    assert "nothing to compare" in as_rita.get(f"{URL}compare/2...2/").text


def test_a_guideline_is_compared_too(as_rita, tone, ada):
    save_document(tone, tone.head.source + "More.\n", base=tone.head, by=ada)

    assert "More." in as_rita.get("/platform/guidelines/tone/compare/1...2/").text


def test_a_text_that_is_too_long_gets_a_sentence(as_rita, save):
    save("a\n" * 40_000, "b\n" * 40_000)

    assert "These texts are too long to compare here." in as_rita.get(f"{URL}compare/2...3/").text


@pytest.mark.parametrize("view", ["unified", "split", "rendered", "", "x", "%00"])
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_texts_stay_texts(as_rita, save, hostile, view):
    front = f"name: {quoted(hostile)}\ndescription: {quoted(hostile * 9)}\ntools: [{quoted(hostile)}]\n"
    save(f"---\n{front}---\n# {hostile}\n\n{hostile}\n", f"---\nname: x\n{hostile}: 1\n---\n{hostile} new\n")

    answer = as_rita.get(f"{URL}compare/2...3/?view={view}")

    assert answer.status_code == 200
    assert unsound(answer) == []
    assert unsound(as_rita.get(f"{URL}history/")) == []
    assert unsound(as_rita.get(f"{URL}?view=source&blame=1")) == []


def test_the_form_leads_to_the_comparison(as_rita, changed):
    assert as_rita.get(f"{URL}compare/?a=1&b=2").headers["Location"] == f"{URL}compare/1...2/"
    assert "Choose two versions" in as_rita.get(f"{URL}compare/?a=1", follow=True).text


@pytest.mark.parametrize(
    "versions", ["1...9", "9...1", "0...1", f"1...{10**30}", "1..2", "a...b", "1...", "...", "1...2..."]
)
def test_unknown_versions_and_garbage_are_not_found(as_rita, changed, versions):
    assert as_rita.get(f"{URL}compare/{versions}/").status_code == 404


@pytest.mark.parametrize(
    "query", ["a=1&b=9", "a=x&b=1", "a=-1&b=1", "a=1&b=99999999999999999999", "a=%C2%B2&b=1", "a=%00&b=1"]
)
def test_garbage_in_the_form_is_not_found(as_rita, changed, query):
    assert as_rita.get(f"{URL}compare/?{query}").status_code == 404


def test_strangers_learn_nothing(as_eve, changed):
    assert as_eve.get(f"{URL}compare/1...2/").status_code == 404
    assert as_eve.get(f"{URL}compare/?a=1&b=2").status_code == 404


def test_who_is_signed_out_is_asked_to_sign_in(client, changed):
    assert client.get(f"{URL}compare/1...2/").status_code == 302


def test_a_comparison_is_only_read(as_ben, changed):
    assert as_ben.post(f"{URL}compare/1...2/").status_code == 405


@pytest.mark.parametrize("view", ["unified", "split", "rendered"])
def test_it_costs_few_queries(as_rita, changed, view, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        as_rita.get(f"{URL}compare/1...2/?view={view}")


def test_the_page_of_a_document_leads_to_its_last_change(as_rita, changed):
    assert f'href="{URL}compare/1...2/"' in as_rita.get(URL).text
    assert f'href="{URL}compare/1...2/"' in as_rita.get(f"{URL}v/1/").text


def test_the_first_version_has_nothing_before_it(as_rita, qa):
    assert "/compare/" not in as_rita.get(URL).text


def test_the_source_tells_who_wrote_each_line(as_rita, changed, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        text = as_rita.get(f"{URL}?view=source&blame=1").text

    line = text.split('<li id="L8">')[1].split("</li>")[0]
    assert f'href="{URL}v/2/"' in line
    assert "Ben" in line
    assert "<code>You test all things.</code>" in line
    assert f'href="{URL}v/1/"' in text.split('<li id="L9">')[1].split("</li>")[0]


def test_who_wrote_it_is_asked_for(as_rita, changed):
    assert "?view=source&amp;blame=1" in as_rita.get(f"{URL}?view=source").text
    assert "src flush blame" not in as_rita.get(f"{URL}?view=source&blame=x").text


def test_an_older_version_knows_only_who_wrote_before_it(as_rita, changed):
    text = as_rita.get(f"{URL}v/1/?view=source&blame=1").text

    assert 'class="src flush blame"' in text
    assert f'class="by" href="{URL}v/1/"' in text
    assert f'class="by" href="{URL}v/2/"' not in text


def test_of_a_very_long_history_the_oldest_lines_may_be_older_still(as_rita, changed, monkeypatch):
    monkeypatch.setattr("agents.queries.history.MOST_BLAMED", 1)

    text = as_rita.get(f"{URL}?view=source&blame=1").text

    assert "v2 or earlier" in text
