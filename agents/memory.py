"""What this process keeps for itself: computed once, found again, never needed.

Django's own ``cache`` is shared by all processes and lies in the database, which is too slow for these.
"""

from django.core.cache import caches
from django.utils.connection import ConnectionProxy

cache = ConnectionProxy(caches, "memory")
