"""Where a file stands within ``.claude/``, and whether that is a path we would ever write.

One rule for every door (form, zip, folder, files, command): a path that one of them
refuses and another takes is how files end up where nobody looks.
"""

import re
import unicodedata

LONGEST = 255
DEEPEST = 10
LONGEST_NAME = 64
SEGMENT = re.compile(r"[A-Za-z0-9_.][A-Za-z0-9_.@+() -]*", re.ASCII)
NEW_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
WINDOWS_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"]
)
PAGE_WORDS = frozenset({"new", "edit", "api", "static"})


class UnsafePath(ValueError):
    """A path we refuse; its text is the sentence for the person."""


def check(path: str) -> str:
    """Return ``path`` when it may be stored and exported, else raise UnsafePath.

    >>> check("agents/web/frontend.md")
    'agents/web/frontend.md'
    """
    if not path.strip():
        raise UnsafePath("The file has no name. Give it one.")
    if len(path) > LONGEST:
        raise UnsafePath(f"The path is {len(path)} characters long; at most {LONGEST} are allowed. Shorten it.")
    if path.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", path):
        raise UnsafePath(f"{shown(path)} is an absolute path. Give one within .claude.")
    segments = path.split("/")
    if len(segments) - 1 > DEEPEST:
        raise UnsafePath(f"{shown(path)} lies {len(segments) - 1} folders deep; at most {DEEPEST} are allowed.")
    for segment in segments:
        _check_segment(segment, path)
    _check_file_name(segments[-1], path)
    return path


def _check_segment(segment: str, path: str) -> None:
    folded = unicodedata.normalize("NFKC", segment).rstrip(". ").casefold()
    if segment in ("", ".", "..") or ".." in segment:
        raise UnsafePath(f"{shown(path)} steps through “{shown(segment)}”. Give the plain path within .claude.")
    if folded.startswith((".git", "git~")) and not folded.startswith(".github"):
        raise UnsafePath(f"{shown(path)} names git's own files, which are never written. Choose another name.")
    if segment != segment.strip() or segment.endswith("."):
        raise UnsafePath(f"“{shown(segment)}” begins or ends with a space or dot, which some systems drop. Rename it.")
    if segment[0] in "-~":
        raise UnsafePath(f"“{shown(segment)}” begins with {segment[0]}, which programs misread. Rename it.")
    if not SEGMENT.fullmatch(segment):
        raise UnsafePath(
            f"“{shown(segment)}” holds a character that is not safe in every repository. "
            "Use letters a to z, digits, hyphen, underscore and dot."
        )
    if folded.split(".")[0] in WINDOWS_DEVICES:
        raise UnsafePath(f"“{shown(segment)}” is a device name on Windows, where no file can have it. Rename it.")


def _check_file_name(name: str, path: str) -> None:
    stem = name.removesuffix(".md")
    if stem == name:
        raise UnsafePath(f"{shown(path)} does not end in .md; only Markdown files are kept.")
    if stem != stem.strip():
        raise UnsafePath(f"“{shown(name)}” has a space before .md, which some systems drop. Rename it.")
    if stem.endswith((".md", ".lock")) or stem == "__init__" or not stem.strip("."):
        raise UnsafePath(f"“{shown(name)}” looks like another kind of file. Rename it.")


def check_new_name(stem: str) -> str:
    """Return ``stem`` when a person may choose it for a new file, else raise UnsafePath.

    Stricter than ``check``: files from elsewhere keep their names, new ones get names that
    are the same in every shell, address and file system.
    """
    if not stem.strip():
        raise UnsafePath("Give the file a name.")
    if len(stem) > LONGEST_NAME:
        raise UnsafePath(f"The name is {len(stem)} characters long; at most {LONGEST_NAME} are allowed. Shorten it.")
    if stem in PAGE_WORDS:
        raise UnsafePath(f"“{stem}” is the address of a page here. Choose another name, such as {stem}-agent.")
    if not NEW_NAME.fullmatch(stem):
        raise UnsafePath(
            f"“{shown(stem)}” will not do. Use small letters a to z, digits and single hyphens, as in code-reviewer."
        )
    if stem in WINDOWS_DEVICES:
        raise UnsafePath(f"“{stem}” is a device name on Windows, where no file can have it. Choose another name.")
    return stem


def key(path: str) -> str:
    """Return what is the same for paths that some file systems cannot tell apart."""
    return unicodedata.normalize("NFKC", path).casefold()


def folder(path: str) -> str:
    """Return the folder below ``agents/``, ``guidelines/`` …, or "" for the top.

    >>> folder("agents/web/frontend.md"), folder("agents/qa.md")
    ('web', '')
    """
    return "/".join(path.split("/")[1:-1])


def shown(text: str) -> str:
    """Return ``text`` fit for a sentence: short, with nothing invisible in it."""
    drawn = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
    return drawn if len(drawn) <= 80 else f"{drawn[:77]}…"
