"""Open a zip without trusting a word of it, and without writing anything.

The directory is read and checked here, whole, before the first byte is inflated: overlapping
entries, lying sizes, links, twins and names that step outside make the archive hostile, and a
hostile archive is refused as one.  Python's zipfile follows what the directory claims.
"""

import re
import struct
import unicodedata
import zlib
from typing import NamedTuple
from urllib.parse import unquote

from agents import limits
from agents.definition import paths
from agents.definition.collection import Incoming
from agents.definition.intake import too_large, unwrapped
from agents.operations.errors import ArchiveRefused

END = struct.Struct("<4s4H2LH")
ENTRY = struct.Struct("<4s2B5H3L5H2L")
LOCAL = struct.Struct("<4s5H3L2H")
LONGEST_COMMENT = 4_096  # hosts of repositories write a commit id here
STORED, DEFLATED = 0, 8
UNIX = (3, 19)
FOLDER, REGULAR = 0o040000, 0o100000
RATIO, RATIO_FROM = 200, 1_048_576
ARCHIVES = (".zip", ".jar", ".tar", ".tgz", ".gz", ".bz2", ".xz", ".7z", ".rar", ".zst")
BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
GIT = re.compile(r"(?:\.git|git~\d+)[. ]*", re.IGNORECASE)


class Entry(NamedTuple):
    """One line of a zip's directory."""

    name: str
    raw_name: bytes
    method: int
    checksum: int
    packed: int
    size: int
    offset: int
    encrypted: bool
    streamed: bool  # sizes stand behind the content, not before it


def open_archive(content: bytes) -> list[Incoming]:
    """Return the files of a zip; ArchiveRefused when the archive is broken, too large or hostile."""
    if len(content) > limits.ARCHIVE_BYTES:
        raise ArchiveRefused(f"The archive is {too_large(len(content), limits.ARCHIVE_BYTES)[6:]}")
    entries, directory = _directory(content)
    _check_names(entries)
    _check_sizes(entries)
    starts = _check_layout(content, entries, directory)
    files = [entry for entry in entries if not entry.name.endswith("/")]
    if not files:
        raise ArchiveRefused("The archive holds no files.")
    cut = unwrapped([entry.name for entry in files])
    return [Incoming(entry.name[cut:], *_content(content, entry, starts[entry.offset])) for entry in files]


def _directory(content: bytes) -> tuple[list[Entry], int]:
    """Read the directory at the archive's end; return its entries and where it begins."""
    end = content.rfind(b"PK\5\6", max(0, len(content) - END.size - LONGEST_COMMENT))
    if end < 0 or len(content) - end < END.size:
        raise ArchiveRefused("This is not a zip archive, or its end is missing. Make it anew.")
    _, disk, first_disk, here, count, size, start, comment = END.unpack_from(content, end)
    if disk or first_disk or here != count or start + size != end or end + END.size + comment != len(content):
        raise ArchiveRefused("The archive's directory contradicts itself. Make the archive anew.")
    if count > limits.ARCHIVE_ENTRIES:
        raise ArchiveRefused(f"The archive holds {count:,} entries; at most {limits.ARCHIVE_ENTRIES:,} are read.")
    entries, at = [], start
    for _ in range(count):
        entry, at = _entry(content, at, end)
        entries.append(entry)
    if at != end:
        raise ArchiveRefused("The archive's directory holds more than it counts. Make the archive anew.")
    return entries, start


def _entry(content: bytes, at: int, end: int) -> tuple[Entry, int]:
    if at + ENTRY.size > end or content[at : at + 4] != b"PK\1\2":
        raise ArchiveRefused("The archive's directory is damaged. Make the archive anew.")
    (_, _, host, _, flags, method, _, _, checksum, packed, size, name_length, extra, comment, _, _, mode, offset) = (
        ENTRY.unpack_from(content, at)
    )
    raw = content[at + ENTRY.size : at + ENTRY.size + name_length]
    entry = Entry(_name(raw), raw, method, checksum, packed, size, offset, bool(flags & 0x2041), bool(flags & 8))
    kind = mode >> 16 & 0o170000
    if host in UNIX and kind not in (0, REGULAR, FOLDER):
        raise ArchiveRefused(f"{paths.shown(entry.name)} is a link or a device, not a file. Pack plain files.")
    if host in UNIX and kind == FOLDER and not entry.name.endswith("/"):
        raise ArchiveRefused(f"{paths.shown(entry.name)} is a folder by its mode and a file by its name.")
    return entry, at + ENTRY.size + name_length + extra + comment


