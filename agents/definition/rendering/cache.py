"""Keep what was rendered lately, up to a total size."""

from __future__ import annotations

import threading
from collections import OrderedDict

from agents.definition.rendering.pieces import Template
from agents.definition.rendering.references import Definition

Key = tuple[str, tuple[Definition, ...]]


class TemplateCache:
    """Templates by the text they were made of; the ones not asked for longest go first."""

    def __init__(self, most_characters: int) -> None:
        self._most = most_characters
        self._size = 0
        self._templates: OrderedDict[Key, Template] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, keys: list[Key]) -> dict[Key, Template]:
        """Return those of ``keys`` that are here."""
        found = {}
        with self._lock:
            for key in keys:
                template = self._templates.get(key)
                if template is not None:
                    self._templates.move_to_end(key)
                    found[key] = template
        return found

    def keep(self, templates: dict[Key, Template]) -> None:
        """Add ``templates`` and let older ones go."""
        with self._lock:
            for key, template in templates.items():
                if key not in self._templates:
                    self._templates[key] = template
                    self._size += _size(key, template)
            while self._size > self._most:
                self._size -= _size(*self._templates.popitem(last=False))


def _size(key: Key, template: Template) -> int:
    return len(key[0]) + len(template.html) + 500
