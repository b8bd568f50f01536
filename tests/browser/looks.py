"""What every page is held to in a browser: no finding of axe, nothing wider than the window."""

from axe_playwright_python.base import AXE_SCRIPT

LOOKS = ("light", "dark")
WIDTHS = (320, 768, 1280)
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
ASKED = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": list(RULES)},
    "preload": {"assets": ["media"]},  # of these rules none reads style sheets, which axe would parse each time
}
ASK = "asked => axe.run(asked).then(found => found.violations)"  # what passes is left where it is: it is large


def findings(page) -> list[str]:
    """Each violation in a line: the rule and the first element that breaks it.

    How deep the headings within a prompt go is its author's business.
    """
    if page.evaluate("!window.axe"):
        page.evaluate(AXE_SCRIPT)
    return [
        f"{rule['id']}: {node['target']} {node['html'][:200]} {node['failureSummary'][:200]}"
        for rule in page.evaluate(ASK, ASKED)
        for node in rule["nodes"][:3]
        if not (rule["id"] == "heading-order" and "user-content-" in node["html"])
    ]


def is_too_wide(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")


def flaws(page) -> list[str]:
    """What is wrong with the page that is open: in either look, at any width."""
    found = []
    for look in LOOKS:
        page.emulate_media(color_scheme=look, reduced_motion="reduce")
        found += [f"{look}: {finding}" for finding in findings(page)]
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if is_too_wide(page):
            found.append(f"scrolls sideways at {width}")
    page.set_viewport_size({"width": 1280, "height": 800})
    return found
