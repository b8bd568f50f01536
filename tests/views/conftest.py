"""A proposal of Ben's to change qa, and a suggestion of Vera's in it; a file with a proposal of its own makes that."""

import pytest

from agents.definition.anchors import Lines
from agents.operations.reviewing import comment
from tests.views.proposing import change_of, proposed
from tests.views.reviewing import LINE, NEW


@pytest.fixture
def proposal(qa, ben):
    return proposed(qa, NEW, by=ben)


@pytest.fixture
def change(proposal):
    return change_of(proposal)


@pytest.fixture
def said(proposal, change, vera):
    """Vera suggests other words for the line that changed."""
    return comment(
        proposal,
        words="Which things?",
        by=vera,
        iteration=1,
        change=change,
        side="new",
        lines=Lines(LINE, LINE),
        suggestion="You test all things that changed.",
    )
