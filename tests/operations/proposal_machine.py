"""Three people at work on proposals, step by step, for a test that looks at what comes of it."""

from collections import Counter

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from agents.definition.anchors import Lines
from agents.definition.merge import resolve as resolve_texts
from agents.models import Document, Membership, Proposal, ProposedText, Revision, Role
from agents.operations import proposing
from agents.operations.documents import create_document, save_document
from agents.operations.errors import OperationError
from agents.operations.people import create_team
from agents.operations.proposed_changes import addition_of, edit_of, rename_of
from agents.operations.proposing import UpdateConflict, add_change, propose, revise, update_from_head
from agents.operations.reviewing import apply_suggestions, comment, finish_review, set_aside
from agents.operations.verifying import verify
from agents.queries.proposals import current_texts, standing
from tests.conftest import person

LINES = 6
TEXT = "# Title\n" + "".join(f"Line {number}.\n" for number in range(LINES))
done = Counter()
who = st.sampled_from(["ada", "vera", "ben"])
which = st.integers(0, 2)
line = st.integers(1, LINES)
PUT = ("close", "reopen", "reopen", "ask_for_review", "ask_for_review", "back_to_draft")
verdicts = st.sampled_from(["approve", "approve", "changes", "comment"])


class Judged:
    """What the rule says of one proposal, told by the steps alone."""

    def __init__(self, opener) -> None:
        self.authors, self.last = {opener}, {}

    def approvals(self, iteration, able):
        said = {name for name, (verdict, at) in self.last.items() if verdict == "approve" and at == iteration}
        return {name for name in said if name in able and name not in self.authors}

    def requests(self):
        return {name for name, (verdict, _) in self.last.items() if verdict == "changes"}


