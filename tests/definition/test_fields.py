"""A form edit replaces one entry's text in its own style, or is refused with a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.definition.client import read
from agents.definition.fields import FieldError, read_field, remove_field, set_field
from agents.definition.source import split
from agents.definition.values import is_same


def frontmatter(*lines, newline="\n"):
    return newline.join(["---", *lines, "---", "Body", ""])


def edited(line, key, value, *, newline="\n"):
    """The entry of ``key`` after setting it in a file whose only other fields are name and color."""
    source = split(frontmatter("name: qa", line, "color: red", newline=newline))
    changed = set_field(source, key, value)
    assert [e for e in changed.entries if e.key != key] == [e for e in source.entries if e.key != key]
    return changed.entry(key).text.removesuffix(newline)


@pytest.mark.parametrize(
    ("old", "value", "new"),
    [
        ("description: old", "New one", "description: New one"),
        ("description:   old  # why", "New", "description:   New  # why"),
        ("description: old", "a: b", 'description: "a: b"'),
        ("description: old", "yes", 'description: "yes"'),
        ("description: old", "1e3", 'description: "1e3"'),
        ("description: old", "two\nlines", 'description: "two\\nlines"'),
        ("description: old", "a --- b", 'description: "a -\\x2d- b"'),
        ("description: old", "", 'description: ""'),
        ("description: 'old'", "it's: new", "description: 'it''s: new'"),
        ("description: 'old' # why", "two\nlines", 'description: "two\\nlines" # why'),
        ('description: "old"', "New", 'description: "New"'),
        ('"description" : "old"', "New", '"description" : "New"'),
        ("description: one\n  two", "New", "description: New"),
        ("description: #fff", "New", "description: New"),
        ("description:", "New", "description: New"),
        ("description: |\n  old\n  text", "a\n\n  b: c\n", "description: |\n  a\n\n    b: c"),
        ("description: | # why\n    old", "a\nb", "description: |- # why\n    a\n    b"),
        ("description: |\n  old", " a\nb\n", 'description: " a\\nb\\n"'),
        ("description: |\n  old", "a --- b\n", 'description: "a -\\x2d- b\\n"'),
        ("description: |2\n    old", "  a\nb\n", "description: |2\n    a\n  b"),
        ("description: >\n  old", "a\nb\n\nc\n", "description: >\n  a\n\n  b\n\n\n  c"),
        (
            "description: >-\n  thirty characters wide it was\n  so",
            "now it is quite a bit longer than that",
            "description: >-\n  now it is quite a bit longer\n  than that",
        ),
        ("description: Use: this", "New # 1", 'description: "New # 1"'),
        ("description: [WIP] old", "New", "description: New"),
    ],
)
def test_a_text_keeps_its_style(old, value, new):
    source = split(frontmatter("name: qa", old, "color: red"))

    assert edited(old, "description", value) == new
    assert read_field(set_field(source, "description", value), "description") == value


@pytest.mark.parametrize(
    ("old", "value", "new"),
    [
        ("tools: Read, Grep", ["Read", "Bash"], "tools: Read, Bash"),
        ("tools: Read,Grep", ["Read", "Bash"], "tools: Read,Bash"),
        ("tools: Read Grep", ["Read", "Bash"], "tools: Read Bash"),
        ('tools: "Read, Grep" # few', ["Bash"], 'tools: "Bash" # few'),
        ("tools: Read", ["Bash(git *)", "Agent(a, b)"], "tools: Bash(git *), Agent(a, b)"),
        ("tools: Read", ["*"], 'tools: "*"'),
        ("tools: Read", [], "tools: []"),
        ("tools:", ["Read"], "tools: Read"),
        ("tools: [Read, Grep]", ["Read", "Bash"], "tools: [Read, Bash]"),
        ("tools: [ Read,Grep ] # few", ["Read", "Bash"], "tools: [ Read,Bash ] # few"),
        ('tools: ["Read", "Grep"]', ["Bash"], 'tools: ["Bash"]'),
        ("tools: ['Read']", ["Bash", "Edit"], "tools: ['Bash', 'Edit']"),
        ("tools: [\n  Read,\n  Grep\n  ]", ["Read", "Bash"], "tools: [\n  Read,\n  Bash\n  ]"),
        ("tools: [Read]", ["Agent(a, b)"], 'tools: ["Agent(a, b)"]'),
        ("tools: [Read]", [], "tools: []"),
        ("tools: [Read]", "Read, Bash", "tools: [Read, Bash]"),
        (
            "tools: # few\n  - Read # one\n  # two\n  - Grep",
            ["Grep", "Bash"],
            "tools: # few\n  # two\n  - Grep\n  - Bash",
        ),
        ("tools:\n- Read\n- Grep", ["Read", "Bash"], "tools:\n- Read\n- Bash"),
        ('tools:\n    -  "Read"', ["Read", "Bash"], 'tools:\n    -  "Read"\n    -  "Bash"'),
        ("tools:\n  - Read", [], "tools: []"),
        ("tools: Read", "Read,  Bash", "tools: Read,  Bash"),
    ],
)
def test_a_list_keeps_its_kind(old, value, new):
    assert edited(old, "tools", value) == new


@pytest.mark.parametrize(
    "old", ["tools: Read, Grep", "tools: [Read, Grep]", "tools:\n- Read\n- Grep", "tools: Read Grep"]
)
@pytest.mark.parametrize("value", ["Read, Grep", ["Read", "Grep"]])
def test_the_same_tools_are_no_change(old, value):
    source = split(frontmatter("name: qa", old))

    assert set_field(source, "tools", value) is source


def test_no_list_and_an_empty_list_differ():
    assert read_field(split(frontmatter("name: qa")), "tools") is None
    assert read_field(split(frontmatter("tools:")), "tools") == []
    assert str(set_field(split(frontmatter("name: qa")), "tools", [])) == frontmatter("name: qa", "tools: []")


def test_a_file_the_client_repairs_gets_a_list_it_understands():
    text = frontmatter("name: qa", "description: Use when: asked", "tools: [Read]")

    changed = str(set_field(split(text), "tools", ["Read", "Bash"]))

    assert read(changed).tools == ("Read", "Bash")


def test_numbers_and_flags_are_plain():
    assert edited("maxTurns: 5 # few", "maxTurns", 12) == "maxTurns: 12 # few"
    assert edited("background: false", "background", True) == "background: true"
    assert edited("maxTurns: true", "maxTurns", 1) == "maxTurns: 1"


def test_carriage_returns_stay():
    assert edited("description: old", "description", "New", newline="\r\n") == "description: New"
    assert edited("description: |\r\n  old", "description", "a\nb\n", newline="\r\n") == "description: |\r\n  a\r\n  b"
    assert edited("tools:\r\n  - Read", "tools", ["Read", "Bash"], newline="\r\n") == "tools:\r\n  - Read\r\n  - Bash"


def test_a_comment_above_the_next_key_outlives_an_edit():
    text = frontmatter("description: old", "  more", "", "# only these", "tools: Read")

    changed = str(set_field(split(text), "description", "New"))

    assert changed == frontmatter("description: New", "", "# only these", "tools: Read")


@pytest.mark.parametrize(
    ("before", "key", "value", "after"),
    [
        (["name: qa", "color: red"], "description", "d", ["name: qa", "description: d", "color: red"]),
        (["name: qa", "description: d"], "model", "opus", ["name: qa", "description: d", "model: opus"]),
        (["# about color", "color: red"], "name", "qa", ["name: qa", "# about color", "color: red"]),
        (["x: 1", "name: qa", "y: 2"], "tools", ["Read"], ["x: 1", "name: qa", "tools: Read", "y: 2"]),
        (["name: qa", "color: red"], "owner", "me", ["name: qa", "color: red", "owner: me"]),
        (["  name: qa"], "model", "opus", ["  name: qa", "  model: opus"]),
        (["x: 1", ""], "name", "qa", ["x: 1", "name: qa", ""]),
    ],
)
def test_a_new_field_goes_beside_its_usual_neighbour(before, key, value, after):
    assert str(set_field(split(frontmatter(*before)), key, value)) == frontmatter(*after)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("", "---\nname: qa\n---\n"),
        ("Body\n", "---\nname: qa\n---\nBody\n"),
        ("\ufeffBody\r\n", "\ufeff---\r\nname: qa\r\n---\r\nBody\r\n"),
    ],
)
def test_a_file_without_frontmatter_gets_one(text, result):
    assert str(set_field(split(text), "name", "qa")) == result


def test_of_duplicate_keys_the_last_is_edited_and_all_are_removed():
    source = split(frontmatter("name: a", "name: b"))

    assert str(set_field(source, "name", "c")) == frontmatter("name: a", "name: c")
    assert str(remove_field(source, "name")) == frontmatter()


def test_removing_takes_exactly_the_lines_of_the_field():
    text = frontmatter("name: qa", "# only these", "tools:", "  - Read", "# end", "model: opus")

    changed = remove_field(split(text), "tools")

    assert str(changed) == frontmatter("name: qa", "# only these", "# end", "model: opus")
    assert remove_field(changed, "tools") is changed


def test_the_two_characters_backslash_n_are_a_line_break_in_a_description():
    source = split(frontmatter("description: one\\ntwo", "name: a\\nb"))

    assert read_field(source, "description") == "one\ntwo"
    assert set_field(source, "description", "one\ntwo") is source
    assert read_field(source, "name") == "a\\nb"
    with pytest.raises(FieldError, match="line break"):
        set_field(source, "description", "C:\\new")


def test_a_field_hidden_by_dashes_in_a_value_can_be_edited():
    source = split(frontmatter("name: qa", "description: a --- b", "tools: Read"))

    assert set_field(source, "tools", ["Bash"]).entry("tools").text == "tools: Bash\n"
    assert set_field(source, "description", "a --- b") is source
    assert read(str(set_field(source, "description", "a --- c"))).description == "a --- c"


@pytest.mark.parametrize(
    ("text", "value", "sentence"),
    [
        ('---\n{"name": "qa"}\n---\n', "x", "JSON style"),
        ("---\n- a\n---\n", "x", "not as"),
        ("---\nname: &me qa\nmodel: *me\n---\n", "x", "what else the file means"),
        ("---\nname: qa\rtools: Read\n---\n", "x", "what else the file means"),
        ("---\nname: qa --- x", "x", "in the middle of a line"),
        ("---\nname: qa\n---\n", "a\0b", "NUL"),
        ("---\nname: qa\n---\n", "a\ud800b", "half a character"),
        ("---\nname: qa\n---\n", {"a": 1}, "nested"),
    ],
)
def test_what_cannot_be_written_safely_is_refused(text, value, sentence):
    with pytest.raises(FieldError, match=sentence) as refusal:
        set_field(split(text), "name", value)

    assert refusal.value.line


def test_a_comment_is_no_field():
    source = split(frontmatter("# why", "name: qa"))

    assert read_field(source, "") is None
    assert remove_field(source, "") is source
    with pytest.raises(FieldError, match="needs a name"):
        set_field(source, "", "x")


def test_an_unreadable_value_says_where_and_can_be_replaced():
    source = split(frontmatter("name: qa", 'description: "open', "color: red"))

    with pytest.raises(FieldError) as refusal:
        read_field(source, "description")

    assert refusal.value.line == 3
    assert str(set_field(source, "description", "New")) == frontmatter("name: qa", 'description: "New"', "color: red")


PIECES = [
    "\n",
    "\n",
    "name",
    "tools",
    "model",
    ": ",
    ":",
    "#",
    " ",
    "  ",
    '"',
    "'",
    "|",
    ">",
    "- ",
    "{",
    "[",
    "]",
    "Read",
    ", ",
]
PIECES += ["&a ", "*a", "\r", "---", "\u2028", "x y", "\n  ", "null", "]\n"]


@given(
    st.lists(st.sampled_from(PIECES)).map("".join),
    st.sampled_from(["name", "tools", "model", "x y"]),
    st.booleans(),
)
def test_no_file_is_ever_damaged(middle, key, is_crlf):
    text = "---\n" + middle + "\n---\nBody\n"
    source = split(text.replace("\n", "\r\n") if is_crlf else text)
    try:
        changed = set_field(source, key, "New: value")
    except FieldError:
        return

    assert [e for e in changed.entries if e.key != key] == [e for e in source.entries if e.key != key]
    assert (changed.opening, changed.closing, changed.body) == (source.opening, source.closing, source.body)
    assert is_same(key, read_field(split(str(changed)), key), "New: value")


LINES = [
    "description: old",
    "description: 'o'",
    'description: "o" # c',
    "description: |\n  o",
    "description: >-\n  o\n  p",
]
HOSTILE = st.lists(st.sampled_from([*"\n\t\r ab:#-|>'\"\\n{[&*!%@`,?=~", "---", "\u2028", "\x85", "é", "🦊"])).map(
    "".join
)


@given(st.sampled_from(LINES), HOSTILE | st.text(), st.sampled_from(["\n", "\r\n"]))
def test_every_style_writes_every_text_or_refuses(line, value, newline):
    source = split(frontmatter("name: qa", *line.split("\n"), "tools: Read", newline=newline))
    try:
        changed = set_field(source, "description", value)
    except FieldError:
        assert "\\n" in value or "\0" in value
        return

    reading = read(str(changed))

    assert (reading.description or "") == value
    assert reading.name == "qa" and (reading.tools == ("Read",) or not value)
