"""What all processes of the site count together, such as how often somebody tried to sign in."""

from django.db import models


class CacheEntry(models.Model):
    """A row of the cache ``default``.  Django's cache reads and writes it; nothing else does."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "agents_cache"

    def __str__(self) -> str:
        return self.cache_key
