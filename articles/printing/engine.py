"""The process in which PDFs are made: python -P engine.py ANSWERS MEGABYTES. It knows neither Django nor the newsroom.

It is given documents on its standard input and answers on the file descriptor ANSWERS, with messages of bytes as
multiprocessing.connection frames them:

    in    {"limit": seconds of CPU, "identifier": hex, "assets": [paths]}, the HTML, then the bytes of each asset
    out   {"ready": version} once; for each document any number of {"step": words}, then {"pages": number} and the PDF

A document that cannot be set ends the process, so that nothing of it is left for the next one. It ends with its input
as well: where the newsroom's process dies, however that happens, this one does not stay.
"""

import json
import logging
import mimetypes
import os
import queue
import resource
import shutil
import sys
import tempfile
import threading
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.parse import unquote

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

FONTS = Path(__file__).parent / "fonts"
SITE = "https://newsroom.invalid"  # Where the paths of documents seem to be; no such host can exist (RFC 6761, 6.4).
DPI = 200
GRACE = 5  # seconds of CPU beyond the limit, after which the system ends a process that nobody else has ended
FAMILIES = {
    "NotoSerif": "Noto Serif",
    "NotoSans": "Noto Sans",
    "NotoSerifHebrew": "Noto Serif Hebrew",
    "NotoSansHebrew": "Noto Sans Hebrew",
    "NotoNaskhArabic": "Noto Naskh Arabic",
    "NotoSansArabic": "Noto Sans Arabic",
}


class ClosedSet(URLFetcher):
    """Gives what came with the document, and reaches for nothing else."""

    def __init__(self, assets: dict[str, bytes]):
        super().__init__()
        self.assets = assets

    def fetch(self, url, headers=None):
        path = unquote(url.removeprefix(SITE))
        if not url.startswith(f"{SITE}/") or path not in self.assets:
            raise ValueError("It is not among what came with the document.")
        kind, _ = mimetypes.guess_type(path)
        return URLFetcherResponse(
            url, self.assets[path], {"Content-Type": kind or "application/octet-stream"}
        )


class Steps(logging.Handler):
    """Tells what the engine is at: “Creating layout - Page 12”."""

    def __init__(self, answers: Connection):
        super().__init__()
        self.answers = answers

    def emit(self, record: logging.LogRecord) -> None:
        step = record.getMessage().partition(" - ")[2]
        if (
            "(up-to-date)" not in step
        ):  # A page that is looked at again, as page numbers were not known before.
            say(self.answers, step=step)


def main(answers: Connection, megabytes: int) -> None:
    os.nice(10)  # Readers of pages come first.
    sys.tracebacklimit = 0  # What is said of a document that cannot be set is one line.
    jobs = queue.SimpleQueue()
    threading.Thread(target=read, args=(Connection(os.dup(0), writable=False), jobs), daemon=True).start()
    # One for the life of the process: each new one would keep a quarter of a megabyte for ever.
    fonts = FontConfiguration()
    faces, files = font_faces()
    weasyprint.CSS(string=faces, base_url=f"{SITE}/", url_fetcher=ClosedSet(files), font_config=fonts)
    progress = logging.getLogger("weasyprint.progress")
    progress.setLevel(logging.INFO)
    progress.addHandler(Steps(answers))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20, megabytes * 2**20))
    say(answers, ready=weasyprint.__version__)
    while True:
        job, html, assets = jobs.get()
        limit_cpu(job["limit"])
        document = weasyprint.HTML(string=html, base_url=f"{SITE}/", url_fetcher=ClosedSet(assets))
        pages = document.render(font_config=fonts, presentational_hints=True)
        pdf = pages.write_pdf(
            pdf_variant="pdf/ua-1", pdf_identifier=bytes.fromhex(job["identifier"]), dpi=DPI
        )
        say(answers, pages=len(pages.pages))
        answers.send_bytes(pdf)


def read(source: Connection, jobs: queue.SimpleQueue) -> None:
    """Put the documents that come into a queue. Where no more can come, end the process, whatever it is at."""
    try:
        while True:
            job = json.loads(source.recv_bytes())
            html = source.recv_bytes().decode()
            jobs.put((job, html, {path: source.recv_bytes() for path in job["assets"]}))
    except (EOFError, OSError):
        shutil.rmtree(tempfile.gettempdir(), ignore_errors=True)  # It is this process's own.
        os._exit(0)


def font_faces() -> tuple[str, dict[str, bytes]]:
    """Return the style sheet that names the fonts beside this file, and their bytes by path."""
    files = {f"/fonts/{path.name}": path.read_bytes() for path in sorted(FONTS.glob("*.woff2"))}
    rules = []
    for path in files:
        name, _, style = Path(path).stem.partition("-")
        rules.append(
            f'@font-face {{ font-family: "{FAMILIES[name]}"; src: url("{path}") format("woff2"); '
            f"font-weight: {'bold' if 'Bold' in style else 'normal'}; "
            f"font-style: {'italic' if 'Italic' in style else 'normal'} }}"
        )
    return "\n".join(rules), files


def limit_cpu(seconds: int) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    end = int(used.ru_utime + used.ru_stime) + seconds + GRACE
    resource.setrlimit(resource.RLIMIT_CPU, (end, resource.RLIM_INFINITY))


def say(answers: Connection, **words) -> None:
    answers.send_bytes(json.dumps(words).encode())


if __name__ == "__main__":
    main(Connection(int(sys.argv[1]), readable=False), int(sys.argv[2]))
