"""Written names of agents brought into one form, so that ``**@QA Agent**`` and ``qa-agent`` are the same."""

import re
from collections.abc import Iterator

_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"))
_BLANKS = str.maketrans(dict.fromkeys("\u00a0\u202f\u2007\u2009", " "))
_LINK = re.compile(r"\[([^\[\]]{1,200})\]\([^()\s]{0,500}\)")
_MARKS = re.compile(r"[`*\[\]{}<>\"“”'‘’]+")
_EDGES = re.compile(r"^[^\w@]+|[^\w)]+$")
_ARTICLE = re.compile(r"^(?:the|an?|our|your|its|their|any)[ -](?=.)", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SEPARATORS = re.compile(r"[\s/_.&+,:-]+")
_AGENT = re.compile(r"-(?:sub-?)?agent$")
_ROLE = re.compile(r"-(?:sub-?agent|agent|specialist|expert|assistant)$")
_BETWEEN = re.compile(r"\s*[,;/&+|→]\s*(?:and\s+|or\s+)?|\s+(?:and|or|then)\s+", re.IGNORECASE)
_GROUP = re.compile(r"[^()]{0,80}\b[Aa]gents?\s*\(([^()]{1,200})\)\s*$")
_AGENTIVE = re.compile(
    r"(?:[a-z]{2}(?:ers?|ors?|ists?|ants?|ians?|eers?|ysts?)|architects?|experts?|agents?|leads?|heads?|chiefs?"
    r"|pm|qa|sre|cto|ceo|dba|guru|ninja|wizard|master|owner|scribe|guard|advocate|oracle|coach|scout|critic)$"
)
_PEOPLE = re.compile(
    r"(?:teams?|users?|stakeholders?|customers?|clients?|people|everyone|humans?|colleagues|peers|others|members?"
    r"|departments?|leadership|management|persons?|vendors?|partners?|providers?|layers?|servers?|containers?"
    r"|tiers?|numbers?|parameters?|headers?|errors?|orders?|factors?|behaviors?|monitors?|triggers?|filters?)$"
)


def plain(written: str) -> str:
    """Take markup, brackets, quotes, ``@`` and articles away from a written name.

    >>> plain("the **@agent-qa‑lead**")
    'qa-lead'
    """
    text = written.translate(_DASHES).translate(_BLANKS)
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    text = _EDGES.sub("", _MARKS.sub("", text)).removeprefix("@agent-").removeprefix("@")
    text = text.removesuffix("(agent)").rstrip()
    return _ARTICLE.sub("", text)


def key(written: str) -> str:
    """The one form of a name: small letters, parts joined by hyphens.

    >>> key("BackendSpecialist"), key("UI / UX_Designer")
    ('backend-specialist', 'ui-ux-designer')
    """
    text = plain(written)
    if not text.islower():
        text = _CAMEL.sub("-", text).casefold()
    return _SEPARATORS.sub("-", text).strip("-()")


def without_agent(name_key: str) -> str:
    """``git-agent`` is ``git``; a name without the word is itself."""
    return _AGENT.sub("", name_key)


def core(name_key: str) -> str:
    """What a role is about: the name without a trailing agent, specialist, expert or assistant."""
    shorter = _ROLE.sub("", name_key)
    return _ROLE.sub("", shorter)


def members(written: str) -> Iterator[tuple[int, int]]:
    """Where the names of a list stand: ``A, B and C``, ``A/B``, ``Build Agents (A, B)``.

    >>> [("Build Agents (A/B)")[start:end] for start, end in members("Build Agents (A/B)")]
    ['A', 'B']
    """
    group = _GROUP.match(written)
    start, stop = group.span(1) if group else (0, len(written))
    for found in [*_BETWEEN.finditer(written, start, stop), None]:
        end = found.start() if found else stop
        if written[start:end].strip():
            lead = len(written[start:end]) - len(written[start:end].lstrip())
            yield start + lead, start + len(written[start:end].rstrip())
        start = found.end() if found else stop


def is_role(name_key: str) -> bool:
    """Tell whether a name says who somebody is (``code-reviewer``), not what is done (``code-review``)."""
    last = name_key.rpartition("-")[2]
    return bool(_AGENTIVE.search(last)) and not _PEOPLE.search(last)


def is_plural(name_key: str) -> bool:
    """People in general: ``product-managers``, ``developers``."""
    last = name_key.rpartition("-")[2]
    return last.endswith("s") and not last.endswith(("ss", "us", "ops", "is"))


def is_people(name_key: str) -> bool:
    """Names of people and things that are no agents, whoever reads them."""
    return bool(_PEOPLE.fullmatch(name_key.rpartition("-")[2]))
