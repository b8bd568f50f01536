"""JSON log lines, each with the id of the request it belongs to."""

import json
import logging
import re
import time
from contextvars import ContextVar

_request_id: ContextVar[str] = ContextVar("request_id", default="")
KEYS = re.compile(r'/review/[^/\s"\\?]+')
EXTRA = ("user", "team", "action", "outcome", "status", "path", "address", "method", "why", "milliseconds")


def current_request_id() -> str:
    return _request_id.get()


def use_request_id(value: str) -> None:
    _request_id.set(value)


class AddRequestId(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current_request_id()
        return True


class JsonLines(logging.Formatter):
    """One JSON object a line; control characters are escaped by JSON itself.

    The address of a review by link is its key, which Django names when it tells of an answer that is an error.
    """

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03d}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request_id := getattr(record, "request_id", ""):
            line["request_id"] = request_id
        line |= {key: str(getattr(record, key)) for key in EXTRA if hasattr(record, key)}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return KEYS.sub("/review/[key]", json.dumps(line, ensure_ascii=True))
