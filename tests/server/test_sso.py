"""Signing in with an account elsewhere: a real server of ours, and a provider on loopback that says what one wants."""

import html
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from agentsite import sso
from tests.server.conftest import Database, Site

BEGIN = "/account/sso/oidc/"
SIGN_IN = "/account/sign-in/"
ADA = {"sub": "1", "email": "ada@example.org", "email_verified": True, "preferred_username": "ada"}
PEOPLE = """
from allauth.account.models import EmailAddress
from agents.models import User
for name, verified in (("ada", True), ("ben", False), ("gone", True)):
    user = User.objects.create_user(name, f"{name}@example.org", "correct horse battery", is_active=name != "gone")
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=verified)
"""
KNOWN = """
from allauth.socialaccount.models import SocialAccount
from agents.models import User
print(sorted(User.objects.values_list("username", flat=True)))
print(list(SocialAccount.objects.values_list("user__username", "uid")))
"""


class Provider(BaseHTTPRequestHandler):
    """As much of OpenID Connect as signing in asks for."""

    def do_GET(self):
        place = f"http://127.0.0.1:{self.server.server_port}"
        if self.path.endswith("/.well-known/openid-configuration"):
            ends = {"authorization": "authorize", "token": "token", "userinfo": "person"}
            self.tell({"issuer": place} | {f"{name}_endpoint": f"{place}/{path}" for name, path in ends.items()})
        else:
            self.tell(self.server.person)

    def do_POST(self):
        self.server.asked = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.tell({"access_token": "token", "token_type": "Bearer"})

    def tell(self, what):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(what).encode())

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def provider():
    with ThreadingHTTPServer(("127.0.0.1", 0), Provider) as server:
        threading.Thread(target=server.serve_forever).start()
        yield server
        server.shutdown()


@pytest.fixture(scope="module")
def site(tmp_path_factory, provider):
    """A site whose people come from the provider, and another that is not reached."""
    with Database() as url:
        made = Site(tmp_path_factory.mktemp("sso"), url)
        made.environment |= {
            "AGENTSITE_SSO_OIDC_ISSUER": f"http://127.0.0.1:{provider.server_port}",
            "AGENTSITE_SSO_OIDC_CLIENT_ID": "agentsite",
            "AGENTSITE_SSO_OIDC_SECRET": "hidden",
            "AGENTSITE_SSO_OIDC_NAME": "Example & Sons",
            "AGENTSITE_SSO_GITHUB_CLIENT_ID": "github-client",
            "AGENTSITE_SSO_GITHUB_SECRET": "hidden",
            "AGENTSITE_SSO_GITLAB_CLIENT_ID": "gitlab-client",
            "AGENTSITE_SSO_GITLAB_SECRET": "hidden",
            "AGENTSITE_SSO_GITLAB_URL": "https://gitlab.example.org/",
        }
        made.start()
        filled = made.run("shell", "--command", PEOPLE)
        assert filled.returncode == 0, filled.stderr
        yield made
        made.stop()


