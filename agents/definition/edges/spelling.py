"""How an agent's name is spelled in prose: as its neighbours are, or as the old name was."""

import re

from agents.definition.edges.names import key, without_agent

_CAPITALS = "ai api cd ci css db dx etl hr html it js llm ml pm pr qa seo sql sre ts ui ux"
_SHORT = {word: word.upper() for word in _CAPITALS.split(" ")}
_SHORT |= {"devops": "DevOps", "github": "GitHub", "graphql": "GraphQL", "ios": "iOS", "nodejs": "NodeJS"}
_WORDS = re.compile(r"[^-_\s]+")


def shown(name: str) -> str:
    """A name as a heading writes it.

    >>> shown("backend-specialist"), shown("qa_lead")
    ('Backend Specialist', 'QA Lead')
    """
    words = _WORDS.findall(name)
    return " ".join(_SHORT.get(word, word[:1].upper() + word[1:]) for word in words)


def with_agent(name: str) -> str:
    """The name followed by “Agent”, once."""
    text = shown(name)
    return text if text.casefold().endswith("agent") else f"{text} Agent"


def spelled_like(old: str, name: str) -> str:
    """Write ``name`` in the way ``old`` is written.

    >>> spelled_like("QA Agent", "test-lead"), spelled_like("qa‑lead", "test-lead")
    ('Test Lead Agent', 'test‑lead')
    """
    text = old.strip()
    if " " in text or "\u00a0" in text:
        if text.islower():
            return " ".join(_WORDS.findall(name))
        has_agent = text.casefold().endswith("agent") and without_agent(key(text)) != key(text)
        return with_agent(name) if has_agent else shown(name)
    if "\u2011" in text:
        return name.replace("-", "\u2011")
    if "-" in text or text.islower():
        return name
    if "_" in text:
        return name.replace("-", "_")
    if text[:1].isupper() and text[1:] != text[1:].lower() and not text.isupper():
        return shown(name).replace(" ", "")
    return shown(name)
