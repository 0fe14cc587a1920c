import base64
import hashlib
import logging
import re
import unicodedata
from functools import cache
from urllib.parse import unquote

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Q
from django.http import HttpResponsePermanentRedirect
from django.middleware.gzip import GZipMiddleware
from django_prose_editor.widgets import importmap

from .embeds import origins
from .models import Article, Edition, FormerAddress
from .models.address import address_named
from .publishing import publish_due

logger = logging.getLogger(__name__)

READER_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; frame-src {frames}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class SafetyHeaders:
    """Puts the policy of readers or of the admin on every response, and keeps shared caches honest."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        in_admin = request.path_info.startswith(address_named("admin:index"))
        response.headers.setdefault(
            "Content-Security-Policy", admin_policy() if in_admin else reader_policy()
        )
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"
        )
        if not in_admin:
            response.headers.setdefault("Cache-Control", "public, no-cache")
        return response


def reader_policy():
    """Frames of other sites are for what the reader loads with a click: templates/articles/_embed.html."""
    return READER_POLICY.format(frames=" ".join(origins(settings.NEWSROOM_EMBEDS)) or "'none'")


@cache
def admin_policy():
    """The readers' policy, and the hash of the one inline script that the body's editor needs: its import map.

    The map holds the hashed names of the editor's files, so the hash is computed and not written down. The
    style sheet that the editor would write into the page needs no exception: see static/desk/editor.js.
    """
    script = re.search(r">(.*)</script>", str(importmap), re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return reader_policy().replace("script-src 'self'", f"script-src 'self' 'sha256-{digest}'")


class Compression(GZipMiddleware):
    """Compresses pages; pictures and PDFs are compressed already, and keep their length and their exact ETag."""

    def process_response(self, request, response):
        if response.headers.get("Content-Type", "").startswith(("image/", "application/pdf")):
            return response
        return super().process_response(request, response)


class DueChanges:
    """Copies changes of live stories in when their second has come, before the request reads anything."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info != address_named("articles:healthz"):  # It asks nothing of the database.
            self.publish_due()
        return self.get_response(request)

    def publish_due(self):
        try:
            publish_due()
        except DatabaseError:
            # Readers get the page as it is; the next request asks again.
            logger.exception("A due change could not be copied in.")


class FormerAddresses:
    """Answers 301 where nothing stands any more but something stood. Works only after a 404."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD"):
            return response
        return self.redirect(request) or response

    def redirect(self, request):
        """Return the redirect to what stood at this path or at the page that this one belongs to, or None.

        `/news/old/print/` and `/news/old.pdf` belong to `/news/old/` and follow it.
        """
        path = unicodedata.normalize("NFC", request.path_info).lower()
        query = request.META.get("QUERY_STRING", "")
        if "\x00" in path:
            return None
        if "." not in path and not path.endswith("/"):
            path += "/"
        page, tail = re.fullmatch(r"(/[^/]*/[^/.]+|)(.*)", path, re.DOTALL).groups()
        with_query = unquote(f"{path}?{query}").replace("\x00", "").lower()
        known = self.known([with_query, path, f"{page}/"])
        if with_query in known:
            target, query = known[with_query], ""
        elif path in known:
            target = known[path]
        elif page and f"{page}/" in known:
            target = known[f"{page}/"].rstrip("/") + tail
        else:
            return None
        if unquote(target).lower() == path:
            return None
        return HttpResponsePermanentRedirect(f"{target}?{query}" if query else target)

    def known(self, paths):
        """Return the former addresses among `paths` that lead to what readers may see, with where they lead."""
        stories = Q(article=None) | Q(article__in=Article.objects.known_to_readers())
        editions = Q(edition=None) | Q(edition__in=Edition.objects.known_to_readers())
        former = FormerAddress.objects.filter(stories, editions).select_related(*FormerAddress.NOUNS)
        return {each.path: each.thing.get_absolute_url() for each in former.filter(path__in=paths)}


def client_address(request):
    """Return the address that a request came from, as seen by the outermost proxy of ours.

    Each proxy appends the address that it saw to X-Forwarded-For; what stands further left was written
    by the client itself and is not believed.
    """
    forwarded = [
        part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()
    ]
    if settings.NEWSROOM_PROXIES and len(forwarded) >= settings.NEWSROOM_PROXIES:
        return forwarded[-settings.NEWSROOM_PROXIES]
    return request.META.get("REMOTE_ADDR")
