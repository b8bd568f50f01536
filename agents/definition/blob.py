"""What a text is called and roughly what it weighs.

The blob id is git's own name for the bytes: equal ids mean equal files, here and in a repository.
"""

import hashlib

_CHARACTERS_PER_TOKEN = 4


def blob_id(text: str | bytes) -> str:
    """Name ``text`` as git would.

    >>> blob_id("")
    'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391'
    """
    content = text.encode() if isinstance(text, str) else text
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def estimate_tokens(text: str) -> int:
    """Estimate how many tokens ``text`` costs in a prompt: a rule of thumb, not a count.

    About four characters of English make a token; other scripts cost nearly one each.

    >>> estimate_tokens("You review changes.")
    5
    """
    plain = len(text.encode("ascii", "ignore"))
    return -(-plain // _CHARACTERS_PER_TOKEN) + (len(text) - plain)
