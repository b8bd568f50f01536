"""A few hostile queries, fields, prompts, values and names through the pages, without any data beside the project."""

import re

import pytest

from agents.definition.client import read
from agents.models import Document
from agents.operations.documents import save_document
from tests.hostile import PAGES, edit_of, prose, unsound, write_everywhere


@pytest.mark.parametrize(
    "query",
    [
        "?page=-1",
        "?page=9999999999",
        "?q=%00",
        "?from=%00",
        "?q=%FF",
        "?ids=1,x,,99999999999999999999",
        "?sort=password",
        "?before=%D9%A3",
    ],
)
@pytest.mark.parametrize("page", PAGES)
def test_a_strange_query_is_no_error(as_ada, qa, page, query):
    assert unsound(as_ada.get(page + query)) == []


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7|add:7 }}", "</title><b hx-get=/x>"]
)
def test_markup_in_a_field_is_shown_as_it_is(as_ada, ada, team, qa, text):
    assert write_everywhere(as_ada, ada, team, text) == []


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt&colon;alert(1))",
        "<b hx-get=/x hx-trigger=load>",
        "![x](https://evil.invalid/pixel.png)",
        "<svg><script>alert(1)",
        "`<img src=x onerror=alert(1)>`",
    ],
)
def test_a_hostile_prompt_is_shown_and_does_nothing(as_ada, ada, qa, body):
    save_document(qa, f"---\nname: qa\ndescription: d\n---\n{body}\n", base=qa.head, by=ada)

    page, live = as_ada.get("/platform/agents/qa/"), as_ada.post("/platform/live/", {"source": body, "kind": "agent"})

    assert unsound(page) == unsound(live) == []
    assert [one for one in ("<svg", "onerror=alert(1)>", "<b hx") if one in "".join(prose(page.content.decode()))] == []
    assert b"pixel.png" not in b"".join(re.findall(rb"<img[^>]*>", page.content))


@pytest.mark.parametrize(
    "text", ["no", "a: b # c", "- x", '"', "line\nline", "a\u2028b", "{{ x }}", "  lead", "2024-01-01", "*a"]
)
def test_a_value_typed_into_the_form_is_read_back_as_it_is(as_ada, qa, text):
    answer = as_ada.post("/platform/agents/qa/edit/", edit_of(qa, text))

    assert answer.status_code == 302
    assert read(Document.objects.get(pk=qa.pk).head.source).description == text


@pytest.mark.parametrize(
    "name", ["../x", ".git", "con", "a/b", "A", "", "-x", "x" * 65, "é", "new", "a\u200bb", "x.md.md"]
)
def test_a_name_that_will_not_do_is_refused(as_ada, qa, name):
    made = as_ada.post("/platform/guidelines/new/", {"name": name, "source": "Text.", "text": "Text."})
    renamed = as_ada.post("/platform/agents/qa/rename/", {"name": name, "folder": ""})

    assert (made.status_code, renamed.status_code) == (422, 422)
    assert [document.path for document in Document.objects.all()] == ["agents/qa.md"]
