"""What a document's page tells of others: works with, named by, follows, followed by."""

import re

import pytest

from agents.models import Alias
from agents.operations.documents import archive_document, create_document
from agents.operations.relations import catch_up

BODY = """# Git Agent

Follow `.claude/guidelines/tone.md`, never `guidelines/none.md`.

## Collaboration

### With QA Agent

- Say which <b>commits</b> a release holds

### With Release Master Agent

- Wait for the word
"""


def agent(team, by, name, body="You help.\n"):
    source = f"---\nname: {name}\ndescription: Helps with {name}.\n---\n\n{body}"
    return create_document(team, kind="agent", path=f"agents/{name}.md", source=source, by=by)


@pytest.fixture
def crew(team, ada, qa, tone):
    made = {"git": agent(team, ada, "git", BODY), "docs": agent(team, ada, "docs", "Ask @git.\n"), "qa": qa}
    catch_up(team)
    return made


def section(text, name):
    return re.search(rf'<section class="card" aria-labelledby="{name}">.*?</section>', text, re.DOTALL)[0]


def test_an_agent_tells_whom_it_works_with_and_why(as_ben, crew):
    works = section(as_ben.get("/platform/agents/git/").text, "works-with")

    assert 'href="/platform/agents/qa/">qa</a>' in works
    assert "Say which &lt;b&gt;commits&lt;/b&gt; a release holds" in works
    assert 'href="/platform/agents/git/?view=source#L12">line 12</a>' in works
    assert "doesn’t mention it" not in works.split("Release Master")[-1]


def test_who_does_not_name_it_back_is_said(as_ben, crew):
    works = section(as_ben.get("/platform/agents/docs/").text, "works-with")

    assert "git doesn’t mention it" in works
    assert "mentioned" in works
    named = section(as_ben.get("/platform/agents/git/").text, "named-by")
    assert 'href="/platform/agents/docs/">docs</a>' in named
    assert "git doesn’t mention it" in named


def test_a_name_nobody_bears_comes_with_what_to_do(as_ben, crew):
    works = section(as_ben.get("/platform/agents/git/").text, "works-with")

    assert "Nobody here is called so." in works
    assert "Set who is meant" in works
    assert 'href="/platform/agents/new/?name=Release%20Master%20Agent"' in works
    as_ben.post("/platform/names/", {"written-0": "Release Master Agent", "dismiss": "0", "back": "git"})
    assert Alias.objects.get().is_dismissed


def test_a_reader_is_offered_nothing(as_rita, crew):
    works = section(as_rita.get("/platform/agents/git/").text, "works-with")

    assert "Nobody here is called so." in works
    assert "Set who is meant" not in works
    assert "Create" not in as_rita.get("/platform/agents/git/").text


def test_what_it_follows_and_what_is_not_there(as_ben, crew):
    follows = section(as_ben.get("/platform/agents/git/").text, "follows")

    assert 'href="/platform/guidelines/tone/"' in follows
    assert "guidelines/none.md" in follows
    assert "This file is not in the library." in follows


def test_a_guideline_tells_who_follows_it(as_ben, crew):
    followed = section(as_ben.get("/platform/guidelines/tone/").text, "followed-by")

    assert 'href="/platform/agents/git/">git</a>' in followed
    assert "Follow .claude/guidelines/tone.md" in followed


def test_a_guideline_nobody_follows_says_how_to(as_ben, tone):
    assert "No agent names this file." in as_ben.get("/platform/guidelines/tone/").text


def test_names_in_the_prompt_are_chips(as_ben, crew):
    prose = as_ben.get("/platform/agents/git/").text.partition('<div class="prose"')[2]

    assert re.search(r'With <a class="ref" href="/platform/agents/qa/"><svg.*?</svg>QA Agent</a>', prose)
    assert re.search(
        r'<a class="ref" href="/platform/guidelines/tone/"><svg.*?</svg>.claude/guidelines/tone.md</a>', prose
    )
    assert (
        '<span class="ref unknown" title="Nobody here is called so">Release Master Agent'
        '<a class="create" href="/platform/agents/new/?name=Release+Master+Agent" '
        'aria-label="Create Release Master Agent"></a></span>'
    ) in prose
    assert 'href="/platform/guidelines/new/?name=none"' in prose


def test_one_in_the_archive_is_nobodys_business(as_ben, crew, ada):
    archive_document(crew["git"], by=ada)
    catch_up(crew["git"].team)

    assert as_ben.get("/platform/agents/git/").status_code == 200
    assert 'href="/platform/agents/git/"' not in as_ben.get("/platform/agents/qa/").text


@pytest.mark.parametrize("page", ["agents/git/", "guidelines/tone/"])
def test_queries_do_not_grow(as_ben, crew, team, ada, page, django_assert_max_num_queries):
    for at in range(30):
        agent(team, ada, f"more-{at}", f"Ask @git. See `.claude/guidelines/tone.md`.\n\n### With Nobody{at}x Agent\n")
    catch_up(team)
    as_ben.get(f"/platform/{page}")

    with django_assert_max_num_queries(12):
        assert "more-7" in as_ben.get(f"/platform/{page}").text
