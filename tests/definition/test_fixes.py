"""A fix mends what it is offered for and touches nothing else."""

import re

import pytest

from agents.definition.client import read
from agents.definition.findings import find, mend, mend_all
from agents.definition.fixes.proof import errors, stage, told
from agents.definition.source import split


def agent(*lines: str, body: str = "You test things.\n") -> str:
    return "---\n" + "".join(f"{line}\n" for line in lines) + f"---\n\n{body}"


NAMED = ("name: qa", "description: Tests things")


def fixed(text: str, code: str, *, stem: str = "code-reviewer") -> tuple[str, str]:
    """The label of the fix for ``code``, and the lines that are new with it."""
    finding = next(found for found in find(text, read(text), stem=stem) if found.problem.code == code)
    assert finding.fix is not None, finding.problem
    changed = finding.fix.apply(text)
    old = text.split("\n")
    return finding.fix.label, "\n".join(line for line in changed.split("\n") if line not in old)


@pytest.mark.parametrize(
    ("text", "code", "label", "line"),
    [
        (
            agent("name: qa", "description: Use when: asked"),
            "yaml.repaired",
            "Quote the description",
            'description: "Use when: asked"',
        ),
        (agent("name: qa", "description: see:"), "yaml.invalid", "Quote the description", 'description: "see:"'),
        (
            agent("name: qa", "description: Use it so", "<example>", "user: x", "</example>", "model: opus"),
            "yaml.invalid",
            "Quote the description",
            'description: "Use it so\\n<example>\\nuser: x\\n</example>"',
        ),
        (
            agent('name: "qa', "description: Tests things"),
            "yaml.invalid",
            "Quote the name",
            'name: "qa"',
        ),
        (agent(*NAMED, 'tools: "Read, Grep'), "yaml.invalid", "Quote the tools", "tools: Read, Grep"),
        (agent("name: qa", "description: fix #12 now"), "value.comment", "Quote the description", None),
        (agent("name: qa", "description: !x foo"), "yaml.tag", "Quote the description", 'description: "!x foo"'),
        (agent("name: 63", "description: x"), "name.not_text", "Quote the name", 'name: "63"'),
        (agent("description: x"), "name.missing", "Name it code-reviewer", "name: code-reviewer"),
        (agent("Name: qa", "description: x"), "name.missing", "Write name", "name: qa"),
        (
            agent("name: qa", body="# QA\n\nYou test **what** others build. Then more.\n"),
            "description.missing",
            "Describe it by its first sentence",
            "description: You test what others build.",
        ),
        (agent("name: a:b", "description: x"), "name.colon", "Name it a-b", "name: a-b"),
        (agent("name: -qa", "description: x"), "name.dash", "Name it qa", "name: qa"),
        (agent('name: "Code Reviewer"', "description: x"), "name.style", "Name it code-reviewer", None),
        (agent(*NAMED, "tool: Read"), "field.unknown", "Write tools", "tools: Read"),
        (agent(*NAMED, "allowed-tools: Read"), "field.unknown", "Write tools", "tools: Read"),
        (agent("name: qa", "name: qb", "description: x"), "field.repeated", "Remove line 2, which is not used", ""),
        (agent(*NAMED, "tools: read, Grep"), "tools.unknown", "Write Read", "tools: Read, Grep"),
        (agent(*NAMED, "tools: Task, Read"), "tools.renamed", "Write Agent", "tools: Agent, Read"),
        (agent(*NAMED, "tools: Read, LS, Grep"), "tools.gone", "Take out LS", "tools: Read, Grep"),
        (agent(*NAMED, "tools: Read, LS"), "tools.gone", "Take out LS", "tools: Read"),
        (agent(*NAMED, 'tools: ["Read", "LS"]'), "tools.gone", "Take out LS", 'tools: ["Read"]'),
        (agent(*NAMED, "tools:", "  - LS", "  - Read"), "tools.gone", "Take out LS", ""),
        (agent(*NAMED, "tools: Bash(git *)"), "tools.specifier", "Write Bash", "tools: Bash"),
        (agent(*NAMED, "color: Red"), "color.ignored", "Write red", "color: red"),
        (agent(*NAMED, "model: sonet"), "model.unknown", "Write sonnet", "model: sonnet"),
        (
            agent(*NAMED, "permissionMode: accept-edits # so"),
            "permissionMode.ignored",
            "Write acceptEdits",
            "permissionMode: acceptEdits # so",
        ),
        (agent(*NAMED, "background: yes"), "background.ignored", "Write true", "background: true"),
        (
            agent(*NAMED, "hooks:", "  preToolUse: []"),
            "hooks.dropped",
            "Write PreToolUse",
            "  PreToolUse: []",
        ),
        (
            agent(*NAMED, "mcpServers:", "  git:", "    command: x"),
            "mcpServers.ignored",
            "Make it a list",
            "  - git:\n      command: x",
        ),
        ("\ufeff" + agent(*NAMED), "text.bom", "Remove the byte order mark", None),
        (agent("name: qa", "description: a\u200bb"), "value.zero_width", "Remove the character", "description: ab"),
        (
            agent("name: qa", "description: before --- after", "model: opus"),
            "frontmatter.early_fence",
            "Quote the description",
            'description: "before -\\x2d- after"',
        ),
        ("---\nname: qa\ndescription: x\n\nYou test.\n", "frontmatter.unclosed", "Add the closing ---", ""),
        ("\n" + agent(*NAMED), "frontmatter.missing", "Move the --- to the first line", ""),
        ("-" + agent(*NAMED), "frontmatter.missing", "Write exactly ---", ""),
        ("You test what others build.\n", "frontmatter.missing", "Add a name and a description", None),
        (
            agent(*NAMED).replace("\n---\n", "\n  ---\n"),
            "frontmatter.indented_fence",
            "Begin --- in the first column",
            None,
        ),
        (
            agent("name: qa", "description: a\\nb"),
            "description.backslash_n",
            "Write real line ends",
            'description: "a\\nb"',
        ),
        (agent(*NAMED).replace("\n", "\r"), "frontmatter.missing", "End every line in LF", None),
        (agent(*NAMED, "hooks:", "\t\tStop: []"), "yaml.repaired", "Indent with spaces", "    Stop: []"),
        (agent(*NAMED, body="Ring \x07.\n"), "text.control", "Remove the character", "Ring ."),
    ],
)
def test_it_is_offered_and_says_what_it_does(text, code, label, line):
    said, new = fixed(text, code)

    assert said == label
    assert line is None or new == line


