"""The main job, end to end, on the real server: in comes a folder, one entry and one line are edited, out goes a zip.

Everything else must be the same byte for byte.
"""

import re
import shutil
import zipfile

from playwright.sync_api import expect

from agents.definition.source import split
from tests.browser.source import content, field
from tests.browser.visits import listen

OWN = {
    "agents/reviewer.md": (
        "---\r\n# kept as it is\r\nname: reviewer\r\ndescription: 'Reads changes: all of them'   # quoted\r\n"
        "tools: Read,Grep\r\ncustom_key: [1,  2]\r\n---\r\n\r\n"
        "You review things.\r\n\r\n- First read\r\n- Then think  \r\n"
    ),
    "agents/web/skipped.md": "No frontmatter, no final newline",
    "guidelines/tone.md": "\ufeff# Tone\n\nBe brief.\u2028Still the same line.\n\n\n",
}


def test_the_seed_goes_in_and_out(site, browser, shared, tmp_path):
    shutil.copytree(shared / "seed" / ".claude", tmp_path / ".claude")

    edited = first_to_last(site, browser, tmp_path)

    assert edited == {path.relative_to(tmp_path).as_posix() for path in (tmp_path / ".claude").rglob("*.md")} & edited
    assert len(edited) == 1


def test_a_folder_goes_in_and_out(site, browser, tmp_path):
    for path, text in OWN.items():
        (tmp_path / ".claude" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / ".claude" / path).write_bytes(text.encode())

    assert first_to_last(site, browser, tmp_path) == {".claude/agents/reviewer.md"}


def first_to_last(site, browser, folder) -> set[str]:
    """Walk the whole way as a person would; return the files that differ at its end."""
    site.start()
    page = browser.new_page(base_url=f"http://127.0.0.1:{site.port}", accept_downloads=True)
    complaints: list[str] = []
    listen(page, complaints)

    sign_in_by_the_link(page, site)
    bring_everything_in(page)
    path = open_the_first_agent_that_loads(page)
    edit(page)
    exported = read_zip(export(page))

    before = {file.relative_to(folder).as_posix(): file.read_bytes() for file in (folder / ".claude").rglob("*.md")}
    assert exported.keys() == before.keys()
    only_that_entry_and_line_differ(before[path].decode(), exported[path].decode())
    assert complaints == []
    page.context.close()
    return {path for path in before if before[path] != exported[path]}


def sign_in_by_the_link(page, site) -> None:
    page.goto(f"/welcome/?key={site.key}")

    expect(page.get_by_role("heading", level=1)).to_have_text("Let’s fill your library")


def bring_everything_in(page) -> None:
    page.get_by_role("button", name="Import").click()

    expect(page.get_by_role("heading", level=1)).not_to_have_text("Let’s fill your library")


def open_the_first_agent_that_loads(page) -> str:
    page.get_by_role("navigation").get_by_role("link", name="Agents").first.click()
    page.get_by_label("Claude Code", exact=True).select_option("Loads")
    page.wait_for_url("**verdict=loads*")
    page.locator("tbody").get_by_role("link").first.click()
    page.wait_for_url("**/agents/*/")

    return f".claude/agents/{page.url.split('/')[-2]}.md"


NEW_DESCRIPTION = "Use it after: every change # really"
NEW_LINE = "Look at **everything** twice."


def edit(page) -> None:
    page.keyboard.press("e")
    page.wait_for_url("**/edit/")
    page.get_by_label("Description", exact=False).first.fill(NEW_DESCRIPTION)
    expect(field(page)).to_have_value(in_it(NEW_DESCRIPTION))

    write_as_the_last_line(page)
    preview = page.get_by_role("group", name="Preview")
    expect(preview).to_contain_text("Look at everything twice.")
    expect(preview.locator("strong").last).to_have_text("everything")
    expect(page.get_by_text("Claude Code will load this file")).to_be_visible()

    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/agents/*/")
    expect(page.get_by_role("status").filter(has_text="Saved v2").first).to_be_visible()


def write_as_the_last_line(page) -> None:
    source = content(page)
    source.press("Control+End")
    if field(page).input_value().endswith("\n"):
        source.press("ArrowUp")
        source.press("End")
    page.keyboard.insert_text(f"\n{NEW_LINE}")


def in_it(words: str) -> re.Pattern[str]:
    return re.compile(re.escape(words))


def export(page):
    page.get_by_role("navigation").get_by_role("link", name="Export").first.click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download zip").click()
    return download.value.path()


def read_zip(path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def only_that_entry_and_line_differ(before: str, after: str) -> None:
    old, new = split(before), split(after)
    assert [entry.key for entry in new.entries] == [entry.key for entry in old.entries]
    differing = [now.key for was, now in zip(old.entries, new.entries, strict=True) if was != now]
    assert differing == ["description"]
    assert (new.opening, new.closing) == (old.opening, old.closing)

    newline = old.newline
    end = newline if old.body.endswith("\n") else ""
    assert new.body == old.body.removesuffix(end) + newline + NEW_LINE + end
    assert NEW_DESCRIPTION in new.entry("description").text
