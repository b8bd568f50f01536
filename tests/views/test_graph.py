"""The graph of who works with whom: picture, table, matrix, and what stands beside it."""

import re

import pytest

from agents.models import Edge
from agents.operations.documents import archive_document, create_document, save_document
from agents.operations.relations import catch_up

URL = "/platform/graph/"
HTMX = {"HX-Request": "true"}


def agent(team, by, name, *named, folder="", also=""):
    sections = "".join(f"\n### With {one} Agent\n\n- Tell {one} early\n- Wait for an answer\n" for one in named)
    body = "You help.\n" + (f"\n{also}" if also else "") + (f"\n## Collaboration Patterns\n{sections}" if named else "")
    source = f"---\nname: {name}\ndescription: Helps with {name}.\nmodel: haiku\n---\n\n{body}"
    path = "/".join(filter(None, ["agents", folder, f"{name}.md"]))
    return create_document(team, kind="agent", path=path, source=source, by=by)


@pytest.fixture
def crew(team, ada, tone):
    """Git and qa name each other, docs names git and somebody unknown, ops stands alone."""
    made = {
        "git": agent(team, ada, "git", "QA", also="Follow `.claude/guidelines/tone.md`.\n"),
        "qa": agent(team, ada, "qa", "Git", folder="web"),
        "docs": agent(team, ada, "docs", "Git", "Release", folder="web"),
        "ops": agent(team, ada, "ops"),
    }
    catch_up(team)
    return made


def nodes(text: str) -> list[str]:
    return re.findall(r'class="nd [^"]*"[^>]* aria-label="([^,"]+),', text)


def lines(text: str) -> list[str]:
    drawing = text.split('<div class="under">')[0]
    return sorted(re.findall(r'<g class="ln (\w+)', drawing))


def rows(text: str) -> list[list[str]]:
    body = text.split("<tbody>")[1].split("</tbody>")[0]
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in body.split("</tr>")[:-1]]
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in row] for row in cells]


def test_every_agent_is_a_link_and_every_link_has_its_kind(as_rita, crew):
    text = as_rita.get(URL).text

    assert sorted(nodes(text)) == ["Release Agent", "Tone", "docs", "git", "ops", "qa"]
    assert lines(text) == ["both", "gl", "one", "one"]
    assert 'href="?at=qa#inspector"' in text
    assert 'href="?at=guidelines/tone#inspector"' in text
    assert "4 agents, 2 links between them" in text


def test_a_stranger_finds_nothing(as_eve, crew):
    for address in (URL, f"{URL}?at=qa", "/platform/graph.mmd", "/platform/graph.svg", "/platform/agents/qa/link/"):
        assert as_eve.get(address).status_code == 404


@pytest.mark.parametrize(
    ("query", "shown", "drawn"),
    [
        ("links=one-way", ["docs", "git"], ["one"]),
        ("links=unresolved", ["Release Agent", "docs"], ["one"]),
        ("links=resolved", ["Tone", "docs", "git", "ops", "qa"], ["both", "gl", "one"]),
        ("guidelines=no", ["Release Agent", "docs", "git", "ops", "qa"], ["both", "one", "one"]),
        ("folder=web&guidelines=no", ["Release Agent", "docs", "qa"], ["one"]),
        ("folder=/&guidelines=no", ["git", "ops"], []),
        ("focus=qa", ["git", "qa"], ["both"]),
        ("focus=qa&depth=2&guidelines=no", ["docs", "git", "qa"], ["both", "one"]),
        ("tier=nonsense&depth=99&links=what&view=other", ["Release Agent", "Tone", "docs", "git", "ops", "qa"], None),
    ],
)
def test_the_address_narrows_what_is_shown(as_rita, crew, query, shown, drawn):
    text = as_rita.get(f"{URL}?{query}").text

    assert sorted(nodes(text)) == shown
    assert drawn is None or lines(text) == drawn


def test_mentions_can_be_left_out(as_rita, crew, team, ada):
    agent(team, ada, "sre", also="Ask @git before you go.\n")
    catch_up(team)

    assert len(lines(as_rita.get(URL).text)) == 5
    assert len(lines(as_rita.get(f"{URL}?tier=structure").text)) == 4