def sent_on(visitor, begin=BEGIN, **fields) -> str:
    """Press the button; return where the browser is led."""
    visitor.get(SIGN_IN)
    page = visitor.post(begin, fields)
    assert page.status == 200, page.text
    assert "form-action 'self'" in page.headers["Content-Security-Policy"].split("; ")
    return html.unescape(re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', page.text)[1])


def come_back(visitor, provider, person, **fields):
    """Go to the provider as ``person`` and return; the answer of our site."""
    provider.person = person
    asked = parse_qs(urlsplit(sent_on(visitor, **fields)).query)
    return visitor.get(f"{BEGIN}back/?code=good&state={asked['state'][0]}")


def test_the_page_offers_every_provider(site):
    page = site.visitor().get(SIGN_IN).text

    for name in ("Example &amp; Sons", "GitHub", "GitLab"):
        assert f"Continue with {name}" in page


@pytest.mark.parametrize(
    ("begin", "host", "client"),
    [
        (BEGIN, "127.0.0.1", "agentsite"),
        ("/account/sso/github/", "github.com", "github-client"),
        ("/account/sso/gitlab/", "gitlab.example.org", "gitlab-client"),
    ],
)
def test_it_leads_to_the_provider_and_back_to_us(site, begin, host, client):
    address = urlsplit(sent_on(site.visitor(), begin))
    asked = parse_qs(address.query)

    assert address.hostname == host
    assert asked["client_id"] == [client]
    assert asked["redirect_uri"] == [f"http://127.0.0.1:{site.port}{begin}back/"]
    assert len(asked["state"][0]) >= 16


def test_somebody_known_by_a_confirmed_address_comes_in(site, provider):
    visitor = site.visitor()

    answer = come_back(visitor, provider, ADA, next="/settings/")

    assert (answer.status, answer.headers["Location"]) == (302, "/settings/")
    assert "ada" in visitor.get("/settings/").text
    assert "('ada', '1')" in site.run("shell", "--command", KNOWN).stdout
    assert provider.asked["client_secret"] == ["hidden"]


@pytest.mark.parametrize(
    "person",
    [
        {"sub": "2", "email": "eve@example.org", "email_verified": True},
        {"sub": "3", "email": "ada@example.org", "email_verified": False},
        {"sub": "4", "email": "ada@example.org"},
        {"sub": "5", "email": "ben@example.org", "email_verified": True},
        {"sub": "6"},
    ],
    ids=["a stranger", "not confirmed there", "nothing said", "not confirmed here", "no address"],
)
def test_who_is_not_known_for_sure_needs_an_invitation(site, provider, person):
    visitor = site.visitor()

    answer = come_back(visitor, provider, person)

    assert answer.status == 403
    assert "Ask an owner of a team for an invitation" in answer.text
    assert visitor.get("/settings/").status == 302
    assert "['ada', 'ben', 'gone', 'owner']" in site.run("shell", "--command", KNOWN).stdout


def test_who_was_let_go_stays_out(site, provider):
    visitor = site.visitor()

    answer = come_back(visitor, provider, {"sub": "7", "email": "gone@example.org", "email_verified": True})

    assert answer.headers["Location"] == "/account/inactive/"
    assert visitor.get("/settings/").status == 302


@pytest.mark.parametrize("where", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_it_never_leads_out_of_the_site(site, provider, where):
    assert come_back(site.visitor(), provider, ADA, next=where).headers["Location"] == "/"


def test_a_state_that_is_not_ours_signs_nobody_in(site, provider):
    provider.person = ADA
    visitor = site.visitor()

    answer = visitor.get(f"{BEGIN}back/?code=good&state=made-up")

    assert answer.status == 401
    assert "That did not work" in answer.text
    assert visitor.get("/settings/").status == 302


def test_who_turns_back_is_told_so(site):
    visitor = site.visitor()
    asked = parse_qs(urlsplit(sent_on(visitor)).query)

    answer = visitor.get(f"{BEGIN}back/?error=access_denied&state={asked['state'][0]}")

    assert "You turned back on the way." in visitor.get(answer.headers["Location"]).text


def test_opening_the_address_leads_nowhere(site):
    assert site.visitor().get(BEGIN).status == 405


def test_without_settings_there_is_nothing_of_it(client, db):
    assert "Continue with" not in client.get(SIGN_IN).text
    assert client.post(BEGIN).status_code in (302, 404)
    assert not [app for app in settings.INSTALLED_APPS if "socialaccount" in app]
    assert sso.configure() == {"SSO_PROVIDERS": [], "SSO_APPS": []}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"OIDC_ISSUER": "https://id.example.org"}, "AGENTSITE_SSO_OIDC_CLIENT_ID is not"),
        ({"GITHUB_SECRET": "s"}, "AGENTSITE_SSO_GITHUB_CLIENT_ID is not"),
        ({"GITLAB_CLIENT_ID": "c"}, "AGENTSITE_SSO_GITLAB_SECRET is not"),
        ({"OIDC_ISSUER": "id.example.org", "OIDC_CLIENT_ID": "c", "OIDC_SECRET": "s"}, "begins with https://"),
        ({"OIDC_ISSUER": "http://id.example.org", "OIDC_CLIENT_ID": "c", "OIDC_SECRET": "s"}, "begins with https://"),
        ({"GITLAB_URL": "https://[", "GITLAB_CLIENT_ID": "c", "GITLAB_SECRET": "s"}, "begins with https://"),
    ],
)
def test_what_is_set_by_half_stops_the_start_with_a_sentence(monkeypatch, given, said):
    for name, value in given.items():
        monkeypatch.setenv(f"AGENTSITE_SSO_{name}", value)

    with pytest.raises(ImproperlyConfigured, match=re.escape(said)):
        sso.configure()


def test_without_the_packages_the_start_says_what_to_install(monkeypatch):
    monkeypatch.setenv("AGENTSITE_SSO_GITHUB_CLIENT_ID", "c")
    monkeypatch.setenv("AGENTSITE_SSO_GITHUB_SECRET", "s")
    monkeypatch.setattr(sso, "NEEDED", ("a_package_that_is_not_there",))

    with pytest.raises(ImproperlyConfigured, match="Install"):
        sso.configure()
