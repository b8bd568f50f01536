"""The cache that all processes of the site share: a table, written with one statement each time.

Django's asks three times before it writes, which is too much where everybody tries to sign in at once.
"""

import base64
import pickle
import secrets
from datetime import UTC, datetime, timedelta

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.utils import timezone

SWEPT_EVERY = 200  # writes
WRITE = (
    "INSERT INTO {table} (cache_key, value, expires) VALUES (%s, %s, %s) "
    "ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, expires = excluded.expires"
)


class SharedCache(DatabaseCache):
    """Reading is Django's; ``set`` and ``add`` are one statement on both databases."""

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None) -> None:
        self._write(WRITE, key, value, timeout, version)

    def add(self, key, value, timeout=DEFAULT_TIMEOUT, version=None) -> bool:
        """Write only where nothing is that still counts; tell whether it was written."""
        only_old = f"{WRITE} WHERE {{table}}.expires < %s"
        return self._write(only_old, key, value, timeout, version, _plain(timezone.now()))

    def _write(self, statement: str, key, value, timeout, version, *more) -> bool:
        until = self.get_backend_timeout(timeout)
        expires = timezone.now() + timedelta(days=365) if until is None else datetime.fromtimestamp(until, UTC)
        written = base64.b64encode(pickle.dumps(value, self.pickle_protocol)).decode("latin1")
        kept_as = self.make_and_validate_key(key, version=version)
        with connection.cursor() as cursor:
            if secrets.randbelow(SWEPT_EVERY) == 0:
                cursor.execute(f"DELETE FROM {self._table} WHERE expires < %s", [_plain(timezone.now())])  # noqa: S608
            cursor.execute(statement.format(table=self._table), [kept_as, written, _plain(expires), *more])
            return cursor.rowcount > 0


def _plain(moment: datetime) -> object:
    return connection.ops.adapt_datetimefield_value(moment.replace(microsecond=0))
