"""A site with two teams: ``team`` of the first owner holds nothing, ``platform`` of Ada holds everything.

Everything is what makes pages break: long names, words without a gap, forty tools, files Claude
Code would skip, wide tables, a long history, an import with refused files, an archive.
"""

import json
import sys
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from agents.definition.anchors import Lines
from agents.definition.collection import Incoming
from agents.definition.schema import TOOL_GROUPS
from agents.models import (
    Change,
    Document,
    Invitation,
    Membership,
    Notice,
    ReviewLink,
    Role,
    StagedImport,
    Team,
    User,
)
from agents.operations import invitations, notices, staging
from agents.operations.care import confirm_reviewed, set_care
from agents.operations.documents import archive_document, rename_document, save_document
from agents.operations.drafts import keep_draft, new_sheet
from agents.operations.importing import import_files
from agents.operations.inbox import follow
from agents.operations.owned_paths import own_path
from agents.operations.people import create_team, first_owner, key_hash
from agents.operations.proposed_changes import edit_of
from agents.operations.proposing import NewChange, close, propose, revise
from agents.operations.review_links import hash_of, make_link
from agents.operations.reviewing import comment, finish_review, resolve
from agents.queries.proposals import current_texts
from tests.browser import guarded
from tests.browser.guarded import session

LONG_WORD = "unbroken" * 25
TOOLS = [tool for _, tools in TOOL_GROUPS for tool in tools]
FORTY_TOOLS = ", ".join((TOOLS + [f"mcp__server{number}__do_something" for number in range(40)])[:40])
BODY = f"""
# What you do, told in a heading that is rather long and goes on for more than one line on a phone

You look at **everything**, then at `one_thing_with_a_very_long_name_that_nobody_could_ever_break_{"x" * 60}`.

> A quotation with <example>tags</example> and {LONG_WORD}.

1. First
   - inner
     - innermost
2. Second

- [x] done
- [ ] open

| Column one | Column two | Column three | Column four | Column five | Column six |
|:--|--:|:-:|---|---|---|
| a long cell with many words in it | 2 | 3 | {"wide" * 30} | 5 | 6 |

```python
def function_with_a_long_line(argument): return "{"long " * 60}"
```

### Collaboration with [git](agents/git.md) and https://example.com/{"path/" * 30}

![a picture](https://example.com/x.png)
"""


def agent(name: str, description: str, *, more: str = "", body: str = BODY) -> str:
    return f"---\nname: {name}\ndescription: {description}\n{more}---\n{body}"


def documents() -> list[Incoming]:
    """Sixty plain agents, the odd ones, and guidelines."""
    colors = ("red", "blue", "green", "yellow", "purple", "orange", "pink", "cyan")
    models = ("sonnet", "opus", "haiku", "inherit")
    texts = {
        f"agents/{('web', 'data', 'ops')[at % 3]}/worker-{at:02}.md": agent(
            f"worker-{at:02}",
            f"Does task {at} of the team. Use proactively when task {at} has to be done again.",
            more=f"tools: Read, Grep, Bash\nmodel: {models[at % 4]}\ncolor: {colors[at % 8]}\n",
        )
        for at in range(60)
    }
    texts |= {
        "agents/qa.md": agent(
            "qa", "Tests what others build.", more="tools: Read, Grep\nmodel: sonnet\ncolor: green\n"
        ),
        "agents/long-name.md": agent(
            "n" * 180, f"It has {LONG_WORD} in its description.", more=f"tools: {FORTY_TOOLS}\n"
        ),
        "agents/long-words.md": agent(
            "long-words", "word " * 300, more=f"model: {'claude-' * 12}x\nhooks:\n  Stop: []\n"
        ),
        "agents/no-description.md": "---\nname: no-description\n---\nNobody knows when to call you.\n",
        "agents/broken.md": '---\nname: "broken\ndescription: Its quote is never closed.\n---\nText.\n',
        "agents/unclosed.md": f"---\nname: unclosed\ndescription: {LONG_WORD}\n\nNo end of the frontmatter.\n",
        "agents/noted.md": agent("noted", "Has notes.", more="tools: Read, Wriite\ncolor: mauve\nmaxTurns: few\n"),
        f"agents/{'deep/' * 6}{'file-name-' * 9}x.md": agent("deep", "Lies deep.", more="memory: project\n"),
        "agents/empty-body.md": "---\nname: empty-body\ndescription: Says nothing.\n---\n",
        "agents/gone.md": agent("gone", "In the archive."),
        "agents/edited.md": agent("edited", "Was edited here."),
        "guidelines/tone.md": "# Tone\n\nSay what happened, then what to do.\n",
        f"guidelines/{'g' * 100}.md": f"# {LONG_WORD}\n\n{BODY}",
        "guidelines/gone.md": "# Gone\n",
        **{f"guidelines/rule-{at}.md": f"# Rule {at}\n\nAlways check {at} times.\n" for at in range(12)},
    }
    return [Incoming(f".claude/{path}", text.encode()) for path, text in texts.items()]


