"""What Claude Code makes of a file, rule by rule."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.definition import yaml12
from agents.definition.client import is_agent_path, read
from agents.definition.entries import read_plain
from agents.definition.repair import repair
from agents.definition.yaml_guard import YamlInvalid


def agent(more: str = "", *, name: str = "qa", description: str = "Tests things") -> str:
    return f"---\nname: {name}\ndescription: {description}\n{more}\n---\nYou test.\n"


def codes(text: str) -> list[tuple[str, int]]:
    return [(problem.code, problem.line) for problem in read(text).problems]


def test_a_good_file_is_read_without_a_problem():
    reading = read(agent("tools: Read, Grep\nmodel: sonnet\ncolor: green\nmaxTurns: 1e1"))

    assert reading.loads
    assert (reading.name, reading.description) == ("qa", "Tests things")
    assert reading.tools == ("Read", "Grep")
    assert (reading.model, reading.color) == ("sonnet", "green")
    assert reading.fields == {"maxTurns": 10}
    assert reading.problems == ()
    assert (reading.body, reading.body_line) == ("You test.", 9)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "frontmatter.missing", 1),
        ("Just text\n", "frontmatter.missing", 1),
        ("\n" + agent(), "frontmatter.missing", 1),
        ("<!-- note -->\n" + agent(), "frontmatter.missing", 1),
        ("\ufeff\ufeff" + agent(), "frontmatter.missing", 1),
        (agent().replace("\n", "\r"), "frontmatter.missing", 1),
        (agent().replace("---", "----"), "frontmatter.missing", 1),
        (agent().replace("---", "+++"), "frontmatter.missing", 1),
        ("---\nname: qa\ndescription: d\n...\nbody", "frontmatter.unclosed", 1),
        ("---\n- name: qa\n---\n", "frontmatter.not_a_mapping", 2),
        ("---\njust text\n---\n", "frontmatter.not_a_mapping", 2),
        ("---\n---\nbody", "name.missing", 2),
        ("---\n# only a comment\n---\nbody", "name.missing", 2),
        ("---\ndescription: d\n---\n", "name.missing", 2),
        ("---\nName: qa\ndescription: d\n---\n", "name.missing", 2),
        (agent(name="''"), "name.missing", 2),
        (agent(name="42"), "name.not_text", 2),
        (agent(name="1e3"), "name.not_text", 2),
        (agent(name="[qa]"), "name.not_text", 2),
        (agent(name="-qa"), "name.dash", 2),
        (agent(name="a:b"), "name.colon", 2),
        (agent(name="a：b"), "name.colon", 2),
        (agent(name="n" * 257), "name.too_long", 2),
        ("---\nname: qa\n---\n", "description.missing", 2),
        (agent(description=""), "description.missing", 3),
        (agent(description="true"), "description.not_text", 3),
        (agent(description="ends with a colon:"), "yaml.invalid", 3),
        (agent("model: x", description='"never closed'), "yaml.invalid", 3),
        (agent(description='"quoted" and more'), "yaml.invalid", 3),
        (agent(description="one\ntwo words"), "yaml.invalid", 4),
        (agent("x: " + "[" * 100 + "]" * 100), "yaml.refused", 4),
        (agent("hooks: yes"), "hooks.malformed", 4),
        (agent("hooks: []"), "hooks.malformed", 4),
        (agent("hooks: {PreToolUse: [{hooks: [{type: shout}]}]}"), "hooks.malformed", 4),
        (agent("PreToolUse: []"), "hooks.malformed", 4),
        (agent() + "x" * 1_048_576, "file.too_large", 1),
    ],
)
def test_a_file_that_does_not_load_says_why_and_where(text, code, line):
    reading = read(text)

    assert not reading.loads
    assert (reading.reason.code, reading.reason.line, reading.reason.severity) == (code, line, "error")
    assert reading.reason.message.endswith((".", "?"))


@pytest.mark.parametrize(
    ("more", "code", "severity"),
    [
        ("color: Red", "color.ignored", "warning"),
        ("model: 5", "model.ignored", "warning"),
        ("model: gpt-9", "model.unknown", "warning"),
        ("permissionMode: ask", "permissionMode.ignored", "warning"),
        ("maxTurns: 0", "maxTurns.ignored", "warning"),
        ("maxTurns: 1.5", "maxTurns.ignored", "warning"),
        ("maxTurns: " + "9" * 5000, "maxTurns.ignored", "warning"),
        ("memory: yes", "memory.ignored", "warning"),
        ("background: 1", "background.ignored", "warning"),
        ("effort: huge", "effort.ignored", "warning"),
        ("isolation: none", "isolation.ignored", "warning"),
        ("autoCompactWindow: 5", "autoCompactWindow.ignored", "warning"),
        ("mcpServers: {hub: {command: x}}", "mcpServers.ignored", "warning"),
        ("mcpServers: [{a: b, c: d}]", "mcpServers.dropped", "warning"),
        ("hooks: {Nope: []}", "hooks.dropped", "warning"),
        ("hooks: {Stop: text}", "hooks.dropped", "warning"),
        ("tools: Bash(git *)", "tools.specifier", "warning"),
        ("tools:", "tools.none", "warning"),
        ("Tools: Read", "field.unknown", "warning"),
        ("version: 2", "field.unknown", "note"),
        ("model: opus\nmodel: haiku", "field.repeated", "error"),
        ("model: !big opus", "yaml.tag", "error"),
        ("model: !!str opus", "yaml.tag", "warning"),
        ("model: &mp opus", "yaml.anchor", "warning"),
        ("initialPrompt: &a x\nobserverMessage: *a", "yaml.alias", "note"),
        ("initialPrompt: a\x1bb", "frontmatter.control", "error"),
        ("initialPrompt: a\u2028b", "frontmatter.line_separator", "error"),
        ("tools: *", "yaml.repaired", "warning"),
        ("initialPrompt: " + "long " * 4000, "frontmatter.long", "warning"),
    ],
)
def test_what_is_ignored_or_misleads_is_told_and_the_file_loads(more, code, severity):
    reading = read(agent(more))

    assert reading.loads
    assert (code, severity) in [(problem.code, problem.severity) for problem in reading.problems]


@pytest.mark.parametrize(
    ("description", "read_as", "code"),
    [
        ("Use when: asked", "Use when: asked", "yaml.repaired"),
        ("[WIP] things", "[WIP] things", "yaml.repaired"),
        ("fix #12 and more", "fix", "value.comment"),
        (r"one\ntwo", "one\ntwo", "description.backslash_n"),
        ('"one\\ntwo"', "one\ntwo", None),
        ("!important rule", "rule", "yaml.tag"),
        ('"   "', "   ", "description.blank"),
        ('"\\u202Eevil"', "\u202eevil", "value.invisible"),
        ('"zero\\u200bwidth"', "zero\u200bwidth", "value.zero_width"),
        ("|\n  one\n  two", "one\ntwo\n", None),
        (">-\n  one\n  two", "one two", None),
    ],
)
def test_a_description_is_what_the_client_reads(description, read_as, code):
    reading = read(agent(description=description))

    assert reading.description == read_as
    assert [problem.code for problem in reading.problems] == ([code] if code else [])


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("My agent", "name.style"),
        ("../up", "name.path"),
        ('"  "', "name.blank"),
        ('" qa "', "name.padded"),
        ("Explore", "name.built_in"),
        ("n" * 100, "name.long"),
    ],
)
def test_an_unusual_name_loads_with_a_problem(name, code):
    assert codes(agent(name=name)) == [(code, 2)]


def test_dashes_in_a_value_end_the_frontmatter_there():
    reading = read(agent("tools: Read", description="before --- after"))

    assert reading.loads
    assert (reading.description, reading.tools) == ("before", None)
    assert [(problem.code, problem.line) for problem in reading.problems] == [("frontmatter.early_fence", 3)]
    assert "tools below become part of the body" in reading.problems[0].message


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (
            "---\nname: a\ndescription: |\n  x\n  ---\n  y\ntools: Read\n---\nb",
            [("frontmatter.early_fence", 5)],
        ),
        (
            "---\nname: a\ndescription: d\n# --- tools ---\ntools: Read\n---\nb",
            [("frontmatter.early_fence", 4)],
        ),
        ("---\nname: a\ndescription: d\n  ---\nb", [("frontmatter.indented_fence", 4)]),
        ("---\nname: a\ndescription: d\n----\nb", [("frontmatter.fence_tail", 4)]),
        ("---\nname: a\ndescription: d\n--- \t\nb", []),
        ("--- \nname: a\ndescription: d\n---\nb\n\n---\n\nc", []),
        ("---\nname: a\ndescription: d\n---\n---\nname: b\n---\nc", [("body.second_frontmatter", 5)]),
        ("---\nname: a\ndescription: d\n---\n", [("body.empty", 5)]),
        ("\ufeff---\nname: a\ndescription: d\n---\nb", [("text.bom", 1)]),
        ("---\r\nname: a\r\ndescription: d\r\n---\r\nb", []),
        ("---\r\nname: a\ndescription: d\r\n---\r\nb", [("text.line_ends", 1)]),
        ("---\nname: a\ndescription: d\n---\n\nb\n\0", [("text.nul", 7)]),
    ],
)
def test_fences_and_their_surroundings(text, problems):
    assert read(text).loads
    assert codes(text) == problems


def test_problems_of_a_list_stand_on_the_line_of_the_item():
    assert codes(agent("tools:\n  - Read\n  - Nope\n  - LS")) == [("tools.unknown", 6), ("tools.gone", 7)]


def test_a_misspelt_key_is_answered_with_the_field_it_means():
    messages = [problem.message for problem in read(agent("max_turns: 3\nallowed-tools: Read")).problems]

    assert "did you mean maxTurns?" in messages[0]
    assert "did you mean tools?" in messages[1]


def test_forbidden_tools_are_taken_from_the_list():
    reading = read(agent("tools: Read, Write\ndisallowedTools: Write"))

    assert (reading.tools, reading.disallowed_tools) == (("Read",), ("Write",))
    assert [problem.code for problem in reading.problems] == ["tools.contradiction"]


def test_a_memory_brings_the_tools_to_keep_it():
    assert read(agent("tools: Grep\nmemory: user")).tools == ("Grep", "Read", "Write", "Edit")


def test_inherit_is_one_word_however_it_is_written():
    assert read(agent("model: INHERIT")).model == "inherit"


def test_all_fields_are_applied_as_the_client_takes_them():
    more = """permissionMode: plan
