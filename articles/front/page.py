"""The front page at a moment: now, to come, or past. Asks the database for the stories that may stand there."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.db.models import OuterRef, Q, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.fields.json import KT
from django.db.models.functions import JSONObject
from django.utils import timezone

from ..models import Article, Byline, Category, Front, Revision
from ..models.card import cards, live_condition
from ..models.category import CategoryTree
from ..models.prepared import marks
from .layout import FOLLOW_UPS, HEAD, IN_A_BAND, LATEST, LEAD, TOPS, Choice, Place, Story, band, lay_out, led

WORDS = ("kicker", "headline", "standfirst", "kind", "language", "date")  # What a card says.
WALK = """
    SELECT id FROM articles_article WHERE {is_free} AND {condition}
    ORDER BY published_at DESC, id DESC LIMIT {most}
"""
NEWEST = "WITH newest AS ({walk}) SELECT id FROM newest"
OF_SECTION = " UNION ALL SELECT id FROM ({walk}) AS of_section"
CHOSEN = " UNION ALL SELECT id FROM articles_article WHERE id IN ({chosen})"
FURTHER = "category_id IN ({places}) AND id NOT IN (SELECT id FROM newest)"
WITHDRAWN = 50  # So many withdrawn stories at most are looked at, to know which places they leave empty.


@dataclass(frozen=True)
class Band:
    """A section on the front page."""

    section: Category
    subsections: list[Category]
    columns: list[list[Article]]


@dataclass(frozen=True)
class FrontPage:
    """What a front page shows; `gone` says how many stories stood there and are not public any more."""

    places: dict[Place, Article]
    bands: list[Band]
    gone: int = 0

    @property
    def lead(self):
        return self.places.get(LEAD)

    @property
    def lead_is_pictured(self):
        return bool(self.lead) and self.lead.shows_picture(as_lead=True)

    @property
    def tops(self):
        return self.at(TOPS)

    @property
    def follow_ups(self):
        return self.at(FOLLOW_UPS)

    @property
    def latest(self):
        return self.at(LATEST)

    def at(self, places):
        return [self.places[place] for place in places if place in self.places]


def page_at(
    categories: CategoryTree, moment: datetime | None = None, choices: list[Choice] | None = None
) -> FrontPage:
    """Return the front page as it stands now or at another moment; three queries.

    `choices` are those of an arrangement that is not saved; without them, those of the front valid then are
    asked for. A page of the past shows what readers saw then and may still see.
    """
    now = timezone.now()
    moment = moment or now
    seen = seen_at(moment, now)
    if choices is None:
        choices = choices_at(moment, seen)
    else:
        there = set(seen.filter(pk__in=[choice.story for choice in choices]).values_list("pk", flat=True))
        choices = [choice for choice in choices if choice.story in there]
    choices = [choice for choice in choices if choice.stands_at(moment)]
    stories = {story.pk: story for story in candidates(seen, moment, now, choices, categories)}
    sections = [section.pk for section in categories.roots]
    places = lay_out(choices, [known(story, categories) for story in stories.values()], sections)
    public = {place: stories[pk] for place, pk in places.items() if moment >= now or stories[pk].is_live(now)}
    places, gone = led(public), len(places) - len(public)
    return FrontPage(places, bands(places, categories), gone)


def end_of(day: date) -> datetime:
    """Return the last second of a day in the newsroom's zone."""
    midnight = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    return midnight - timedelta(seconds=1)


def stood_on(day: date) -> bool:
    """Whether there was a front page with a story on a day; not on one that is to come."""
    if day > timezone.localdate():
        return False
    return Article.objects.published().filter(published_at__lte=end_of(day)).exists()


def seen_at(moment, now):
    """Return the stories that readers see or saw at a moment, those withdrawn since included."""
    published = Article.objects.published(at=moment)
    return published if moment >= now else published | withdrawn_since(moment)


def withdrawn_since(moment):
    return Article.objects.filter(
        status=Article.Status.WITHDRAWN, published_at__lte=moment, withdrawn_at__gt=moment
    )


