"""A proposal that is reviewed: its pages, its text, and what tests ask of them."""

from agents.models import Proposal, ProposedText
from agents.operations.proposing import revise
from agents.queries.proposals import current_texts
from tests.conftest import QA
from tests.views.proposing import change_of

ONE = "/platform/proposals/1/"
FILES = f"{ONE}changes/"
NEW = QA.replace("tools: Read, Grep, Bash", "tools: Read, Grep, Bash, WebFetch").replace(
    "You test things.", "You test all things."
)
LINE = 9  # You test all things.


def reread(proposal):
    return Proposal.objects.select_related("team").get(pk=proposal.pk)


def change_again(proposal, text, *, by):
    change = change_of(proposal)
    return revise(change, text, base_text=current_texts(reread(proposal))[change.pk], by=by)


def latest(change) -> str:
    return ProposedText.objects.filter(change=change).order_by("-iteration").first().source


def file_of(answer) -> str:
    return answer.text.split("<article", 1)[1].split("</article>")[0]
