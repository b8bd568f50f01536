"""Three people do anything in any order: nothing unapproved is merged, nothing typed is lost, the record holds."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from agents.definition.merge import merge as merge_texts
from agents.models import Membership, Proposal, ProposedText, Role
from agents.operations.proposal_merging import MergeRefused, merge, revert
from agents.queries.proposals import current_texts, standing
from tests.operations.proposal_machine import Judged, Work, done, line, which, who

STEPS, EXAMPLES = 50, 110
MEANWHILE = ("nothing", "revised", "saved", "saved unseen", "demoted")
MUST_HAPPEN = {
    *("merge", "refused", "revert", "chosen", "revise", "apply_suggestions", "finish_review", "NotForYou"),
    *(
        "only unseen",
        "nothing: merged",
        "revised: not",
        "saved: merged",
        "saved: not",
        "saved unseen: not",
        "demoted: not",
    ),
}


class Proposals(Work):
    """They merge, too: after a look, which may be an old one by then."""

    def __init__(self) -> None:
        super().__init__()
        self.looks = {}

    @rule(at=which)
    def look(self, at):
        proposal = self.proposal_at(at)
        shown = {one.change.pk: one.head.pk for one in standing(proposal).planned if one.head}
        self.looks[proposal.number] = proposal.iteration, shown

    @rule(name=who, at=which, looks_first=st.booleans())
    def merge(self, name, at, looks_first):
        if looks_first:
            self.look(at)
        proposal = self.proposal_at(at)
        iteration, shown = self.looks.get(proposal.number, (proposal.iteration, {}))
        was, texts = proposal.state, list(current_texts(proposal).values())
        expected = {text.pk: _expected(text, shown) for text in texts}
        try:
            merge(proposal, iteration=iteration, by=self.people[name], shown=shown)
        except MergeRefused as refused:
            assert refused.reasons
            assert not self._may_merge(proposal, iteration, expected)
            done["refused"] += 1
            done["only unseen"] += all(reason.endswith("Look at the merged text first.") for reason in refused.reasons)
            return
        if was != "merged":
            assert self._may_merge(proposal, iteration, expected)
            found = {text.pk: text.merged_as.source for text in ProposedText.objects.filter(pk__in=expected)}
            assert found == expected
            done["merge"] += 1

    @rule(name=who, at=which, line=line, then=st.sampled_from(MEANWHILE))
    def carry_through(self, name, at, line, then):
        """Whoever may approve it does; something happens or nothing; and it is merged, mostly after a look."""
        for reviewer in ("ada", "vera"):
            self.review(reviewer, at, "approve", 0)
        self.look(at)
        if then == "revised":
            self.revise(name, at, line, -1)
        elif then.startswith("saved"):
            text = next(iter(current_texts(self.proposal_at(at)).values()))
            self.save(name, text.change.document or self.document_at(0), line)
        elif then == "demoted":
            Membership.objects.filter(role=Role.REVIEWER).update(role=Role.AUTHOR)
        before = done["merge"]
        self.merge(name, at, looks_first=then != "saved unseen")
        done[f"{then}: {'merged' if done['merge'] > before else 'not'}"] += 1

    def _may_merge(self, proposal, iteration, expected) -> bool:
        judged = self.judged[proposal.number]
        able = set(Membership.objects.filter(role__gte=Role.REVIEWER).values_list("user__username", flat=True))
        is_fit = proposal.state == "review" and iteration == proposal.iteration and None not in expected.values()
        return is_fit and bool(judged.approvals(iteration, able)) and not judged.requests()

    @rule(name=who, at=which)
    def revert(self, name, at):
        merged = Proposal.objects.filter(team=self.team, state=Proposal.State.MERGED)
        made = self.step(revert, merged.first() or self.proposal_at(at), by=self.people[name])
        if made:
            self.judged[made.number] = Judged(name)


def _expected(text, shown) -> str | None:
    """The text the merge must leave, or None where it must be refused."""
    if text.base is None:
        return text.source
    head, kind = text.change.document.head, text.change.kind
    if text.base_id != head.pk and shown.get(text.change_id) != head.pk:
        return None
    if kind in ("archive", "restore"):
        return head.source
    if text.change.document.is_archived or (kind == "rename" and text.base.path != head.path != text.change.path):
        return None
    return text.source if text.base_id == head.pk else merge_texts(text.base.source, text.source, head.source).text


def test_whatever_three_people_do_the_rules_hold(db):
    done.clear()
    quiet = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )

    run_state_machine_as_test(Proposals, settings=quiet)

    assert done["steps"] - EXAMPLES >= 2_000, done  # one is counted before the first step of each
    assert {step for step in MUST_HAPPEN if not done[step]} == set()
