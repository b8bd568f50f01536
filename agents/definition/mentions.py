"""Who is spoken to in a comment: ``@name`` in its words, but not in what it quotes as code."""

import re
from collections.abc import Mapping
from html import escape

_FENCED = re.compile(r"^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_MENTION = re.compile(r"(?<![\w@./+-])@(\w[\w.+-]{0,149})")
_TOKEN = re.compile(r"""<(?:[^<>"]|"[^"]*")*>|[^<]+|<""")
_CLOSED = re.compile(r"<(/?)(?:a|code|pre)[ >]")
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


def with_mentions(html: str, people: Mapping[str, str], *, own: str = "") -> str:
    """Mark each ``@name`` that ``people`` knows by its name in small letters, and the ``own`` one stronger.

    ``html`` comes from ``preview.render``.  Names in code and in links stay as they are, and not a
    character is added that could be copied.

    >>> with_mentions("<p>@Ben, see <code>@ben</code></p>", {"ben": "Ben Roe"})
    '<p><span class="at" title="Ben Roe">@Ben</span>, see <code>@ben</code></p>'
    """
    depth, parts = 0, []
    for token in _TOKEN.findall(html):
        if closed := _CLOSED.match(token):
            depth += -1 if closed[1] else 1
        is_text = not depth and token[0] != "<"
        parts.append(_MENTION.sub(lambda found: _marked(found, people, own), token) if is_text else token)
    return "".join(parts)


def _marked(found: re.Match[str], people: Mapping[str, str], own: str) -> str:
    for written in (found[1], found[1].rstrip(".+-")):
        name = written.casefold()
        if name in people:
            tag = "mark" if name == own else "span"
            rest = found[1][len(written) :]
            return f'<{tag} class="at" title="{escape(people[name])}">@{written}</{tag}>{rest}'
    return found[0]
