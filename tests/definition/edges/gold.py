"""The hand-labelled files of the corpus, read and compared with their labels."""

import csv
from collections import defaultdict
from dataclasses import dataclass, field

from agents.definition.client import read
from agents.definition.edges.names import key
from agents.definition.edges.reading import read_edges
from agents.definition.edges.roster import Named, Roster, stem_of
from agents.definition.sections import outline


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@dataclass
class Team:
    """The agents of one repository: texts and names by their number."""

    paths: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    roster: Roster = field(default_factory=lambda: Roster(()))


def teams(corpus):
    found = defaultdict(Team)
    for row in rows(corpus / "MANIFEST.tsv"):
        if row["kind"] == "agent":
            team = found[row["path"].partition("/")[0]]
            team.paths.append(row["path"])
            team.texts.append((corpus / row["path"]).read_bytes().decode("utf-8", "replace"))
    for team in found.values():
        team.roster = Roster([named(*one) for one in zip(range(len(team.paths)), team.paths, team.texts, strict=True)])
    return dict(found)


def named(number, path, text):
    title = next((heading.title for heading in outline(text)), "")
    return Named(number, read(text).name or "", stem_of(path), title)


def labels(corpus):
    """For each labelled file, the keys of the agents it names."""
    found = defaultdict(set)
    for row in rows(corpus / "edges_gold_dev.tsv"):
        found[row["file"]] |= {key(row["resolved_target"])} - {""}
    return found


@dataclass
class Score:
    """Counts of edges right, wrong and missed."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self):
        return self.right / (self.right + len(self.wrong)) if self.right or self.wrong else 1.0

    @property
    def recall(self):
        return self.right / (self.right + len(self.missed)) if self.right or self.missed else 1.0

    def __str__(self):
        counts = f"{self.right} right, {len(self.wrong)} wrong, {len(self.missed)} missed"
        return f"precision {self.precision:.3f}, recall {self.recall:.3f} ({counts})"


def scores(corpus):
    """A score for each repository that has labels."""
    found, everybody = defaultdict(Score), teams(corpus)
    for path, wanted in sorted(labels(corpus).items()):
        repository = path.partition("/")[0]
        team, score = everybody[repository], found[repository]
        number = team.paths.index(path)
        read_here = {}
        for edge in read_edges(team.texts[number], roster=team.roster, self_id=number):
            if edge.id is not None:
                read_here.setdefault(edge.id, edge)
        names = {one.id: {key(one.name), key(one.stem)} for one in team.roster.agents}
        met = {target for target in wanted if any(target in names[number] for number in read_here)}
        score.right += len(met)
        score.missed += [f"{path}: {target}" for target in sorted(wanted - met)]
        score.wrong += [
            f"{path}:{edge.line}: {edge.target!r} ({edge.dialect}, {edge.tier}) {edge.note.splitlines()[:1]}"
            for number, edge in read_here.items()
            if not names[number] & wanted
        ]
    return dict(found)


def total(parts):
    whole = Score()
    for part in parts:
        whole.right += part.right
        whole.wrong += part.wrong
        whole.missed += part.missed
    return whole
