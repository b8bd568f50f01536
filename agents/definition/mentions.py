"""Who is spoken to in a comment: ``@name`` in its words, but not in what it quotes as code."""

import re

_FENCED = re.compile(r"^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_MENTION = re.compile(r"(?<![\w@./+-])@(\w[\w.+-]{0,149})")
MOST = 50


def mentioned(words: str) -> tuple[str, ...]:
    """Return the names that are mentioned, in small letters, each once; the first MOST of them.

    Whether somebody bears such a name is not known here, so of "@ada." both spellings come.

    >>> mentioned("@Ada, is `@property` right? Mail me@example.org or ask @ben.")
    ('ada', 'ben.', 'ben')
    """
    prose = _SPAN.sub(" ", _FENCED.sub(" ", words))
    found: dict[str, None] = {}
    for match in _MENTION.finditer(prose):
        name = match[1].casefold()
        found[name] = None
        found[name.rstrip(".+-")] = None
        if len(found) >= MOST:
            break
    return tuple(found)
