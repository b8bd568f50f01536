"""What the tests of hostile input ask of every answer, and the ways to put a text into every field."""

import re
from urllib.parse import urlencode, urlsplit

import html5lib
from django.db import transaction

from agents.definition.client import read
from agents.definition.collection import Incoming
from agents.definition.scalars import quoted
from agents.models import Document, Team
from agents.operations.staging import stage_files

PAGES = (
    "/",
    "/welcome/",
    "/settings/",
    "/healthz",
    "/readyz",
    "/platform/",
    "/platform/activity/",
    "/platform/import/",
    "/platform/export/",
    "/platform/export/folder/",
    "/platform/export.zip",
    "/platform/agents/",
    "/platform/guidelines/",
    "/platform/agents/new/",
    "/platform/guidelines/new/",
    "/platform/agents/qa.md",
    "/platform/agents/qa/",
    "/platform/agents/qa/edit/",
    "/platform/agents/qa/history/",
    "/platform/agents/qa/v/1/",
    "/platform/agents/qa/compare/",
    "/platform/agents/qa/compare/1...1/",
    "/platform/agents/qa/rename/",
)
OURS = re.compile(r' data-line="\d+"')
DATA = "application/json"  # a script of this type is never run
ACTIVE_LINKS = {"href", "src", "action", "formaction", "xlink:href", "srcdoc", "data"}


def unsound(answer) -> list[str]:
    """What is wrong with an answer, whatever was asked."""
    found = [f"status {answer.status_code}"] if answer.status_code >= 500 else []
    if urlsplit(answer.headers.get("Location", "/")).netloc or answer.headers.get("Location", "/").startswith("//"):
        found.append(f"leads away: {answer.headers['Location']}")
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        found += injected(answer.content.decode())
    return found


def injected(html: str) -> list[str]:
    """What runs in a page that does not come from our templates, which have no inline script and no handler."""
    found = []
    for element in html5lib.parse(html, namespaceHTMLElements=False).iter():
        if element.tag == "script" and "src" not in element.attrib and element.get("type") != DATA:
            found.append("an inline script")
        for name, text in element.attrib.items():
            if str(name).startswith("on") or (str(name).startswith("hx-") and text == "/x"):
                found.append(f"{name} on {element.tag}")
            if name in ACTIVE_LINKS and re.match(r"\s*(javascript|data|vbscript):", text, re.IGNORECASE):
                found.append(f"{name}={text[:40]}")
    return found


def prose(html: str) -> list[str]:
    """The rendered texts within a page, as HTML, without the line numbers that are ours."""
    page = html5lib.parse(html, namespaceHTMLElements=False)
    found = [one for one in page.iter("div") if one.get("class") == "prose"]
    return [(one.text or "") + OURS.sub("", "".join(map(_written, one))) for one in found]


def _written(element) -> str:
    return html5lib.serialize(element, tree="etree", quote_attr_values="always", omit_optional_tags=False)


def query(words: str) -> str:
    return urlencode({"q": words.encode("utf-8", "surrogatepass")})


def write_everywhere(client, ada, team, text: str) -> list[str]:
    """Put ``text`` into every field there is and look at every page that shows one."""
    with transaction.atomic():
        qa = Document.objects.select_related("head").get(team=team, path="agents/qa.md")
        Team.objects.filter(pk=team.pk).update(name=text[:80])
        client.post("/settings/", {"display_name": text[:80]})
        source = f"---\nname: {quoted(text)}\ndescription: {quoted(text)}\nmodel: {quoted(text)}\n---\n{text}\n"
        edit = {"base": qa.head.number, "source": source, "message": text, "kind": "agent"}
        saved = client.post("/platform/agents/qa/edit/", edit)
        renamed = client.post("/platform/agents/qa/rename/", {"name": text, "folder": text})
        staged = stage_files(
            team, [Incoming(f"agents/{text}.md", b"x"), Incoming("agents/y.md", b"x")], by=ada, origin=text
        )
        pages = [*PAGES, f"/platform/import/{staged.pk}/", "/platform/agents/qa/v/2/"]
        pages += [f"/platform/agents/qa/compare/1...2/?view={view}" for view in ("unified", "split", "rendered")]
        pages += ["/platform/agents/qa/?view=source&blame=1"]
        answers = [
            saved,
            renamed,
            *[client.get(page) for page in pages],
            client.get(f"/platform/agents/?{query(text)}"),
        ]
        transaction.set_rollback(True)
    return [problem for answer in answers for problem in unsound(answer)]


def edit_of(document, description: str) -> dict[str, str]:
    """What a browser posts when only the description was changed."""
    source = document.head.source
    return {
        "base": str(document.head.number),
        "kind": "agent",
        "source": source.replace("\n", "\r\n"),
        "initial-description": read(source).description,
        "description": description.replace("\n", "\r\n"),
        "message": "",
    }
