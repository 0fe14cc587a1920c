"""Search News over a seeded corpus: the CPU time of whole searches, by class of query, order, page and filter.

    .venv/bin/python tests/benchmarks/search.py --stories 10000 [--repeat 20] [--keep FOLDER]
    DATABASE_URL=postgresql://… .venv/bin/python tests/benchmarks/search.py --stories 10000

Without DATABASE_URL an SQLite database of its own is made, in a temporary folder or in the one to keep, where it
is found again. In PostgreSQL an empty database of one's own is asked for, and used again when it is full. Times are
milliseconds of CPU of this process and, in PostgreSQL, of its backend, p50 / p95; each query is asked once before
it counts.

The words follow Zipf's law: function words on top, 150,000 in all. Stories of twenty years, 5 KB each, 2 KB where
there are a million; twenty categories, fifty authors, five hundred tags.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FUNCTION_WORDS = (  # noqa: SIM905
    "the of to and in a that is for on it with as was he be by at his this from have they had are but not or which"
    " an were she has their been would will there all one said"
).split()
# Words of a known place in the order of frequency, so that the classes below mean what they say.
PLACED = {
    14: "council",
    60: "harbour",
    75: "minister",
    120: "ferry",
    300: "budget",
    2_000: "lighthouse",
    40_000: "quillwort",
}
VOCABULARY = 150_000
SYLLABLES = "ba de fi go hu ka le mi no pu ra se ti vo wa xe yo zu cha dre fli gro plu sta tri".split()  # noqa: SIM905
FIRST = datetime(2004, 1, 1, tzinfo=UTC)
YEARS = 20
CHUNK = 5_000
KINDS = ["news"] * 8 + ["analysis", "opinion"]

QUERIES = {
    "word in 90 %": ["council"],
    "word in 10–40 %": ["harbour", "minister"],
    "word in 5 %": ["budget"],
    "rare word": ["quillwort"],
    "two common words": ["harbour minister", "council ferry"],
    "common and rare": ["council quillwort"],
    "frequent phrase": ['"the council"', '"council harbour"'],
    "phrase of stop words": ['"of the"'],
    "beginning": ["lighth*", "minis*"],
    "excluded": ["harbour -council", "-council"],
    "one or the other": ["lighthouse OR quillwort", "harbour OR minister"],
    "twelve words": [
        " ".join(["council", "harbour", "minister", "ferry", *FUNCTION_WORDS[:6], "budget", "lighthouse"])
    ],
    "no words": [""],
}


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--stories", type=int, default=10_000)
    parser.add_argument("--repeat", type=int, default=20, help="How often each search is asked.")
    parser.add_argument("--keep", type=Path, help="The folder where the SQLite database stays.")
    choices = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "NEWSROOM_VAR": str(choices.keep or folder),
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        }
        sys.path.insert(0, str(ROOT))
        import django

        django.setup()
        fill(choices.stories)
        tables(choices.repeat)
        pages(choices.repeat)
        publishing(choices.repeat)


def fill(number):
    """Make the newsroom, unless it is there."""
    from django.core.management import call_command
    from django.db import connection

    from articles.models import Article
    from articles.search import upkeep

    Path(os.environ["NEWSROOM_VAR"]).mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if Article.objects.count() >= number:
        return
    started = time.monotonic()
    # As with any load of this size: the index is written afterwards, and not row by row.
    upkeep.make_way("default", plan=True)
    write_stories(number)
    say(f"{number:,} stories written", started)
    started, cpu = time.monotonic(), time.process_time()
    upkeep.settle("default", stdout=None)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_index(search_index) VALUES ('optimize')")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    say(f"their index written, {time.process_time() - cpu:.0f} s of CPU here", started)


def write_stories(number):
    """Write rows as they are, past the models: the sanitiser of a million bodies is not what is measured."""
    from django.db import connection, transaction

    from articles.models import Article, Author, Byline, Category, Tag, Tagging

    chance = random.Random(7)
    for place in range(20):
        Category.objects.create(name=f"Category {place}", slug=f"category-{place}")
    Author.objects.bulk_create(Author(name=f"Author {n}", slug=f"author-{n}") for n in range(50))
    Tag.objects.bulk_create(Tag(name=f"Tag {n}", slug=f"tag-{n}") for n in range(500))
    categories, authors, tags = (
        list(model.objects.order_by("pk").values_list("pk", flat=True)) for model in (Category, Author, Tag)
    )
    words, weights = vocabulary(chance)
    length = 330 if number >= 1_000_000 else 830
    step = timedelta(days=365.25 * YEARS) / number
    blank = Article(headline="x", status=Article.Status.PUBLISHED)
    fields = [field for field in Article._meta.concrete_fields if field.attname != "id"]
    same = {
        field.attname: field.get_db_prep_save(getattr(blank, field.attname), connection) for field in fields
    }
    columns = ["id", *same]
    for start in range(1, number + 1, CHUNK):
        rows, bylines, taggings = [], [], []
        for pk in range(start, min(start + CHUNK, number + 1)):
            text = chance.choices(words, cum_weights=weights, k=length)
            posted = (FIRST + step * (pk - 1)).replace(microsecond=0)
            paragraphs = (" ".join(text[at : at + 60]).capitalize() for at in range(28, length, 60))
            row = same | {
                "id": pk,
                "headline": " ".join(text[:8]).capitalize(),
                "slug": f"s-{pk}",
                "standfirst": " ".join(text[8:28]).capitalize() + ".",
                "body": "".join(f"<p>{paragraph}.</p>" for paragraph in paragraphs),
                "kind": chance.choice(KINDS),
                "date": posted.date().isoformat(),
                "published_at": posted.strftime(
                    "%Y-%m-%d %H:%M:%S" + ("+00" if connection.vendor == "postgresql" else "")
                ),
                "category_id": chance.choices(categories, cum_weights=zipf(len(categories)))[0],
            }
            rows.append([row[name] for name in columns])
            bylines.append(Byline(article_id=pk, author_id=chance.choice(authors)))
            taggings += [Tagging(content_object_id=pk, tag_id=tag) for tag in chance.sample(tags, 2)]
        places = ", ".join(["%s"] * len(columns))
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO articles_article ({', '.join(columns)}) VALUES ({places})", rows)
            Byline.objects.bulk_create(bylines)
            Tagging.objects.bulk_create(taggings)
        if start % 100_000 == 1 and start > 1:
            print(f"  {start - 1:,}", flush=True)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval(pg_get_serial_sequence('articles_article', 'id'), %s)", [number])


def vocabulary(chance):
    """Return words and their cumulative weights."""
    made = set()
    while len(made) < VOCABULARY:
        made.add("".join(chance.choices(SYLLABLES, k=chance.randint(2, 5))))
    words = FUNCTION_WORDS + sorted(made - set(FUNCTION_WORDS), key=lambda word: (len(word), word))
    for place, word in sorted(PLACED.items()):
        words.insert(place, word)
    return words[:VOCABULARY], zipf(VOCABULARY)


def zipf(number):
    return list(accumulate(1 / (rank + 2.7) for rank in range(number)))


def tables(repeat):
    """Print a table of each class of query by order and page, and one of the filters."""
    from articles.models import Author, Category, Tag
    from articles.search import Filters, Search, parse

    print(f"\n| {'query':22} | found | " + " | ".join(f"{order} p{page}" for order, page in COLUMNS) + " |")
    print("|---|---|" + "---|" * len(COLUMNS))
    for name, queries in QUERIES.items():
        searches = [Search(parse(query)) for query in queries]
        cells = [cost(searches, order, page, repeat) for order, page in COLUMNS]
        total = " ".join(found(search) for search in searches)
        print(f"| {name:22} | {total} | " + " | ".join(cells) + " |", flush=True)

    category, author, tag = (model.objects.order_by("pk")[0].pk for model in (Category, Author, Tag))
    small = Category.objects.order_by("-pk")[0].pk
    day = FIRST.date().replace(year=FIRST.year + YEARS // 2)
    filters = {
        "large category": Filters(categories=(category,)),
        "small category": Filters(categories=(small,)),
        "tag": Filters(tag=tag),
        "author": Filters(author=author),
        "category and tag": Filters(categories=(category,), tag=tag),
        "kind": Filters(kind="opinion"),
        "a month": Filters(first=day, last=day + timedelta(days=30)),
        "a year": Filters(first=day, last=day + timedelta(days=365)),
        "up to a day long ago": Filters(last=day.replace(year=FIRST.year + 1)),
    }
    print(
        "\n| filter | found, with “council” | "
        + " | ".join(f"{order} p{page}" for order, page in COLUMNS)
        + " |"
    )
    print("|---|---|" + "---|" * len(COLUMNS))
    for name, each in filters.items():
        for query in ("council", "quillwort", ""):
            searches = [Search(parse(query), each)]
            cells = [cost(searches, order, page, repeat) for order, page in COLUMNS]
            print(f"| {name}, “{query}” | {found(searches[0])} | " + " | ".join(cells) + " |", flush=True)


def found(search):
    from articles.search import find

    results = find(search)
    return f"{results.total}{'+' if results.is_capped else ''}"


COLUMNS = [
    ("newest", 1),
    ("newest", 50),
    ("newest", 500),
    ("oldest", 1),
    ("oldest", 500),
    ("relevance", 1),
    ("relevance", 50),
    ("title", 1),
]


def cost(searches, order, page, repeat):
    """Return p50 / p95 of the CPU time of searches; a page that is not there is the last one that is."""
    from articles.search import PAGE_SIZE, find

    pages = []
    for search in searches:
        total = find(search, order).total
        pages.append(max(1, min(page, -(-total // PAGE_SIZE))))
        find(search, order, pages[-1])
    times, late = [], False
    for _ in range(repeat):
        for search, number in zip(searches, pages, strict=True):
            before = cpu()
            late |= find(search, order, number).took_too_long
            times.append((cpu() - before) * 1000)
    times.sort()
    word = " (given up)" if late else ""
    return f"{statistics.median(times):.1f} / {times[int(len(times) * 0.95) - 1]:.1f}{word}"


def cpu():
    """Return the seconds of CPU of this process, and of its backend in PostgreSQL where that runs here."""
    from django.db import connection

    seconds = time.process_time()
    if connection.vendor == "postgresql":
        connection.ensure_connection()
        backend = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
        seconds += int(backend.read_text().split()[0]) / 1e9
    return seconds


def pages(repeat):
    """Print what the page of a search costs beside the page of a story."""
    from django.test import Client

    from articles.models import Article

    client = Client(headers={"host": "127.0.0.1"})
    story = Article.objects.published().order_by("pk")[5].get_absolute_url()
    costs = {}
    for path in (story, "/search/?q=council", "/search/?q=quillwort"):
        client.get(path)
        before = cpu()
        for _ in range(repeat):
            if client.get(path).status_code != 200:
                sys.exit(f"{path} does not answer 200.")
        costs[path] = (cpu() - before) / repeat
        print(f"{path}: {costs[path] * 1000:.1f} ms, {costs[path] / costs[story]:.2f} × a story (limit 3)")


def publishing(repeat):
    """Print what publishing a changed story costs with the index kept, and without."""
    from django.db import transaction

    from articles.models import Article
    from articles.publishing import newest_revision, publish, save_revision
    from articles.search import upkeep

    stories = list(Article.objects.published().order_by("pk")[:repeat])
    for story in stories:
        newest_revision(story)

    def change():
        before = cpu()
        for number, story in enumerate(stories):
            content = newest_revision(story).content | {"headline": f"Changed {number} {time.monotonic_ns()}"}
            publish(story, save_revision(story, content))
        return (cpu() - before) / len(stories)

    change()
    kept = change()
    upkeep.make_way("default", plan=True)
    alone = change()
    with transaction.atomic():  # As settle() does, which would compare all the other stories as well.
        for engine in upkeep.engines_of():
            engine.install()
            engine.write(stories[0].pk, stories[-1].pk)
    print(
        f"publishing a changed story: {kept * 1000:.1f} ms, {kept / alone:.2f} × without the index (limit 1.5)"
    )


def say(words, since):
    print(f"{words} in {time.monotonic() - since:.0f} s", flush=True)


if __name__ == "__main__":
    main()
