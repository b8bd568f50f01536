"""What browsers say they are, in words."""

import doctest

import pytest

from agents import browsers

LIKE_GECKO = "AppleWebKit/537.36 (KHTML, like Gecko)"
KNOWN = {
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {LIKE_GECKO} Chrome/142.0.0.0 Safari/537.36": "Chrome on Windows",
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {LIKE_GECKO} Chrome/142.0 Safari/537.36 Edg/142.0": "Edge on Windows",
    f"Mozilla/5.0 (Linux; Android 10; K) {LIKE_GECKO} Chrome/142.0.0.0 Mobile Safari/537.36": "Chrome on Android",
    f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {LIKE_GECKO} Chrome/142.0.0.0 Safari/537.36": "Chrome on ChromeOS",
    f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {LIKE_GECKO} Version/18.5 Safari/605.1.15": "Safari on macOS",
    f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) {LIKE_GECKO} CriOS/142.0 Mobile/1": "Chrome on iPhone",
    "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0": "Firefox on Android",
    "Mozilla/5.0 (X11; Linux x86_64) Something/1.0": "A browser on Linux",
    "x" * 200: "x" * 40 + "…",
    "  two\n words ": "two words",
}


@pytest.mark.parametrize("told", KNOWN)
def test_it_is_said_in_words(told):
    assert browsers.in_words(told) == KNOWN[told]


def test_the_examples_hold():
    assert doctest.testmod(browsers).failed == 0
