"""What proxies say of the browser, believed only from those that are ours.

Every proxy adds the address it was asked from to the right of ``X-Forwarded-For``.  With two of
ours, the browser is the second from the right; whatever stands further left anybody can write.
"""

from django.conf import settings

SCHEMES = frozenset({"http", "https"})


class TrustedProxies:
    """Set the request's address and scheme to the browser's when it came through all our proxies.

    Else what it claims is forgotten: a request that names fewer addresses than there are proxies went around one.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        _believe(request.META, hops=settings.PROXY_HOPS)
        return self.get_response(request)


def _believe(meta: dict, *, hops: int) -> None:
    addresses, schemes = _words(meta, "HTTP_X_FORWARDED_FOR"), _words(meta, "HTTP_X_FORWARDED_PROTO")
    if not hops or len(addresses) < hops:
        return
    meta["REMOTE_ADDR"] = addresses[-hops]
    scheme = _scheme(schemes, hops=hops)
    if scheme in SCHEMES:
        meta["wsgi.url_scheme"] = scheme


def _scheme(schemes: list[str], *, hops: int) -> str:
    """Proxies replace the scheme or add to it: of a list, the one ours wrote; else the only one."""
    if len(schemes) >= hops:
        return schemes[-hops].lower()
    return schemes[0].lower() if len(schemes) == 1 else ""


def _words(meta: dict, name: str) -> list[str]:
    popped = meta.pop(name, "")
    return [word.strip() for word in popped.split(",") if word.strip()]
