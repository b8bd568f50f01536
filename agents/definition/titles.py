"""What people and teams may be called: one line that anybody can read and tell from another.

A name is shown in pages, files, mails and terminals, so nothing hides in it.
"""

import unicodedata

from agents.definition.invisible import spelled_out

LONGEST = 80


class UnfitTitle(ValueError):
    """A name that will not do; its text is the sentence for the person."""


def check_title(text: str, *, longest: int = LONGEST) -> str:
    """Return ``text`` without spaces around it when it may be a name, else raise UnfitTitle.

    >>> check_title(" Platform team ")
    'Platform team'
    """
    text = text.strip(" ")
    if not text:
        raise UnfitTitle("Give it a name.")
    if any(unicodedata.category(character) in ("Zl", "Zp") or character in "\r\n\v\f\x85" for character in text):
        raise UnfitTitle("The name has more than one line. Put it on one.")
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in text) or spelled_out(text) != text:
        raise UnfitTitle("The name holds a character that cannot be seen. Type it anew.")
    if len(text) > longest:
        raise UnfitTitle(f"The name is {len(text)} characters long; at most {longest} are allowed. Shorten it.")
    if not any(character.isalnum() for character in text):
        raise UnfitTitle("The name has no letter and no digit. Add one.")
    return text