class Work(RuleBasedStateMachine):
    """Every rule is a step of one of three people; what they typed is looked for at the end."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.people = {name: person(name) for name in ("ada", "vera", "ben")}
        self.team = create_team("Team", slug="t", by=self.people["ada"])
        for name, role in (("vera", Role.REVIEWER), ("ben", Role.AUTHOR)):
            Membership.objects.create(team=self.team, user=self.people[name], role=role)
        for number in range(3):
            where = {"kind": "guideline", "path": f"guidelines/g{number}.md"}
            create_document(self.team, source=TEXT, by=self.people["ada"], **where)
        self.judged, self.typed, self.count = {}, [], 0

    def teardown(self) -> None:
        kept = "".join(Revision.objects.values_list("source", flat=True))
        kept += "".join(ProposedText.objects.values_list("source", flat=True))
        broken = [one.broken for one in verify()]
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)
        assert [word for word in self.typed if word not in kept] == []
        assert broken == [""]

    @invariant()
    def is_counted(self):
        done["steps"] += 1

    def document_at(self, at) -> Document:
        documents = Document.objects.select_related("head", "team").filter(team=self.team).order_by("pk")
        return documents[at % len(documents)]

    def proposal_at(self, at) -> Proposal:
        number = sorted(self.judged)[-1 - at % len(self.judged)]
        return Proposal.objects.select_related("team").get(team=self.team, number=number)

    def _typed(self, text, at) -> tuple[str, str]:
        """``text`` with one line replaced by a word that was never typed before."""
        self.count += 1
        word, lines = f"word-{self.count}.", text.splitlines(keepends=True)
        lines[at % len(lines)] = f"{word}\n"
        return "".join(lines), word

    def step(self, operation, *arguments, word="", **named):
        try:
            made = operation(*arguments, **named)
        except OperationError as error:
            done[type(error).__name__] += 1
            return None
        done[operation.__name__] += 1
        self.typed += [word] if word else []
        return made

    @initialize(name=who)
    def begin(self, name):
        self.new(name, 0, 1, "edit")

    @rule(name=who, at=which, line=line, kind=st.sampled_from(["edit", "edit", "both", "add", "rename"]))
    def new(self, name, at, line, kind):
        document = self.document_at(at)
        text, word = self._typed(document.head.source, line)
        path = f"guidelines/new{self.count}.md"
        changes = {
            "edit": [edit_of(document, text, base=document.head)],
            "both": [edit_of(document, text, base=document.head), addition_of("guideline", path, text)],
            "add": [addition_of("guideline", path, text)],
            "rename": [rename_of(document, path, source=text, base=document.head)],
        }[kind]
        made = self.step(propose, self.team, changes, title=word, by=self.people[name], word=word)
        if made:
            self.judged[made.number] = Judged(name)

    @rule(name=who, at=which, line=line, old=which)
    def revise(self, name, at, line, old):
        proposal = self.proposal_at(at)
        texts = list(ProposedText.objects.filter(change__proposal=proposal).select_related("change__proposal"))
        base = texts[old % len(texts)]
        source, word = self._typed(base.source, line)
        if self.step(revise, base.change, source, base_text=base, by=self.people[name], word=word):
            self.judged[proposal.number].authors.add(name)

    @rule(name=who, at=which, of=which, line=line)
    def add_file(self, name, at, of, line):
        proposal, document = self.proposal_at(at), self.document_at(of)
        source, word = self._typed(document.head.source, line)
        new = edit_of(document, source, base=document.head)
        if self.step(add_change, proposal, new, by=self.people[name], word=word):
            self.judged[proposal.number].authors.add(name)

    @rule(name=who, at=which, verdict=verdicts, behind=st.sampled_from([0, 0, 0, 1]))
    def review(self, name, at, verdict, behind):
        proposal = self.proposal_at(at)
        asked = {"verdict": verdict, "words": "So.", "iteration": max(1, proposal.iteration - behind)}
        made = self.step(finish_review, proposal, by=self.people[name], **asked)
        judged = self.judged[proposal.number]
        if made and verdict != "comment":
            judged.last[name] = (verdict, made.iteration)
        elif made and judged.last.get(name, ("",))[0] == "changes":
            del judged.last[name]

    @rule(name=who, taker=who, at=which, line=line)
    def suggest(self, name, taker, at, line):
        proposal = self.proposal_at(at)
        text, word = next(iter(current_texts(proposal).values())), self._typed(TEXT, line)[1]
        place = {"change": text.change, "iteration": proposal.iteration, "side": "new", "lines": Lines(line, line)}
        said = comment(proposal, words="", by=self.people[name], suggestion=f"{word}\n", **place)
        if self.step(apply_suggestions, [said], by=self.people[taker], word=word):
            self.judged[proposal.number].authors.add(taker)
            assert next(iter(current_texts(self.proposal_at(at)).values())).source.count(word) == 1

    @rule(at=which)
    def set_aside(self, at):
        proposal = self.proposal_at(at)
        request = next(iter(standing(proposal).requested), None)
        if request and self.step(set_aside, request, reason="Enough.", by=self.people["ada"]):
            del self.judged[proposal.number].last[request.reviewer.username]

    @rule(name=who, at=which, line=line)
    def save_elsewhere(self, name, at, line):
        self.save(name, self.document_at(at), line)

    def save(self, name, document, line):
        source, word = self._typed(document.head.source, line)
        self.step(save_document, document, source, base=document.head, by=self.people[name], word=word)

    @rule(role=st.sampled_from([Role.AUTHOR, Role.REVIEWER, Role.REVIEWER]))
    def give_role(self, role):
        Membership.objects.filter(user=self.people["vera"]).update(role=role)

    @rule(
        at=which,
        step=st.sampled_from(["close", "reopen", "reopen", "ask_for_review", "ask_for_review", "back_to_draft"]),
    )
    def put(self, at, step):
        self.step(getattr(proposing, step), self.proposal_at(at), by=self.people["ben"])

    @rule(name=who, at=which)
    def update(self, name, at):
        proposal = self.proposal_at(at)
        try:
            update_from_head(proposal, by=self.people[name])
            done["update_from_head"] += 1
        except UpdateConflict as conflict:
            picked = {pk: _ours(merged) for pk, merged in conflict.conflicts.items()}
            update_from_head(proposal, by=self.people[name], chosen=picked, heads=conflict.heads)
            self.judged[proposal.number].authors.add(name)
            done["chosen"] += 1
        except OperationError:
            assert not proposal.is_open


def _ours(merged) -> str:
    return resolve_texts(merged, [conflict.ours for conflict in merged.conflicts])