def _name(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp437")


def _check_names(entries: list[Entry]) -> None:
    seen = set()
    for entry in entries:
        if reason := _hostile(entry.name):
            name = paths.shown(entry.name) or "without a name"
            raise ArchiveRefused(f"The entry {name} {reason}, so nothing of the archive is taken.")
        key = paths.key(entry.name.removesuffix("/"))
        if key in seen:
            raise ArchiveRefused(f"The archive holds {paths.shown(entry.name)} twice, perhaps in other letter case.")
        seen.add(key)


def _hostile(name: str) -> str:
    """What makes a name one that no honest archive holds; empty for honest ones."""
    plain = unicodedata.normalize("NFKC", unquote(name)).replace("\\", "/").removesuffix("/")
    segments = plain.split("/")
    if plain.startswith("/") or re.match("[A-Za-z]:", plain):
        return "is an absolute path"
    if "\\" in name or any(segment in ("", ".", "..") for segment in segments):
        return "steps out of its folder"
    if any(GIT.fullmatch(segment) for segment in segments):
        return "is one of git's own files"
    if any(not c.isprintable() for c in name) or BIDI.search(name):
        return "holds invisible characters in its name"
    return "is an archive itself" if plain.casefold().endswith(ARCHIVES) else ""


def _check_sizes(entries: list[Entry]) -> None:
    if (total := sum(entry.size for entry in entries)) > limits.IMPORT_BYTES:
        raise ArchiveRefused(f"The archive unpacks to {total:,} bytes; at most {limits.IMPORT_BYTES:,} are read.")
    for entry in entries:
        if entry.encrypted:
            raise ArchiveRefused("The archive is encrypted. Make one without a password.")
        if entry.method not in (STORED, DEFLATED) or (entry.method == STORED and entry.size != entry.packed):
            raise ArchiveRefused(f"{paths.shown(entry.name)} is packed in a way that is not read here. Use plain zip.")
        if entry.size > RATIO_FROM and entry.size > RATIO * max(entry.packed, 1):
            raise ArchiveRefused(f"{paths.shown(entry.name)} unpacks to more than {RATIO} times its size.")


def _check_layout(content: bytes, entries: list[Entry], directory: int) -> dict[int, int]:
    """Hold every local header against the directory; return where each entry's content starts."""
    starts: dict[int, int] = {}
    free = 0
    for entry in sorted(entries, key=lambda entry: entry.offset):
        start = _start(content, entry, directory)
        if entry.offset < free or (not starts and entry.offset != 0) or start + entry.packed > directory:
            raise ArchiveRefused("Entries of the archive overlap or lie outside of it. Make the archive anew.")
        free = start + entry.packed
        starts[entry.offset] = start
    return starts


def _start(content: bytes, entry: Entry, directory: int) -> int:
    if entry.offset + LOCAL.size > directory or content[entry.offset : entry.offset + 4] != b"PK\3\4":
        raise ArchiveRefused(f"{paths.shown(entry.name)} is not where the archive's directory says. Make it anew.")
    _, _, flags, method, _, _, checksum, packed, size, name_length, extra = LOCAL.unpack_from(content, entry.offset)
    name_start = entry.offset + LOCAL.size
    same_sizes = (checksum, packed, size) == (entry.checksum, entry.packed, entry.size)
    if (
        content[name_start : name_start + name_length] != entry.raw_name
        or method != entry.method
        or bool(flags & 8) != entry.streamed
        or not (entry.streamed or same_sizes)
    ):
        raise ArchiveRefused(f"{paths.shown(entry.name)} is one file to the directory and another to its header.")
    return name_start + name_length + extra


def _content(content: bytes, entry: Entry, start: int) -> tuple[bytes | None, str]:
    """Content and refusal of one entry; only Markdown that may be kept is inflated."""
    if not entry.name.endswith(".md"):
        return None, ""
    if entry.size > limits.DOCUMENT_BYTES:
        return None, too_large(entry.size, limits.DOCUMENT_BYTES)
    packed = content[start : start + entry.packed]
    text = packed if entry.method == STORED else _inflated(packed, entry)
    if zlib.crc32(text) != entry.checksum or len(text) != entry.size:
        raise ArchiveRefused(f"{paths.shown(entry.name)} is not what the archive's directory says. Make it anew.")
    return text, ""


def _inflated(packed: bytes, entry: Entry) -> bytes:
    inflater = zlib.decompressobj(-15)
    try:
        text = inflater.decompress(packed, entry.size + 1)
    except zlib.error as error:
        raise ArchiveRefused(f"{paths.shown(entry.name)} is damaged. Make the archive anew.") from error
    if not inflater.eof or inflater.unused_data or inflater.unconsumed_tail:
        raise ArchiveRefused(f"{paths.shown(entry.name)} is not as long as the archive's directory says.")
    return text
