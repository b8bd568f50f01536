"""A page of versions, each with what it changed; kept by the names of both texts, which never change."""

from collections.abc import Sequence
from dataclasses import dataclass

from agents.definition.comparison import MOST_COMPARED, Summary, summarise
from agents.definition.invisible import spelled_out
from agents.definition.schema import field
from agents.memory import cache
from agents.models import Revision
from agents.queries.history import Merged, merged_as, sources

SUMMARY_VERSION = 1  # raise it when the same change is to be told differently
KEPT_SECONDS = 24 * 3600
MOST_LABELS = 8


@dataclass(frozen=True)
class VersionRow:
    """One version in the list; ``summary`` is None where the texts are too long to compare here."""

    version: Revision
    summary: Summary | None
    renamed_from: str = ""
    merged: Merged | None = None

    @property
    def is_first(self) -> bool:
        return self.version.parent_id is None

    @property
    def previous(self) -> int:
        return self.version.number - 1

    @property
    def lines(self) -> int:
        return self.summary.added + self.summary.removed if self.summary else 0

    @property
    def labels(self) -> list[str]:
        return [_label(key) for key in self.summary.keys[:MOST_LABELS]] if self.summary else []

    @property
    def more_labels(self) -> int:
        return max(0, len(self.summary.keys) - MOST_LABELS) if self.summary else 0


def version_rows(versions: Sequence[Revision]) -> list[VersionRow]:
    """Lay out revisions of ``queries.history``; at most two queries, whatever their number."""
    keys = {version.pk: _key(version) for version in versions if version.parent_id}
    summaries = cache.get_many(keys.values())
    missing = [version for version in versions if version.pk in keys and keys[version.pk] not in summaries]
    made = {keys[pk]: summary for pk, summary in _summaries(missing).items()}
    cache.set_many(made, KEPT_SECONDS)
    found, merged = summaries | made, merged_as(versions)
    return [
        VersionRow(version, found.get(keys.get(version.pk)), _renamed_from(version), merged.get(version.pk))
        for version in versions
    ]


def _key(version: Revision) -> str:
    return f"change:{SUMMARY_VERSION}:{version.parent_blob}:{version.blob_id}"


def _summaries(versions: Sequence[Revision]) -> dict[int, Summary]:
    found = {version.pk: Summary() for version in versions if version.blob_id == version.parent_blob}
    pairs = [(version.parent_id, version.pk) for version in versions if version.pk not in found]
    texts = sources({pk for pair in pairs for pk in pair})
    compared = 0
    for parent, pk in pairs:
        if parent not in texts or pk not in texts:
            continue
        compared += texts[parent].count("\n") + texts[pk].count("\n")
        if compared > MOST_COMPARED:
            break
        found[pk] = summarise(texts[parent], texts[pk])
    return found


def _renamed_from(version: Revision) -> str:
    return version.parent_path if version.parent_id and version.parent_path != version.path else ""


def _label(key: str) -> str:
    known = field(key)
    return known.label if known else spelled_out(key)[:40]
