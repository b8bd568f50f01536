"""CPU time of the pages, side by side in one process, with Django's admin over the same rows as the yardstick.

    python bench/pages.py            1,000 and 10,000 documents
    python bench/pages.py 500 2000   other sizes

Figures drift with the machine; the ratios do not.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

import html5lib

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.texts import source  # noqa: E402

SIZES = [int(word.replace(",", "")) for word in sys.argv[1:]] or [1_000, 10_000]
ROUNDS = 40


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        set_up(folder)
        teams = {size: fill(size) for size in SIZES}
        client = sign_in()
        works = list_works(client, teams)
        measured = measure(works)
    show(measured)


def set_up(folder: str) -> None:
    os.environ |= {"AGENTSITE_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "bench.admin_settings"}
    os.environ["AGENTSITE_DEBUG"] = "false"

    import django
    from django.conf import settings
    from django.core.management import call_command

    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    django.setup()
    call_command("migrate", verbosity=0)


def owner():
    from agents.models import User

    person, made = User.objects.get_or_create(username="ada", defaults={"display_name": "Ada Lovelace"})
    if made:
        person.is_staff = person.is_superuser = True
        person.save()
    return person


def fill(size: int) -> str:
    """Make a team of ``size`` agents; return its slug."""
    from agents.definition.collection import Incoming
    from agents.operations.importing import import_files
    from agents.operations.people import create_team

    team = create_team(f"Team of {size}", slug=f"team-{size}", by=owner())
    files = [Incoming(f".claude/agents/agent-{number:05}.md", source(number).encode()) for number in range(size)]
    import_files(team, files, by=owner(), origin="bench")
    return team.slug


def sign_in():
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.force_login(owner())
    return client


def list_works(client, teams: dict[int, str]) -> dict:
    """Name each piece of work; a work is called with the number of its round."""
    from agents.models import Team

    works = {}
    for size, slug in teams.items():
        works[f"library, {size:,} documents"] = lambda _, slug=slug: client.get(f"/{slug}/agents/")
        works[f"library found by a word, {size:,}"] = lambda n, slug=slug: client.get(f"/{slug}/agents/?q=agent+{n}")
        pk = Team.objects.get(slug=slug).pk
        works[f"admin changelist, {size:,} documents"] = lambda _, pk=pk: client.get(
            f"/admin/agents/document/?team__id__exact={pk}"
        )
    slug = fill(100)  # what is written below must not empty the caches of the teams above
    works["agent page"] = lambda n: client.get(f"/{slug}/agents/agent-{n + 10:05}/")
    works["agent page, seen before"] = lambda _: client.get(f"/{slug}/agents/agent-00001/")
    works["versions"] = lambda _: client.get(f"/{slug}/agents/agent-00001/history/")
    works["save"] = lambda n: save(client, slug, n)
    for size, large in teams.items():
        works[f"library after a write, {size:,}"] = lambda n, slug=large: after_a_write(client, slug)
    works["live preview, one keystroke in 4 KB"] = lambda n: keystroke(client, slug, n)
    works["live preview, the view alone"] = lambda n: view_alone(client, slug, n)
    return works


def after_a_write(client, slug: str):
    """The numbers and choices of the library are gathered anew, as they are after every write."""
    from agents.memory import cache
    from agents.models import Team
    from agents.queries import summary

    team = Team.objects.get(slug=slug)
    cache.delete(f"overview-agents:{team.pk}:{summary.generation(team)}")
    return client.get(f"/{slug}/agents/")


def save(client, slug: str, number: int):
    from agents.models import Document

    head = Document.objects.select_related("head").get(team__slug=slug, slug="agent-00002").head
    posted = {"base": head.number, "source": f"{source(2)}\nRound {number}.\n", "message": "", "kind": "agent"}
    return client.post(f"/{slug}/agents/agent-00002/edit/", posted)


FORM = "application/x-www-form-urlencoded"


def keystroke(client, slug: str, number: int):
    """What the editor sends 250 ms after a key in the body: its whole form, as a browser encodes it."""
    sent = body_of(client, slug, number)
    return client.post(f"/{slug}/live/", sent, content_type=FORM, headers={"HX-Request": "true"})


def body_of(client, slug: str, number: int) -> str:
    return urlencode(fields_of(client, slug) | {"source": f"{source(3)}{'x' * number}\n"}, doseq=True)


def view_alone(client, slug: str, number: int):
    """The same keystroke without session, sign-in and headers, which every page pays."""
    from django.test import RequestFactory

    from agents.models import User
    from agents.views.live import live

    request = RequestFactory().post("/", body_of(client, slug, number), content_type=FORM)
    request.user = User.objects.get()
    return live(request, team=slug)


@cache
def fields_of(client, slug: str) -> dict[str, str | list[str]]:
    """The fields of the editor's form, as they stand on the page."""
    page = html5lib.parse(client.get(f"/{slug}/agents/agent-00003/edit/").content, namespaceHTMLElements=False)
    fields: dict[str, str | list[str]] = {}
    for field in [element for element in page.iter() if element.tag in ("input", "textarea", "select")]:
        name, kind = field.get("name"), field.get("type")
        if not name or (kind in ("checkbox", "radio") and field.get("checked") is None):
            continue
        chosen = field.find(".//option[@selected]")
        value = field.get("value") or (chosen.get("value") if chosen is not None else field.text) or ""
        fields[name] = [*fields.get(name, []), value] if kind == "checkbox" else value
    return fields


def measure(works: dict) -> dict[str, tuple[float, int]]:
    """Run the works in turn, shuffled, so that what is slow or came before hits all alike.

    Medians in ms, and the page's bytes.
    """
    order = list(works.items())
    times: dict[str, list[float]] = {name: [] for name in works}
    sizes: dict[str, int] = {}
    for number in range(ROUNDS + 3):
        random.Random(number).shuffle(order)  # noqa: S311
        for name, work in order:
            begin = time.process_time()
            response = work(number)
            spent = (time.process_time() - begin) * 1_000
            if response.status_code not in (200, 302):
                raise SystemExit(f"{name} answered {response.status_code}.")
            if number >= 3:  # the first rounds fill caches
                times[name].append(spent)
                sizes[name] = len(response.content)
    return {name: (statistics.median(spent), sizes[name]) for name, spent in times.items()}


def show(measured: dict[str, tuple[float, int]]) -> None:
    smallest, largest = f"{min(SIZES):,}", f"{max(SIZES):,}"
    admin = measured[f"admin changelist, {smallest} documents"][0]
    print(f"{'':42}{'CPU ms':>8}{'KB':>7}  admin ÷ this")
    for name, (spent, size) in measured.items():
        print(f"{name:42}{spent:8.2f}{size / 1_000:7.1f}  {admin / spent:8.1f}")
    few, many = (measured[f"library, {size} documents"][0] for size in (smallest, largest))
    print(f"\nlibrary at {largest} ÷ at {smallest}: {many / few:.2f}")


if __name__ == "__main__":
    main()
