"""What is not public appears nowhere: not on its own address, not in a list, feed, map, search or picture."""

from datetime import timedelta

from django.contrib import admin
from django.test import TestCase
from django.urls import URLResolver, reverse
from django.utils import timezone

from articles.models import Article, Author, Category, Edition, RelatedStory, Series, Tag
from articles.models.edition_file import contents, keep
from articles.publishing import newest_revision, publish, save_revision
from tests.factories import (
    make_article,
    make_author,
    make_category,
    make_draft,
    make_edition,
    make_live,
    make_photo,
    picture_file,
)
from tests.pages.addresses import public_addresses
from tests.publishing.test_pictures import text_with

CANARY = "canary"
HIDDEN = {
    "draft": {"status": "draft", "published_at": None},
    "draft-with-a-time": {"status": "draft"},
    "future": {"published_at": timezone.now() + timedelta(days=1)},
    "expired": {"expires_at": timezone.now() - timedelta(seconds=1)},
    "withdrawn": {"status": "withdrawn"},
}


def make_canary_photo():
    file = picture_file((8, 8), name=f"{CANARY}.jpg")
    return make_photo(caption=f"{CANARY} caption", credit=CANARY, creator=CANARY, file=file)


class CanaryCase(TestCase):
    def assert_nowhere(self, stories):
        """Open every public page, those of `stories` and of all libraries as well, and look for the canary."""
        nouns = (Category, Tag, Author, Series, Edition)
        things = [thing for noun in nouns for thing in noun.objects.all()]
        searches = ["/search/?q=zyzzyva", "/search/?q=zyzzyva&order=relevance", "/search/?order=title"]
        searches += ["/search/feed/?q=zyzzyva", "/search/feed/json/"]
        own = "/editions/own/?" + "&".join(f"story={story.pk}" for story in stories)
        for address in [*public_addresses(stories, things), *searches, own]:
            with self.subTest(address=address):
                response = self.client.get(address, follow=True)
                content = b"".join(response) if response.streaming else response.content
                self.assertNotIn(CANARY, content.decode(errors="replace").lower())
        self.assertEqual(len(self.client.get("/search/", {"q": CANARY}).context["page"]), 0)

    def assert_not_shown(self, photo):
        for address in (f"/media/pictures/{photo.uid.hex}/", photo.address("social.jpg"), photo.file.url):
            with self.subTest(address=address):
                self.assertEqual(self.client.get(address).status_code, 404)


class CanaryTests(CanaryCase):
    def setUp(self):
        super().setUp()
        self.town = make_category("Town")
        self.series = Series.objects.create(name="Nights")
        self.live = make_live(
            headline="Live story",
            body=f"<p>Zyzzyva.</p>{text_with(make_photo())}",
            photo=make_photo(file=picture_file((8, 8))),
            category=self.town,
            authors=["Ann"],
            tags=["sea"],
            series=self.series,
        )
        make_article(headline="Another part", series=self.series)
        self.hidden = [self.hide(name, **fields) for name, fields in HIDDEN.items()]
        RelatedStory.objects.bulk_create(
            RelatedStory(article=self.live, other=article) for article in self.hidden
        )
        self.edition = make_edition(self.live, *self.hidden, title="The week")
        keep(self.edition, CANARY.encode(), 1, contents(self.edition, self.hidden, []))
        for published_at in (None, timezone.now() + timedelta(days=1)):
            secret = make_edition(self.live, title=CANARY, introduction=CANARY, published_at=published_at)
            keep(secret, CANARY.encode(), 1, contents(secret, [self.live], []))

    def hide(self, name, **fields):
        second = make_canary_photo()
        article = make_article(
            headline=f"{CANARY} {name}",
            body=f"<p>Zyzzyva {CANARY}.</p>{text_with(second)}",
            standfirst=CANARY,
            category=self.town,
            authors=["Ann"],
            tags=["sea"],
            sources=[CANARY],
            photo=make_canary_photo(),
            series=self.series,
            **fields,
        )
        article.uses.create(photo=second, is_public=True)
        return article

    def test_appears_nowhere(self):
        self.assert_nowhere([self.live, *self.hidden])

    def test_answers_404_or_410(self):
        for article in self.hidden:
            gone = article.headline.split()[-1] in ("expired", "withdrawn")
            for address in public_addresses([article]):
                if article.slug in address:
                    with self.subTest(address=address):
                        self.assertEqual(self.client.get(address).status_code, 410 if gone else 404)

    def test_keeps_its_picture_to_itself(self):
        for article in self.hidden:
            self.assert_not_shown(article.photo)
            self.assert_not_shown(article.uses.get().photo)

    def test_the_live_story_is_where_it_should_be(self):
        for address in (
            "/",
            "/news/",
            "/category/town/",
            "/tag/sea/",
            "/author/ann/",
            "/series/nights/",
            "/editions/the-week/",
            "/editions/the-week/print/",
            f"/editions/own/?story={self.live.pk}",
            "/editions/feed/",
            "/photo-credits/",
            "/search/?q=zyzzyva",
            "/search/feed/?q=zyzzyva",
            "/feed/",
        ):
            with self.subTest(address=address):
                self.assertContains(self.client.get(address), "Live story")


