"""Begin a new agent or guideline: from nothing, from a starter, from another one, or from pasted text."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from agents import access, own
from agents.definition.schema import field
from agents.forms import picker
from agents.forms.asked import Asked
from agents.forms.new import BlankForm, CopyForm, PasteForm, TextForm, file_name
from agents.forms.starters import starters
from agents.forms.written import EVERY_TOOL
from agents.models import Membership
from agents.operations.documents import create_document
from agents.operations.errors import OperationError
from agents.operations.proposed_changes import addition_of, checked
from agents.operations.ways import chose_to_save
from agents.queries import library, summary
from agents.views import proposing
from agents.views.filters import clean

MOST_TO_COPY = 500
WAYS = {"agents": ("blank", "starter", "copy", "paste"), "guidelines": ("blank", "copy")}


@require_http_methods(["GET", "HEAD", "POST"])
def new(request, team, family):
    """The page that makes a document; afterwards its editor opens."""
    membership = access.member(request, team)
    request.team, request.section = membership.team, family
    way = _way(request, family)
    form = _form(request, membership, family, way)
    if request.method != "POST" or form is None:
        return _page(request, membership, family, way, form)
    if not form.is_valid():
        return _page(request, membership, family, way, form, status=422)
    try:
        if proposing.is_asked(request):
            return _propose(request, membership, form)
        made = create_document(
            membership.team, kind=form.kind, path=form.path, source=form.cleaned_data["text"], by=request.user
        )
    except OperationError as error:
        form.add_error("name" if error.code in ("taken", "path") else None, str(error))
        return _page(request, membership, family, way, form, status=error.status)
    chose_to_save(membership)
    messages.success(request, f"Created {made.path}.")
    return redirect("edit", team, family, made.slug)


def _propose(request, membership: Membership, form):
    """Propose what the form holds; a name that is taken is told beside it."""
    changes = checked(membership.team, [addition_of(form.kind, form.path, form.cleaned_data["text"])])
    return proposing.answer(request, membership, changes, title=f"Add {form.path}", back=request.get_full_path())


def _way(request, family: str) -> str:
    asked = request.GET
    if "from" in asked:
        return "copy"
    if "starter" in asked and family == "agents":
        return "starter"
    if "paste" in asked and family == "agents":
        return "paste"
    way = asked.get("start", "")
    return way if way in WAYS[family] else "blank"


def _form(request, membership: Membership, family: str, way: str):
    """The form of a way; None while there is still to choose what to start from."""
    common = {"kind": family.removesuffix("s"), "folders": summary.overview(membership.team, family)[1]["folders"]}
    posted = request.POST if request.method == "POST" else None
    if way == "blank":
        wished = {"name": file_name(clean(request.GET.get("name", "")))}
        return (BlankForm if family == "agents" else TextForm)(posted, initial=wished, **common)
    if way == "paste":
        return PasteForm(posted, **common)
    original = _original(request, membership, family, way)
    if original is None:
        return None
    name, source = original
    return CopyForm(posted, original=source, initial={"name": name, "source": source}, **common)


def _original(request, membership: Membership, family: str, way: str) -> tuple[str, str] | None:
    if way == "copy":
        slug = clean(request.GET.get("from", ""))
        document = own.document(membership, family, slug) if slug else None
        return (f"{document.slug}-copy", document.head.source) if document else None
    name = request.GET.get("starter")
    if not name:
        return None
    if name not in starters():
        raise Http404("No such starter.")
    return name, starters()[name].source


def _page(request, membership: Membership, family: str, way: str, form, *, status: int = 200):
    tools = picker.posted(request.POST, initial=EVERY_TOOL)
    words = clean(request.GET.get("q", ""))
    context = {
        "family": family,
        "way": way,
        "ways": WAYS[family],
        "form": form,
        "tools": Asked(field("tools"), tools, EVERY_TOOL),
        "starters": [each for each in starters().values() if each.tells_of(words)] if way == "starter" else (),
        "starter": starters().get(request.GET.get("starter", "")) if way == "starter" else None,
        "words": words,
        "documents": _documents(membership, family) if way == "copy" and form is None else (),
    }
    return render(request, "agents/new.html", context, status=status)


def _documents(membership: Membership, family: str):
    found = library.documents(membership.team, family, library.Filter(sort="name"))
    return found.values("slug", "name", "path")[:MOST_TO_COPY]