@pytest.mark.parametrize(
    "text",
    [
        agent(*NAMED, "tools: LS"),
        agent(*NAMED, "tools: All tools"),
        agent(*NAMED, "color: '#ff0000'"),
        agent(*NAMED, "version: 2"),
        agent(*NAMED, "tool: Read", "tools: Grep"),
        agent("description: x", "name: claude"),
    ],
)
def test_where_a_person_must_decide_there_is_none(text):
    found = find(text, read(text), stem="x")

    assert found
    assert all(finding.fix is None for finding in found)


def test_all_are_fixed_at_once_and_notes_are_left_to_their_author():
    text = agent('name: "My Agent"', "description: Use when: asked", "tool: read, LS", "color: Red")

    changed, used = mend_all(text)

    assert changed == agent('name: "My Agent"', 'description: "Use when: asked"', "tools: Read", "color: red")
    assert len(used) == 5
    assert [problem.code for problem in read(changed).problems] == ["name.style"]


def test_a_finding_is_named_by_its_code_and_line():
    text = agent(*NAMED, "tools: Bash, Raed, Grpe")

    keys = [finding.key for finding in find(text, read(text))]

    assert keys == ["tools-unknown-4", "tools-unknown-4-2"]
    changed, fix = mend(text, "tools-unknown-4-2")
    assert fix.label == "Write Grep"
    assert "tools: Bash, Raed, Grep\n" in changed
    assert mend(text, "tools-unknown-9") is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (agent(*NAMED, "tools: Read, Grpe"), (4, 14, 4, 18)),
        (agent(*NAMED, "tools:", "  - Read", "  - Grpe"), (6, 5, 6, 9)),
        (agent(*NAMED, "toolz: Read"), (4, 1, 4, 6)),
        (agent(*NAMED, "color: Red  "), (4, 8, 4, 11)),
        (agent(*NAMED, "hooks:", "  Nope: []"), (5, 3, 5, 7)),
        (agent("name: qa", "description: Use when: asked"), (3, 14, 3, 29)),
        (agent(*NAMED, body="Ring \x07.\n"), (6, 6, 6, 7)),
        ("no frontmatter\n", (1, 1, 1, 15)),
    ],
)
def test_a_finding_has_its_exact_place(text, place):
    span = find(text, read(text))[0].span

    assert (span.line, span.column, span.end_line, span.end_column) == place


