"""What was chosen of a staged import, as changes to be proposed."""

from agents.definition.intake import Taken
from agents.models import Document, StagedFile, StagedImport
from agents.operations.import_plans import Outcome, replan
from agents.operations.proposed_changes import NewChange, addition_of, edit_of


def changes_of(staged: StagedImport) -> list[NewChange]:
    """The chosen files as they differ from the library now; those that no longer do are passed over."""
    chosen = list(staged.files.filter(is_chosen=True, is_done=False))
    plan = replan(staged.team, [Taken(file.kind, file.path, file.source) for file in chosen])
    heads = [one.head.document_id for one in plan if one.head]
    documents = Document.objects.select_related("head", "team").in_bulk(heads)
    found = []
    for file, one in zip(chosen, plan, strict=True):
        if one.outcome == Outcome.NEW:
            found.append(addition_of(file.kind, one.path, file.source))
        elif _is_wanted(one.outcome, file) and one.head:
            document = documents[one.head.document_id]
            found.append(edit_of(document, file.source, base=document.head))
    return found


def _is_wanted(outcome: StagedFile.Outcome, file: StagedFile) -> bool:
    """A file edited here is meant only where it was shown as edited and chosen all the same."""
    return outcome == Outcome.CHANGED or outcome == Outcome.EDITED_HERE == file.outcome