def test_what_nothing_fits_says_so(as_rita, crew):
    text = as_rita.get(f"{URL}?focus=nobody-there").text

    assert "No link fits what you asked for." in text
    assert "Show everything" in text


def test_an_agent_stands_beside_it_with_its_sentences(as_ben, crew):
    text = as_ben.get(f"{URL}?at=docs").text
    edge = Edge.objects.filter(source=crew["docs"], target=crew["git"]).first()

    assert "Names 1, named by 0" in text
    assert "<li>Tell Git early</li>" in text
    assert f'href="/platform/agents/docs/?view=source#L{edge.line}"' in text
    assert "git doesn’t mention it" in text
    assert 'href="/platform/agents/git/link/?to=docs&amp;back=%3Fat%3Ddocs"' in text
    assert 'href="?at=name:release-agent#inspector"' in text


def test_who_is_named_sees_the_same_gap_from_the_other_side(as_ben, crew):
    text = as_ben.get(f"{URL}?at=git").text

    assert "git doesn’t mention docs" in text
    assert "Both say so" in text
    assert "follows 1" in text


def test_a_guideline_tells_who_follows_it(as_rita, crew):
    text = as_rita.get(f"{URL}?at=guidelines/tone").text

    assert "Followed by" in text
    assert "Follow `.claude/guidelines/tone.md`." in text


def test_a_reader_is_offered_no_edit(as_rita, crew):
    text = as_rita.get(f"{URL}?at=docs").text + as_rita.get(f"{URL}?at=name:release-agent").text

    assert "git doesn’t mention it" in text
    assert "/link/" not in text
    assert 'action="/platform/graph/name/"' not in text


def test_nobody_chosen_shows_what_stands_out(as_rita, crew):
    text = as_rita.get(URL).text

    assert "What stands out" in text
    assert "1 of 2" in text
    assert 'href="?links=one-way"' in text


def test_a_name_that_is_gone_is_told(as_rita, crew):
    archive_document(crew["ops"], by=crew["ops"].head.author)

    text = as_rita.get(f"{URL}?at=ops").text

    assert "There is nobody called “ops” in this team any more." in text


def test_htmx_gets_what_stands_beside_it_and_an_address(as_rita, crew):
    response = as_rita.get(f"{URL}?links=one-way&at=docs", headers={**HTMX, "HX-Target": "inspector"})

    assert response.text.lstrip().startswith('<input type="hidden" name="at" value="docs"')
    assert "<svg class=" not in response.text.split("Works with")[0] or "drawn" not in response.text
    assert response.headers["HX-Push-Url"] == f"{URL}?links=one-way&at=docs"


def test_htmx_gets_the_narrowed_part(as_rita, crew):
    response = as_rita.get(f"{URL}?links=one-way&tier=&guidelines=", headers={**HTMX, "HX-Target": "sight"})

    assert "<html" not in response.text
    assert sorted(nodes(response.text)) == ["docs", "git"]
    assert 'hx-swap-oob="innerHTML:#count"' in response.text
    assert response.headers["HX-Push-Url"] == f"{URL}?links=one-way"


def test_the_table_holds_every_direction(as_rita, crew):
    text = as_rita.get(f"{URL}?view=table").text

    assert [row[:3] for row in rows(text)] == [
        ["docs", "git", "only one side"],
        ["docs", "Release Agent", "no such agent"],
        ["git", "qa", "both say so"],
        ["git", "Tone", "follows"],
        ["qa", "git", "both say so"],
    ]
    assert rows(text)[0][5] == "Tell Git early · Wait for an answer"
    assert '<svg class="drawn' not in text


@pytest.mark.parametrize(
    ("sort", "first"),
    [("-agent", "qa"), ("other", "docs"), ("link", "docs"), ("-link", "git"), ("places", "docs"), ("-places", "docs")],
)
def test_the_table_is_sorted_by_each_column(as_rita, crew, sort, first):
    text = as_rita.get(f"{URL}?view=table&sort={sort}").text

    assert rows(text)[0][0] == first
    assert re.search(r'aria-sort="(as|des)cending"', text)


