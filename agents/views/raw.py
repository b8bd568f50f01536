"""The file itself: exactly the bytes that were saved, under a name that says whether they changed."""

from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from agents import access, own


@require_safe
def raw(request, team, family, slug):
    """A document's text as a file; its ETag is git's blob id.  ``?download`` saves instead of showing.

    An archived document is still there to be read, so its file is too; exports leave it out.
    """
    membership = access.member(request, team)
    document = own.document(membership, family, slug)

    etag = f'"{document.head.blob_id}"'
    response = HttpResponse(document.head.source.encode(), content_type="text/markdown; charset=utf-8")
    file_name = document.path.rsplit("/", 1)[-1]
    response.headers["Content-Disposition"] = content_disposition_header("download" in request.GET, file_name)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response)
