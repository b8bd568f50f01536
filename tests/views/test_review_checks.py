"""What Claude Code makes of each file of a proposal before and after, and in short beside every tab."""

import re

from agents.models import Change
from agents.operations.archiving import archive_documents
from agents.operations.documents import create_document
from agents.operations.proposing import NewChange, propose, revise
from agents.operations.review_links import make_link
from agents.queries.proposals import current_texts
from tests.conftest import QA
from tests.views.proposing import add, change_of, edit, proposed

ONE = "/platform/proposals/1/"
CHECKS = f"{ONE}checks/"
SHORT = f"{CHECKS}?short"
WITHOUT = QA.replace("description: Tests what others build. Use after every change.\n", "")
TABS = (ONE, f"{ONE}changes/", CHECKS, f"{ONE}impact/")


def words_of(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).replace(" :", ":").replace(" .", ".")


def cards_of(answer) -> list[str]:
    """What is said of each file, in the order of the page."""
    column = answer.text.split('<div class="pad cols rv">')[1].split("<aside")[0]
    return [words_of(part) for part in column.split("<section")[1:]]


def agent(team, name, source, *, by):
    return create_document(team, kind="agent", path=f"agents/{name}.md", source=source, by=by)


def shortly(client) -> str:
    return client.get(SHORT, headers={"HX-Request": "true"}).text


def test_a_file_that_stops_loading_says_why_and_where(as_rita, qa, ben):
    one = proposed(qa, WITHOUT, by=ben)

    answer = as_rita.get(CHECKS)

    assert "agents/qa.md Loads then Would be skipped" in cards_of(answer)[0]
    assert "There is no description" in cards_of(answer)[0]
    assert f'href="{ONE}changes/{change_of(one).pk}/#f{change_of(one).pk}R2">Line 2</a>' in answer.text


def test_broken_frontmatter_names_its_line(as_rita, qa, ben):
    proposed(qa, QA.replace("model: sonnet", "model: [sonnet\n: }"), by=ben)

    card = cards_of(as_rita.get(CHECKS))[0]

    assert "Would be skipped" in card
    assert re.search(r"Line \d: The frontmatter is not valid YAML", card)


def test_a_file_that_starts_loading_says_as_what(as_rita, team, ada, ben):
    proposed(agent(team, "qa", WITHOUT, by=ada), QA, by=ben)

    card = cards_of(as_rita.get(CHECKS))[0]

    assert "Would be skipped then Loads" in card
    assert "Loaded as qa: Tests what others build." in card
    assert "What is mended Line 2 as it was: There is no description" in card


def test_only_values_that_become_others_are_shown(as_rita, qa, ben):
    proposed(qa, QA.replace("name: qa", "name: tester").replace("Read, Grep, Bash", "Read, Bash, WebFetch"), by=ben)

    card = cards_of(as_rita.get(CHECKS))[0]

    assert "Name qa becomes tester" in card
    assert "Tools Read Bash + added WebFetch removed Grep" in card
    assert "Model" not in card


def test_no_list_of_tools_is_every_tool(as_rita, qa, ben):
    proposed(qa, QA.replace("tools: Read, Grep, Bash\n", ""), by=ben)

    assert "Tools Read Grep Bash becomes every tool" in cards_of(as_rita.get(CHECKS))[0]


def test_what_is_the_same_is_one_line(as_rita, team, qa, tone, ben):
    moved = NewChange(Change.Kind.RENAME, tone, tone.kind, "guidelines/voice.md", tone.head, tone.head.source)
    propose(team, [edit(qa, f"{QA}More.\n"), moved], title="Same", by=ben)

    cards = cards_of(as_rita.get(CHECKS))

    assert len(cards) == 1
    assert "Claude Code makes the same of it as before 2" in cards[0]
    assert "agents/qa.md loads" in cards[0]
    assert "guidelines/voice.md a guideline: it is read as it stands" in cards[0]


def test_what_must_be_looked_at_comes_first(as_rita, team, qa, ada, ben):
    plain = agent(team, "aa", "---\nname: aa\ndescription: x\n---\nHi\n", by=ada)
    typo = agent(team, "bb", "---\nname: bb\ndescription: x\ntools: Read\n---\nHi\n", by=ada)
    changes = [
        edit(plain, plain.head.source.replace("description: x", "description: y")),
        edit(typo, typo.head.source.replace("tools: Read", "tools: Read, Wriite")),
        edit(qa, WITHOUT),
    ]
    propose(team, changes, title="Three", by=ben)

    cards = cards_of(as_rita.get(CHECKS))

    assert [re.search(r"agents/(\w+).md", card)[1] for card in cards] == ["qa", "bb", "aa"]
    assert "so it is dropped; did you mean Write?" in cards[1]