def test_the_table_has_pages(as_rita, team, ada):
    for number in range(9):
        agent(team, ada, f"a{number}", *(f"a{other}" for other in range(9) if other != number))
    catch_up(team)

    first, second = (as_rita.get(f"{URL}?view=table&page={number}").text for number in (1, 2))

    assert (len(rows(first)), len(rows(second))) == (50, 22)
    assert "1–50 of 72" in first
    assert 'rel="prev" href="?view=table&amp;page=1"' in second
    assert len(rows(as_rita.get(f"{URL}?view=table&page=99").text)) == 50


def test_the_matrix_marks_one_way_by_more_than_colour(as_rita, crew):
    text = as_rita.get(f"{URL}?view=matrix").text

    assert 'title="git is named by docs alone"><span aria-hidden="true">→</span>' in text
    assert 'title="qa and git name each other"><span aria-hidden="true">↔</span>' in text
    assert "ops" not in re.findall(r'<th scope="row"><a[^>]*>(.*?)</a>', text)


@pytest.mark.parametrize(
    ("form", "begins"), [("mmd", "flowchart LR"), ("dot", "digraph team {"), ("svg", "<svg xmlns=")]
)
def test_what_is_shown_is_a_file_too(as_rita, crew, form, begins):
    response = as_rita.get(f"/platform/graph.{form}?links=one-way")

    assert response.text.startswith(begins)
    assert "docs" in response.text
    assert "ops" not in response.text
    assert response.headers["Content-Disposition"] == f'attachment; filename="platform-graph.{form}"'


def test_without_agents_it_says_how_to_begin(as_ada, team):
    text = as_ada.get(URL).text

    assert "No agents yet" in text
    assert 'href="/platform/import/"' in text


def test_agents_that_name_nobody_see_an_example(as_ada, team, ada):
    agent(team, ada, "ops")
    catch_up(team)

    text = as_ada.get(URL).text

    assert "No agent says with whom it works" in text
    assert "### With QA Agent" in text
    assert 'href="/platform/agents/ops/link/"' in text


def test_places_stay_when_somebody_joins(as_rita, crew, team, ada):
    place = re.compile(r'transform="translate\(([\d.]+) ([\d.]+)\)" aria-label="(\w+),')
    before = {name: (x, y) for x, y, name in place.findall(as_rita.get(f"{URL}?links=resolved").text)}

    agent(team, ada, "aardvark", "Ops")
    catch_up(team)
    after = {name: (x, y) for x, y, name in place.findall(as_rita.get(f"{URL}?links=resolved").text)}

    assert "aardvark" in after
    assert {after[name][0] == before[name][0] for name in ("git", "qa", "docs", "Tone")} == {True}


@pytest.mark.parametrize("query", ["", "?at=docs", "?view=table&at=git", "?view=matrix", "?at=name:release-agent"])
def test_it_costs_few_queries(as_ben, crew, django_assert_max_num_queries, query):
    with django_assert_max_num_queries(12):
        assert as_ben.get(URL + query).status_code == 200


def test_hostile_names_are_text(as_ben, team, ada):
    body = "\n## Collaboration\n\n### With <script>alert(1)</script> Agent\n\n- <img src=x onerror=alert(1)>\n"
    source = f"---\nname: bad\ndescription: d\n---\n{body}"
    create_document(team, kind="agent", path="agents/bad.md", source=source, by=ada)
    agent(team, ada, "friend", "bad")
    catch_up(team)

    for query in ("", "?at=bad", "?view=table", "?view=matrix", "?at=name:<script>"):
        text = as_ben.get(URL + query).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text


def test_an_older_edit_does_not_matter(as_ben, crew, ada):
    git = crew["git"]
    save_document(git, git.head.source + "\nMore.\n", base=git.head, by=ada)

    assert as_ben.get(f"{URL}?at=git").status_code == 200
