"""Every limit of the site in one table.

Each can be set by ``AGENTSITE_LIMIT_<NAME>``; docs/limits.md shows the table and
tests/test_docs.py compares the two.
"""

from dataclasses import dataclass

from agentsite import env


@dataclass(frozen=True)
class Limit:
    """One figure: what it bounds, in which unit, and why it stands where it stands."""

    name: str
    default: int
    unit: str
    what: str
    why: str


TABLE = (
    Limit("DOCUMENT_BYTES", 1_048_576, "bytes", "one agent or guideline", "Claude Code skips larger files"),
    Limit("PREVIEW_BYTES", 262_144, "bytes", "a text shown as a preview", "larger ones are shown as plain text"),
    Limit("REQUEST_BYTES", 25_165_824, "bytes", "one request", "more is answered 413 before it is read"),
    Limit("IMPORT_FILES", 2_000, "files", "one import from the browser", "an archive of a whole site is a mistake"),
    Limit("IMPORT_BYTES", 20_971_520, "bytes", "all files of one import from the browser", "memory"),
    Limit("ARCHIVE_BYTES", 10_485_760, "bytes", "a zip file", "memory"),
    Limit("ARCHIVE_ENTRIES", 2_000, "entries", "a zip file's directory", "time to check it"),
    Limit("PATH_DEPTH", 10, "folders", "a path", "deeper ones are a mistake or an attack"),
    Limit("NAME_LENGTH", 64, "characters", "a new agent's or guideline's file name", "file systems and addresses"),
    Limit("MESSAGE_BYTES", 4_096, "bytes", "the message of a version", "it is a sentence, not a document"),
    Limit("COMMENT_BYTES", 16_384, "bytes", "a comment, and a proposal’s reason", "nobody reads more"),
    Limit("REVIEW_LINKS", 20, "links", "links to one proposal that work at a time", "a list one looks through"),
    Limit(
        "GUEST_COMMENT_BYTES", 10_000, "bytes", "a comment by somebody with a link", "it is a remark, not a document"
    ),
    Limit("GUEST_COMMENTS", 30, "comments", "what guests say of one proposal in an hour", "a link may be passed on"),
    Limit(
        "GUEST_COMMENTS_IN_ALL",
        300,
        "comments",
        "what guests say of one proposal in all",
        "a page shows 2,000, and members are read too",
    ),
    Limit("REVIEW_LINKS_A_DAY", 50, "links", "what one person makes in 24 hours", "nobody’s mail is flooded"),
    Limit("PAGE_ROWS", 50, "rows", "a page of a list", "what a person can look through"),
    Limit("BULK_DOCUMENTS", 1_000, "documents", "one change of many", "its preview is one page"),
    Limit(
        "SAVED_VIEWS",
        30,
        "views",
        "a library’s views of one person, and of one team",
        "a row of names one looks through",
    ),
    Limit("LINK_MINUTES", 10, "minutes", "how long a sign-in link works", "it is meant for right now"),
    Limit("SESSION_IDLE_HOURS", 12, "hours", "how long one stays signed in without doing anything", "a night"),
    Limit("SESSION_DAYS", 14, "days", "how long one stays signed in at all", "then the password is asked again"),
    Limit("PASSWORD_LEAST", 12, "characters", "a new password, at least", "shorter ones are guessed"),
    Limit("PASSWORD_MOST", 128, "characters", "a new password, at most", "room for any sentence"),
    Limit(
        "SIGN_IN_TRIES", 10, "tries", "wrong passwords for one account, and from one address, in 5 minutes", "guessing"
    ),
    Limit("SIGN_IN_SITE_TRIES", 1_000, "tries", "wrong passwords on the whole site in 5 minutes", "guessing from many"),
    Limit(
        "SIGN_IN_REQUESTS",
        30,
        "requests",
        "the sign-in form sent, or a passkey asked for, from one address in a minute",
        "load",
    ),
    Limit("CONFIRMATIONS", 10, "tries", "the password asked again, of one person in a minute", "guessing"),
    Limit("RESET_MAILS", 5, "mails", "mails about a forgotten password to one address in a day", "nobody is pestered"),
    Limit("RESET_MINUTES", 60, "minutes", "how long the link of such a mail works", "it is meant for right now"),
    Limit("INVITATION_DAYS", 7, "days", "how long an invitation can be accepted", "a holiday; a new link is one click"),
    Limit("INVITATIONS_A_DAY", 20, "invitations", "what one person sends in 24 hours", "nobody’s mail is flooded"),
)


def _value(name: str) -> int:
    default = next(limit.default for limit in TABLE if limit.name == name)
    return env.number(f"AGENTSITE_LIMIT_{name}", default, least=1)


DOCUMENT_BYTES = _value("DOCUMENT_BYTES")
PREVIEW_BYTES = _value("PREVIEW_BYTES")
REQUEST_BYTES = _value("REQUEST_BYTES")
IMPORT_FILES = _value("IMPORT_FILES")
IMPORT_BYTES = _value("IMPORT_BYTES")
ARCHIVE_BYTES = _value("ARCHIVE_BYTES")
ARCHIVE_ENTRIES = _value("ARCHIVE_ENTRIES")
PATH_DEPTH = _value("PATH_DEPTH")
NAME_LENGTH = _value("NAME_LENGTH")
MESSAGE_BYTES = _value("MESSAGE_BYTES")
COMMENT_BYTES = _value("COMMENT_BYTES")
REVIEW_LINKS = _value("REVIEW_LINKS")
GUEST_COMMENT_BYTES = _value("GUEST_COMMENT_BYTES")
GUEST_COMMENTS = _value("GUEST_COMMENTS")
GUEST_COMMENTS_IN_ALL = _value("GUEST_COMMENTS_IN_ALL")
REVIEW_LINKS_A_DAY = _value("REVIEW_LINKS_A_DAY")
PAGE_ROWS = _value("PAGE_ROWS")
BULK_DOCUMENTS = _value("BULK_DOCUMENTS")
SAVED_VIEWS = _value("SAVED_VIEWS")
LINK_MINUTES = _value("LINK_MINUTES")
SESSION_IDLE_HOURS = _value("SESSION_IDLE_HOURS")
SESSION_DAYS = _value("SESSION_DAYS")
PASSWORD_LEAST = _value("PASSWORD_LEAST")
PASSWORD_MOST = _value("PASSWORD_MOST")
SIGN_IN_TRIES = _value("SIGN_IN_TRIES")
SIGN_IN_SITE_TRIES = _value("SIGN_IN_SITE_TRIES")
SIGN_IN_REQUESTS = _value("SIGN_IN_REQUESTS")
CONFIRMATIONS = _value("CONFIRMATIONS")
RESET_MAILS = _value("RESET_MAILS")
RESET_MINUTES = _value("RESET_MINUTES")
INVITATION_DAYS = _value("INVITATION_DAYS")
INVITATIONS_A_DAY = _value("INVITATIONS_A_DAY")