def incoming() -> list[Incoming]:
    """Files to be staged: new, changed, edited here, archived, refused and left alone."""
    files = {
        **{f"agents/new-{at}.md": agent(f"new-{at}", "Comes in.").encode() for at in range(8)},
        "agents/worker-00.md": b"---\nname: new\n---\n",
        "agents/web/worker-00.md": agent("worker-00", "Changed there.").encode(),
        "agents/web/worker-03.md": next(file.content for file in documents() if "worker-03" in file.path),
        "agents/edited.md": agent("edited", "Changed there too.").encode(),
        "agents/gone.md": agent("gone", "Is archived here.").encode(),
        "agents/latin.md": b"---\nname: l\xe4tin\n---\n",
        f"agents/{LONG_WORD}.md": agent("x", "y").encode(),
        "agents/nul.md": b"\0",
        "agents/large.md": b"x" * 1_100_000,
        f"agents/{'w' * 120}.md": agent("w" * 150, LONG_WORD).encode(),
        "skills/some/SKILL.md": b"# Skill\n",
        "settings.json": b"{}",
    }
    return [Incoming(f".claude/{path}", content) for path, content in files.items()]


def build(folder: Path) -> dict[str, str]:
    """Fill the database; return the session keys of those who look at it."""
    nell, ada, rita = first_owner(), person("ada", "Ada"), person("rita", "Rita " + "Longname" * 8)
    give_a_password(rita)
    platform = create_team("Platform team", slug="platform", by=ada)
    Membership.objects.create(team=platform, user=rita, role=Role.READER)
    await_people(platform, ada)
    fill(platform, ada, folder)
    sessions = {user.username: session(user) for user in (nell, ada, rita, person("stray", ""))}
    vera, sessions["vera"] = guarded.vera()
    Membership.objects.create(team=platform, user=vera, role=Role.READER)
    return sessions


def await_people(team: Team, ada: User) -> None:
    """Invitations of every kind, one of them with a key that tests know; and who looks after what."""
    open_one = invitations.invite(team, role=Role.AUTHOR, by=ada).invitation
    Invitation.objects.filter(pk=open_one.pk).update(key_hash=key_hash("open"))
    late = invitations.invite(team, role=Role.READER, by=ada, email=f"{'late.' * 10}one@{LONG_WORD[:60]}.example")
    Invitation.objects.filter(pk=late.invitation.pk).update(expires_at=late.invitation.created_at)
    own_path(Membership.objects.get(team=team, user=ada), f"agents/**/{LONG_WORD}-*.md", by=ada)
    Membership.objects.filter(team=team, user=ada).update(is_security_reviewer=True)


def person(username: str, name: str) -> User:
    return User.objects.create_user(username, display_name=name)


def give_a_password(user: User) -> None:
    """One person signs in by password; her address is as long as addresses get."""
    user.email = f"{LONG_WORD[:60]}@{'sub.' * 30}example.org"
    user.set_password("correct horse battery")
    user.save()


