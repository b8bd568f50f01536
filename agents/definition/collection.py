"""Decide what each file of an import is and where it stands within ``.claude/``.

Everything here is decided from paths and bytes; nothing is read from disk or written.  A
file is an agent, a guideline, left alone with a reason, or refused with one.
"""

import re
from collections.abc import Iterable, Sequence
from os.path import commonprefix
from typing import NamedTuple

from agents.definition import paths
from agents.definition.likeness import is_agent_like, references, refers_to

AGENT, GUIDELINE, LEFT, REFUSED = "agent", "guideline", "left", "refused"
GUIDELINE_FOLDERS = frozenset({"guidelines", "rules", "docs"})
OTHER_FOLDERS = {
    "skills": "It belongs to a skill; skills are not kept here.",
    "commands": "It is a command; commands are not kept here.",
    "output-styles": "It is an output style; those are not kept here.",
    "hooks": "It belongs to a hook; hooks are not kept here.",
}
PROJECT_FILES = frozenset(
    ["readme", "license", "licence", "changelog", "changes", "contributing", "code_of_conduct", "security", "authors"]
) | {"notice", "claude", "claude.local", "agents", "gemini", "copilot-instructions"}
SUSPECT = re.compile(r"^[/~]|^[A-Za-z]:|\.\.|//|(?:^|/)\./|\\|(?:^|/)(?:\.git|git~)(?!hub)", re.IGNORECASE)
NOT_MARKDOWN = "It is not a Markdown file; only names that end in .md are kept."
OUTSIDE = "It lies outside .claude."
UNREFERRED = "No agent refers to it."


class Incoming(NamedTuple):
    """A file as a door hands it in.  ``content`` is None when it was not read."""

    path: str
    content: bytes | None = None
    refusal: str = ""


class Placed(NamedTuple):
    """A file and what became of it: ``path`` is within ``.claude/``, ``reason`` for those not taken."""

    file: Incoming
    kind: str
    path: str
    reason: str = ""


def arrange(files: Iterable[Incoming]) -> list[Placed]:
    """Give every file its kind and its path, in the order they came.

    With a ``.claude`` somewhere, paths are kept relative to it; of several, all but the outermost
    keep the folders they were in.  Without one, agents are gathered below ``agents/`` with their
    folders.  A file whose path another one already has, or has in other letter case, is refused.

    >>> [one.path for one in arrange([Incoming("shop/.claude/agents/qa.md"), Incoming("shop/.claude/docs/api.md")])]
    ['agents/qa.md', 'docs/api.md']
    """
    listed = list(files)
    unsafe = {at: refused for at, file in enumerate(listed) if (refused := _unsafe(file)) is not None}
    safe = [file for at, file in enumerate(listed) if at not in unsafe] if unsafe else listed
    roots = {root for file in safe if (root := _root(file.path)) is not None}
    placed = iter(_with_references(_arrange_claude(safe, roots) if roots else _arrange_loose(safe)))
    return list(_without_twins(unsafe[at] if at in unsafe else next(placed) for at in range(len(listed))))


def _unsafe(file: Incoming) -> Placed | None:
    """Refuse a path that steps out of its folder or into git's, whatever it would become."""
    if not (SUSPECT.search(file.path) and file.path.endswith(".md")):
        return None
    try:
        paths.check(file.path)
    except paths.UnsafePath as unsafe:
        return Placed(file, REFUSED, file.path, str(unsafe))
    return None


def _root(path: str) -> str | None:
    """The folders before ``.claude``; None without one."""
    if path.startswith(".claude/"):
        return ""
    at = path.find("/.claude/")
    return None if at < 0 else path[: at + 1]


def _arrange_claude(files: Sequence[Incoming], roots: set[str]) -> list[Placed]:
    shared = _shared_folders(roots)
    placed = []
    for file in files:
        root = _root(file.path)
        if root is None:
            placed.append(_not_taken(file, OUTSIDE))
            continue
        within = file.path[len(root) + len(".claude/") :]
        first, _, rest = within.partition("/")
        folders = root[len(shared) :]
        placed.append(_within_claude(file, first, f"{first}/{folders}{rest}" if rest else folders + within))
    return placed


