"""The English by which a prompt says that it works with somebody, as patterns that read a line once."""

import re

from agents.definition.edges.written import WORKS_WITH, Kind

_STEMS = r"""collaborat\w*|co-?ordinat\w*|hand-?\s?offs?|hand(?:s|ing)?-?\s?over\w*|delegat\w*|escalat\w*|partner\w*
|upstream|downstream|relationships?|relations|liais\w*|consult\w*|defer\w*|complements|routing|dispatch\w*
|(?:sub-?)?agents|peers|orchestrat\w*|team\s?work|team\s+(?:interaction|integration|communication)s?
|interact(?:s|ions?)?|work(?:s|ing)?\s+(?:\w+\s+)?(?:with|alongside)|reports?\s+to|reporting\s+(?:line|structure)s?
|integrat(?:es?|ions?|ing)\s+(?:with|points|patterns|notes)|workflow\s+(?:integration|position)s?
|depends\s+on|dependenc(?:y|ies)|communicat(?:es?|ions?|ing)|calls?|invokes?|next\s+(?:steps?|agents?)|related"""
COLLABORATION = re.compile(rf"\b(?:{_STEMS})\b", re.IGNORECASE | re.VERBOSE)
AGENTS = re.compile(
    r"\b(?:sub-?)?agents\b|\bwork(?:s|ing)?\s+(?:\w+\s+)?with\b|\bcollaborat\w*|\bco-?ordinates?\b|\bcoordination\b"
    r"|\bhand-?\s?offs?\b|\bdelegat\w*|\bescalat\w*|\breports?\s+to\b|\bdefers?\b|\bconsults?\b",
    re.IGNORECASE,
)
RELATION = re.compile(
    r"""(?:\w+\s+){0,3}?(?:reports?|delegates?|delegation|co-?ordinat\w+|collaborat\w+|works?|hands?[ -]?(?:off|over)
    |hand-?offs?|hand-?over|escalat\w+|partners?|consults?|defers?|receives?|depends?|integrat\w+|supports?|implements?
    |upstream|downstream|calls?|invokes?|notif\w+|next|related|complements?|follows?|precedes?|feeds?|pairs?|peers?
    |supervises?|manages?|leads?|sub-?agents?|agents?|liaises?|routes?|spawns?|dispatch\w*|before|after|needs|uses
    |requests?|provides?|inputs?|outputs?|parallel|invoked|called|used|owned|reviewed|enables)\b(?:[\s-]+[\w/-]+){0,4}""",
    re.IGNORECASE | re.VERBOSE,
)
NO_RELATION = re.compile(
    r"\b(?:when|how|what|why|if|example|examples|format|criteria|rules?|triggers?|checklist)\b", re.IGNORECASE
)
TOWARDS = re.compile(r"(?<![\w-])(?:with|to|from|by|via|alongside|through)[ \t]+", re.IGNORECASE)
_VERBS = r"""work|collaborate|co-?ordinate|partner|consult|engage|delegate|hand|escalate|defer|ping|notify|ask|query
|alert|request|invoke|call|use|involve|support|guide|help|assist|align|sync|synchronize|pair|team|liaise|interface|integrate
|share|provide|receive|send|pass|report|leverage|pull|loop|bring|advise|review|validate|verify|discuss|communicate|inform
|forward|route|transfer|dispatch|spawn|launch|trigger|get|take|give|let|read|feed|supply|deliver|contact|enlist|brief
|recommend|refer|rely|depend|run|switch|return|update|enable|tell|hire|assign|mentor|educate|train|follow|check|interact"""
VERB = re.compile(rf"(?:{_VERBS})(?:s|es|d|ed|ing)?\b", re.IGNORECASE | re.VERBOSE)
DIRECT = re.compile(
    r"(?<![\w-])(?:consult|engage|query|querying|ping|notify|ask|alert|invoke|call|use|involve|support|guide|help|assist"
    r"|request|inform|contact|enlist|brief|tell|leverage|advise|mentor|spawn|dispatch|launch|let|educate)[ \t]+",
    re.IGNORECASE,
)
_REPORTS = re.compile(r"\breport(?:s|ing)?(?:\s+directly)?(?:\s+back)?\s+to\b", re.IGNORECASE)
_DELEGATES = re.compile(r"\bdelegat(?:e|es|ing|ion)[ _-]to\b|\bdelegat(?:e|es|ing)\b[^.;:]{0,60}\bto\b", re.IGNORECASE)
_HANDS_OFF = re.compile(
    r"\bhand(?:s|ing)?[ _-]?(?:off|over)(?:s)?[ _-]to\b|\bhand(?:s|ing)?[ -]?(?:off|over)\b[^.;:]{0,60}\bto\b"
    r"|\bhand(?:s|ing)?\b[^.;:]{0,40}\b(?:off|over)\b[^.;:]{0,40}\bto\b"
    r"|^hand-?off$|^hand-?offs?\b[^.;:]{0,40}\bto$",
    re.IGNORECASE,
)
_KINDS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (_REPORTS, "reports to"),
    (_DELEGATES, "delegates to"),
    (_HANDS_OFF, "hands off to"),
)


def kind_of(words: str, default: Kind = WORKS_WITH) -> Kind:
    """The kind the words before a name say; they must say it, nothing is guessed.

    >>> kind_of("Hand the branch off to"), kind_of("Receive the report from")
    ('hands off to', 'works with')
    """
    text = words.strip().rstrip(":*_ ").strip()[-120:]
    for pattern, kind in _KINDS:
        if pattern.search(text):
            return kind
    return default
