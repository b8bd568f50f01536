"""Form edits over every real agent file we have: nothing else moves, and the client reads the new value."""

import pytest

from agents.definition.client import SIZE_LIMIT, read
from agents.definition.fields import FieldError, read_field, remove_field, set_field
from agents.definition.source import split

pytestmark = pytest.mark.shared

NEW = {
    "name": "new-name",
    "description": "Reviews: “all” of it, #1 first. It's\na 'new' --- \"day\".",
    "tools": ["Read", "Bash", "WebFetch"],
    "model": "opus[1m]",
    "color": "purple",
}


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


def test_every_file_survives_a_split(texts):
    assert [path for path, text in texts.items() if str(split(text)) != text] == []
    assert len(texts) > 500


@pytest.mark.parametrize("key", NEW)
def test_setting_a_field_to_its_own_value_changes_nothing(texts, key):
    kept = refused = 0
    for text in texts.values():
        source = split(text)
        try:
            value = read_field(source, key)
        except FieldError:
            refused += 1
            continue
        if value is not None:
            assert set_field(source, key, value) is source
            kept += 1

    print(f"{key}: {kept} kept, {refused} unreadable")
    assert kept > 100 and refused < 10, f"{kept} kept, {refused} unreadable"


@pytest.mark.parametrize("key", NEW)
def test_editing_a_field_changes_only_its_own_lines(texts, key):
    edited, refused, wrong = 0, [], []
    for path, text in texts.items():
        source = split(text)
        try:
            changed = set_field(source, key, NEW[key])
        except FieldError as error:
            refused.append((path, str(error)))
            continue
        edited += 1
        if not only_the_entry_differs(source, changed, key) or not client_agrees(text, str(changed), key):
            wrong.append(path)

    print(f"{key}: {edited} edited, {len(refused)} refused {refused}")
    assert wrong == [] and len(refused) < 10, f"{edited} edited, refused: {refused}"


def only_the_entry_differs(source, changed, key):
    old, new = str(source).split("\n"), str(changed).split("\n")
    entry, fresh = source.entry(key), changed.entry(key)
    gone = range(source.line_of(key) - 1, source.line_of(key) - 1 + entry.text.count("\n")) if entry else range(0)
    came = range(changed.line_of(key) - 1, changed.line_of(key) - 1 + fresh.text.count("\n"))
    if not source.opening:
        return str(changed).endswith(str(source).removeprefix("\ufeff"))
    kept = [line for number, line in enumerate(old) if number not in gone]
    return kept == [line for number, line in enumerate(new) if number not in came]


def client_agrees(before, after, key):
    was, now = read(before), read(after)
    if not now.loads:
        return not was.loads  # another field keeps it from loading, as it did before
    if key == "tools":
        from_memory = {"Read", "Write", "Edit"} if "memory" in now.fields else set()
        return set(now.tools) == (set(NEW["tools"]) | from_memory) - set(now.disallowed_tools)
    return getattr(now, key) == NEW[key]


def test_removing_a_field_removes_its_lines(texts):
    removed = 0
    for text in texts.values():
        source = split(text)
        entry = source.entry("model")
        if entry is not None and len([e for e in source.entries if e.key == "model"]) == 1:
            assert str(remove_field(source, "model")) == text.replace(entry.text, "", 1)
            removed += 1
    assert removed > 100, f"{removed} removed"


@pytest.mark.parametrize("key", NEW)
def test_no_edit_keeps_a_hostile_file_from_loading(shared, key):
    edited, refused = 0, []
    for path in [*sorted(shared.glob("badinput/**/*.md")), *sorted(shared.glob("format/probes/**/*.md"))]:
        try:
            text = path.read_bytes().decode()
            changed = set_field(split(text), key, NEW[key])
        except UnicodeDecodeError:
            continue
        except FieldError as error:
            refused.append((path.name, str(error)))
            continue
        edited += 1
        grew_too_large = len(str(changed).encode()) > SIZE_LIMIT
        assert read(str(changed)).loads or grew_too_large or not read(text).loads, path.name

    assert edited > 400 and len(refused) < 15, f"{edited} edited, refused: {refused}"
