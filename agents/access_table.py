"""Who may do what: a line for every address and method.  What stands nowhere in here is refused.

An *ask* is "METHOD name" as in agents/urls.py, GET standing for HEAD too; or "METHOD name word" where the least
role hangs on what is asked for there (``access.member(request, team, action=word)``).  To add an address:

1. name its asks in the line of ``LINES`` whose role and sentence fit, or add a line;
2. in its view, ``membership = access.member(request, team)`` before anything is looked up;
3. give tests/access/asks.py an example of each ask; tests/access says what is missing;
4. ``python -m tests.access.page`` writes docs/access.md anew.

What is less than an address is asked by ``access.may(membership, ask)``, also to show or hide a button.
"""

from dataclasses import dataclass
from enum import Enum

from agents.models import Role


class Anyone(Enum):
    """Who may ask without being a member of a team."""

    SIGNED_OUT = "Everybody"
    SIGNED_IN = "Whoever is signed in"

    @property
    def label(self) -> str:
        return self.value


@dataclass(frozen=True)
class Line:
    """``least`` may do what ``does`` says by any of the asks; ``only`` narrows it to what is one's own."""

    least: Role | Anyone
    does: str
    asks: tuple[str, ...]
    only: str = ""


def _line(least: Role | Anyone, does: str, asks: str, *, only: str = "") -> Line:
    words = [ask.split() for ask in asks.split(",")]
    methods = [(method.split("+"), rest) for method, *rest in words]
    return Line(least, does, tuple(" ".join([one, *rest]) for these, rest in methods for one in these), only)