def test_a_name_that_stands_elsewhere_too_is_told(as_rita, team, qa, ada, ben):
    other = agent(team, "other", QA.replace("name: qa", "name: other"), by=ada)
    new = add("agents/third.md", QA)
    propose(team, [edit(other, QA), new], title="Twins", by=ben)

    cards = cards_of(as_rita.get(CHECKS))

    assert "The name qa stands in agents/qa.md , agents/third.md too. Claude Code loads only one of them" in cards[0]
    assert "The name qa stands in agents/qa.md , agents/other.md too." in cards[1]


def test_a_name_that_becomes_free_in_the_same_proposal_is_no_twin(as_rita, team, qa, ben):
    away = NewChange(Change.Kind.ARCHIVE, qa, qa.kind, qa.path, qa.head, "")
    propose(team, [away, add("agents/new/qa.md", QA)], title="Moved", by=ben)

    cards = cards_of(as_rita.get(CHECKS))

    assert "The name" not in " ".join(cards)
    assert any("Claude Code no longer loads qa." in card for card in cards)


def test_what_comes_back_from_the_archive_loads_again(as_rita, team, qa, ada, ben):
    archive_documents([qa], by=ada)
    qa.refresh_from_db()
    propose(team, [NewChange(Change.Kind.RESTORE, qa, qa.kind, qa.path, qa.head, QA)], title="Back", by=ben)

    assert "agents/qa.md Bring back Loads Loaded as qa" in cards_of(as_rita.get(CHECKS))[0]


# In short, beside every tab


def test_every_tab_brings_the_checks_in_short_and_leads_to_them(as_rita, qa, ben):
    proposed(qa, WITHOUT, by=ben)

    for address in TABS:
        text = as_rita.get(address).text
        assert f'hx-get="{SHORT}" hx-trigger="load"' in text, address
        assert f'<a class="link" href="{CHECKS}">See what Claude Code makes of it</a>' in text, address


def test_what_is_known_stands_on_every_tab_at_once_with_a_mark(as_rita, qa, ben):
    proposed(qa, WITHOUT, by=ben)
    assert "something to look at" not in as_rita.get(ONE).text

    shortly(as_rita)

    for address in TABS:
        text = as_rita.get(address).text
        assert "agents/qa.md would be skipped" in words_of(text), address
        assert re.search(r'Checks\s*<span class="tab-mark" id="checks-mark">\s*<svg.*?something to look at', text), (
            address
        )
        assert "hx-trigger" not in text.split("<aside")[2], address


def test_the_short_form_brings_the_marks_of_the_tabs(as_rita, qa, ben):
    proposed(qa, f"{WITHOUT}\n### With Nobody Agent\n\n- Ask\n", by=ben)

    text = shortly(as_rita)

    assert re.search(r'id="checks-mark" hx-swap-oob="true">\s*<svg', text)
    assert re.search(r'id="impact-mark" hx-swap-oob="true">\s*<svg', text)
    assert "1 link leads nowhere" in words_of(text)


def test_it_says_when_all_is_well(as_rita, team, qa, ada, ben):
    agent(team, "git", "---\nname: git\ndescription: x\n---\nHi\n", by=ada)
    proposed(qa, f"{QA}More.\n", by=ben)

    said = words_of(shortly(as_rita))

    assert "Claude Code loads the agent" in said
    assert "Every changed link leads somewhere" in said
    assert "look at" not in said


def test_another_text_is_read_anew(as_rita, qa, ben):
    one = proposed(qa, WITHOUT, by=ben)
    assert "would be skipped" in words_of(shortly(as_rita))

    revise(change_of(one), f"{QA}More.\n", base_text=current_texts(one)[change_of(one).pk], by=ben)

    assert "would be skipped" not in as_rita.get(ONE).text
    assert "Claude Code loads the agent" in words_of(shortly(as_rita))


def test_what_was_skipped_before_is_said_to_be_so_still(as_rita, team, ada, ben):
    proposed(agent(team, "qa", WITHOUT, by=ada), f"{WITHOUT}More.\n", by=ben)

    assert "agents/qa.md is still skipped" in words_of(shortly(as_rita))
    assert "is skipped, as before" in cards_of(as_rita.get(CHECKS))[0]


def test_without_htmx_the_short_address_is_the_tab(as_rita, qa, ben):
    proposed(qa, WITHOUT, by=ben)

    assert "<h1" in as_rita.get(SHORT).text


def test_a_guest_is_told_what_the_client_makes_of_it_and_nothing_of_other_files(client, team, qa, ada, ben):
    new = add("agents/third.md", f"{QA}\n### With Nobody Agent\n\n- Ask\n")
    one = propose(team, [new, add("agents/bad.md", "x")], title="Twins", by=ben)
    here = f"/review/{make_link(one, may_comment=False, days=7, by=ada)[1]}/"

    texts = [client.get(f"{here}{tab}").text for tab in ("", "changes/", "checks/")]

    for text in texts:
        side = words_of(text.split("<aside")[1])
        assert "agents/bad.md would be skipped" in side
        assert "nowhere" not in side
        assert "Every changed link" not in side
        assert "agents/qa.md" not in text
        assert "?short" not in text
    assert f'href="{here}changes/' in texts[2]
