"""The list of proposals, the conversation about one, and what is done to it by a button."""

import pytest

from agents.definition.anchors import Lines
from agents.models import Comment, Event, Proposal, Review
from agents.operations.documents import save_document
from agents.operations.proposal_merging import merge
from agents.operations.proposing import close, propose, revise
from agents.operations.reviewing import comment, finish_review
from agents.queries.proposals import current_texts
from tests.hostile import unsound
from tests.views.proposing import add, change_of, edit, proposed

URL = "/platform/proposals/"
ONE = f"{URL}1/"


@pytest.fixture
def more(qa):
    """The text of qa with one more line at its end."""
    return qa.head.source + "\n- Say what failed\n"


@pytest.fixture
def proposal(qa, ben, more):
    return proposed(qa, more, by=ben, reason="It is **short**.")


@pytest.fixture
def approved(proposal, vera):
    finish_review(proposal, verdict="approve", words="Fine.", iteration=1, by=vera)
    return proposal


def reread(proposal):
    return Proposal.objects.select_related("team").get(pk=proposal.pk)


# The list


def test_without_proposals_the_page_says_what_they_are_for(as_rita):
    assert "Nothing is proposed yet" in as_rita.get(URL).text


def test_a_row_says_who_proposes_what_and_how_it_stands(as_rita, proposal, vera):
    comment(proposal, words="Why?", by=vera, iteration=1)

    text = as_rita.get(URL).text

    assert f'href="{ONE}">Test more</a>' in text
    assert "#1</span> by Ben" in text
    assert "agents/qa.md" in text
    assert "In review" in text
    assert '1<span class="vh"> comment</span>' in text


def test_a_pending_comment_is_not_counted(as_rita, proposal, vera):
    comment(proposal, words="Why?", by=vera, iteration=1, is_pending=True)

    assert '<span class="vh"> comment' not in as_rita.get(URL).text


def test_the_tabs_narrow_the_list(as_ben, qa, ben, vera, approved, more):
    closed = proposed(qa, more + "2\n", by=vera, title="Closed one")
    close(closed, by=vera)
    merged = proposed(qa, more + "3\n", by=ben, title="Merged one")
    finish_review(merged, verdict="approve", words="", iteration=1, by=vera)
    merge(merged, iteration=1, by=vera)

    def titles(show):
        text = as_ben.get(f"{URL}?show={show}").text
        return {title for title in ("Test more", "Closed one", "Merged one") if title in text}

    assert titles("open") == titles("nonsense") == {"Test more"}
    assert titles("mine") == {"Test more", "Merged one"}
    assert titles("merged") == {"Merged one"}
    assert titles("closed") == {"Closed one"}
    assert titles("review") == set()


def test_what_needs_my_review_is_what_i_did_not_write_and_have_not_judged(client, proposal, vera, ada):
    client.force_login(vera)
    assert "Test more" in client.get(f"{URL}?show=review").text

    finish_review(proposal, verdict="approve", words="", iteration=1, by=vera)

    assert "Test more" not in client.get(f"{URL}?show=review").text
    client.force_login(ada)
    assert "Test more" in client.get(f"{URL}?show=review").text


def test_the_sidebar_counts_what_is_open(as_rita, proposal):
    text = as_rita.get("/platform/").text

    assert 'data-key="g p"' in text
    assert '<span class="n">1<span class="vh"> open</span></span>' in text


def test_the_list_costs_the_same_however_long_it_is(as_rita, qa, ben, vera, django_assert_max_num_queries):
    for number in range(12):
        one = proposed(qa, f"{qa.head.source}\n{number}\n", by=ben, title=f"Number {number}")
        finish_review(one, verdict="comment", words="Read.", iteration=1, by=vera)

    with django_assert_max_num_queries(12):
        as_rita.get(URL)


def test_strangers_find_nothing(as_eve, proposal):
    for address in (URL, ONE, f"{ONE}changes/", f"{ONE}checks/", f"{ONE}impact/", f"{ONE}comment/", f"{ONE}review/"):
        assert as_eve.get(address).status_code == 404, address
    assert as_eve.post(f"{ONE}merge/", {"iteration": 1}).status_code == 404
    assert as_eve.post(f"{ONE}comment/", {"words": "x"}).status_code == 404


def test_a_number_nobody_gave_is_not_found(as_rita, proposal):
    assert as_rita.get(f"{URL}2/").status_code == 404
    assert as_rita.get(f"{URL}{10**30}/").status_code == 404


# The conversation