def texts(shared):
    for folder in ("corpus", "format/probes", "badinput"):
        for path in sorted((shared / folder).rglob("*.md")):
            yield path.stem, path.read_bytes().decode("utf-8", "replace")


@pytest.mark.shared
def test_each_fix_of_each_real_file_mends_its_problem_and_leaves_the_rest(shared):
    wrong, count = [], 0
    for stem, text in texts(shared):
        reading = read(text)
        for finding in find(text, reading, stem=stem):
            if finding.fix is None:
                continue
            count += 1
            changed = finding.fix.apply(text)
            if not (is_mended(finding, reading, read(changed)) and is_minimal(finding.fix, text, changed)):
                wrong.append((stem, finding))

    assert count > 250
    assert wrong == []


def is_mended(finding, before, after) -> bool:
    """Written apart from the proof the code makes: the problem is gone and no new error came, unless one was hidden."""
    what = (finding.problem.code, finding.problem.message)
    was = [(problem.code, problem.message) for problem in told(before)].count(what)
    now = [(problem.code, problem.message) for problem in told(after)].count(what)
    return now < was and (stage(after) > stage(before) or not errors(after) - errors(before))


def is_minimal(fix, text, changed) -> bool:
    """What stands outside of the edits is the same, character for character."""
    at = shift = 0
    for edit in fix.edits:
        if text[at : edit.start] != changed[at + shift : edit.start + shift]:
            return False
        at, shift = edit.end, shift + len(edit.text) - (edit.end - edit.start)
    return text[at:] == changed[at + shift :]


@pytest.mark.shared
def test_fixing_all_twice_is_fixing_all_once_and_never_makes_a_file_worse(shared):
    wrong, count = [], 0
    for stem, text in texts(shared):
        changed, used = mend_all(text, stem=stem)
        if not used:
            continue
        count += 1
        before, after = read(text), read(changed)
        is_worse = before.loads and not after.loads
        if is_worse or mend_all(changed, stem=stem) != (changed, []) or str(split(changed)) != changed:
            wrong.append(stem)

    assert count > 150
    assert wrong == []


@pytest.mark.shared
def test_what_a_fix_leaves_of_a_files_lines_is_what_they_were(shared):
    """All but line ends: of the lines that a fix of one line touches no other is new."""
    for stem, text in texts(shared):
        for finding in find(text, read(text), stem=stem):
            if finding.fix is None or len(finding.fix.edits) != 1:
                continue
            (edit,) = finding.fix.edits
            outside = text[: text.rfind("\n", 0, edit.start) + 1]
            assert finding.fix.apply(text).startswith(outside)
            behind = re.search(r"\n[^\0]*\Z", text[edit.end :])
            assert behind is None or finding.fix.apply(text).endswith(behind[0])
