"""Whether signing in betrays who has an account: the time a wrong password takes, for known and unknown names.

The limits are lifted by their settings; everything else is the server as ``agentsite up`` starts it.  What the server's
processors spent stands beside the time that passed: on a busy machine it is the better witness.

python bench/sign_in.py
"""

import random
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.serving import Browser, spent  # noqa: E402
from tests.server.conftest import Site  # noqa: E402

TRIES = 200
ALLOWED = 20.0  # milliseconds between the medians
LIFTED = ("SIGN_IN_TRIES", "SIGN_IN_SITE_TRIES", "SIGN_IN_REQUESTS")
PEOPLE = """
from allauth.account.models import EmailAddress
from agents.models import User
for name, is_active in (("ada", True), ("gone", False)):
    user = User.objects.create_user(name, f"{name}@example.org", "correct horse battery", is_active=is_active)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
"""
WHO = {
    "unknown name": "eve",
    "known name": "ada",
    "unknown address": "eve@example.org",
    "known address": "ada@example.org",
    "name of who was let go": "gone",
}
CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder), "")
        site.environment |= {f"AGENTSITE_LIMIT_{name}": "1000000" for name in LIFTED}
        try:
            site.start()
            made = site.run("shell", "--command", PEOPLE)
            if made.returncode:
                raise SystemExit(made.stderr)
            show(*measure(site))
        finally:
            site.stop()


def measure(site: Site) -> tuple[dict[str, list[tuple[float, float]]], set[tuple[int, str]]]:
    """Milliseconds and CPU milliseconds of each try by whom it meant, in any order; and the different answers."""
    visitor, browser = site.visitor(), Browser(site.port)
    visitor.get("/account/sign-in/")
    browser.cookies, browser.token = visitor.cookies, visitor.token
    took: dict[str, list[tuple[float, float]]] = {who: [] for who in WHO}
    answers = set()
    for _ in range(TRIES):
        for who, login in random.sample(list(WHO.items()), len(WHO)):
            worked, begun = spent(site.process.pid), time.perf_counter()
            answer = browser.post("/account/sign-in/", {"login": login, "password": "not the right password"})
            passed = time.perf_counter() - begun
            took[who].append((passed * 1_000, (spent(site.process.pid) - worked) * 1_000))
            if answer.status != 422:
                raise SystemExit(f"Signing in as {login} answered {answer.status}.")
            answers.add((answer.status, CHANGING.sub("", answer.text).replace(f'value="{login}"', "")))
    return took, answers


def show(took: dict[str, list[tuple[float, float]]], answers: set[tuple[int, str]]) -> None:
    medians = {who: [statistics.median(column) for column in zip(*times, strict=True)] for who, times in took.items()}
    print(f"{'a wrong password for':28}{'median ms':>10}{'quarters':>16}{'CPU ms':>9}   ({TRIES} tries each)")
    for who, times in took.items():
        low, _, high = statistics.quantiles([passed for passed, _ in times], n=4)
        print(f"{who:28}{medians[who][0]:10.1f}{f'{low:.1f} – {high:.1f}':>16}{medians[who][1]:9.1f}")
    passed, worked = ([median[at] for median in medians.values()] for at in (0, 1))
    print(f"The medians are {max(passed) - min(passed):.1f} ms apart; {ALLOWED:.0f} are allowed.", end=" ")
    print(f"CPU: {max(worked) - min(worked):.1f} ms apart. Different answers: {len(answers)}.")


if __name__ == "__main__":
    main()