def test_the_conversation_tells_the_reason_and_everything_that_happened(as_rita, qa, ben, vera, proposal, more):
    change = change_of(proposal)
    comment(
        proposal, words="Which?", by=vera, iteration=1, change=change, side="new", lines=Lines(9, 9), is_pending=True
    )
    finish_review(proposal, verdict="changes", words="Nearly.", iteration=1, by=vera)
    revise(change, more + "- And why\n", base_text=current_texts(proposal)[change.pk], by=ben, note="As asked")
    comment(reread(proposal), words="Done.", by=ben, iteration=2)
    close(reread(proposal), by=ben, reason="Later.")

    text = as_rita.get(ONE).text

    order = ["<strong>short</strong>", "requested changes", "Nearly.", "Which?", "As asked", "Done.", "Later."]
    assert sorted(order, key=text.index) == order
    assert "You test things." in text  # the line that was spoken of


def test_a_pending_comment_is_seen_by_its_author_only(client, proposal, vera, rita):
    comment(proposal, words="Not yet said", by=vera, iteration=1, is_pending=True)

    client.force_login(rita)
    assert "Not yet said" not in client.get(ONE).text
    client.force_login(vera)
    assert "Not yet said" in client.get(ONE).text


def test_the_merge_button_says_every_reason_against_it(as_ada, proposal, vera):
    finish_review(proposal, verdict="changes", words="No.", iteration=1, by=vera)

    text = as_ada.get(ONE).text

    assert "needs one approval" in text
    assert "Vera asks for changes." in text
    assert 'aria-describedby="why-not" disabled' in text


def test_an_author_learns_that_reviewers_merge(as_ben, approved):
    text = as_ben.get(ONE).text

    assert "Reviewers merge what is approved." in text
    assert 'aria-describedby="why-not" disabled' in text


def test_the_conversation_costs_few_queries(as_vera, proposal, vera, ben, django_assert_max_num_queries):
    for number in range(12):
        comment(proposal, words=f"Word {number}", by=ben, iteration=1, change=change_of(proposal))

    with django_assert_max_num_queries(15):
        as_vera.get(ONE)


# Merging


def test_merging_makes_the_text_the_head(as_vera, approved, qa, more):
    answer = as_vera.post(f"{ONE}merge/", {"iteration": 1}, follow=True)

    qa.refresh_from_db()
    assert qa.head.source == more
    assert "Merged #1 Test more." in answer.text
    assert "Vera merged it" in answer.text


def test_merging_twice_merges_once(as_vera, approved, qa):
    for _ in range(3):
        assert as_vera.post(f"{ONE}merge/", {"iteration": 1}).status_code == 302

    qa.refresh_from_db()
    assert qa.head.number == 2
    assert Event.objects.filter(action="proposal.merged").count() == 1


def test_what_is_not_approved_is_not_merged_and_the_page_says_why(as_vera, proposal, qa):
    answer = as_vera.post(f"{ONE}merge/", {"iteration": 1})

    qa.refresh_from_db()
    assert answer.status_code == 409
    assert "Nothing was merged." in answer.text
    assert "needs one approval" in answer.text
    assert qa.head.number == 1


def test_an_iteration_one_did_not_look_at_is_not_merged(as_vera, approved, ben, vera, more, qa):
    change = change_of(approved)
    revise(change, more + "Else.\n", base_text=current_texts(approved)[change.pk], by=ben)
    finish_review(reread(approved), verdict="approve", words="", iteration=2, by=vera)

    answer = as_vera.post(f"{ONE}merge/", {"iteration": 1})

    assert answer.status_code == 409
    assert "changed since you looked at it" in answer.text


def test_a_file_saved_meanwhile_is_shown_as_it_would_land(as_vera, approved, qa, ada):
    save_document(qa, qa.head.source.replace("You test things.", "You test all things."), base=qa.head, by=ada)
    change = change_of(approved)

    page = as_vera.get(ONE).text
    landing = as_vera.get(f"{ONE}changes/{change.pk}/?since=now").text
    blind = as_vera.post(f"{ONE}merge/", {"iteration": 1})
    qa.refresh_from_db()
    seen = as_vera.post(f"{ONE}merge/", {"iteration": 1, f"head-{change.pk}": qa.head_id})

    assert f'name="head-{change.pk}" value="{qa.head_id}"' in page
    assert "is merged with" in page
    assert "You test all things." in landing
    assert "Say what failed" in landing
    assert blind.status_code == 409
    assert seen.status_code == 302
    qa.refresh_from_db()
    assert "all things" in qa.head.source
    assert "Say what failed" in qa.head.source


def test_a_conflict_is_settled_place_by_place(as_ben, qa, ben, ada):
    ours = qa.head.source.replace("You test things.", "You test all things.")
    one = proposed(qa, ours, by=ben)
    save_document(qa, qa.head.source.replace("You test things.", "You check things."), base=qa.head, by=ada)
    change = change_of(one)
    page = as_ben.get(ONE).text
    asked = as_ben.post(f"{ONE}update/")
    qa.refresh_from_db()
    name, head = f"{change.pk}-0", {f"head-{change.pk}": qa.head_id}

    assert "conflicts in one place" in page
    assert asked.status_code == 409
    assert "You test all things." in asked.text
    assert "You check things." in asked.text
    assert unsound(asked) == []
    posted = head | {f"take-{name}": "own", f"own-{name}": "You check all things."}
    assert as_ben.post(f"{ONE}update/", posted).status_code == 302
    now = current_texts(reread(one))[change.pk]
    assert now.source == qa.head.source.replace("You check things.", "You check all things.")
    assert now.base_id == qa.head_id