class DraftAddressTests(TestCase):
    def test_tags_and_authors_of_drafts_alone_have_no_page(self):
        make_draft(tags=["mayor resigns"], authors=["Deep Throat"])
        for address in ("/tag/mayor-resigns/", "/author/deep-throat/"):
            self.assertEqual(self.client.get(address).status_code, 404)

    def test_the_short_address_of_a_draft_does_not_tell_its_slug(self):
        draft = make_draft(headline="Secret plan")
        self.assertEqual(self.client.get(f"/n/{draft.pk}/").status_code, 404)


class UnpublishedRevisionTests(CanaryCase):
    """Over three live stories lie a draft, a change that is to come, and one that was set aside."""

    def setUp(self):
        super().setUp()
        names = ("drafted", "changing", "aside")
        self.stories = [make_article(headline=f"Plain {name}", body="Zyzzyva.") for name in names]
        self.photo = make_canary_photo()
        self.revisions = [self.save(story) for story in self.stories]
        _, self.changing, self.aside = self.stories
        for story, revision in zip(self.stories[1:], self.revisions[1:], strict=True):
            publish(story, revision, at=timezone.now() + timedelta(minutes=5))
        make_article(headline="Holder", slug=self.revisions[2].content["slug"])
        Article.objects.filter(pk=self.aside.pk).update(change_at=timezone.now() - timedelta(minutes=1))

    def save(self, story):
        """Save a revision in which everything differs; its author, category and tag are public as such."""
        category = make_category(f"Elsewhere {story.pk}")
        series = Series.objects.create(name=f"Elsewhere {story.pk}")
        changes = {
            "kicker": f"{CANARY}:",
            "headline": CANARY,
            "slug": f"elsewhere-{story.pk}",
            "standfirst": CANARY,
            "dateline_place": CANARY,
            "body": f"<p>Zyzzyva {CANARY}.</p>{text_with(self.photo)}",
            "category": category.pk,
            "photo": self.photo.pk,
            "series": series.pk,
            "related": [story.pk for story in self.stories],
            "also_in": [category.pk],
            "tags": [Tag.objects.create(name=f"Elsewhere {story.pk}").pk],
            "bylines": [{"author": make_author(f"Elsewhere {story.pk}").pk, "role": "by"}],
            "sources": [{"outlet": CANARY, "title": CANARY, "url": "", "date": None, "relation": "via"}],
        }
        return save_revision(story, newest_revision(story).content | changes)

    def test_appears_nowhere(self):
        self.assert_nowhere(self.stories)
        self.assertIn("slug", Article.objects.get(pk=self.aside.pk).set_aside.lower())

    def test_its_address_is_not_there_and_its_picture_is_not_shown(self):
        self.assertEqual(self.client.get(f"/news/elsewhere-{self.changing.pk}/").status_code, 404)
        self.assert_not_shown(self.photo)

    def test_its_filing_lists_nothing(self):
        for thing in (*Category.objects.all(), *Tag.objects.all(), *Author.objects.all()):
            with self.subTest(thing=thing):
                page = self.client.get(thing.get_absolute_url()).content.decode()
                self.assertNotIn("Plain", page[: page.index("Latest News")])

    def test_the_desk_shows_it_to_nobody_who_has_not_signed_in(self):
        for pattern in desk_patterns(admin.site.get_urls()):
            numbers = [self.stories[0].pk, *[self.revisions[0].pk] * 5]
            arguments = numbers[: len(pattern.pattern.converters)]
            address = reverse(f"admin:{pattern.name}", args=arguments)
            with self.subTest(address=address):
                self.assertRedirects(
                    self.client.get(address),
                    f"{reverse('admin:login')}?next={address}",
                    fetch_redirect_response=False,
                )


def desk_patterns(patterns):
    """Yield the addresses of the desk that lead to stories."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from desk_patterns(pattern.url_patterns)
        elif (pattern.name or "").startswith(("articles_article_", "schedule")):
            yield pattern
