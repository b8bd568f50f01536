"""Every address of the site.  A team's pages stand below its slug; ``family`` is agents or guidelines."""

from django.conf import settings
from django.urls import path, register_converter

from agents import proposal_urls
from agents.views import (
    activity,
    aging,
    beside,
    bulk,
    care,
    comparing,
    completion,
    documents,
    drafts,
    editor,
    exporting,
    following,
    graph,
    guest_review,
    health,
    history,
    home,
    importing,
    inbox,
    invitation,
    inviting,
    library,
    lifecycle,
    linking,
    live,
    meaning,
    names,
    people,
    preferences,
    proposing_edit,
    raw,
    renaming,
    saved_views,
    searching,
    sessions,
    steps,
    team_settings,
    teams,
    unsubscribing,
    welcome,
)


class Family:
    regex = "agents|guidelines"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Reading:
    """A page of a proposal for who came by a link: one address of the table, for all are read alike."""

    regex = r"(?:changes/(?:[0-9]{1,18}/)?|checks/|comment/)?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Family, "family")
register_converter(Reading, "reading")

urlpatterns = [
    path("<slug:team>/live/", live.live, name="live"),  # first: asked at every key
    path("", home.front, name="front"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("welcome/", welcome.welcome, name="welcome"),
    path("welcome/demo/", welcome.add_demo, name="add-demo"),
    path("sign-out/", welcome.sign_out, name="sign-out"),
    path("settings/", preferences.settings_page, name="settings"),
    path("settings/appearance/", preferences.appearance, name="appearance"),
    path("settings/sessions/", sessions.sessions, name="sessions"),
    path("settings/sessions/end/", sessions.end_others, name="end-sessions"),
    path("settings/sessions/<str:handle>/end/", sessions.end, name="end-session"),
    path("settings/notices/", following.settings_page, name="notice-settings"),
    path("review/<str:key>/<reading:page>", guest_review.review, name="review-link"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/stop/<str:key>/", unsubscribing.stop, name="inbox-stop"),
    path("inbox/read/", inbox.read_all, name="inbox-read-all"),
    path("inbox/unread/<int:moment>/", inbox.unread_again, name="inbox-unread-again"),
    path("inbox/<int:pk>/open/", inbox.open_notice, name="inbox-open"),
    path("inbox/<int:pk>/read/", inbox.read, name="inbox-read"),
    path("inbox/<int:pk>/unread/", inbox.unread, name="inbox-unread"),
    path("search/", searching.anywhere, name="search-anywhere"),
    path("teams/", teams.teams, name="teams"),
    path("invitation/", invitation.invitation, name="invitation"),
    path("<slug:team>/", home.home, name="home"),
    path("<slug:team>/people/", people.people, name="people"),
    path("<slug:team>/people/leave/", people.leave, name="leave-team"),
    path("<slug:team>/people/<int:pk>/role/", people.change, name="change-member"),
    path("<slug:team>/people/<int:pk>/remove/", people.remove, name="remove-member"),
    path("<slug:team>/people/invite/", inviting.invite, name="invite"),
    path("<slug:team>/people/invitations/<int:pk>/new/", inviting.renew, name="renew-invitation"),
    path("<slug:team>/people/invitations/<int:pk>/revoke/", inviting.revoke, name="revoke-invitation"),
    path("<slug:team>/settings/", team_settings.team_settings, name="team-settings"),
    path("<slug:team>/settings/owners/", team_settings.own_path, name="own-path"),
    path("<slug:team>/settings/owners/<int:pk>/remove/", team_settings.disown_path, name="disown-path"),
    path("<slug:team>/settings/remove/", team_settings.remove, name="remove-team"),
    path("<slug:team>/search/", searching.search, name="search"),
    path("<slug:team>/remove-demo/", home.remove_demo, name="remove-demo"),
    path("<slug:team>/activity/", activity.activity, name="activity"),
    path("<slug:team>/activity/file/", activity.download, name="activity-file"),
    path("<slug:team>/activity/<int:pk>/", steps.step, name="step"),
    path("<slug:team>/activity/<int:pk>/undo/", steps.undo, name="undo"),
    path("<slug:team>/aging/", aging.page, name="aging"),
    path("<slug:team>/aging/file/", aging.download, name="aging-file"),
    path("<slug:team>/care/", care.of_many, name="care-of-many"),
    path("<slug:team>/names/", names.names, name="names"),
    *proposal_urls.urlpatterns,
    path("<slug:team>/bulk/", bulk.bulk_edit, name="bulk-edit"),
    path("<slug:team>/views/new/", saved_views.save, name="save-view"),
    path("<slug:team>/views/<int:pk>/", saved_views.show, name="saved-view"),
    path("<slug:team>/views/<int:pk>/edit/", saved_views.change, name="change-view"),
    path("<slug:team>/views/<int:pk>/delete/", saved_views.delete, name="delete-view"),
    path("<slug:team>/import/", importing.start, name="import"),
    path("<slug:team>/import/<int:pk>/", importing.staged, name="staged-import"),
    path("<slug:team>/export/", exporting.export, name="export"),
    path("<slug:team>/export/folder/", exporting.folder, name="export-folder"),
    path("<slug:team>/export.zip", exporting.archive, name="export-zip"),
    path("<slug:team>/graph/", graph.graph, name="graph"),
    path("<slug:team>/graph.mmd", graph.graph_file, {"form": "mmd"}, name="graph-mermaid"),
    path("<slug:team>/graph.dot", graph.graph_file, {"form": "dot"}, name="graph-dot"),
    path("<slug:team>/graph.svg", graph.graph_file, {"form": "svg"}, name="graph-svg"),
    path("<slug:team>/graph/name/", meaning.meant, name="name-meant"),
    path("<slug:team>/agents/<slug:slug>/link/", linking.add, name="add-link"),
    path("<slug:team>/agents/<slug:slug>/link/<int:line>/<int:start>/", linking.change, name="change-link"),
    path("<slug:team>/agents/<slug:slug>/link/<int:line>/<int:start>/remove/", linking.remove, name="remove-link"),
    path("<slug:team>/<family:family>/", library.document_list, name="documents"),
    path("<slug:team>/<family:family>/new/", editor.new, name="new-document"),
    path("<slug:team>/<family:family>/<slug:slug>.md", raw.raw, name="raw"),
    path("<slug:team>/<family:family>/<slug:slug>/", documents.show, name="document"),
    path("<slug:team>/<family:family>/<slug:slug>/edit/", editor.edit, name="edit"),
    path("<slug:team>/<family:family>/<slug:slug>/propose/", proposing_edit.propose_edit, name="propose"),
    path("<slug:team>/<family:family>/<slug:slug>/care/", care.care, name="care"),
    path("<slug:team>/<family:family>/<slug:slug>/reviewed/", care.reviewed, name="reviewed"),
    path("<slug:team>/<family:family>/<slug:slug>/beside/", beside.beat, name="presence"),
    path("<slug:team>/<family:family>/<slug:slug>/words/", completion.words, name="words"),
    path("<slug:team>/<family:family>/<slug:slug>/draft/", drafts.keep, name="keep-draft"),
    path("<slug:team>/<family:family>/<slug:slug>/draft/compare/", drafts.compare_copy, name="compare-copy"),
    path("<slug:team>/<family:family>/<slug:slug>/draft/<int:pk>/", drafts.compare, name="compare-draft"),
    path("<slug:team>/<family:family>/<slug:slug>/draft/<int:pk>/discard/", drafts.discard, name="discard-draft"),
    path("<slug:team>/<family:family>/<slug:slug>/draft/<int:pk>/restore/", drafts.restore, name="restore-draft"),
    path("<slug:team>/<family:family>/<slug:slug>/activity/", activity.of_document, name="document-activity"),
    path(
        "<slug:team>/<family:family>/<slug:slug>/activity/file/",
        activity.download_of_document,
        name="document-activity-file",
    ),
    path("<slug:team>/<family:family>/<slug:slug>/history/", history.history, name="history"),
    path("<slug:team>/<family:family>/<slug:slug>/compare/", comparing.choose, name="compare-versions"),
    path("<slug:team>/<family:family>/<slug:slug>/compare/<int:old>...<int:new>/", comparing.compare, name="compare"),
    path("<slug:team>/<family:family>/<slug:slug>/v/<int:number>/", history.revision, name="revision"),
    path("<slug:team>/<family:family>/<slug:slug>/v/<int:number>/restore/", history.restore, name="restore-revision"),
    path("<slug:team>/<family:family>/<slug:slug>/rename/", renaming.rename, name="rename"),
    path("<slug:team>/<family:family>/<slug:slug>/follow/", following.follow, name="follow"),
    path("<slug:team>/<family:family>/<slug:slug>/unfollow/", following.unfollow, name="unfollow"),
    path("<slug:team>/<family:family>/<slug:slug>/archive/", lifecycle.archive, name="archive"),
    path("<slug:team>/<family:family>/<slug:slug>/restore/", lifecycle.restore, name="restore"),
]

if settings.DEBUG:
    urlpatterns.insert(0, path("patterns/", home.patterns, name="patterns"))
