"""Both texts of a file of a proposal as people read them."""

from django.utils.safestring import mark_safe

from agents.definition.client import read
from agents.definition.invisible import spelled_out
from agents.views.prose import _render
from agents.views.rendered import changed_lines, marked, with_own_ids
from agents.views.review_files import File


def rendered(file: File) -> dict:
    """Both texts as people read them, what nobody can see written out; ids are a file’s own, for there are many."""
    sides = [_render(text, read(text) if file.is_agent and text else None) for text in (file.old, file.new)]
    old_lines, new_lines = changed_lines(file.compared)
    old = with_own_ids(marked(spelled_out(sides[0][0]), old_lines, word="removed"))
    new = marked(spelled_out(sides[1][0]), new_lines, word="added")
    return {"old_prose": _own(old, file), "new_prose": _own(new, file), "notice": sides[0][1] or sides[1][1]}


def _own(html: str, file: File) -> str:
    """Give the headings of one file of many ids of their own."""
    named = html.replace('id="user-content-', f'id="f{file.pk}-user-content-')
    return mark_safe(named.replace('id="old-user-content-', f'id="f{file.pk}-old-user-content-'))  # noqa: S308  nothing but ids
