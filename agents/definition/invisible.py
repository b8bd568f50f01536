"""Write out characters that nobody can see, so that no difference hides.

The joiners and variation selectors within an emoji are part of a picture and stay.
"""

import re

_PICTURE = "#*0-9\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff"
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2000-\u200c\u200e\u200f"
    "\u2028-\u202f\u205f-\u206f\u3000\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffc\U000e0000-\U000e0fff]"
    f"|(?<![{_PICTURE}])[\ufe0e\ufe0f]"
    f"|(?<![{_PICTURE}\ufe0f])\u200d|\u200d(?![{_PICTURE}])"
)


def spelled_out(text: str) -> str:
    """Return one line of text with each invisible character as its code point.

    >>> spelled_out("no\\u200bthing")
    'no‹U+200B›thing'
    """
    return _INVISIBLE.sub(lambda found: f"‹U+{ord(found[0]):04X}›", text)


def without_invisible(text: str) -> str:
    """Return one line of text without them, for what is only a name.

    >>> without_invisible("A\\u200bda")
    'Ada'
    """
    return _INVISIBLE.sub("", text)