def choices_at(moment, stories):
    """Return what the front that is valid at a moment chose of `stories`."""
    valid = Front.objects.filter(starts_at__lte=moment).values("pk")[:1]
    rows = stories.filter(slots__front=Subquery(valid)).values_list(
        "slots__place", "slots__category", "slots__position", "pk", "slots__until"
    )
    return [Choice(Place(*place), story, until) for *place, story, until in rows]


def candidates(seen, moment, now, choices, categories):
    """Return what can stand on the page, newest first, as cards.

    That is: what was chosen; the newest others, as many as head and Latest have places left; and of each
    section as many as its band could need.
    """
    chosen = [choice.story for choice in choices]
    taken = sum(choice.place in HEAD for choice in choices)
    sections = [[category.pk for category in categories.subtree(root)] for root in categories.roots]
    free = found_in(sections, chosen, len(HEAD) + len(LATEST) - taken, moment)
    if moment == now:
        return cards(*free)
    wanted = Q(pk__in=RawSQL(free[0], free[1:]))  # noqa: S611 – nothing in it was typed by anybody
    if moment < now:
        wanted |= Q(pk__in=withdrawn_since(moment).newest_first().values("pk")[:WITHDRAWN])
    return in_words_of(moment, now, seen.filter(wanted).newest_first())


def found_in(sections, chosen, most, moment):
    """Return SQL for the ids of what was chosen, of the newest other live stories, and of those of each section
    that are not among them; and the values in it.

    It is written in SQL, as Django takes ten times as long to put so many subqueries together as a database to
    answer them. Each is a walk along an index that ends after a few steps.
    """
    is_free = live_condition()
    if chosen:
        is_free += f" AND id NOT IN ({marks(chosen)})"
    at = connection.ops.adapt_datetimefield_value(moment)
    given = [at, at, *chosen]
    statement = NEWEST.format(walk=WALK.format(is_free=is_free, condition="TRUE", most=most))
    values = [*given]
    for section in sections:
        condition = FURTHER.format(places=marks(section))
        statement += OF_SECTION.format(walk=WALK.format(is_free=is_free, condition=condition, most=IN_A_BAND))
        values += [*given, *section]
    if chosen:
        statement += CHOSEN.format(chosen=marks(chosen))
        values += chosen
    return statement, *values


def in_words_of(moment, now, stories):
    """Return stories as cards in the words that readers saw at a moment, as far as revisions tell, or will see."""
    if moment < now:
        then = Revision.objects.filter(article=OuterRef("pk"), published_at__lte=moment)
    else:
        then = Revision.objects.filter(pk=OuterRef("change_revision"), article__change_at__lte=moment)
    words = JSONObject(**{name: KT(f"content__{name}") for name in WORDS})
    newest = then.order_by("-published_at", "-pk").values(words=words)[:1]
    told = list(stories.annotate(words=Subquery(newest)).with_what_lists_show())
    writers = Byline.objects.writers_of([story.pk for story in told])
    for story in told:
        story.writers = writers.get(story.pk, [])
        for name, text in (story.words or {}).items():
            if text is not None:
                setattr(story, name, Article._meta.get_field(name).to_python(text))
    return told


def known(story, categories):
    path = categories.path(story.category_id)
    return Story(
        story.pk,
        path[0].pk if path else None,
        story.shows_picture(as_lead=True),
        story.shows_picture(),
        story.picture_has_ended,
    )


def bands(places, categories):
    found = []
    for section in categories.roots:
        stories = [places[place] for place in band(section.pk) if place in places]
        if stories:
            found.append(Band(section, categories.children(section), columns(stories)))
    return found


def columns(stories):
    """Return stories in at most three columns, to be read row by row; a first one with its picture stands alone."""
    opener = stories[0]
    if opener.shows_picture():
        others = stories[1:]
        return [[opener], *(column for column in (others[::2], others[1::2]) if column)]
    return [column for column in (stories[::3], stories[1::3], stories[2::3]) if column]
