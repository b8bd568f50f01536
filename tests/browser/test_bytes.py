"""What a page costs somebody who comes for the first time: the contents the real server sends, headers aside."""

import pytest

pytestmark = [pytest.mark.xdist_group("every page"), pytest.mark.same_on_every_database]

EDITOR, OTHER, FONTS = 180 * 1024, 60 * 1024, 140 * 1024


@pytest.fixture
def weigh(world, contexts, browser):
    """Open a page with an empty cache; return the bytes of its fonts and of everything else."""
    opened = []

    def open_page(address: str) -> tuple[int, int]:
        context = browser.new_context(base_url=f"http://127.0.0.1:{world.port}")
        opened.append(context)
        context.add_cookies(contexts["ada"].cookies())
        page = context.new_page()
        finished = []
        page.on("requestfinished", lambda request: finished.append(request))
        page.goto(address, wait_until="networkidle")
        sizes = [(request.resource_type, request.sizes()["responseBodySize"]) for request in finished]
        fonts = sum(size for kind, size in sizes if kind == "font")
        assert min(size for _, size in sizes) > 0
        assert any(kind == "document" for kind, _ in sizes)
        return fonts, sum(size for _, size in sizes) - fonts

    yield open_page
    for context in opened:
        context.close()


@pytest.mark.parametrize("address", ["/platform/agents/qa/edit/", "/platform/guidelines/tone/edit/"])
def test_the_editor_is_light(weigh, address):
    fonts, others = weigh(address)

    assert 100 * 1024 < others <= EDITOR
    assert 0 < fonts <= FONTS


@pytest.mark.parametrize(
    "address",
    [
        "/platform/",
        "/platform/agents/",
        "/platform/agents/new/",
        "/platform/agents/qa/",
        "/platform/agents/qa/history/",
        "/platform/agents/qa/compare/4...7/",
        "/platform/guidelines/tone/",
        "/platform/import/",
        "/platform/import/2/",
        "/platform/export/",
        "/platform/activity/",
        "/settings/",
    ],
)
def test_every_other_page_is_lighter(weigh, address):
    fonts, others = weigh(address)

    assert 10 * 1024 < others <= OTHER
    assert fonts <= FONTS
