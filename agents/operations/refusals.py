"""What no file may hold and no repository may get, whatever way it came in."""

from agents import limits
from agents.definition import paths
from agents.operations.errors import PathRefused, TextRefused


def check_text(source: str) -> str:
    """Return ``source``, or raise TextRefused when no file may hold it."""
    if "\0" in source:
        line = source.count("\n", 0, source.index("\0")) + 1
        raise TextRefused(f"Line {line} holds a NUL character, which no text file may hold. Remove it.")
    try:
        size = len(source.encode())
    except UnicodeEncodeError as error:
        raise TextRefused("The text holds half of a surrogate pair, which is not UTF-8. Remove it.") from error
    if size > limits.DOCUMENT_BYTES:
        raise TextRefused(f"The text is {size:,} bytes; at most {limits.DOCUMENT_BYTES:,} can be kept. Shorten it.")
    return source


def check_path(path: str) -> str:
    """Return ``path``, or raise PathRefused when it is not one we would write into a repository."""
    try:
        return paths.check(path)
    except paths.UnsafePath as error:
        raise PathRefused(str(error)) from error


def check_words(words: str, *, most: int = limits.COMMENT_BYTES) -> str:
    """Return what a person wrote, or raise TextRefused when it is too long or cannot be kept."""
    size = len(check_text(words).encode())
    if size > most:
        raise TextRefused(f"That is {size:,} bytes; at most {most:,} can be kept. Shorten it.")
    return words