def _shared_folders(roots: set[str]) -> str:
    """The folders all roots begin with: what stands above the outermost ``.claude`` tells nothing."""
    shared = commonprefix(list(roots))  # noqa: RUF071  cut at a slash below
    return shared[: shared.rfind("/") + 1]


def _within_claude(file: Incoming, first: str, path: str) -> Placed:
    if not path.endswith(".md"):
        return _not_taken(file, NOT_MARKDOWN)
    if first == "agents":
        return Placed(file, AGENT, path)
    if first in GUIDELINE_FOLDERS:
        return Placed(file, GUIDELINE, path)
    if first in OTHER_FOLDERS:
        return _not_taken(file, OTHER_FOLDERS[first])
    return Placed(file, LEFT, path, UNREFERRED)


def _not_taken(file: Incoming, reason: str) -> Placed:
    return Placed(file, LEFT, "", reason if file.path.endswith(".md") else file.refusal or reason)


def _arrange_loose(files: Sequence[Incoming]) -> list[Placed]:
    placed = [_by_folder(file) for file in files]
    likely = {file.path for file, kind, *_ in placed if kind == AGENT}
    among_agents = _folders_of_agents(placed)
    has_folder = any("/" in path for path in likely)
    for at, (file, kind, _, reason) in enumerate(placed):
        if kind != LEFT or reason != UNREFERRED:
            continue
        folder = file.path.rpartition("/")[0]
        if folder in among_agents:
            placed[at] = Placed(file, AGENT, f"agents/{file.path}")
        elif not folder and not has_folder:
            placed[at] = Placed(file, GUIDELINE, f"guidelines/{file.path}")
    return placed


def _by_folder(file: Incoming) -> Placed:
    """Judge one file of a collection without ``.claude`` by its folders, then by its frontmatter."""
    if not file.path.endswith(".md"):
        return _not_taken(file, NOT_MARKDOWN)
    *folders, name = file.path.split("/")
    for folder in folders:
        if folder == "agents":
            return Placed(file, AGENT, _to_front("agents", folders, name))
        if folder in OTHER_FOLDERS:
            return _not_taken(file, OTHER_FOLDERS[folder])
    if name == "SKILL.md":
        return _not_taken(file, OTHER_FOLDERS["skills"])
    if is_agent_like(file.content or b""):
        return Placed(file, AGENT, f"agents/{file.path}")
    if name[:-3].casefold() in PROJECT_FILES:
        return _not_taken(file, "It is about the project, not about its agents.")
    for folder in folders:
        if folder in GUIDELINE_FOLDERS:
            return Placed(file, GUIDELINE, _to_front(folder, folders, name))
    return Placed(file, LEFT, f"guidelines/{file.path}", UNREFERRED)


def _to_front(marker: str, folders: list[str], name: str) -> str:
    at = folders.index(marker)
    return "/".join([marker, *folders[:at], *folders[at + 1 :], name])


def _folders_of_agents(placed: list[Placed]) -> set[str]:
    """Folders in which most files are agents: a broken one among them is an agent too."""
    counts: dict[str, list[int]] = {}
    for file, kind, _, reason in placed:
        if kind == AGENT or reason == UNREFERRED:
            counts.setdefault(file.path.rpartition("/")[0], [0, 0])[kind != AGENT] += 1
    return {folder for folder, (agents, others) in counts.items() if agents > others}


def _with_references(placed: list[Placed]) -> list[Placed]:
    """Make guidelines of the open files some agent refers to by their path."""
    if not any(reason == UNREFERRED for *_, reason in placed):
        return placed
    named = references(file.content or b"" for file, kind, *_ in placed if kind == AGENT)
    return [
        Placed(one.file, GUIDELINE, one.path) if one.reason == UNREFERRED and refers_to(named, one.path) else one
        for one in placed
    ]


def _without_twins(placed: Iterable[Placed]) -> Iterable[Placed]:
    seen: dict[str, str] = {}
    for one in placed:
        key = paths.key(one.path)
        if one.kind in (LEFT, REFUSED):
            yield one
        elif key in seen:
            reason = f"{paths.shown(seen[key])} would end up at the same place. Rename one of them."
            yield Placed(one.file, REFUSED, one.path, reason)
        else:
            seen[key] = one.file.path
            yield one
