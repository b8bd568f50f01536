"""What is proposed in the demo team: three files, what somebody asks of them, and a suggestion to apply.

Who added the demo proposes; who comments is a guest, so that the demo leaves nobody behind who could
sign in.  Nobody else has to approve there, so that one person can go all the way to the merge.
"""

from agents.definition.anchors import Lines
from agents.models import Change, Document, Proposal, Team, User
from agents.operations.proposed_changes import edit_of
from agents.operations.proposing import propose
from agents.operations.reviewing import comment
from agents.operations.teams import change_team
from agents.queries.proposals import current_texts

GUEST = "Demo reviewer"
TITLE = "Let qa follow up what users report"
REASON = """Users report a fault with the address of a page, and **qa** could not open it.

- qa may fetch pages, and is called when a fault is reported
- backend-specialist keeps the data that shows the fault, on a branch of its own
- such a fault is done when a test names its data

This is part of the demo. Answer, apply the suggestion, merge: nobody else has to approve here. How many \
approvals a proposal of your own team needs stands in its settings.
"""
SPOKEN_OF = "- Agree on data sets that both sides keep, and write down where they are"
EDITS = {
    "agents/backend-specialist.md": [
        (
            "- Explain which failures are expected, and how they look\n",
            "- Explain which failures are expected, and how they look\n- Keep the data of each reported fault\n"
            "\n### With Git Agent\n\n- Ask for a branch before a reported fault is mended\n",
        ),
    ],
    "agents/qa.md": [
        ("every change and before every release.", "every change, before every release and when a fault is reported."),
        ("Glob, Bash, Write\n", "Glob, Bash, Write, WebFetch\n"),
        ("- Agree on data sets that both sides keep\n", f"{SPOKEN_OF}\n"),
    ],
    "guidelines/definition-of-done.md": [
        ("passes with it\n", "passes with it\n- [ ] A fault that was reported has a test that names its data\n"),
    ],
}


def propose_something(team: Team, *, by: User) -> Proposal:
    """Open the demo's proposal in ``team``, with a question that is answered and a suggestion that waits."""
    rules = {"name": team.name, "direct_save": team.direct_save, "security_reviewer": team.security_reviewer}
    change_team(team, **rules, approvals=0, by=by)
    documents = Document.objects.filter(team=team, path__in=EDITS).select_related("head", "team").order_by("path")
    changes = [edit_of(document, _edited(document), base=document.head) for document in documents]
    proposal = propose(team, changes, title=TITLE, reason=REASON, by=by)
    _talk(proposal, proposal.changes.get(path="agents/qa.md"), by=by)
    return proposal


def _edited(document: Document) -> str:
    text = document.head.source
    for old, new in EDITS[document.path]:
        text = text.replace(old, new)
    return text


def _talk(proposal: Proposal, change: Change, *, by: User) -> None:
    """A question about a field and its answer; other words for a line."""
    of_change = {"iteration": proposal.iteration, "change": change}
    words = "Pages from outside hold what strangers wrote. Does qa need all of the web?"
    asked = comment(proposal, words=words, by=None, guest_name=GUEST, field="tools", **of_change)
    words = "Only the page that a report names. I will say so in the prompt."
    comment(proposal, words=words, by=by, iteration=proposal.iteration, replies_to=asked)
    line = current_texts(proposal)[change.pk].source.split("\n").index(SPOKEN_OF) + 1
    comment(
        proposal,
        words="Say where, or everybody writes it down somewhere else.",
        by=None,
        guest_name=GUEST,
        side="new",
        lines=Lines(line, line),
        suggestion="- Agree on data sets that both sides keep, in `tests/data`",
        **of_change,
    )
