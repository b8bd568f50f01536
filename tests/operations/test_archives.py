"""A zip is believed only where directory, headers and content agree."""

import io
import stat
import struct
import zipfile

import pytest

from agents import limits
from agents.operations.archives import open_archive
from agents.operations.errors import ArchiveRefused

TEXT = b"---\nname: qa\ndescription: Tests things.\n---\nYou test.\n"


def zipped(*entries, compression=zipfile.ZIP_DEFLATED, comment=b"") -> bytes:
    """A zip of names, or of (name or ZipInfo, content)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for entry in entries:
            name, content = entry if isinstance(entry, tuple) else (entry, TEXT)
            archive.writestr(name, content)
        archive.comment = comment
    return buffer.getvalue()


def of_mode(name: str, mode: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.create_system, entry.external_attr = 3, mode << 16
    return entry


@pytest.mark.parametrize("compression", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_a_plain_zip_yields_its_files(compression):
    files = open_archive(zipped(".claude/agents/qa.md", ".claude/settings.json", compression=compression))

    assert [(file.path, file.content) for file in files] == [
        (".claude/agents/qa.md", TEXT),
        (".claude/settings.json", None),
    ]


def test_the_folder_around_a_repository_is_taken_off():
    assert [file.path for file in open_archive(zipped("shop-main/agents/qa.md", "shop-main/x.txt"))] == [
        "agents/qa.md",
        "x.txt",
    ]


def test_folders_and_a_short_comment_are_nothing_unusual():
    files = open_archive(zipped(("agents/", b""), "agents/qa.md", comment=b"a" * 40))

    assert [file.path for file in files] == ["agents/qa.md"]


def test_a_streamed_zip_is_read():
    class Pipe(io.RawIOBase):
        def __init__(self):
            self.held = b""

        def writable(self):
            return True

        def write(self, some):
            self.held += bytes(some)
            return len(some)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("agents/qa.md", TEXT)

    assert open_archive(pipe.held)[0].content == TEXT


@pytest.mark.parametrize(
    "name",
    [
        "../e.md",
        "a/../../e.md",
        "/e.md",
        "//a",
        "C:/e.md",
        "..\\e.md",
        "%2e%2e/e.md",
        "./e.md",
        ".git/hooks/x",
        "a\nb.md",
        "．．/e.md",
        "git~1/config",
        ".GIT./x.md",
        "a\u202edm.exe",
        "inner.zip",
        "x/y.tar.gz",
    ],
)
def test_one_hostile_name_refuses_the_whole_archive(name):
    with pytest.raises(ArchiveRefused):
        open_archive(zipped("ok.md", name))


@pytest.mark.parametrize("mode", [stat.S_IFLNK | 0o777, stat.S_IFIFO | 0o644, stat.S_IFCHR | 0o644])
def test_links_and_devices_are_refused(mode):
    with pytest.raises(ArchiveRefused, match="link or a device"):
        open_archive(zipped((of_mode("agents/x.md", mode), b"/etc/passwd")))


@pytest.mark.parametrize(("one", "two"), [("a.md", "A.md"), ("caf\u00e9.md", "cafe\u0301.md")])
def test_twins_are_refused(one, two):
    with pytest.raises(ArchiveRefused, match="twice"):
        open_archive(zipped(one, two))


def test_a_file_over_the_limit_is_refused_alone_and_not_read():
    large = b"%d" % 10**7 + bytes(range(32, 127)) * (limits.DOCUMENT_BYTES // 95 + 1)
    files = open_archive(zipped(("agents/large.md", large), "agents/qa.md", compression=zipfile.ZIP_STORED))

    assert files[0].content is None
    assert "at most 1,048,576" in files[0].refusal
    assert files[1].content == TEXT


def test_a_bomb_is_refused_from_its_directory():
    with pytest.raises(ArchiveRefused, match="more than 200 times"):
        open_archive(zipped(("agents/bomb.md", b"\0" * 5_000_000)))
    with pytest.raises(ArchiveRefused, match="unpacks to"):
        open_archive(zipped(*((f"{number}.md", b"ab" * 5_000_000) for number in range(5))))


def changed(content: bytes, mark: bytes, offset: int, form: str, *values: int) -> bytes:
    """``content`` with a number overwritten, ``offset`` bytes after the last ``mark``."""
    held = bytearray(content)
    struct.pack_into(form, held, content.rindex(mark) + offset, *values)
    return bytes(held)


LIES = {
    "its size in the directory": (b"PK\1\2", 24, "<L", 10),
    "its size in both": (b"PK\1\2", 24, "<L", 10_000),
    "its checksum": (b"PK\1\2", 16, "<L", 1),
    "its place": (b"PK\1\2", 42, "<L", 7),
    "its method": (b"PK\1\2", 10, "<H", 99),
    "being encrypted": (b"PK\1\2", 8, "<H", 1),
    "the number of entries": (b"PK\5\6", 8, "<2H", 2, 2),
    "where the directory is": (b"PK\5\6", 16, "<L", 3),
    "other disks": (b"PK\5\6", 4, "<H", 1),
    "its name": (b"PK\3\4", 30, "<B", 90),
}


@pytest.mark.parametrize("about", LIES)
def test_a_zip_that_lies_is_refused(about):
    with pytest.raises(ArchiveRefused):
        open_archive(changed(zipped("agents/qa.md"), *LIES[about]))


def test_entries_that_share_bytes_are_refused():
    content = zipped("a.md", "b.md")
    first = content.index(b"PK\1\2")
    twin = changed(content, b"PK\1\2", 42, "<L", 0)

    with pytest.raises(ArchiveRefused):
        open_archive(twin)
    assert first


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip at all", TEXT * 100, b"\x1f\x8b" + b"x" * 100])
def test_what_is_no_zip_is_said_to_be_none(content):
    with pytest.raises(ArchiveRefused, match="not a zip archive"):
        open_archive(content)


def test_something_before_the_archive_is_refused():
    with pytest.raises(ArchiveRefused):
        open_archive(b"<html>" + zipped("agents/qa.md"))


@pytest.mark.parametrize("cut", [1, 10, 30, 60])
def test_a_truncated_zip_is_refused(cut):
    with pytest.raises(ArchiveRefused):
        open_archive(zipped("agents/qa.md")[:-cut])


def test_an_archive_over_the_limit_is_refused_unread(monkeypatch):
    monkeypatch.setattr(limits, "ARCHIVE_BYTES", 100)

    with pytest.raises(ArchiveRefused, match="at most 100"):
        open_archive(zipped("agents/qa.md"))


def test_too_many_entries_are_refused(monkeypatch):
    monkeypatch.setattr(limits, "ARCHIVE_ENTRIES", 2)

    assert len(open_archive(zipped("a.md", "b.md"))) == 2
    with pytest.raises(ArchiveRefused, match="at most 2"):
        open_archive(zipped("a.md", "b.md", "c.md"))


def test_any_damage_is_refused_or_does_no_harm():
    content = zipped("agents/qa.md", "agents/ui.md")
    for at in range(len(content)):
        try:
            files = open_archive(content[:at] + bytes([content[at] ^ 0x41]) + content[at + 1 :])
        except ArchiveRefused:
            continue
        assert all(file.content in (TEXT, None) for file in files)
