"""What was found, as readers see it: stories with the words that were sought marked."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..markup import plain
from ..models import Article
from .marks import Part, marked, passage
from .names import Named
from .query import Query


@dataclass(frozen=True)
class Found:
    story: Article
    kicker: list[Part]
    headline: list[Part]
    passage: list[Part]


def stories_of(ids: list[int], query: Query) -> list[Article]:
    """Return the stories with these ids that readers may see, in their order; with bodies where words are sought."""
    text = ["body"] if query.wanted else []
    by_id = Article.objects.published().with_what_lists_show(*text).in_bulk(ids)
    return [by_id[pk] for pk in ids if pk in by_id]


def shown(stories: list[Article], query: Query, names: list[Named]) -> list[Found]:
    """Return stories with their marked words; `names` are those beside them."""
    beside = {story.pk: [] for story in stories}
    for row in names:
        if row.story in beside:
            beside[row.story].append(row)
    found = []
    for story in stories:
        story.writers = [row for row in beside[story.pk] if row.noun == "writer"]
        kicker, headline = marked_title(story, query)
        words = passage_of(story, query, [*kicker, *headline], beside[story.pk]) if query.wanted else []
        found.append(Found(story, kicker, headline, words or marked(story.standfirst, query)))
    return found


def marked_title(story, query):
    """Return kicker and headline, marked as the one line that they are: a phrase may begin in the first."""
    kicker, headline, left = [], [], len(story.kicker) + 1 if story.kicker else 0
    for text, is_marked in marked(story.title, query):
        # The space between the two belongs to neither.
        kicker.append(Part(text[:left] if len(text) < left else text[: max(0, left - 1)], is_marked))
        headline.append(Part(text[left:], is_marked))
        left = max(0, left - len(text))
    return [part for part in kicker if part.text], [part for part in headline if part.text]


def passage_of(story, query, title, beside):
    """Return the words that say why a story was found, or []: its standfirst, or else what holds what that lacks."""
    standfirst = marked(story.standfirst, query)
    lacking = [group for group in query.wanted if not is_marked(marked(story.standfirst, Query((group,))))]
    if not lacking:
        return standfirst
    if words := passage(plain(story.body), query):
        return words
    if is_marked([*standfirst, *title]):
        return standfirst
    return next((words for words in passages_beside(story, query, beside) if words), [])


def passages_beside(story, query, beside):
    """Yield passages of what stands beside a story's text: the lines of its photo, its sources and tags."""
    if story.picture:
        yield passage(story.picture.caption, query)
        yield labelled(story.picture.photo.credit_label + ": ", story.picture.credit, query)
    for row in beside:
        if row.noun == "source":
            yield labelled(ngettext("Source:", "Sources:", 1) + " ", row.name, query)
        if row.noun == "keyword":
            yield labelled(_("Tag: {name}").format(name=""), row.name, query)


def labelled(label, text, query):
    words = passage(text, query)
    return [Part(label, is_marked=False), *words] if words else []


def is_marked(parts):
    return any(part.is_marked for part in parts)
