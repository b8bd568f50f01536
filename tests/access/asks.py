"""An example of every ask of agents/access_table.py: a request that succeeds for whoever may make it.

To add one: the address with what ``world.py`` knows in braces (add to ``World.known`` what is missing there), the
fields of a POST, its status where that is not 200 for a GET and 302 for a POST, and how many events it records
where that is not one; where it records none, ``why`` says why.  GET is asked as HEAD too.
"""

from django.core.files.uploadedfile import SimpleUploadedFile

from agents.models import Notice
from tests.access.asking import Example
from tests.access.world import text

KEPT_ALONE = "a person’s own, and nobody else’s business"
STAGED = "nothing of it is in the library yet"
ONLY_SHOWN = "nothing is kept"
ASKED_ON = "leads to a page where it is done"
ACCOUNT = "a person’s account belongs to no team"
EDIT = {"base": "2", "source": text("of", says="Changed."), "message": "Because", "sheet": "{sheet}"}
PROPOSED = {"proposal-title": "Better"}
NINAS, OWN_PROPOSAL = "/platform/proposals/{ninas_proposal}", "/platform/proposals/{own_proposal}"
OWN, LINK = "/platform/agents/{own}", "/platform/agents/qa/link/{line}/{start}"


def get(address: str, *, answers: int = 200) -> Example:
    return Example(address, answers=answers)


def post(address: str, *, answers: int = 302, events: int = 1, why: str = "", **fields) -> Example:
    return Example(address, fields, answers, 0 if why else events, why)


def account(of: str, address: str, methods: str, **fields) -> dict[str, Example]:
    """A page whose answer hangs on how far one has come with signing in: only who is let in is looked at."""
    return {
        f"{one} {of}": Example(address, fields, answers=None, why=ACCOUNT if one == "POST" else "")
        for one in methods.split()
    }


def upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("in.md", text("in").encode())


