"""A small browser without a screen: keeps cookies, fills in forms, follows nothing by itself."""

import http.client
import re
import threading
import uuid
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
ATTEMPTS = 400


class Answer:
    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def text(self) -> str:
        return self.body.decode()


class Visitor:
    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self.token = ""

    def wait_until_it_answers(self) -> None:
        pause = threading.Event()
        for _ in range(ATTEMPTS):
            try:
                if self.get("/healthz").status == 200:
                    return
            except OSError:
                pause.wait(0.05)
        raise AssertionError("The site does not answer.")

    def sign_in(self, key: str) -> None:
        self.get(f"/welcome/?key={key}")
        answer = self.post("/welcome/", {"key": key})
        assert answer.status == 302, answer.text
        self.get("/settings/")

    def get(self, address: str, **headers: str) -> Answer:
        answer = self._ask("GET", address, None, headers)
        if token := TOKEN.search(answer.body.decode("utf-8", "replace")):
            self.token = token[1]
        return answer

    def post(self, address: str, fields: dict[str, str], **headers: str) -> Answer:
        body = urlencode({"csrfmiddlewaretoken": self.token, **fields}, doseq=True).encode()
        return self._ask("POST", address, body, {"Content-Type": "application/x-www-form-urlencoded", **headers})

    def upload(self, address: str, name: str, file_name: str, content: bytes, fields: dict[str, str]) -> Answer:
        edge = uuid.uuid4().hex
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in {"csrfmiddlewaretoken": self.token, **fields}.items()
        ]
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n\r\n'
        body = b"".join([*parts, head.encode(), content, f"\r\n--{edge}--\r\n".encode()])
        return self._ask("POST", address, body, {"Content-Type": f"multipart/form-data; boundary={edge}"})

    def _ask(self, method: str, address: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            connection.request(method, address, body, {"Cookie": cookie, **headers})
            response = connection.getresponse()
            answer = Answer(response)
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer
