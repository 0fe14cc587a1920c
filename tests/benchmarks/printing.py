"""PDFs beside a bare WeasyPrint, beside the print page, and beside readers of other pages.

    .venv/bin/python tests/benchmarks/printing.py [--renders 40] [--seconds 15]

CPU times are the kernel's count of a process. The limits are those of the issue that asked for PDFs.
"""

import argparse
import http.client
import itertools
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from pages import ROOT, TICK, serving

BARE = """
import pickle, sys, weasyprint
from weasyprint.urls import URLFetcher, URLFetcherResponse
html, assets = pickle.load(sys.stdin.buffer)
class Fetcher(URLFetcher):
    def fetch(self, url, headers=None):
        path = url.removeprefix("https://newsroom.invalid")
        kind = "text/css" if path.endswith("css") else "image/jpeg"
        return URLFetcherResponse(url, assets[path], {"Content-Type": kind})
def render():
    document = weasyprint.HTML(string=html, base_url="https://newsroom.invalid/", url_fetcher=Fetcher())
    return document.write_pdf(pdf_variant="pdf/ua-1", presentational_hints=True, dpi=200)
render()
print("ready", flush=True)
import time
began = time.process_time()
for _ in range(int(sys.argv[1])):
    render()
print((time.process_time() - began) / int(sys.argv[1]))
"""
PAGES = ("/", "/news/")
PDF_READERS = 3


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--renders", type=int, default=40)
    parser.add_argument("--seconds", type=int, default=15)
    choices = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"NEWSROOM_VAR": folder, "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
        os.environ.pop("DATABASE_URL", None)
        sys.path.insert(0, str(ROOT))
        fill()
        tell_renders(choices.renders)
        tell_edition()
        tell_pages(choices.renders * 5)
        tell_others(choices.seconds)


