"""The answer to a keystroke: preview and checks, nothing stored, nothing sent that has not changed."""

import re

import pytest

from agents.definition.source import split
from agents.models import Event, Revision
from agents.views.panes import fingerprint
from tests.conftest import QA

URL = "/platform/live/"


def ask(client, text=QA, **more):
    return client.post(URL, {"kind": "agent", "source": text, "seq": "7", **more}, headers={"HX-Request": "true"})


def test_the_preview_comes_back_with_its_number(as_rita, qa):
    response = ask(as_rita, QA + "\n**Bold**\n")

    assert response.status_code == 200
    assert response.headers["X-Sequence"] == "7"
    assert "<strong>Bold</strong>" in response.content.decode()


def test_nothing_is_stored(as_ada, qa):
    before = Revision.objects.count(), Event.objects.count()

    ask(as_ada, QA + "more")

    assert (Revision.objects.count(), Event.objects.count()) == before


def test_the_form_comes_only_when_the_frontmatter_changed(as_ada, team):
    seen = fingerprint(split(QA))

    assert 'id="definition"' not in ask(as_ada, QA + "more", frontmatter_seen=seen).content.decode()
    changed = ask(as_ada, QA.replace("name: qa", "name: q"), frontmatter_seen=seen).content.decode()
    assert 'id="definition"' in changed
    assert 'name="initial-name" value="q"' in changed


def test_a_form_edit_gives_the_new_source(as_ada, team):
    html = ask(as_ada, **{"name": "qa-2", "initial-name": "qa"}).content.decode()

    assert re.search(r'<textarea id="source"[^>]*hx-swap-oob="true">\n---\nname: qa-2\n', html)


def test_an_unchanged_form_gives_no_source(as_ada, team):
    assert 'id="source"' not in ask(as_ada, **{"name": "qa", "initial-name": "qa"}).content.decode()


def test_a_field_that_cannot_be_is_said_at_the_field(as_ada, team):
    seen = fingerprint(split(QA))

    html = ask(as_ada, frontmatter_seen=seen, **{"maxTurns": "few", "initial-maxTurns": ""}).content.decode()

    assert "Most turns takes a whole number" in html
    assert 'value="few"' in html


def test_an_error_said_is_taken_back_when_it_is_mended(as_ada, team):
    wrong = ask(as_ada, **{"maxTurns": "few", "initial-maxTurns": ""}).content.decode()

    assert 'name="frontmatter_seen" value=""' in wrong
    assert 'id="definition"' in ask(as_ada, frontmatter_seen="").content.decode()


def test_problems_come_with_their_lines(as_ada, team):
    html = ask(as_ada, QA.replace("tools: Read", "tools: Raed")).content.decode()

    assert 'data-place="4:8:4:12"' in html
    assert "did you mean Read?" in html


def test_a_file_that_would_be_skipped_is_called_so(as_ada, team):
    assert "Claude Code would skip this file" in ask(as_ada, "Text.").content.decode()


def test_a_guideline_is_only_rendered(as_ada, team):
    html = ask(as_ada, "# Tone\n", kind="guideline").content.decode()

    assert "<h1" in html
    assert 'id="definition"' not in html


def test_a_text_too_large_to_preview_says_so(as_ada, team):
    html = ask(as_ada, "---\nname: x\ndescription: y\n---\n" + "word " * 60_000).content.decode()

    assert "too large to preview. Saving still works." in html


@pytest.mark.parametrize(
    "text",
    ["", "---", "\ufeff---\n", "---\nname: [\n---\n", "- " * 500, "\r", "a\0b", "<div hx-get='/x'>", "[" * 5000],
)
def test_any_text_gets_an_answer(as_ada, team, text):
    response = ask(as_ada, text)

    assert response.status_code == 200
    assert "<div hx-get" not in response.content.decode()


@pytest.mark.parametrize("seq", ["", "x", "-1", "²", "9" * 100])
def test_a_strange_number_does_no_harm(as_ada, team, seq):
    assert ask(as_ada, seq=seq).headers["X-Sequence"].isdecimal()


def test_strangers_learn_nothing(as_eve, team):
    assert ask(as_eve).status_code == 404


def test_who_is_not_signed_in_is_redirected_by_htmx(client, team):
    response = ask(client)

    assert response.status_code == 401
    assert "HX-Redirect" in response.headers


def test_it_only_takes_posts(as_ada, team):
    assert as_ada.get(URL).status_code == 405


def test_it_asks_only_who_one_is(as_ada, team, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        ask(as_ada)