def fill(team: Team, ada: User, folder: Path) -> None:
    import_files(team, documents(), by=ada, origin="~/code/shop")
    for path in ("agents/gone.md", "guidelines/gone.md"):
        archive_document(Document.objects.get(team=team, path=path), by=ada)
    edit_often(Document.objects.select_related("head").get(team=team, path="agents/qa.md"), ada)
    edit_often(Document.objects.select_related("head").get(team=team, path="agents/edited.md"), ada, times=1)
    leave_a_draft(Document.objects.select_related("head").get(team=team, path="agents/qa.md"), ada)
    rename_document(Document.objects.get(team=team, path="guidelines/rule-1.md"), "guidelines/first-rule.md", by=ada)
    done = staging.stage_files(team, [*incoming()[:3], incoming()[13]], by=ada, origin="two-files.zip")
    while done.state != StagedImport.State.DONE:
        staging.import_next(done)
    staging.stage_files(team, incoming(), by=ada, origin=f"/srv/{'a-long-folder-name/' * 6}shop")
    propose_everything(team, ada)
    tell(team, ada)
    lay_out(folder / "exported" / ".claude")
    look_after(team, ada)


def look_after(team: Team, ada: User) -> None:
    """Somebody who left owns some, Ada others; some are overdue, one was reviewed."""
    gone, today = person("gone", f"Gaby {LONG_WORD}"[:80]), timezone.localdate()
    stay = Membership.objects.create(team=team, user=gone, role=Role.AUTHOR)
    named = Document.objects.filter(team=team)
    set_care(named.filter(path__in=["agents/long-name.md", "agents/noted.md"]), owner=gone, by=ada)
    set_care(named.filter(path__startswith="agents/web/"), owner=ada, review_by=today - timedelta(days=40), by=ada)
    set_care(named.filter(path="agents/long-name.md"), review_by=today - timedelta(days=400), by=ada)
    confirm_reviewed(named.get(path="agents/qa.md"), by=ada, next=today + timedelta(days=180))
    stay.delete()


def tell(team: Team, ada: User) -> None:
    """A proposal with long words, links by which it and the first are read, and an inbox of more than one page."""
    qa = Document.objects.select_related("head", "team").get(team=team, path="agents/qa.md")
    change = edit_of(qa, qa.head.source.replace("Read, Grep", "Read, Bash") + f"\n{LONG_WORD}\n", base=qa.head)
    proposal = propose(team, [change], title=f"Say {LONG_WORD}"[:200], by=ada, reason=BODY)
    for words in (f"What is {LONG_WORD}, @rita?", BODY):
        comment(proposal, words=words, by=ada, iteration=1, change=proposal.changes.get())
    for key, shown in (("reading", proposal), ("commenting", team.proposals.get(number=1))):
        link, _ = make_link(shown, may_comment=key == "commenting", days=30, by=ada, label=f"For {LONG_WORD}"[:80])
        ReviewLink.objects.filter(pk=link.pk).update(key_hash=hash_of(key))
    rita = User.objects.get(username="rita")
    follow(qa, by=rita)
    for number in range(60):
        sentence = f"Ada saved {LONG_WORD if number == 59 else 'agents/qa.md'} as v{number}"
        about = {"sentence": sentence, "key": f"{number}", "actor": ada, "document": qa}
        notices.tell(team, Notice.Kind.FOLLOWED, [rita.pk], **about)


def edit_often(document: Document, ada: User, *, times: int = 60) -> None:
    head = document.head
    for at in range(times):
        message = f"Because {LONG_WORD if at == 50 else 'it was asked for'} ({at})"
        text = head.source.replace("You look at", f"You look {at} times at", 1) if at % 2 else head.source + "\nMore.\n"
        head = save_document(document, text, base=head, by=ada, message=message)


