"""A team that holds one of everything, its people, and a twin team whose words must be found nowhere in it."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.conf import settings
from django.shortcuts import resolve_url
from django.test import Client

from agents.definition.collection import Incoming
from agents.definition.export_plan import fingerprint
from agents.models import Document, Edge, Event, Membership, Notice, Role, Session, Team, User
from agents.operations import exporting, notices, staging
from agents.operations.aliases import dismiss
from agents.operations.archiving import archive_documents
from agents.operations.documents import archive_document, create_document, save_document
from agents.operations.drafts import keep_draft, new_sheet
from agents.operations.invitations import invite
from agents.operations.owned_paths import own_path
from agents.operations.people import create_team
from agents.operations.relations import heal
from agents.operations.review_links import make_link
from agents.operations.saved_views import save_view
from agents.operations.unsubscribing import key_for
from tests.access import proposals

SECRET = "Quetzal"  # stands in whatever the twin team holds, and nowhere else
SIGNED_OUT, GONE, ELSEWHERE = "signed out", "deactivated owner", "owner of another team"
ROLES = {"reader": Role.READER, "author": Role.AUTHOR, "reviewer": Role.REVIEWER, "owner": Role.OWNER}
PASSWORD = "violet harbour tractor"
VISITORS = (SIGNED_OUT, *ROLES, ELSEWHERE, GONE)


@dataclass
class World:
    """``known`` fills the braces of an example's address and fields; ``own`` does so for one visitor."""

    people: dict[str, User]
    known: dict[str, object] = field(default_factory=dict)
    own: dict[str, dict[str, object]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    browser: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def words(self, visitor: str) -> dict[str, object]:
        """What the braces hold for a visitor; who has nothing of their own asks for the author's."""
        return self.known | self.own.get(visitor, self.own["author"])

    def client(self, visitor: str) -> Client:
        """The one browser, whose middleware is made only once: the visitor is signed in, nothing else remembered."""
        self.browser.cookies.clear()
        if visitor in self.keys:
            self.browser.cookies[settings.SESSION_COOKIE_NAME] = self.keys[visitor]
        return self.browser


def text(name: str, *, says: str = "You do it.") -> str:
    return f"---\nname: {name}\ndescription: Does what {name} does.\ntools: Read\nmodel: sonnet\n---\n\n{says}\n"


def build(folder: Path) -> World:
    """Fill the database; must run in a transaction that is rolled back."""
    people = {role: _person(role) for role in ROLES} | {
        ELSEWHERE: _person("eve", f"{SECRET} Eve"),
        GONE: _person("dora"),
    }
    world = World(people)
    team = create_team("Platform team", slug="platform", by=people["owner"])
    for role in ("reader", "author", "reviewer"):
        Membership.objects.create(team=team, user=people[role], role=ROLES[role])
    Membership.objects.create(team=team, user=people[GONE], role=Role.OWNER)
    _fill(world, team, folder)
    _fill_twin(world, folder / SECRET)
    for visitor, person in people.items():
        other, world.keys[visitor] = _signed_in(person), _signed_in(person)
        world.own.setdefault(visitor, dict(world.own["author"]))["own_session"] = Session.objects.get(pk=other).handle
        world.own[visitor]["own_notice"] = _tell(person)
    User.objects.filter(pk=people[GONE].pk).update(is_active=False)
    return world


def _signed_in(person: User) -> str:
    """The key of a session that began just now with a password."""
    person.set_password(PASSWORD)
    person.save()
    client = Client()
    client.post(resolve_url(settings.LOGIN_URL), {"login": person.username, "password": PASSWORD})
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _tell(person: User) -> int:
    """Put something into a person's inbox."""
    about = {"sentence": f"Something {person.shown_name} is told", "key": "told", "actor": None}
    notices.tell(person.teams.get(), Notice.Kind.FOLLOWED, [person.pk], **about)
    return Notice.objects.get(person=person, key="told").pk


def _person(username: str, name: str = "") -> User:
    return User.objects.create_user(username, display_name=name or username.title())


def _add(team: Team, path: str, source: str, *, by: User) -> Document:
    kind = "agent" if path.startswith("agents/") else "guideline"
    return create_document(team, kind=kind, path=path, source=source, by=by)


def _save(document: Document, *, by: User) -> Event:
    """Save a change; return its step."""
    head = Document.objects.select_related("head").get(pk=document.pk).head
    save_document(document, head.source + "\nMore.\n", base=head, by=by)
    return Event.objects.first()


def _fill(world: World, team: Team, folder: Path) -> None:
    owner = world.people["owner"]
    nina = _person("nina")  # whose things are everybody else's
    hers = Membership.objects.create(team=team, user=nina, role=Role.AUTHOR)
    Membership.objects.create(team=team, user=_person("olga"), role=Role.OWNER)  # so that the other may leave
    invited = invite(team, role=Role.READER, by=owner, email="new@example.org").invitation
    owned = own_path(hers, "agents/**", by=owner)
    world.known |= {"stop_key": key_for(nina.pk, ["asked"])}
    world.known |= {"member": hers.pk, "invitation": invited.pk, "owned": owned.pk}
    qa = _add(team, "agents/qa.md", text("qa", says="## Collaboration\n\n### With Git Agent\n\n- Ask first"), by=owner)
    git = _add(team, "agents/git.md", text("git", says="### With Tester Agent\n\n- Tell it"), by=owner)
    _add(team, "guidelines/tone.md", "# Tone\n\nBe brief.\n", by=owner)
    gone = _add(team, "agents/gone.md", text("gone"), by=owner)
    archive_document(gone, by=owner)
    shared = save_view(team, "Nina’s", family="agents", query="q=n", is_shared=True, by=nina)
    step = _save(_add(team, "agents/of-nina.md", text("of-nina"), by=nina), by=nina)
    _save(qa, by=owner)
    dismiss(team, "Claude", by=owner)
    heal(team)
    edge = Edge.objects.get(source=qa, target=git)
    head = Document.objects.get(pk=qa.pk).head_id
    world.known |= {
        "qa": qa.pk,
        "qa_head": head,
        "git": git.pk,
        "gone": gone.pk,
        "line": edge.line,
        "start": edge.start,
    }
    world.known |= {
        "nina": nina.pk,
        "ninas_view": shared.pk,
        "ninas_step": step.pk,
        "step": step.pk,
        "sheet": new_sheet(),
    }
    world.known |= proposals.of_nina(team, nina, qa, reviewer=world.people["reviewer"])
    link, key = make_link(team.proposals.get(number=world.known["ninas_proposal"]), may_comment=True, days=1, by=owner)
    world.known |= {"review_link": link.pk, "review_key": key}
    for role in ("author", "reviewer", "owner", "reader"):
        person = world.people[role]
        world.own[role] = _own(team, person, role) | proposals.of_member(team, person, world.known, by=nina)
    _fill_folders(world, team, folder)


def _own(team: Team, person: User, role: str) -> dict[str, object]:
    """What is a member's own: a view, and what readers have not got: a draft, an import and steps."""
    view = save_view(team, f"Of {role}", family="agents", query=f"q={role}", is_shared=False, by=person)
    document = _add(team, f"agents/of-{role}.md", text(f"of-{role}"), by=person)
    draft = keep_draft(document, text("draft"), base=document.head, sheet=new_sheet(), by=person)
    staged = staging.stage_files(team, [Incoming(f"agents/in-{role}.md", text("x").encode())], by=person, origin="x")
    archived = archive_documents([_add(team, f"guidelines/of-{role}.md", "# Of\n", by=person)], by=person)
    own = {"own_view": view.pk, "own": document.slug, "own_draft": draft.pk, "own_import": staged.pk}
    return own | {"own_archived": archived.pk, "own_step": _save(document, by=person).pk}


def _fill_folders(world: World, team: Team, folder: Path) -> None:
    """A folder to import from and one to export into, with the plan of it."""
    to, source = folder / "to", folder / "from"
    (source / ".claude/agents").mkdir(parents=True)
    (source / ".claude/agents/new.md").write_text(text("new"))
    to.mkdir()
    plan = fingerprint(exporting.plan_folder(team, str(to)).steps)
    done = exporting.export_folder(team, exporting.plan_folder(team, str(source)), by=world.people["owner"])
    world.known |= {"to": str(to), "from": str(source), "plan": plan, "exported": done.pk}


def _fill_twin(world: World, folder: Path) -> None:
    """The same files in another team, with a word of its own wherever a team keeps words.

    The owner of the first team wrote there too, and has left.
    """
    eve, gone = world.people[ELSEWHERE], world.people["owner"]
    team = create_team(f"{SECRET} team", slug="elsewhere", by=eve)
    says = f"### With Git Agent\n\n- {SECRET} it\n\n### With {SECRET} Nobody Agent\n\n- Ask"
    qa = _add(team, "agents/qa.md", text("qa", says=says), by=eve)
    own = _add(team, f"agents/{SECRET.lower()}-one.md", text(f"{SECRET.lower()}-one", says=says), by=eve)
    _add(team, f"guidelines/{SECRET.lower()}.md", f"# {SECRET}\n\n{SECRET} all.\n", by=eve)
    archive_document(_add(team, f"agents/{SECRET.lower()}-old.md", text(SECRET), by=eve), by=eve)
    view = save_view(team, f"{SECRET} view", family="agents", query=f"q={SECRET}", is_shared=True, by=eve)
    draft = keep_draft(qa, text(SECRET), base=qa.head, sheet=new_sheet(), by=eve, message=SECRET)
    staged = staging.stage_files(team, [Incoming(f"agents/{SECRET}.md", text("x").encode())], by=eve, origin=SECRET)
    step = _save(qa, by=eve)
    _save(own, by=gone)
    keep_draft(own, text(SECRET), base=own.head, sheet=new_sheet(), by=gone, message=SECRET)
    staging.stage_files(team, [Incoming(f"agents/{SECRET}.md", text("x").encode())], by=gone, origin=SECRET)
    save_view(team, f"{SECRET} of mine", family="agents", query=f"q={SECRET}", is_shared=False, by=gone)
    Document.objects.filter(pk=qa.pk).update(owner=eve, review_by=date(2020, 1, 1))
    Document.objects.filter(pk=own.pk).update(owner=gone, review_by=date(2020, 1, 1))
    folder.mkdir()
    exported = exporting.export_folder(team, exporting.plan_folder(team, str(folder)), by=eve)
    dismiss(team, f"{SECRET} Name", by=eve)
    invited = invite(team, role=Role.READER, by=eve, email=f"{SECRET.lower()}@example.org").invitation
    eves = Membership.objects.get(team=team, user=eve)
    owned = own_path(eves, f"agents/{SECRET}/**", by=eve)
    world.known |= {"their_member": eves.pk, "their_invitation": invited.pk, "their_owned": owned.pk}
    heal(team)
    world.known |= {"their_qa": qa.pk, "their_head": Document.objects.get(pk=qa.pk).head_id, "their_view": view.pk}
    world.known |= {"their_draft": draft.pk, "their_import": staged.pk, "their_step": step.pk, "theirs": own.pk}
    world.known |= {"their_export": exported.pk}
