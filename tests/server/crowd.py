"""People at work on the real server, all at once."""

import io
import re
import threading
import zipfile
from collections.abc import Iterable

from tests.server.visitor import Visitor

TITLE = re.compile("<title>(.*?)</title>")


def agent(number: int, version: int = 1) -> str:
    return (
        f"---\nname: a{number}\ndescription: Agent number {number}.\ntools: Read\n---\n\n"
        f"You are number {number}, version {version}.\n" + "One more line.\n" * 40
    )


def zip_of(count: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(count):
            archive.writestr(f".claude/agents/a{number}.md", agent(number))
    return buffer.getvalue()


def staged_import(visitor: Visitor, archive: bytes, *, team: str = "team") -> str:
    """Upload a zip; return the address of its preview."""
    visitor.get(f"/{team}/import/")
    answer = visitor.upload(f"/{team}/import/", "files", "agents.zip", archive, {"door": "upload"})
    assert answer.status == 302, f"{answer.status} {TITLE.findall(answer.text)}"
    visitor.get(answer.headers["Location"])
    return answer.headers["Location"]


def filled(site, count: int) -> list[str]:
    """Start the site and give it ``count`` agents; return their texts."""
    site.start()
    address = staged_import(site.signed_in_again(), zip_of(count))
    answer = site.signed_in_again().post(address, {"go": "run"})
    assert answer.status in (200, 302), f"{answer.status} {TITLE.findall(answer.text)}"
    return [agent(number) for number in range(count)]


def exported(site) -> dict[str, bytes]:
    """Everything the first team's library holds, as the zip has it; an empty library has no zip."""
    return library_of(site.signed_in_again(), "team")


def library_of(visitor: Visitor, team: str) -> dict[str, bytes]:
    answer = visitor.get(f"/{team}/export.zip")
    if answer.status == 404:
        return {}
    assert answer.status == 200, f"{answer.status} {TITLE.findall(answer.text)}"
    with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


class Writer(threading.Thread):
    """Saves one agent again and again until told to stop or the server is gone.

    ``acknowledged`` is the last text the server confirmed, ``tried`` the last one it was sent.
    """

    def __init__(
        self, visitor: Visitor, number: int, text: str, counter: threading.Semaphore, *, team: str = "team"
    ) -> None:
        super().__init__(daemon=True)
        self.visitor, self.number, self.counter = visitor, number, counter
        self.acknowledged = self.tried = text
        self.team = team
        self.address = f"/{team}/agents/a{number}/edit/"
        self.stopping = threading.Event()
        self.saves, self.errors = 0, []

    def run(self) -> None:
        try:
            base = re.search(r'name="base" value="(\d+)"', self.visitor.get(self.address).text)[1]
            version = int(base)
            while not self.stopping.is_set():
                self.tried = agent(self.number, version + 1)
                answer = self.visitor.post(self.address, {"base": str(version), "source": self.tried, "message": ""})
                if answer.status != 302:
                    self.errors.append((answer.status, answer.text[:200]))
                    return
                version += 1
                self.acknowledged = self.tried
                self.saves += 1
                self.counter.release()
        except OSError as error:
            self.errors.append((0, str(error)))


def stop(writers: Iterable[Writer]) -> None:
    for writer in writers:
        writer.stopping.set()
    for writer in writers:
        writer.join(60)