LINES = (
    # Without signing in: at most six names of agents/urls.py, and the pages of signing in of agents/account_urls.py.
    _line(Anyone.SIGNED_OUT, "Ask whether the site is well", "GET healthz, GET readyz"),
    _line(Anyone.SIGNED_OUT, "Come in by the link of the first start", "GET+POST welcome"),
    _line(
        Anyone.SIGNED_OUT,
        "Sign in, with a second factor where one is set up",
        "GET+POST account_login, GET+POST mfa_authenticate, POST start-over, GET+POST mfa_login_webauthn,"
        "GET account_inactive",
    ),
    _line(
        Anyone.SIGNED_OUT,
        "Sign in with an account elsewhere, where that is configured",
        "POST openid_connect_login, GET openid_connect_callback, POST github_login, GET github_callback,"
        "POST gitlab_login, GET gitlab_callback, GET socialaccount_login_cancelled",
    ),
    _line(Anyone.SIGNED_OUT, "Ask for an account; closed unless somebody is invited", "GET+POST account_signup"),
    _line(
        Anyone.SIGNED_OUT,
        "Reset a forgotten password",
        "GET+POST account_reset_password, GET account_reset_password_done, GET+POST account_reset_password_from_key",
    ),
    _line(
        Anyone.SIGNED_OUT,
        "Confirm an e-mail address by its link",
        "GET+POST account_confirm_email",
    ),
    _line(Anyone.SIGNED_OUT, "Open an invitation; come in with it, once", "GET+POST invitation"),
    _line(
        Anyone.SIGNED_OUT,
        "Read one proposal by its link: what changes, what it means, what was said",
        "GET review-link",
        only="The proposal of the link, while it is open and the link works",
    ),
    _line(
        Anyone.SIGNED_OUT,
        "Comment on it, where the link says so",
        "POST review-link",
        only="The proposal of the link, while it is open and the link works",
    ),
    _line(
        Anyone.SIGNED_OUT,
        "Hear no more by mail, by the link of a mail",
        "GET+POST inbox-stop",
        only="The kinds of notices in that mail, of who got it",
    ),
    # Signed in, in no team.
    _line(
        Anyone.SIGNED_IN,
        "Be led to one’s own team, and see which there are",
        "GET front, GET search-anywhere, GET teams",
    ),
    _line(
        Anyone.SIGNED_IN,
        "Change one’s own name, look and keys; sign out",
        "GET+POST settings, POST appearance, POST sign-out",
        only="One’s own account",
    ),
    _line(
        Anyone.SIGNED_IN,
        "Say again who one is before something that matters",
        "GET+POST account_reauthenticate, GET+POST mfa_reauthenticate, GET+POST mfa_reauthenticate_webauthn",
        only="One’s own account",
    ),
    _line(
        Anyone.SIGNED_IN,
        "Change one’s own password and e-mail address",
        "GET+POST account_change_password, GET+POST account_set_password, GET+POST account_email",
        only="One’s own account",
    ),
    _line(
        Anyone.SIGNED_IN,
        "Set up and remove one’s own second factor",
        "GET mfa_index, GET+POST mfa_activate_totp, GET+POST mfa_deactivate_totp, GET mfa_view_recovery_codes,"
        "GET+POST mfa_generate_recovery_codes, GET mfa_download_recovery_codes, GET mfa_list_webauthn,"
        "GET+POST mfa_add_webauthn, GET+POST mfa_edit_webauthn, GET+POST mfa_remove_webauthn",
        only="One’s own account",
    ),
    _line(
        Anyone.SIGNED_IN,
        "See where one is signed in, and sign out there",
        "GET sessions, POST end-session, POST end-sessions",
        only="One’s own account",
    ),
    _line(
        Anyone.SIGNED_IN,
        "Read one’s inbox, and say how to be told of what",
        "GET inbox, POST inbox-open, POST inbox-read, POST inbox-unread, POST inbox-read-all, POST inbox-unread-again,"
        "GET+POST notice-settings",
        only="What one is told oneself",
    ),
    _line(Anyone.SIGNED_IN, "See every component, while developing", "GET patterns"),
    # Members of a team.
    _line(
        Role.READER, "See the team’s home, and what happened", "GET home, GET activity, GET document-activity, GET step"
    ),
    _line(
        Role.READER,
        "See who looks after agents and guidelines, and what waits for its review; as a file too",
        "GET aging, GET aging-file",
    ),
    _line(Role.READER, "See who is in the team; leave it", "GET people, GET+POST leave-team"),
    _line(
        Role.READER,
        "Read agents and guidelines, their files, versions and comparisons",
        "GET documents, GET document, GET raw, GET history, GET revision, GET compare, GET compare-versions",
    ),
    _line(
        Role.READER,
        "Search, and see who works with whom",
        "GET search, GET names, GET graph, GET graph-mermaid, GET graph-dot, GET graph-svg",
    ),
    _line(Role.READER, "See how a text would look; nothing of it is kept", "POST live"),
    _line(
        Role.READER,
        "Take the library along as a zip",
        "GET+POST export, GET+POST export-zip, POST documents export",
    ),
    _line(
        Role.READER,
        "Read proposals, what they change and what was said of them; tick files as viewed",
        "GET proposals, GET proposal, GET proposal-changes, GET proposal-file, GET proposal-checks,"
        "GET proposal-impact, POST proposal-viewed, GET proposal-people, POST proposal-preview",
    ),
    _line(Role.READER, "Comment on a proposal", "GET+POST proposal-comment, GET proposal-review, POST proposal-review"),
    _line(
        Role.READER,
        "Edit and delete a comment, and bring back what one just deleted",
        "POST proposal-edit-comment, POST proposal-delete-comment, POST proposal-restore-comment",
        only="One’s own comments",
    ),
    _line(
        Role.READER,
        "Follow an agent, a guideline or a proposal, and stop",
        "POST follow, POST unfollow, POST proposal-follow, POST proposal-unfollow",
    ),
    _line(Role.READER, "Keep views for oneself", "GET+POST save-view, GET saved-view"),
    _line(
        Role.READER,
        "Rename and delete a view",
        "GET+POST change-view, POST delete-view",
        only="Views one saved oneself",
    ),
    _line(
        Role.AUTHOR,
        "Write, edit, rename and bring back versions of agents and guidelines",
        "GET+POST new-document, GET+POST edit, GET words, GET+POST rename, POST restore-revision",
    ),
    _line(
        Role.AUTHOR,
        "Propose a change",
        "POST propose, POST archive propose, POST restore propose, POST documents propose, POST undo propose",
    ),
    _line(
        Role.AUTHOR,
        "Change many agents at once",
        "POST documents, POST documents model, POST documents tools, POST documents color, GET+POST bulk-edit",
    ),
    _line(
        Role.AUTHOR,
        "Say who looks after agents and guidelines and when to review them; confirm a review",
        "GET+POST care, GET+POST care-of-many, POST documents care, POST reviewed",
    ),
    _line(
        Role.AUTHOR,
        "Keep, compare, discard and bring back drafts",
        "POST keep-draft, POST compare-copy, GET compare-draft, POST discard-draft, POST restore-draft",
        only="One’s own drafts",
    ),
    _line(Role.AUTHOR, "Say that one has an editor open", "POST presence"),
    _line(
        Role.AUTHOR,
        "Add, reword and remove what an agent says of others; say whom a name means",
        "GET+POST add-link, GET+POST change-link, GET+POST remove-link, POST name-meant, POST names",
    ),
    _line(Role.AUTHOR, "Import files and pasted text", "GET import, POST import upload, POST import paste"),
    _line(
        Role.AUTHOR,
        "Choose what of an import comes in",
        "GET+POST staged-import",
        only="Imports one began oneself",
    ),
    _line(
        Role.AUTHOR,
        "Say what a proposal is for, ask for its review, make it a draft, close, reopen it; apply suggestions to it",
        "GET+POST proposal-edit, POST proposal-ask, POST proposal-draft, POST proposal-close, POST proposal-reopen,"
        "POST proposal-apply, POST proposal-update",
        only="Proposals one opened oneself",
    ),
    _line(
        Role.AUTHOR,
        "Change by hand what a proposal makes of a file, take a file out of it",
        "GET+POST proposal-text, POST proposal-drop",
        only="Proposals one opened oneself",
    ),
    _line(
        Role.AUTHOR,
        "Resolve a thread; propose to take back what was merged",
        "POST proposal-resolve, POST proposal-revert",
    ),
    _line(Role.AUTHOR, "Undo a step", "POST undo", only="Steps one did oneself"),
    _line(Role.AUTHOR, "Save views for the whole team", "POST save-view shared"),
    _line(
        Role.REVIEWER,
        "Archive and restore",
        "POST archive, POST restore, POST documents archive, POST documents restore, POST undo archived",
    ),
    _line(
        Role.REVIEWER,
        "Approve a proposal or ask for changes, unless one wrote part of it",
        "POST proposal-review verdict",
    ),
    _line(Role.REVIEWER, "Merge what is approved", "POST proposal-merge"),
    _line(
        Role.REVIEWER,
        "Do with anybody’s proposal what its author may",
        "GET+POST proposal-edit others, POST proposal-ask others, POST proposal-draft others,"
        "POST proposal-close others, POST proposal-reopen others, POST proposal-apply others,"
        "POST proposal-update others, GET+POST proposal-text others, POST proposal-drop others",
    ),
    _line(Role.REVIEWER, "Take the record along as a file", "GET activity-file, GET document-activity-file"),
    _line(
        Role.OWNER, "Read from a folder of the server, and write into one", "POST import folder, GET+POST export-folder"
    ),
    _line(
        Role.OWNER,
        "Undo anybody’s step; rename and delete anybody’s shared view",
        "POST undo others, GET+POST change-view others, POST delete-view others",
    ),
    _line(
        Role.OWNER,
        "Invite people, change their roles and remove them",
        "POST invite, POST renew-invitation, POST revoke-invitation, POST change-member, GET+POST remove-member",
    ),
    _line(
        Role.OWNER,
        "Change the team’s name and rules, say who looks after what, remove the team; make another one",
        "GET+POST team-settings, POST own-path, POST disown-path, GET+POST remove-team, POST teams",
    ),
    _line(
        Role.OWNER,
        "Set a request for changes aside; delete anybody’s comment",
        "POST proposal-set-aside, POST proposal-delete-comment others",
    ),
    _line(
        Role.OWNER,
        "Let somebody without an account read a proposal by a link, and take it back",
        "GET+POST proposal-links, POST proposal-revoke-link",
    ),
    _line(Role.OWNER, "Add the demo team and remove it", "POST add-demo, POST remove-demo"),
)

TABLE = {ask: line for line in LINES for ask in line.asks}
NAMES = frozenset(ask.split()[1] for ask in TABLE)
KNOWN = frozenset(" ".join(ask.split()[:2]) for ask in TABLE)  # without the words