EXAMPLES = {
    # The site and one's own account.
    "GET healthz": get("/healthz"),
    "GET readyz": get("/readyz"),
    "GET front": get("/", answers=302),
    "GET search-anywhere": get("/search/?q=qa", answers=302),
    "GET settings": get("/settings/"),
    "POST settings": post("/settings/", display_name="Other", why=ACCOUNT),
    "POST appearance": post("/settings/appearance/", theme="dark", why=ACCOUNT),
    "POST sign-out": post("/sign-out/", why=ACCOUNT),
    "GET sessions": get("/settings/sessions/"),
    "POST end-session": post("/settings/sessions/{own_session}/end/", why=ACCOUNT),
    "POST end-sessions": post("/settings/sessions/end/", why=ACCOUNT),
    "POST add-demo": post("/welcome/demo/", events=17),
    # What one is told.
    "GET inbox": get("/inbox/?show=unread"),
    "POST inbox-open": post("/inbox/{own_notice}/open/", why=KEPT_ALONE),
    "POST inbox-read": post("/inbox/{own_notice}/read/", why=KEPT_ALONE),
    "POST inbox-unread": post("/inbox/{own_notice}/unread/", why=KEPT_ALONE),
    "POST inbox-read-all": post("/inbox/read/", newest="{own_notice}", why=KEPT_ALONE),
    "POST inbox-unread-again": post("/inbox/unread/1/", why=KEPT_ALONE),
    "GET notice-settings": get("/settings/notices/"),
    "POST notice-settings": post("/settings/notices/", why=KEPT_ALONE, **dict.fromkeys(Notice.Kind.values, "inbox")),
    "POST follow": post("/platform/agents/qa/follow/", why=KEPT_ALONE),
    "POST unfollow": post("/platform/agents/qa/unfollow/", why=KEPT_ALONE),
    # Review by link.
    "GET inbox-stop": get("/inbox/stop/{stop_key}/"),
    "POST inbox-stop": post("/inbox/stop/{stop_key}/", answers=200, why=KEPT_ALONE),
    "GET review-link": get("/review/{review_key}/"),
    "POST review-link": post("/review/{review_key}/comment/", name="Gil", words="Why?"),
    "GET proposal-links": get(f"{NINAS}/links/"),
    "POST proposal-links": post(f"{NINAS}/links/", days="7", may_comment="comment", answers=201),
    "POST proposal-revoke-link": post(f"{NINAS}/links/{{review_link}}/revoke/"),
    # A team, read.
    "GET home": get("/platform/"),
    "GET activity": get("/platform/activity/?kind=names"),
    "GET document-activity": get("/platform/agents/qa/activity/"),
    "GET step": get("/platform/activity/{step}/"),
    "GET documents": get("/platform/agents/?q=q"),
    "GET document": get("/platform/agents/qa/"),
    "GET raw": get("/platform/agents/qa.md"),
    "GET history": get("/platform/agents/qa/history/"),
    "GET revision": get("/platform/agents/qa/v/1/"),
    "GET compare": get("/platform/agents/qa/compare/1...2/"),
    "GET compare-versions": get("/platform/agents/qa/compare/?a=1&b=2", answers=302),
    "GET search": get("/platform/search/?q=qa"),
    "GET names": get("/platform/names/"),
    "GET graph": get("/platform/graph/"),
    "GET graph-mermaid": get("/platform/graph.mmd"),
    "GET graph-dot": get("/platform/graph.dot"),
    "GET graph-svg": get("/platform/graph.svg"),
    "POST live": post("/platform/live/", kind="agent", source=text("x"), answers=200, why=ONLY_SHOWN),
    "GET export": get("/platform/export/"),
    "POST export": post("/platform/export/", selected="{qa}", answers=200, why=ONLY_SHOWN),
    "GET export-zip": get("/platform/export.zip"),
    "POST export-zip": post("/platform/export.zip", answers=200),
    "POST documents export": post("/platform/agents/", action="export", selected="{qa}", why=ASKED_ON),
    # Who looks after what.
    "GET aging": get("/platform/aging/"),
    "GET aging-file": get("/platform/aging/file/"),
    "GET care": get("/platform/agents/qa/care/"),
    "POST care": post("/platform/agents/qa/care/", owner="{nina}", review_by=""),
    "POST reviewed": post("/platform/agents/qa/reviewed/", months="6"),
    "GET care-of-many": get("/platform/care/?family=agents&ids={qa},{git}"),
    "POST care-of-many": post("/platform/care/", family="agents", ids="{qa},{git}", owner="{nina}", review=""),
    "POST documents care": post("/platform/agents/", action="care", selected="{qa}", why=ASKED_ON),
    # People and teams.
    **account("invitation", "/invitation/", "GET POST", key="spent"),
    "GET teams": get("/teams/"),
    "POST teams": post("/teams/", name="Another"),
    "GET people": get("/platform/people/"),
    "GET leave-team": get("/platform/people/leave/"),
    "POST leave-team": post("/platform/people/leave/"),
    "POST invite": post("/platform/people/invite/", role="20", email="", answers=200),
    "POST renew-invitation": post("/platform/people/invitations/{invitation}/new/", answers=200),
    "POST revoke-invitation": post("/platform/people/invitations/{invitation}/revoke/"),
    "POST change-member": post("/platform/people/{member}/role/", role="30"),
    "GET remove-member": get("/platform/people/{member}/remove/"),
    "POST remove-member": post("/platform/people/{member}/remove/"),
    "GET team-settings": get("/platform/settings/"),
    "POST team-settings": post("/platform/settings/", name="Core", direct_save="30", approvals="2"),
    "POST own-path": post("/platform/settings/owners/", pattern="guidelines/**", membership="{member}"),
    "POST disown-path": post("/platform/settings/owners/{owned}/remove/"),
    "GET remove-team": get("/platform/settings/remove/"),
    "POST remove-team": post("/platform/settings/remove/", name="Platform team"),
    # Views.
    "GET save-view": get("/platform/views/new/?family=agents&query=q%3Dqa"),
    "POST save-view": post("/platform/views/new/", name="Mine", family="agents", query="q=z", why=KEPT_ALONE),
    "POST save-view shared": post("/platform/views/new/", name="All", family="agents", query="q=y", is_shared="on"),
    "GET saved-view": get("/platform/views/{ninas_view}/", answers=302),
    "GET change-view": get("/platform/views/{own_view}/edit/"),
    "POST change-view": post("/platform/views/{own_view}/edit/", name="Another", why=KEPT_ALONE),
    "POST delete-view": post("/platform/views/{own_view}/delete/", why=KEPT_ALONE),
    "GET change-view others": get("/platform/views/{ninas_view}/edit/"),
    "POST change-view others": post("/platform/views/{ninas_view}/edit/", name="Another"),
    "POST delete-view others": post("/platform/views/{ninas_view}/delete/"),
    # Proposals.
    "GET proposals": get("/platform/proposals/"),
    "GET proposal": get(f"{NINAS}/"),
    "GET proposal-changes": get(f"{NINAS}/changes/"),
    "GET proposal-file": get(f"{NINAS}/changes/{{ninas_change}}/"),
    "GET proposal-checks": get(f"{NINAS}/checks/"),
    "GET proposal-impact": get(f"{NINAS}/impact/"),
    "POST proposal-viewed": post(f"{NINAS}/changes/{{ninas_change}}/viewed/", why=KEPT_ALONE),
    "GET proposal-comment": get(f"{NINAS}/comment/?change={{ninas_change}}&on=R8"),
    "POST proposal-comment": post(f"{NINAS}/comment/", change="{ninas_change}", on="R8", words="Why?", to="now"),
    "POST proposal-edit-comment": post(f"{NINAS}/comments/{{own_comment}}/edit/", words="Otherwise"),
    "GET proposal-people": get("/platform/proposals/people/"),
    "POST proposal-preview": post("/platform/proposals/preview/", words="*Hm*", answers=200, why=ONLY_SHOWN),
    "POST proposal-restore-comment": post(
        f"{NINAS}/comments/{{own_comment}}/restore/", why="nothing was deleted just now"
    ),
    "POST proposal-delete-comment": post(f"{NINAS}/comments/{{own_comment}}/delete/"),
    "POST proposal-delete-comment others": post(f"{NINAS}/comments/{{ninas_comment}}/delete/"),
    "POST proposal-resolve": post(f"{NINAS}/comments/{{ninas_comment}}/resolve/"),
    "GET proposal-review": get(f"{NINAS}/review/"),
    "POST proposal-review": post(f"{NINAS}/review/", verdict="comment", words="Well.", iteration="1", seen="{seen}"),
    "POST proposal-review verdict": post(f"{NINAS}/review/", verdict="approve", words="", iteration="1", seen="{seen}"),
    "POST proposal-set-aside": post(f"{NINAS}/reviews/{{request}}/set-aside/", reason="Away"),
    "GET proposal-edit": get(f"{OWN_PROPOSAL}/edit/"),
    "POST proposal-edit": post(f"{OWN_PROPOSAL}/edit/", title="Otherwise", reason=""),
    "GET proposal-text": get(f"{OWN_PROPOSAL}/changes/{{own_change}}/edit/"),
    "POST proposal-text": post(f"{OWN_PROPOSAL}/changes/{{own_change}}/edit/", source="Otherwise"),
    "POST proposal-drop": post(f"{OWN_PROPOSAL}/changes/{{own_change}}/drop/", answers=422, why="it is the only file"),
    "GET proposal-text others": get(f"{NINAS}/changes/{{ninas_change}}/edit/"),
    "POST proposal-text others": post(f"{NINAS}/changes/{{ninas_change}}/edit/", source="Otherwise"),
    "POST proposal-drop others": post(
        f"{NINAS}/changes/{{ninas_change}}/drop/", answers=422, why="it is the only file"
    ),
    "POST proposal-draft": post(f"{OWN_PROPOSAL}/draft/"),
    "POST proposal-follow": post(f"{OWN_PROPOSAL}/follow/", why=KEPT_ALONE),
    "POST proposal-unfollow": post(f"{OWN_PROPOSAL}/unfollow/", why=KEPT_ALONE),
    "POST proposal-close": post(f"{OWN_PROPOSAL}/close/"),
    "POST proposal-ask": post("/platform/proposals/{own_drafted}/ask/"),
    "POST proposal-reopen": post("/platform/proposals/{own_closed}/reopen/"),
    "POST proposal-apply": post(f"{OWN_PROPOSAL}/apply/", comment="{own_suggestion}"),
    "POST proposal-update": post(f"{OWN_PROPOSAL}/update/", why="it is up to date"),
    "POST proposal-update others": post(f"{NINAS}/update/", why="it is up to date"),
    "GET proposal-edit others": get(f"{NINAS}/edit/"),
    "POST proposal-edit others": post(f"{NINAS}/edit/", title="Otherwise", reason=""),
    "POST proposal-draft others": post(f"{NINAS}/draft/"),
    "POST proposal-close others": post(f"{NINAS}/close/"),
    "POST proposal-ask others": post("/platform/proposals/{ninas_drafted}/ask/"),
    "POST proposal-reopen others": post("/platform/proposals/{ninas_closed}/reopen/"),
    "POST proposal-apply others": post(f"{NINAS}/apply/", comment="{ninas_suggestion}"),
    "POST proposal-merge": post("/platform/proposals/{approved}/merge/", iteration="1"),
    "POST proposal-revert": post("/platform/proposals/{merged}/revert/"),
    # Writing.
    "GET new-document": get("/platform/agents/new/"),
    "POST new-document": post(
        "/platform/agents/new/?paste", answers=302, name="", source=text("brand-new"), description="x"
    ),
    "GET edit": get("/platform/agents/qa/edit/"),
    "POST edit": post(f"{OWN}/edit/", **EDIT),
    "GET words": get("/platform/agents/qa/words/"),
    "GET rename": get("/platform/agents/qa/rename/"),
    "POST rename": post(f"{OWN}/rename/", name="renamed", folder=""),
    "POST restore-revision": post(f"{OWN}/v/1/restore/"),
    "POST presence": post("/platform/agents/qa/beside/", base="2", answers=200, why="says only who is there"),
    "POST keep-draft": post(f"{OWN}/draft/", **EDIT, why=KEPT_ALONE),
    "POST compare-copy": post(f"{OWN}/draft/compare/", **EDIT, answers=200, why=ONLY_SHOWN),
    "GET compare-draft": get(f"{OWN}/draft/{{own_draft}}/"),
    "POST discard-draft": post(f"{OWN}/draft/{{own_draft}}/discard/", why=KEPT_ALONE),
    "POST restore-draft": post(f"{OWN}/draft/{{own_draft}}/restore/", why=KEPT_ALONE),
    "POST documents": post("/platform/agents/", action="unknown", selected="{qa}", why="nobody knows what to do"),
    "POST documents model": post("/platform/agents/", action="model", selected="{qa}", why=ASKED_ON),
    "POST documents tools": post("/platform/agents/", action="tools", selected="{qa}", why=ASKED_ON),
    "POST documents color": post("/platform/agents/", action="color", selected="{qa}", why=ASKED_ON),
    "GET bulk-edit": get("/platform/bulk/?field=model&model=opus&ids={qa}"),
    "POST bulk-edit": post("/platform/bulk/?field=model&model=opus", selected="{qa}:{qa_head}"),
    "GET add-link": get("/platform/agents/qa/link/?to=of-author"),
    "POST add-link": post("/platform/agents/qa/link/", to="of-author", note="- Ask", base="2", save="1"),
    "GET change-link": get(f"{LINK}/"),
    "POST change-link": post(f"{LINK}/", note="- Ask twice", base="2", save="1"),
    "GET remove-link": get(f"{LINK}/remove/"),
    "POST remove-link": post(f"{LINK}/remove/", base="2", save="1"),
    "POST name-meant": post("/platform/graph/name/", written="Tester Agent", agent="qa"),
    "POST names": post("/platform/names/", **{"written-0": "Tester Agent", "dismiss": "0"}),
    "POST undo": post("/platform/activity/{own_step}/undo/"),
    "POST undo others": post("/platform/activity/{ninas_step}/undo/"),
    "POST undo archived": post("/platform/activity/{own_archived}/undo/"),
    "POST propose": post("/platform/agents/qa/propose/", **EDIT | PROPOSED),
    "POST archive propose": post("/platform/agents/qa/archive/", propose="1", **PROPOSED),
    "POST restore propose": post("/platform/agents/gone/restore/", propose="1", **PROPOSED),
    "POST documents propose": post("/platform/agents/", propose="archive", selected="{qa}", **PROPOSED),
    "POST undo propose": post("/platform/activity/{ninas_step}/undo/", propose="1", **PROPOSED),
    "POST archive": post("/platform/agents/qa/archive/", sure="1"),
    "POST restore": post("/platform/agents/gone/restore/"),
    "POST documents archive": post("/platform/agents/", action="archive", selected="{qa}"),
    "POST documents restore": post("/platform/agents/?archived=1", action="restore", selected="{gone}"),
    # In and out.
    "GET import": get("/platform/import/"),
    "POST import upload": post("/platform/import/", door="upload", files=upload, why=STAGED),
    "POST import paste": post("/platform/import/", door="paste", kind="agents", text=text("in"), why=STAGED),
    "POST import folder": post("/platform/import/", door="folder", folder="{from}", why=STAGED),
    "GET staged-import": get("/platform/import/{own_import}/"),
    "POST staged-import": post("/platform/import/{own_import}/", go="run"),
    "GET activity-file": get("/platform/activity/file/"),
    "GET document-activity-file": get("/platform/agents/qa/activity/file/"),
    "GET export-folder": get("/platform/export/folder/?done={exported}"),
    "POST export-folder": post("/platform/export/folder/", folder="{to}", plan="{plan}"),
    "POST remove-demo": post("/platform/remove-demo/", why="it is no demo team"),
    # The pages of signing in and of the own account, whose own tests say what they answer.
    **account("welcome", "/welcome/", "GET POST", key="spent"),
    **account("account_login", "/account/sign-in/", "GET POST", login="nobody", password="wrong"),
    **account("mfa_authenticate", "/account/sign-in/code/", "GET POST", code="000000"),
    **account("start-over", "/account/sign-in/over/", "POST"),
    **account("mfa_login_webauthn", "/account/sign-in/passkey/", "GET POST", credential="{{}}"),
    **account("account_inactive", "/account/inactive/", "GET"),
    **account("account_signup", "/account/sign-up/", "GET POST", username="nobody"),
    **account("account_reset_password", "/account/password/reset/", "GET POST", email="nobody@example.org"),
    **account("account_reset_password_done", "/account/password/reset/sent/", "GET"),
    **account("account_reset_password_from_key", "/account/password/reset/1-spent/", "GET POST"),
    **account("account_confirm_email", "/account/mail/confirm/spent/", "GET POST"),
    **account("account_reauthenticate", "/account/again/", "GET POST", password="wrong"),
    **account("mfa_reauthenticate", "/account/again/code/", "GET POST", code="000000"),
    **account("mfa_reauthenticate_webauthn", "/account/again/passkey/", "GET POST", credential="{{}}"),
    **account("account_email", "/account/mail/", "GET POST", email="nobody@example.org", action_add=""),
    **account("account_change_password", "/account/password/", "GET POST"),
    **account("account_set_password", "/account/password/first/", "GET POST"),
    **account("mfa_index", "/account/two-factor/", "GET"),
    **account("mfa_activate_totp", "/account/two-factor/app/", "GET POST", code="000000"),
    **account("mfa_deactivate_totp", "/account/two-factor/app/remove/", "GET POST"),
    **account("mfa_view_recovery_codes", "/account/two-factor/codes/", "GET"),
    **account("mfa_generate_recovery_codes", "/account/two-factor/codes/new/", "GET POST"),
    **account("mfa_download_recovery_codes", "/account/two-factor/codes/file/", "GET"),
    **account("mfa_list_webauthn", "/account/two-factor/passkeys/", "GET"),
    **account("mfa_add_webauthn", "/account/two-factor/passkeys/add/", "GET POST", name="Key"),
    **account("mfa_edit_webauthn", "/account/two-factor/passkeys/1/name/", "GET POST", name="Key"),
    **account("mfa_remove_webauthn", "/account/two-factor/passkeys/1/remove/", "GET POST"),
}
