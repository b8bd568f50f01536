"""The places where somebody saves, moves, adds or puts away a text, each with the page that offers it.

To add one: the ask of agents/access_table.py, the page (an address, or an address with what is posted to get it),
a word of the button that saves, and what is posted by it and by the one that proposes.  Braces are filled by
``world.py``.  ``at`` is where it is posted, when that is not the page's address.
"""

from dataclasses import dataclass, field

from tests.access.world import text


@dataclass(frozen=True)
class Place:
    ask: str
    page: str
    button: str
    fields: dict[str, str]
    shown_by: dict[str, str] = field(default_factory=dict)  # posted to get the page
    at: str = ""
    saves: dict[str, str] = field(default_factory=dict)
    proposes: dict[str, str] = field(default_factory=lambda: {"propose": "1"})
    proposes_at: str = ""
    least: str = "author"  # who may save there
    proposer: str = "author"  # who finds the page and may only propose


EDITED = text("qa", says="Changed.")
QA = "/platform/agents/qa"
TO_EDITOR = {"base": "2", "document": "{qa}", "message": "Because", "sheet": "{sheet}"}
IN_EDITOR = TO_EDITOR | {"source": EDITED}
TWICE = {"base": "1", "document": "{qa}", "message": "Because", "sheet": "{sheet}", "source": EDITED}  # of v1
SETTLED = TO_EDITOR | {"from": "1", "source": EDITED}
BULK = "/platform/bulk/?field={what}&ids={{qa}},{{git}}&"
BODY = {"name": "brand-new", "description": "Is new.", "body": "You are new."}


def bulk(what: str, query: str) -> Place:
    address = BULK.format(what=what) + query
    return Place("POST bulk-edit", address, "Apply to", {"selected": "{qa}:{qa_head}"})


def new(start: str, fields: dict[str, str], *, family: str = "agents") -> Place:
    return Place("POST new-document", f"/platform/{family}/new/?{start}", "Create", fields)


PLACES = {
    "the editor": Place("POST edit", f"{QA}/edit/", "Save", IN_EDITOR, proposes_at=f"{QA}/propose/"),
    "what conflicts, as it was chosen": Place(
        "POST edit",
        f"{QA}/edit/",
        "Save the merged text",
        SETTLED,
        TWICE,
        saves={"merge": "choices"},
        proposes={"propose": "choices"},
        proposes_at=f"{QA}/propose/",
    ),
    "what conflicts, as it was typed": Place(
        "POST edit",
        f"{QA}/edit/",
        "Save mine on top",
        SETTLED,
        TWICE,
        saves={"merge": "mine"},
        proposes={"propose": "mine"},
        proposes_at=f"{QA}/propose/",
    ),
    "a new agent from nothing": new("", BODY),
    "a new guideline": new("", {"name": "brief", "source": "# Brief\n"}, family="guidelines"),
    "a new agent from pasted text": new("paste", {"name": "", "source": text("pasted")}),
    "a new agent from a starter": new("starter=incident-responder", {"name": "on-call", "source": text("on-call")}),
    "a copy of an agent": new("from=qa", {"name": "qa-copy", "source": text("qa-copy")}),
    "the model of many": bulk("model", "model=opus"),
    "the tools of many": bulk("tools", "tools=add&tools-some=WebFetch"),
    "the color of many": bulk("color", "color=red"),
    "a rename": Place("POST rename", f"{QA}/rename/", "Rename", {"name": "tester", "folder": ""}),
    "a rename with its references": Place(
        "POST rename",
        "/platform/agents/git/rename/",
        "Rename and change",
        {"name": "branches", "folder": ""},
        {"name": "branches", "folder": "", "along": "on"},
        saves={"along": "on", "bases": "{bases}"},
        proposes={"propose": "along"},
    ),
    "an older version": Place("POST restore-revision", f"{QA}/v/1/", "Restore as v3", {}, at=f"{QA}/v/1/restore/"),
    "an older version in the list": Place(
        "POST restore-revision", f"{QA}/history/", "Restore", {}, at=f"{QA}/v/1/restore/"
    ),
    "the archive": Place("POST archive", f"{QA}/", "Archive", {"sure": "1"}, at=f"{QA}/archive/", least="reviewer"),
    "the archive, when others name it": Place(
        "POST archive",
        "/platform/agents/git/archive/",
        "Archive",
        {"sure": "1"},
        {"asked": ""},
        least="reviewer",
        proposer="reviewer",
    ),
    "the way back from the archive": Place(
        "POST restore", "/platform/agents/gone/", "Restore", {}, at="/platform/agents/gone/restore/", least="reviewer"
    ),
    "the archive for many": Place(
        "POST documents archive",
        "/platform/agents/",
        "Archive",
        {"selected": "{qa}"},
        saves={"action": "archive"},
        proposes={"propose": "archive"},
        least="reviewer",
    ),
    "the way back for many": Place(
        "POST documents restore",
        "/platform/agents/?archived=1",
        "Restore",
        {"selected": "{gone}"},
        saves={"action": "restore"},
        proposes={"propose": "restore"},
        least="reviewer",
    ),
    "a link that is added": Place(
        "POST add-link",
        f"{QA}/link/?to=of-author",
        "Save to",
        {"to": "of-author", "note": "- Ask", "base": "2", "document": "{qa}"},
        saves={"save": "1"},
    ),
    "a link in other words": Place(
        "POST change-link",
        f"{QA}/link/{{line}}/{{start}}/",
        "Save to",
        {"note": "- Ask twice", "base": "2", "document": "{qa}"},
        saves={"save": "1"},
    ),
    "a link that goes": Place(
        "POST remove-link",
        f"{QA}/link/{{line}}/{{start}}/remove/",
        "Remove",
        {"base": "2", "document": "{qa}"},
        saves={"save": "1"},
    ),
    "an import": Place("POST staged-import", "/platform/import/{own_import}/", "Import", {}, saves={"go": "run"}),
    "a step taken back": Place(
        "POST undo", "/platform/activity/{own_step}/", "Undo", {}, at="/platform/activity/{own_step}/undo/"
    ),
    "an archiving taken back": Place(
        "POST undo archived",
        "/platform/activity/{own_archived}/",
        "Undo",
        {},
        at="/platform/activity/{own_archived}/undo/",
        least="reviewer",
    ),
    "somebody’s step taken back": Place(
        "POST undo others",
        "/platform/activity/{ninas_step}/",
        "Undo",
        {},
        at="/platform/activity/{ninas_step}/undo/",
        least="owner",
    ),
}

NO_PLACES = {
    "POST proposal-merge": "what it merges was proposed",
    "POST add-demo": "it makes a team",
}