def test_what_does_not_conflict_is_brought_up_to_date_by_a_button(as_ben, approved, qa, ada):
    save_document(qa, qa.head.source.replace("You test things.", "You test all things."), base=qa.head, by=ada)

    for _ in range(2):
        as_ben.post(f"{ONE}update/")

    now = current_texts(reread(approved))[change_of(approved).pk]
    assert "all things" in now.source
    assert "Say what failed" in now.source
    assert reread(approved).iteration == 2


def test_an_author_cannot_merge(as_ben, approved):
    assert as_ben.post(f"{ONE}merge/", {"iteration": 1}).status_code == 403


# Other steps


def test_a_draft_is_asked_to_be_reviewed_and_taken_back(as_ben, qa, ben, more):
    proposed(qa, more, by=ben, is_draft=True)

    assert "Ask for review" in as_ben.get(ONE).text
    as_ben.post(f"{ONE}ask/")
    assert Proposal.objects.get().state == "review"
    as_ben.post(f"{ONE}draft/")
    assert Proposal.objects.get().state == "draft"


def test_it_is_closed_with_a_reason_and_reopened(as_ben, proposal):
    as_ben.post(f"{ONE}close/", {"reason": "Not now."})
    closed = as_ben.get(ONE).text

    assert "Not now." in closed
    assert "Reopen" in closed
    as_ben.post(f"{ONE}reopen/")
    assert Proposal.objects.get().state == "review"


def test_somebody_elses_proposal_is_changed_by_reviewers_only(client, qa, vera, ben, rita, more):
    proposed(qa, more, by=vera)

    for who, status in ((ben, 403), (rita, 403)):
        client.force_login(who)
        for step in ("close", "draft", "ask"):
            assert client.post(f"{ONE}{step}/").status_code == status, (who, step)
        assert client.get(f"{ONE}edit/").status_code == status


def test_title_and_reason_are_said_otherwise(as_ben, proposal):
    answer = as_ben.post(f"{ONE}edit/", {"title": "Test much more", "reason": "Because."}, follow=True)

    assert "Test much more" in answer.text
    assert as_ben.post(f"{ONE}edit/", {"title": "  ", "reason": ""}).status_code == 422


def test_an_owner_sets_a_request_aside_with_a_reason(client, ada, proposal, vera):
    review = finish_review(proposal, verdict="changes", words="No.", iteration=1, by=vera)
    client.force_login(vera)
    assert client.post(f"{ONE}reviews/{review.pk}/set-aside/", {"reason": "x"}).status_code == 403
    client.force_login(ada)

    assert client.post(f"{ONE}reviews/{review.pk}/set-aside/", {"reason": ""}).status_code == 422
    client.post(f"{ONE}reviews/{review.pk}/set-aside/", {"reason": "Vera is on holiday."})

    assert Review.objects.get().set_aside_at is not None
    assert "Vera is on holiday." in client.get(ONE).text


@pytest.mark.parametrize("step", ["merge", "close", "reopen", "ask", "draft", "revert", "apply"])
def test_looking_changes_nothing(as_ada, proposal, step):
    assert as_ada.get(f"{ONE}{step}/").status_code == 405
    assert Proposal.objects.get().state == "review"
    assert not Comment.objects.exists()


def test_several_files_are_one_proposal(as_vera, team, qa, tone, ben, vera):
    propose(
        team,
        [
            edit(qa, qa.head.source + "More.\n"),
            edit(tone, tone.head.source + "More.\n"),
            add("agents/new.md", "New.\n"),
        ],
        title="Three",
        by=ben,
    )
    finish_review(Proposal.objects.get(), verdict="approve", words="", iteration=1, by=vera)

    as_vera.post(f"{ONE}merge/", {"iteration": 1})

    for document in (qa, tone):
        document.refresh_from_db()
        assert document.head.source.endswith("More.\n")
    assert team.documents.get(path="agents/new.md").head.source == "New.\n"


def test_headings_people_write_stand_below_those_of_the_page(as_rita, team, qa, ben):
    reason = "# Why\n\nSo.\n\n###### At last"
    made = propose(team, [edit(qa, f"{qa.head.source}More.\n")], title="More", reason=reason, by=ben)

    page = as_rita.get(f"/platform/proposals/{made.number}/").text

    assert "<h3>Why</h3>" in page
    assert "<h3>At last</h3>" in page
    assert page.count("<h1") == 1