def leave_a_draft(document: Document, ada: User) -> None:
    """An edit of an old version, with words that do not break."""
    old = document.revisions.get(number=4)
    text = f"{old.source}\n{LONG_WORD}\n"
    keep_draft(document, text, base=old, sheet=new_sheet(), by=ada, message=f"Because {LONG_WORD}")


def propose_everything(team: Team, ada: User) -> None:
    """A proposal of long words with threads of every kind in two iterations, and one that is closed."""
    ben = User.objects.create_user("ben", display_name="Ben " + "Longname" * 6)
    Membership.objects.create(team=team, user=ben, role=Role.AUTHOR)
    noted = Document.objects.select_related("head", "team").get(team=team, path="agents/noted.md")
    gone = Document.objects.select_related("head", "team").get(team=team, path="agents/unclosed.md")
    text = noted.head.source.replace("tools: Read, Wriite", f"tools: Read, Bash, {LONG_WORD}").replace(
        "You look at", f"You always l\u200book at {LONG_WORD} and"
    )
    added = agent("added", "Is new.", body=f"# Added\n\n### With QA Agent\n\n{LONG_WORD}\n")
    one = propose(
        team,
        [
            NewChange(Change.Kind.EDIT, noted, noted.kind, noted.path, noted.head, text),
            NewChange(Change.Kind.ADD, None, "agent", f"agents/{'a' * 60}.md", None, added),
            NewChange(Change.Kind.ARCHIVE, gone, gone.kind, gone.path, gone.head, gone.head.source),
        ],
        title=f"Say it at more length, {LONG_WORD}",
        reason=f"Because **{LONG_WORD}** was asked for.\n\n- one\n- two\n\n```\n{'code ' * 60}\n```",
        by=ben,
    )
    change = one.changes.get(document=noted)
    for words, where in (
        (
            f"Why **that**? {LONG_WORD}",
            {"side": "new", "lines": Lines(8, 9), "suggestion": f"# What you do\n{LONG_WORD}"},
        ),
        ("And this?", {"side": "old", "lines": Lines(10, 10)}),
        ("Is it needed?", {"field": "tools"}),
        ("Of the file", {}),
    ):
        comment(one, words=words, by=ada, change=change, iteration=1, is_pending=words == "And this?", **where)
    said = comment(one, words="Of the whole", by=ada, iteration=1)
    comment(one, words=f"Answered {LONG_WORD}", by=ben, iteration=1, replies_to=said)
    resolve(comment(one, words="Done with", by=ada, iteration=1, change=change), by=ben)
    finish_review(one, verdict="changes", words=f"Not {LONG_WORD}.", iteration=1, by=ada)
    base = current_texts(one)[change.pk]
    revise(change, text.replace("# What you do", "# What you always do"), base_text=base, by=ben, note=LONG_WORD)
    one.refresh_from_db()
    comment(one, words="Not said yet", by=ada, change=change, iteration=2, is_pending=True)
    other = Document.objects.select_related("head", "team").get(team=team, path="guidelines/tone.md")
    second = NewChange(Change.Kind.EDIT, other, other.kind, other.path, other.head, f"{other.head.source}\nMore.\n")
    close(propose(team, [second], title="A small one", by=ben), by=ben, reason=LONG_WORD)


def lay_out(claude: Path) -> None:
    """A folder to export into: one file is the same, one is ours but older, two are somebody's."""
    texts = {file.path.removeprefix(".claude/"): file.content for file in documents()}
    for path, content in {
        "agents/web/worker-03.md": texts["agents/web/worker-03.md"],
        "agents/qa.md": texts["agents/qa.md"],
        "agents/noted.md": texts["agents/noted.md"] + b"\nA line of somebody else.\n",
        "guidelines/tone.md": b"# Tone\n\n" + LONG_WORD.encode() + b"\n",
    }.items():
        (claude / path).parent.mkdir(parents=True, exist_ok=True)
        (claude / path).write_bytes(content)


def main(folder: str) -> None:
    json.dump(build(Path(folder)), sys.stdout)
