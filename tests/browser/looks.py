"""What every page is held to in a browser: no finding of axe, nothing wider than the window."""

from axe_playwright_python.sync_playwright import Axe

LOOKS = ("light", "dark")
WIDTHS = (320, 768, 1280)
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def findings(page) -> list[str]:
    """Each violation in a line: the rule and the first element that breaks it."""
    options = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": list(RULES)}}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['target']} {rule['nodes'][0]['html'][:200]}" for rule in found]


def is_too_wide(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")
