"""The page of one document."""

import pytest

from agents.operations.documents import archive_document, create_document, save_document

URL = "/platform/agents/qa/"


def test_the_prompt_is_read_as_prose_and_the_frontmatter_is_not_text(as_ada, qa):
    text = as_ada.get(URL).text

    assert ">Collaboration</h2>" in text
    assert 'hx-disable dir="auto"' in text
    assert "name: qa" not in text


def test_the_facts_stand_beside_it(as_ada, qa):
    text = as_ada.get(URL).text

    for fact in ("Tests what others build.", "Grep", "sonnet", ".claude/agents/qa.md", "about", "Ada", "v1", "Loads"):
        assert fact in text


def test_the_source_has_numbered_lines(as_ada, qa):
    text = as_ada.get(f"{URL}?view=source").text

    assert '<li id="L2"><a class="no" href="#L2" tabindex="-1">2</a><code>name: qa</code></li>' in text


def test_a_skipped_agent_says_why_and_where(as_ada, team, ada):
    create_document(team, kind="agent", path="agents/lost.md", source="No frontmatter.\n", by=ada)

    text = as_ada.get("/platform/agents/lost/").text

    assert "Claude Code would skip this file." in text
    assert '/platform/agents/lost/edit/#L1"' in text


def test_each_note_names_its_line(as_ada, as_rita, qa, ada):
    source = qa.head.source.replace("Read, Grep", "Read, Grap")
    save_document(qa, source, base=qa.head, by=ada)

    text = as_rita.get(URL).text

    assert "Grap" in text
    assert 'href="?view=source#L4">Line 4</a>' in text


def test_a_guideline_has_no_verdict_and_no_tools(as_ada, tone):
    text = as_ada.get("/platform/guidelines/tone/").text

    assert "Say what happened" in text
    assert "<dt>Tools</dt>" not in text


def test_an_archived_document_can_be_read_and_restored(as_ada, qa, ada):
    archive_document(qa, by=ada)

    text = as_ada.get(URL).text

    assert "In the archive" in text
    assert 'action="/platform/agents/qa/restore/"' in text
    assert "/edit/" not in text


def test_markup_in_a_prompt_is_text(as_ada, team, ada):
    body = "---\nname: x\ndescription: d\n---\n<script>alert(1)</script>\n<b hx-get='/'>x</b>\n"
    create_document(team, kind="agent", path="agents/x.md", source=body, by=ada)

    text = as_ada.get("/platform/agents/x/").text

    assert "<script>alert" not in text
    assert "<b hx-get" not in text


def test_a_text_is_rendered_once(as_ada, qa, monkeypatch):
    first = as_ada.get(URL).text
    monkeypatch.setattr("agents.views.prose._render", lambda *_: pytest.fail("rendered again"))

    assert as_ada.get(URL).text.count("data-line") == first.count("data-line")


@pytest.mark.parametrize("text", ["", "\n", "---\n", "---\nname: x\ndescription: y\n---\n", "\ufeff# A", "a\rb\r\nc"])
def test_any_text_has_a_page(as_ada, team, ada, text):
    create_document(team, kind="agent", path="agents/odd.md", source=text, by=ada)

    assert as_ada.get("/platform/agents/odd/").status_code == 200
    assert as_ada.get("/platform/agents/odd/?view=source").status_code == 200


def test_queries_do_not_grow_with_the_versions(as_ada, qa, ada, django_assert_max_num_queries):
    head = qa.head
    for number in range(5):
        head = save_document(qa, f"{head.source}{number}\n", base=head, by=ada)

    with django_assert_max_num_queries(10):
        as_ada.get(URL)


def test_a_reader_reads_and_is_offered_no_change(as_rita, qa):
    response = as_rita.get(URL)

    assert response.status_code == 200
    assert "/edit/" not in response.text
    assert "/archive/" not in response.text


def test_strangers_and_the_unknown_are_not_found(as_eve, client, ada, qa, tone):
    assert as_eve.get(URL).status_code == 404

    client.force_login(ada)
    assert client.get("/platform/agents/nobody/").status_code == 404
    assert client.get("/platform/agents/tone/").status_code == 404


def test_who_is_signed_out_is_asked_to_sign_in(client, qa):
    assert client.get(URL).status_code == 302
