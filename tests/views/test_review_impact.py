"""What a proposal does to links: told as it will be when it is merged, what breaks first."""

import re

import pytest

from agents.models import Change
from agents.operations.documents import create_document
from agents.operations.proposing import NewChange, propose
from agents.operations.relations import heal
from agents.views.review_texts import STEP
from tests.conftest import QA
from tests.views.proposing import add, change_of, edit, proposed

ONE = "/platform/proposals/1/"
IMPACT = f"{ONE}impact/"


@pytest.fixture
def library(team, qa, ada):
    """Adds documents to the library; their links are read."""

    def added(name, words="", *, kind="agent"):
        head = f"---\nname: {name}\ndescription: x\n---\n" if kind == "agent" else ""
        made = create_document(team, kind=kind, path=f"{kind}s/{name}.md", source=f"{head}{words}\n", by=ada)
        heal(team)
        return made

    return added


def naming(name: str) -> str:
    return f"## Collaboration\n\n### With {name.title()} Agent\n\n- Ask\n"


def change(document, kind, *, path=""):
    return NewChange(kind, document, document.kind, path or document.path, document.head, document.head.source)


def words_of(answer) -> str:
    """What the page says, without markup."""
    main = answer.text.split("<main", 1)[1].split("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)).replace(" ,", ",").replace(" .", ".")


def test_the_whole_is_summed_up_on_top(as_rita, library, qa, ben):
    library("ops"), library("git")
    proposed(qa, QA.replace("### With Git Agent", "### With Ops Agent\n\n- Tell\n\n### With Nobody Agent"), by=ben)

    said = words_of(as_rita.get(IMPACT))

    assert "1 link leads nowhere" in said
    assert "1 link added, 1 gone" in said
    assert said.index("leads nowhere") < said.index("It names + added ops now")
    assert "It no longer names removed git" in said


def test_a_name_nobody_bears_is_told_with_its_line_and_a_guess(as_vera, library, qa, ben):
    library("backend-specialist"), library("git")
    one = proposed(qa, f"{QA}\n### With Backend Specialst Agent\n\n- Ask\n", by=ben)
    pk = change_of(one).pk

    answer = as_vera.get(IMPACT)

    assert "Nobody here bears the name Backend Specialst Agent. Perhaps backend-specialist is meant." in words_of(
        answer
    )
    assert f'href="{ONE}changes/{pk}/#f{pk}R17">line 17</a>' in answer.text
    assert f'href="{ONE}comment/?change={pk}&amp;iteration=1&amp;on=R17&amp;suggest=1"' in answer.text


def test_a_file_whose_only_new_link_leads_nowhere_is_not_said_to_change_none(as_rita, library, qa, ben):
    library("git")
    proposed(qa, f"{QA}\n### With Nobody Agent\n\n- Ask\n", by=ben)

    assert "no link" not in words_of(as_rita.get(IMPACT))


def test_a_path_that_leads_nowhere_is_told(as_rita, library, qa, ben):
    library("git")
    proposed(qa, f"{QA}- Follow `.claude/guidelines/gone.md`\n", by=ben)

    assert ".claude/guidelines/gone.md is not in the library." in words_of(as_rita.get(IMPACT))


def test_an_agent_that_the_same_proposal_adds_is_no_stranger(as_rita, library, team, qa, ben):
    library("git")
    new = add("agents/ops.md", f"---\nname: ops\ndescription: x\n---\n{naming('qa')}")
    propose(team, [edit(qa, f"{QA}\n### With Ops Agent\n\n- Tell\n"), new], title="Two", by=ben)

    impact, changes = words_of(as_rita.get(IMPACT)), words_of(as_rita.get(f"{ONE}changes/"))

    assert "nowhere" not in impact
    assert "2 links added" in impact
    assert "one side only" not in impact
    assert "It names + added ops now." in changes
    assert "Nobody here bears" not in changes


def test_who_would_name_nobody_after_an_archive_is_told_with_the_line(as_ben, library, team, qa, ben):
    git = library("git")
    propose(team, [change(git, Change.Kind.ARCHIVE)], title="Away", by=ben)

    answer = as_ben.get(IMPACT)

    assert "Nobody would bear the name Git Agent. It means git now." in words_of(answer)
    assert 'href="/platform/agents/qa/?view=source#L13">line 13</a>' in answer.text
    assert 'href="/platform/agents/qa/edit/#L13"' in answer.text
    assert "1 place in other files leads here now and nowhere then: agents/qa.md, line 13" in words_of(answer)


def test_readers_are_offered_no_edit(as_rita, library, team, ben):
    propose(team, [change(library("git"), Change.Kind.ARCHIVE)], title="Away", by=ben)

    text = as_rita.get(IMPACT).text

    assert "Nobody would bear the name" in text
    assert "/edit/" not in text


def test_a_rename_breaks_only_what_it_breaks(as_rita, library, team, tone, ben):
    library("writer", "Follow `.claude/guidelines/tone.md`.")
    git = library("git")
    moves = [
        change(git, Change.Kind.RENAME, path="agents/vcs.md"),
        change(tone, Change.Kind.RENAME, path="guidelines/voice.md"),
    ]
    propose(team, moves, title="Elsewhere", by=ben)

    said = words_of(as_rita.get(IMPACT))

    assert "1 link leads nowhere" in said  # whoever names git by its name still does
    assert "tone.md would not be in the library any more. The file is guidelines/voice.md then." in said
    assert "agents/writer.md, line 5" in said


def test_another_name_breaks_those_who_use_the_old_one(as_rita, library, team, ben):
    helper = library("bookkeeper")
    library("boss", naming("bookkeeper"))
    renamed = helper.head.source.replace("name: bookkeeper", "name: accountant")
    move = NewChange(Change.Kind.RENAME, helper, helper.kind, "agents/accountant.md", helper.head, renamed)
    propose(team, [move], title="Accountant", by=ben)

    assert "Nobody would bear the name Bookkeeper Agent. It means bookkeeper now." in words_of(as_rita.get(IMPACT))


def test_names_that_find_somebody_are_told(as_rita, library, team, ben):
    propose(team, [add("agents/git.md", "---\nname: git\ndescription: x\n---\nYou commit.\n")], title="Git", by=ben)
    library("boss", naming("git"))

    said = words_of(as_rita.get(IMPACT))

    assert "2 links of other files that lead nowhere now lead somewhere" in said
    assert "agents/boss.md, line 7 Git Agent would mean git, and leads nowhere now." in said


def test_a_name_that_two_would_bear_means_none_of_them(as_rita, library, team, ben):
    library("git")
    propose(team, [add("agents/other.md", "---\nname: git\ndescription: x\n---\nHi\n")], title="Git", by=ben)

    assert "Several agents would bear the name Git Agent, so it means none of them. It means git now." in words_of(
        as_rita.get(IMPACT)
    )


def test_a_link_that_only_one_side_tells_can_be_added(as_ben, library, team, qa, ben):
    library("git"), library("ops")
    proposed(qa, f"{QA}\n### With Ops Agent\n\n- Tell\n", by=ben)

    answer = as_ben.get(IMPACT)

    assert "ops doesn’t mention qa, which names it." in words_of(answer)
    assert 'href="/platform/agents/ops/link/?to=qa"' in answer.text
    assert "git doesn’t mention" not in answer.text  # it did not before either


def test_who_follows_a_guideline_is_named_when_its_words_change(as_rita, library, tone, ben):
    library("writer", "Follow `.claude/guidelines/tone.md`.")
    proposed(tone, f"{tone.head.source}More.\n", by=ben)

    answer = as_rita.get(IMPACT)

    assert "1 file follows a guideline that changes" in words_of(answer)
    assert 'href="/platform/agents/writer/">writer</a>' in answer.text


def test_nothing_is_said_in_one_sentence(as_rita, qa, ben):
    proposed(qa, QA.replace("You test things.", "You test all things."), by=ben)

    said = words_of(as_rita.get(IMPACT))

    assert "Nobody else is touched" in said
    assert "One file changes no link: agents/qa.md." in said


def test_a_proposal_that_ended_is_told_by_the_library_of_today(as_rita, library, team, ben):
    git = library("git")
    one = propose(team, [change(git, Change.Kind.ARCHIVE)], title="Away", by=ben)
    type(one).objects.filter(pk=one.pk).update(state="closed")

    said = words_of(as_rita.get(IMPACT))

    assert "Names are understood as the library stands today." in said
    assert "nowhere" not in said


def test_long_texts_come_in_steps_until_all_are_read(as_rita, team, ben):
    line = "Say nothing of anybody.\n"
    long = line * (STEP // len(line) - 100)
    texts = [f"---\nname: a{at}\ndescription: x\n---\n{at}\n{long}" for at in range(3)]
    propose(team, [add(f"agents/a{at}.md", text) for at, text in enumerate(texts)], title="Long", by=ben)
    again = f'hx-get="{IMPACT}" hx-trigger="load"'

    answers = [as_rita.get(IMPACT, headers={"HX-Request": "true"}).text for _ in range(3)]

    assert [again in text for text in answers] == [True, True, False]
    assert "Read the other 2 files" in answers[0]  # without JavaScript
    assert answers[0].strip().startswith("<div")


def test_forty_files_cost_few_queries(as_vera, library, team, tone, ben, django_assert_max_num_queries):
    found = [library(f"a{at:02}", naming("git")) for at in range(6)]
    library("git")
    new = [add(f"agents/b{at:02}.md", f"---\nname: b{at}\ndescription: x\n---\n{naming('qa')}") for at in range(33)]
    edits = [edit(one, f"{one.head.source}{naming('qa')}") for one in found[:5]]
    moves = [change(tone, Change.Kind.ARCHIVE), change(found[5], Change.Kind.RENAME, path="agents/z.md")]
    propose(team, [*new, *edits, *moves], title="Forty", by=ben)

    for address in (IMPACT, IMPACT, f"{ONE}checks/", f"{ONE}changes/", ONE):
        with django_assert_max_num_queries(15):
            as_vera.get(address)
