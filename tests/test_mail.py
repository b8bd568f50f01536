"""Mail is sent through whom the settings name, and a page never waits for it."""

import socketserver
import threading

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage, get_connection

from agentsite import mail

FROM = "agentsite <agents@example.org>"


def test_without_an_address_none_is_sent():
    assert mail.configure("", sender="") == {
        "MAIL_IS_CONFIGURED": False,
        "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
    }


@pytest.mark.parametrize(
    ("url", "host", "port", "ssl", "starttls", "user", "password"),
    [
        ("smtp://mail.example.org", "mail.example.org", 25, False, False, "", ""),
        ("smtps://mail.example.org/", "mail.example.org", 465, True, False, "", ""),
        ("smtp://ada:pass@mail.example.org:587?tls=starttls", "mail.example.org", 587, False, True, "ada", "pass"),
        ("smtps://ada%40x.org:p%40%3A%2Fss@[::1]:2465", "::1", 2465, True, False, "ada@x.org", "p@:/ss"),
    ],
)
def test_an_address_says_everything(url, host, port, ssl, starttls, user, password):
    configured = mail.configure(url, sender=FROM)

    assert configured["MAIL_IS_CONFIGURED"] is True
    assert (configured["EMAIL_HOST"], configured["EMAIL_PORT"]) == (host, port)
    assert (configured["EMAIL_USE_SSL"], configured["EMAIL_USE_TLS"]) == (ssl, starttls)
    assert (configured["EMAIL_HOST_USER"], configured["EMAIL_HOST_PASSWORD"]) == (user, password)
    assert configured["DEFAULT_FROM_EMAIL"] == FROM


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.org",
        "mail.example.org:25",
        "http://mail.example.org",
        "smtp://",
        "smtp://mail.example.org:port",
        "smtp://mail.example.org/path",
        "smtp://mail.example.org?tls=yes",
        "smtp://mail.example.org?ssl=true",
        "smtp://mail.example.org?tls=",
        "smtps://mail.example.org?tls=starttls",
        "smtp://mail.example.org#tls",
    ],
)
def test_a_misspelt_address_stops_the_start_with_a_sentence(url):
    with pytest.raises(ImproperlyConfigured, match="AGENTSITE_MAIL_URL"):
        mail.configure(url, sender=FROM)


@pytest.mark.parametrize("sender", ["", "agents", "agents@", "a@b.org\nBcc: b@example.org", "x\r\n<a@b.org>"])
def test_a_misspelt_sender_stops_the_start_with_a_sentence(sender):
    with pytest.raises(ImproperlyConfigured, match="AGENTSITE_MAIL_FROM"):
        mail.configure("smtp://mail.example.org", sender=sender)


def test_a_sender_without_an_address_to_send_through_is_a_mistake():
    with pytest.raises(ImproperlyConfigured, match="AGENTSITE_MAIL_URL is not"):
        mail.configure("", sender=FROM)


class OneLetter(socketserver.StreamRequestHandler):
    """As much of a mail server as one letter needs."""

    def handle(self):
        self.server.may_answer.wait()
        self.say("220 hello")
        for line in self.rfile:
            word = line.split()[0].upper() if line.split() else b""
            if word == b"DATA":
                self.say("354 go on")
                self.server.letter = b"".join(iter(self.rfile.readline, b".\r\n"))
            self.say("221 bye" if word == b"QUIT" else "250 fine")

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")


def test_nobody_waits_for_the_mail_server():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), OneLetter) as server:
        server.may_answer, server.letter = threading.Event(), b""
        threading.Thread(target=server.serve_forever).start()
        host, port = server.server_address
        connection = get_connection("agents.mail.InBackground", host=host, port=port)

        sent = EmailMessage("Subject", "Text", FROM, ["ada@example.org"], connection=connection).send()
        assert (sent, server.letter) == (1, b"")

        server.may_answer.set()
        sending = [thread for thread in threading.enumerate() if thread.name == "mail"]
        for thread in sending:
            thread.join()
        server.shutdown()

    assert b"Subject: Subject" in server.letter


def test_a_mail_server_that_is_away_is_a_line_of_the_log(caplog):
    connection = get_connection("agents.mail.InBackground", host="127.0.0.1", port=1)

    EmailMessage("Subject", "Text", FROM, ["ada@example.org"], connection=connection).send()
    for thread in [thread for thread in threading.enumerate() if thread.name == "mail"]:
        thread.join()

    assert "mail not sent" in caplog.text