def fill():
    import shutil

    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    shutil.copytree(ROOT / "fixtures" / "media", settings.MEDIA_ROOT)
    call_command("loaddata", "newsroom", "stories", verbosity=0)
    call_command("renditions", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def tell_renders(number):
    """A warm render of the seed story, in the engine's process and by WeasyPrint alone; an edition; memory."""
    from articles import printing
    from articles.furniture import Furniture
    from articles.models import Article
    from articles.printing import making
    from articles.sheets import story_sheet

    story = Article.objects.published().get(headline__contains="Untold Story")
    sheet = story_sheet(Furniture(), story, printing.Options())
    assets = making.assets_of(sheet.html)
    worker = making.worker
    worker.render(sheet.html, assets, "00")
    first = cpu(worker.process.pid)
    for _ in range(number):
        worker.render(sheet.html, assets, "00")
    ours = (cpu(worker.process.pid) - first) / number
    bare = bare_render(sheet.html, assets, number)
    print(
        f"the seed story, warm: {ours * 1000:.0f} ms of CPU, {ours / bare:.2f} × a bare WeasyPrint (limit 1.3)"
    )
    print(f"memory of the engine’s process after {number} renders: {memory(worker.process.pid)} MB")


def tell_edition():
    """An edition of some 120 pages: the demo's stories, twice."""
    from datetime import date

    from django.db import transaction

    from articles import printing
    from articles.furniture import Furniture
    from articles.models import Article, Edition
    from articles.printing import making
    from articles.sheets import edition_paper, edition_sheet

    stories = list(Article.objects.published().newest_first())
    fields = [field for field in Article._meta.concrete_fields if not field.primary_key]
    with transaction.atomic():
        copies = [
            Article(**{field.attname: getattr(story, field.attname) for field in fields}) for story in stories
        ]
        for number, copy in enumerate(copies):
            copy.slug = f"again-{number}"
            copy.save()
        edition = Edition.objects.create(title="All of it", date=date(2022, 1, 12))
        edition.arrange([story.pk for story in stories + copies])
    sheet = edition_sheet(Furniture(), edition, edition_paper(edition))
    before, began = cpu(making.worker.process.pid), time.monotonic()
    pdf, pages = printing.render(sheet, 60)
    process = making.worker.process.pid
    print(
        f"an edition of {pages} pages, {len(pdf) // 1024} KB: {cpu(process) - before:.1f} s of CPU, "
        f"{time.monotonic() - began:.1f} s in all; then the process has {memory(process)} MB"
    )
    edition.delete()
    Article.objects.filter(pk__in=[copy.pk for copy in copies]).delete()


def bare_render(html, assets, number):
    import pickle

    command = [sys.executable, "-c", BARE, str(number)]
    result = subprocess.run(command, input=pickle.dumps((html, assets)), capture_output=True, check=True)
    return float(result.stdout.split()[-1])


def tell_pages(number):
    """A PDF that is kept beside its print page."""
    from articles.models import Article

    path = Article.objects.published().get(headline__contains="Untold Story").get_absolute_url()
    with serving(["newsroom.wsgi"]) as server:
        server.cost(f"{path}print/", 5)
        before = server.memory()
        first = server.cost(f"{path}print/", number)
        kept = server.cost(f"{path.rstrip('/')}.pdf", number)
        again = server.cost(f"{path}print/", number)
        ratio = kept * 2 / (first + again)
        print(f"a PDF that is kept: {kept * 1000:.2f} ms of CPU, {ratio:.2f} × its print page (limit 1.2)")
        print(f"memory of a web worker: {before} MB before the first PDF, {server.memory()} MB after")


def tell_others(seconds):
    """How long readers of other pages wait, with nobody at PDFs and with PDF_READERS asking without pause."""
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--config",
        str(ROOT / "deploy" / "gunicorn.py"),
        "newsroom.wsgi",
    ]
    port = free_port()
    server = subprocess.Popen([*command, f"--bind=127.0.0.1:{port}"], cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        wait_for(port)
        quiet = waits(port, seconds)
        stop, made = threading.Event(), []
        addresses = itertools.cycle(pdf_addresses())
        readers = [
            threading.Thread(target=read_pdfs, args=(port, addresses, stop, made)) for _ in range(PDF_READERS)
        ]
        for reader in readers:
            reader.start()
        loaded = waits(port, seconds)
        stop.set()
        for reader in readers:
            reader.join()
        for who, (median, late, longest) in (("nobody", quiet), (f"{PDF_READERS} readers", loaded)):
            print(
                f"other pages, {who} at PDFs: p50 {median:.1f} ms, p95 {late:.1f} ms, most {longest:.0f} ms"
            )
        print(
            f"PDFs made meanwhile: {made.count(200) / seconds:.1f} a second, {made.count(503)} asked to wait"
        )
    finally:
        server.terminate()
        server.wait()


def pdf_addresses():
    """Return PDFs that are not kept yet: every story in each of its forms."""
    from articles.models import Article

    stories = [story.get_absolute_url().rstrip("/") for story in Article.objects.published()]
    forms = [
        f"size={size}&text={text}&links={links}"
        for size in ("a4", "letter")
        for text in "sml"
        for links in ("notes", "none")
    ]
    return [f"{story}.pdf?{form}" for form in forms for story in stories]


def read_pdfs(port, addresses, stop, made):
    while not stop.is_set():
        made.append(get(port, next(addresses)))


def waits(port, seconds):
    """Return the median, the 95th percentile and the longest of readers' waits, in milliseconds."""
    found, pages, end = [], itertools.cycle(PAGES), time.monotonic() + seconds
    while time.monotonic() < end:
        began = time.monotonic()
        if get(port, next(pages)) != 200:
            sys.exit("A page does not answer.")
        found.append((time.monotonic() - began) * 1000)
        time.sleep(0.02)
    found.sort()
    return found[len(found) // 2], found[len(found) * 95 // 100], found[-1]


def get(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Host": "127.0.0.1"})
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status


def wait_for(port):
    for _ in range(100):
        try:
            get(port, "/healthz")
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit("gunicorn did not open.")


def free_port():
    import socket

    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def cpu(process):
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def memory(process):
    return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text())[1]) // 1024


if __name__ == "__main__":
    main()
