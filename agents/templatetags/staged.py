"""What becomes of a staged file, in a word with its icon."""

from django import template
from django.utils.safestring import SafeString

from agents.models import Document, StagedFile
from agents.templatetags.look import state

register = template.Library()

Outcome = StagedFile.Outcome
FATES = {
    Outcome.REFUSED: ("bad", "circle-x", "Cannot be taken"),
    Outcome.EDITED_HERE: ("warn", "pencil", "Edited here since"),
    Outcome.ARCHIVED: ("mut", "archive", "In the archive"),
    Outcome.UNCHANGED: ("mut", "check", "Unchanged"),
    Outcome.LEFT_ALONE: ("mut", "circle-dashed", "Left alone"),
}


@register.simple_tag
def outcome(file: StagedFile) -> SafeString:
    """Say what an import would do with ``file`` or did; for a new text, what Claude Code makes of it."""
    if file.outcome in FATES:
        return state(*FATES[Outcome(file.outcome)])
    if file.verdict == Document.Verdict.SKIPPED:
        return state("bad", "circle-x", "Would be skipped")
    if file.verdict == Document.Verdict.NOTED:
        return state("warn", "triangle-alert", "Has notes")
    if file.outcome == Outcome.CHANGED:
        return state("acc", "refresh-cw", "New version")
    return state("ok", "check", "Ready")


@register.filter
def remark(file: StagedFile) -> str:
    """The one line beside a file: its problem with the line, else its description, else its path."""
    if file.problem:
        return f"Line {file.line}: {file.problem}" if file.line else file.problem
    return file.description or file.path
