"""``agentsite up`` as a newcomer meets it."""

from agents.definition.blob import blob_id

SOURCE = "---\nname: qa\ndescription: Tests things.\n---\nYou test.\n"


def write_agents(folder, *names):
    agents = folder / ".claude" / "agents"
    agents.mkdir(parents=True)
    for name in names:
        (agents / f"{name}.md").write_text(SOURCE.replace("qa", name))


def test_it_says_six_things_and_no_more(untouched_site):
    write_agents(untouched_site.folder, "qa", "git")

    untouched_site.start()

    assert [line.split()[0] for line in untouched_site.lines] == ["agentsite", "Data", "Found", "Open", "Ctrl+C"]
    assert "~/.claude: 2 agents, 0 guidelines" in untouched_site.lines[2]


def test_the_link_leads_to_what_was_found(site):
    write_agents(site.folder, "qa")
    site.start()

    visitor = site.signed_in()

    welcome = visitor.get("/welcome/").text
    assert "qa" in welcome
    assert "Import 1 file" in welcome


def test_a_folder_without_agents_is_no_error(site):
    site.start()

    assert "no .claude folder" in site.lines[2] or "no .claude folder" in site.lines[1]
    assert site.signed_in().get("/welcome/").status == 200


def test_a_second_start_keeps_everything(site):
    site.start("--demo")
    site.signed_in()
    site.stop()

    site.start()

    assert site.signed_in().get("/demo/agents/qa/").status == 200
    assert "(kept)" in "".join(site.lines) or "PostgreSQL" in "".join(site.lines)


def test_a_start_forgets_the_sessions_that_ended(site):
    site.start()
    site.signed_in()
    site.stop()
    end = "from agents.models import Session; Session.objects.update(expire_date='2020-01-01T00:00Z')"
    site.run("shell", "--command", end)

    site.start()

    count = "from agents.models import Session; print('left', Session.objects.count())"
    assert "left 0" in site.run("shell", "--command", count).stdout


def test_a_taken_port_is_said_and_the_next_one_used(site):
    site.start()
    taken = site.port
    other = type(site)(site.folder, site.environment["AGENTSITE_DATABASE_URL"])
    other.port = taken

    other.start()

    try:
        assert other.port != taken
        assert f"{taken} is taken" in "".join(other.lines)
    finally:
        other.stop()


def test_it_will_not_listen_to_others_without_a_password(site):
    site.environment["AGENTSITE_HOST"] = "0.0.0.0"

    finished = site.run("up", "--no-browser")

    assert finished.returncode == 1
    assert "has no password" in finished.stderr


def test_static_files_have_names_that_hold_their_hash(untouched_site):
    untouched_site.start()

    page = untouched_site.visitor().get("/account/sign-in/").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    answer = untouched_site.visitor().get(address)

    assert answer.status == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert len(address.split(".")) >= 3


def test_commands_work_on_the_same_library(site):
    write_agents(site.folder, "qa")
    site.start()

    imported = site.run("import", str(site.folder))
    exported = site.run("export", str(site.folder / "out"))

    assert imported.returncode == 0, imported.stderr
    assert exported.returncode == 0, exported.stderr
    written = (site.folder / "out/.claude/agents/qa.md").read_bytes()
    assert blob_id(written) == blob_id((site.folder / ".claude/agents/qa.md").read_bytes())
