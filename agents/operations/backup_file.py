"""The file of a backup: a zip with a manifest and the rows of each table, sealed with the hash of all its bytes.

The seal is the zip's comment, so that one look finds a file that was cut off or altered anywhere.
"""

import hashlib
import json
import os
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import agentsite
from agents.operations.errors import OperationError
from agents.operations.kept_rows import Node, Part, content_hash

FORMAT = 1
MANIFEST = "manifest.json"
SEAL = 64
BLOCK = 1024 * 1024
SEALED = re.compile(rb"[0-9a-f]{64}")


class BackupRefused(OperationError):
    """A backup that cannot be made or restored."""

    code = "backup"


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself."""

    agentsite: str
    made_at: str
    database: str
    migrations: tuple[Node, ...]
    parts: tuple[Part, ...]
    content: str
    format: int = FORMAT


def part_name(table: str) -> str:
    return f"rows/{table}.jsonl"


@contextmanager
def written_whole(target: Path) -> Iterator[zipfile.ZipFile]:
    """Write a backup that only its owner can read, and put it to ``target`` whole or not at all."""
    beside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        descriptor = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "r+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.comment = b"0" * SEAL
                yield archive
            _seal(file)
        os.replace(beside, target)
    finally:
        beside.unlink(missing_ok=True)


def _seal(file) -> None:
    digest = _hash_before_seal(file)
    file.seek(-SEAL, os.SEEK_END)
    file.write(digest.encode())
    file.flush()
    os.fsync(file.fileno())


def _hash_before_seal(file) -> str:
    left = file.seek(0, os.SEEK_END) - SEAL
    digest = hashlib.sha256()
    file.seek(0)
    while left > 0 and (block := file.read(min(BLOCK, left))):
        digest.update(block)
        left -= len(block)
    return digest.hexdigest()


def write_manifest(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))


@contextmanager
def opened(path: Path) -> Iterator[tuple[Manifest, zipfile.ZipFile]]:
    """Open a backup that is whole and not newer than this agentsite; BackupRefused says what is wrong with others."""
    with path.open("rb") as file:
        _check_seal(file, path)
        with _unzipped(file, path) as archive:
            yield _read_manifest(archive, path), archive


def _check_seal(file, path: Path) -> None:
    if file.read(2) != b"PK":
        raise BackupRefused(f"{path} is not a backup of agentsite.")
    if file.seek(0, os.SEEK_END) > SEAL:
        file.seek(-SEAL, os.SEEK_END)
        seal = file.read(SEAL)
        if SEALED.fullmatch(seal) and seal.decode() == _hash_before_seal(file):
            return
    raise BackupRefused(
        f"{path} was cut off or altered since it was made: its checksum is not that of its content. "
        "Take another backup, or copy this one again."
    )


def _unzipped(file, path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except zipfile.BadZipFile as error:
        raise BackupRefused(f"{path} is not a backup of agentsite.") from error


def _read_manifest(archive: zipfile.ZipFile, path: Path) -> Manifest:
    try:
        return _checked(json.loads(archive.read(MANIFEST)), path)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise BackupRefused(f"{path} is not a backup of agentsite: its manifest cannot be read.") from error


def _checked(said: dict[str, Any], path: Path) -> Manifest:
    if said["format"] > FORMAT or _numbers(said["agentsite"]) > _numbers(agentsite.__version__):
        raise BackupRefused(
            f"{path} was made by agentsite {said['agentsite']}, which is newer than this one "
            f"({agentsite.__version__}). Install that version, then restore."
        )
    parts = tuple(Part(part["table"], tuple(part["columns"]), part["rows"], part["sha256"]) for part in said["parts"])
    if content_hash(parts) != said["content"]:
        raise BackupRefused(f"{path} contradicts itself: its list of tables was altered. Take another backup.")
    migrations = tuple((app, name) for app, name in said["migrations"])
    return Manifest(**(said | {"parts": parts, "migrations": migrations}))


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version.split("+")[0])]
