"""From a sheet to its PDF: kept, or made once."""

import hashlib
import re
import threading
from collections.abc import Callable
from functools import cache
from html import unescape
from importlib.metadata import version
from pathlib import Path
from urllib.parse import unquote

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import default_storage

from .sheet import Sheet
from .store import Store
from .worker import SECONDS, BusyError, FailedError, UnavailableError, Worker, is_available

RECIPE = "1"  # Another one, and every PDF is made anew: raise it with any change of how they are made.
LARGEST = 300_000  # characters of HTML; the engine takes some seconds for so many
LARGEST_EDITION = 5_000_000
AT_ONCE = 2  # threads of a web process that make PDFs or wait for one; the others are for everybody else
PATIENCE = 8  # seconds that one reader waits for the same PDF, asked for by another
SHOWN = re.compile(r'(?:<img [^>]*?\bsrc|<link rel="stylesheet" href)="(/[^"]*)"')

worker = Worker()
places = threading.BoundedSemaphore(AT_ONCE)


def key_of(sheet: Sheet) -> str:
    """Return the name of a sheet's PDF: another one with any change of what it shows or how it is made.

    A picture's address tells the state of its files, so that their bytes need not be read.
    """
    styles = [static_file(path) for path in shown(sheet.html) if path.startswith(settings.STATIC_URL)]
    digest = hashlib.sha256(f"{RECIPE} {engine_version()} ".encode())
    for content in (sheet.html.encode(errors="replace"), *styles):
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()


@cache
def engine_version():
    return version("weasyprint")


def pdf_of(sheet: Sheet, key: str) -> bytes:
    """Return the PDF of a sheet whose key is `key`: kept from before, or made now, once for all who ask.

    Raises UnavailableError, FailedError, and BusyError where it takes too long to wait for.
    """
    store = Store()
    if not is_available():
        raise UnavailableError("PDFs are not made here: see “manage.py check”.")
    if content := store.get(key):
        return content
    if store.has_failed(key):
        raise FailedError("The document could not be set a short while ago.")
    if not places.acquire(blocking=False):
        raise BusyError("All places where PDFs are made are taken.")
    try:
        with store.alone(key, PATIENCE) as is_alone:
            if content := store.get(key):
                return content
            if not is_alone:
                raise BusyError("This PDF is being made for somebody else.")
            return make(store, sheet, key)
    finally:
        places.release()


def make(store: Store, sheet: Sheet, key: str) -> bytes:
    try:
        content, _ = render(sheet, SECONDS, largest=LARGEST)
    except FailedError:
        store.set_failed(key)
        raise
    store.put(key, content)
    return content


def render(
    sheet: Sheet,
    seconds: int,
    progress: Callable[[str], None] = lambda step: None,
    largest: int = LARGEST_EDITION,
) -> tuple[bytes, int]:
    """Return the PDF of a sheet, made now and kept nowhere, and how many pages it has; see Worker.render."""
    if len(sheet.html) > largest:
        raise FailedError(f"The document has {len(sheet.html)} characters; {largest} can be set.")
    identifier = hashlib.sha256(sheet.html.encode(errors="replace")).hexdigest()
    return worker.render(sheet.html, assets_of(sheet.html), identifier, seconds, progress)


def shown(html: str) -> list[str]:
    """Return the paths of the pictures and style sheets of a document of ours, each once."""
    return list(dict.fromkeys(unescape(path) for path in SHOWN.findall(html)))


def assets_of(html: str) -> dict[str, bytes]:
    """Return all that a document shows, by the paths that it names. A file that is missing is left out."""
    found = {}
    for path in shown(html):
        try:
            found[path] = static_file(path) if path.startswith(settings.STATIC_URL) else media_file(path)
        except FileNotFoundError:
            continue
    return found


def static_file(path: str) -> bytes:
    """Return a file of static/, whose name may hold its hash."""
    name = unquote(path).removeprefix(settings.STATIC_URL)
    if staticfiles_storage.exists(name):
        return Path(staticfiles_storage.path(name)).read_bytes()
    return Path(finders.find(name)).read_bytes()


def media_file(path: str) -> bytes:
    with default_storage.open(unquote(path).removeprefix(settings.MEDIA_URL)) as file:
        return file.read()