maxTurns: "7"
skills: a, b
mcpServers:
  - hub
  - own: {command: x}
hooks: {Stop: [{hooks: [{type: command, command: x}]}]}
memory: local
background: "true"
effort: Med
isolation: worktree
initialPrompt: Go
omitClaudeMd: false
autoCompactWindow: 100000"""

    assert read(agent(more)).fields == {
        "permissionMode": "plan",
        "maxTurns": 7,
        "skills": ("a", "b"),
        "mcpServers": ["hub", {"own": {"command": "x"}}],
        "hooks": {"Stop": [{"hooks": [{"type": "command", "command": "x"}]}]},
        "memory": "local",
        "background": True,
        "effort": "medium",
        "isolation": "worktree",
        "initialPrompt": "Go",
        "omitClaudeMd": False,
        "autoCompactWindow": 100_000,
    }


@pytest.mark.parametrize(
    ("line", "repaired"),
    [
        ("a: b: c", 'a: "b: c"'),
        ("a: [b", 'a: "[b"'),
        ('a: say "x" \\ & go', 'a: "say \\"x\\" \\\\ & go"'),
        ("a: 'b: c'", "a: 'b: c'"),
        ("a: plain", "a: plain"),
        ("\t\ta: b", "    a: b"),
        (" a: b: c", " a: b: c"),
        ("a1: b: c", "a1: b: c"),
        ("a: b: c\r", "a: b: c\r"),
    ],
)
def test_the_repair_quotes_only_what_the_client_quotes(line, repaired):
    assert repair(line) == repaired


@pytest.mark.parametrize(
    ("path", "is_agent"),
    [
        ("a.md", True),
        (".hid/.a.md", True),
        ("x.agent.md", True),
        ("a.MD", False),
        ("a.markdown", False),
        ("LICENSE", False),
    ],
)
def test_only_md_files_are_agents(path, is_agent):
    assert is_agent_path(path) is is_agent


# Text that looks like frontmatter, so that the quick way is taken often and left often.
values = st.text(alphabet="aB1.:#'\"\\-[{&*!|>%@`~, \t\xa0\u2028éntrue0xeo+_", max_size=12)
entries = st.tuples(st.sampled_from(["name", "a-b", "on", "x1", "null", "<<", "a b"]), values)


@given(st.lists(entries, max_size=4), st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_the_quick_way_reads_what_yaml_reads(pairs, newline):
    frontmatter = "".join(f"{key}: {value}{newline}" for key, value in pairs)

    quick = read_plain(frontmatter)

    if quick is not None:
        slow = yaml12.parse(frontmatter)
        assert repr(quick.value) == repr(slow.value)
        assert quick.lines == slow.lines


@given(st.text())
def test_any_text_can_be_read(text):
    for whole in (text, f"---\n{text}\n---\n", agent(text)):
        read(whole)


@given(values)
def test_a_value_is_loaded_or_refused_but_never_an_accident(value):
    with suppress(YamlInvalid):
        yaml12.load(f"key: {value}")


def test_what_nobody_can_see_in_the_body_is_said_with_its_line():
    head = "---\nname: qa\ndescription: Tests.\n---\n\n"

    for body, line, code in [
        ("Fine.\nRing \x07 it.\n", 7, "text.control"),
        ("Fine.\n\nÜber \x9b it.\n", 8, "text.control"),
        ("Logo \ue000\n", 6, "text.private"),
        ("x" * 30_000, 6, "text.long_line"),
    ]:
        (problem,) = read(head + body).problems
        assert (problem.line, problem.code, problem.severity) == (line, code, "warning")
