"""A database that cannot answer: the page says so and when to try again, wherever the request was by then."""

import pytest
from django.db import OperationalError, connection


class Refusing:
    """A database that answers ``answered`` queries, and then no more."""

    def __init__(self, answered: int) -> None:
        self.left, self.has_refused = answered, False

    def __call__(self, execute, sql, params, many, context):
        if self.left == 0:
            self.has_refused = True
            raise OperationalError("database is locked")
        self.left -= 1
        return execute(sql, params, many, context)


@pytest.fixture
def visitor(client):
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("address", ["/platform/", "/platform/agents/", "/platform/agents/qa/", "/settings/"])
def test_whichever_query_fails_the_page_says_to_wait(visitor, qa, ada, address):
    visitor.force_login(ada)
    assert visitor.get(address).status_code == 200

    for answered in range(100):
        refusing = Refusing(answered)
        with connection.execute_wrapper(refusing):
            response = visitor.get(address)
        if not refusing.has_refused:
            break
        assert (response.status_code, response.headers["Retry-After"]) == (503, "5"), answered
        assert "Wait a few seconds" in response.content.decode()

    assert answered > 3
    assert response.status_code == 200


def test_another_fault_is_no_busy_database(visitor, ada, monkeypatch):
    visitor.force_login(ada)

    def fail(*_):
        raise RuntimeError("something else")

    with connection.execute_wrapper(fail):
        assert visitor.get("/platform/").status_code == 500
