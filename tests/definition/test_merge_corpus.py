"""Two people edit the same real agent file at once."""

import pytest

from agents.definition.client import read
from agents.definition.diff import lines_of
from agents.definition.fields import FieldError, set_field
from agents.definition.merge import merge
from agents.definition.sections import outline, section_lines
from agents.definition.source import split

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def texts(shared):
    files = [*sorted(shared.glob("corpus/**/*.md")), *sorted(shared.glob("seed/.claude/**/*.md"))]
    found = {}
    for path in files:
        try:
            found[path.relative_to(shared).as_posix()] = path.read_bytes().decode()
        except UnicodeDecodeError:
            continue
    return found


def test_editing_description_and_tools_at_once_is_never_a_conflict(texts):
    merged_files, conflicts, wrong = 0, [], []
    for path, text in texts.items():
        try:
            ours = str(set_field(split(text), "description", "Reviews: “all” of it."))
            theirs = str(set_field(split(text), "tools", ["Read", "Bash", "WebFetch"]))
        except FieldError:
            continue
        if not split(text).opening:
            continue  # each side would give the file a frontmatter of its own
        merged = merge(text, ours, theirs)
        merged_files += 1
        if merged.conflicts:
            conflicts.append(path)
        elif not has_both(merged.text, ours, theirs):
            wrong.append(path)

    print(f"{merged_files} merged of {len(texts)}, {len(conflicts)} in conflict")
    assert (conflicts, wrong) == ([], [])
    assert merged_files > 500


def has_both(text, ours, theirs):
    if not read(ours).loads or not read(theirs).loads:
        return True  # something else is wrong with the file, as it was before
    return (read(text).description, read(text).tools) == (read(ours).description, read(theirs).tools)


def test_editing_two_sections_at_once_is_never_a_conflict(texts):
    merged_files, conflicts = 0, []
    for path, text in texts.items():
        sections = [section_lines(text, heading) for heading in outline(text)]
        far = [part for part in sections if part.start > sections[0].stop + 1]
        if not far:
            continue
        first, last = sections[0], far[-1]
        merged_files += 1
        ours, theirs = with_line(text, first.start), with_line(text, last.stop - 1)
        merged = merge(text, ours, theirs)
        if merged.text != with_line(with_line(text, last.stop - 1), first.start):
            conflicts.append(path)

    print(f"{merged_files} merged, {len(conflicts)} in conflict")
    assert conflicts == []
    assert merged_files > 200


def with_line(text, line):
    """Put a new line below one and change nothing else."""
    lines = lines_of(text)
    newline = "\r\n" if lines[line - 1].endswith("\r\n") else "\n"
    lines[line - 1] = lines[line - 1].rstrip("\r\n") + newline
    return "".join([*lines[:line], f"A new line.{newline}", *lines[line:]])


def test_a_form_edit_and_a_rewritten_body_are_never_a_conflict(texts):
    merged_files, conflicts = 0, []
    for path, text in texts.items():
        source = split(text)
        try:
            ours = str(set_field(source, "model", "opus[1m]"))
        except FieldError:
            continue
        if not source.opening or not source.closing.endswith("\n"):
            continue
        theirs = text.removesuffix(source.body) + "A new prompt.\n"
        merged_files += 1
        if merge(text, ours, theirs).text != ours.removesuffix(source.body) + "A new prompt.\n":
            conflicts.append(path)

    print(f"{merged_files} merged, {len(conflicts)} in conflict")
    assert conflicts == []
    assert merged_files > 500
