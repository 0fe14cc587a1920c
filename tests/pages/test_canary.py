"""What is not public appears nowhere: not on its own address, not in a list, feed, map, search or picture."""

from datetime import timedelta
from io import BytesIO
from tempfile import TemporaryDirectory

from django.core.files.base import ContentFile
from django.test import TestCase, override_settings
from django.utils import timezone
from PIL import Image

from articles.models import Author, Category, Tag
from tests.factories import make_article, make_category, make_draft, make_photo
from tests.pages.addresses import public_addresses

CANARY = "canary"
HIDDEN = {
    "draft": {"status": "draft", "published_at": None},
    "draft-with-a-time": {"status": "draft"},
    "future": {"published_at": timezone.now() + timedelta(days=1)},
    "expired": {"expires_at": timezone.now() - timedelta(seconds=1)},
    "withdrawn": {"status": "withdrawn"},
}


class CanaryTests(TestCase):
    def setUp(self):
        self.enterContext(override_settings(MEDIA_ROOT=self.enterContext(TemporaryDirectory())))
        self.town = make_category("Town")
        self.live = make_article(
            headline="Live story", body="Zyzzyva.", category=self.town, authors=["Ann"], tags=["sea"]
        )
        self.hidden = [self.hide(name, **fields) for name, fields in HIDDEN.items()]

    def hide(self, name, **fields):
        picture = BytesIO()
        Image.new("RGB", (8, 8)).save(picture, "PNG")
        file = ContentFile(picture.getvalue(), name=f"{CANARY}.png")
        photo = make_photo(caption=f"{CANARY} caption", file=file)
        return make_article(
            headline=f"{CANARY} {name}",
            body=f"Zyzzyva {CANARY}.",
            standfirst=CANARY,
            category=self.town,
            authors=["Ann"],
            tags=["sea"],
            sources=[CANARY],
            photo=photo,
            **fields,
        )

    def addresses(self):
        things = [*Category.objects.all(), *Tag.objects.all(), *Author.objects.all()]
        plain = public_addresses([self.live, *self.hidden], things)
        return [*plain, "/search/?q=zyzzyva", "/search/?q=zyzzyva&order=relevance", "/search/?order=title"]

    def test_appears_nowhere(self):
        for address in self.addresses():
            with self.subTest(address=address):
                response = self.client.get(address, follow=True)
                content = b"".join(response) if response.streaming else response.content
                self.assertNotIn(CANARY, content.decode(errors="replace").lower())

    def test_answers_404_or_410(self):
        for article in self.hidden:
            gone = article.headline.split()[-1] in ("expired", "withdrawn")
            for address in public_addresses([article]):
                if article.slug in address:
                    with self.subTest(address=address):
                        self.assertEqual(self.client.get(address).status_code, 410 if gone else 404)

    def test_keeps_its_picture_to_itself(self):
        for article in self.hidden:
            self.assertEqual(self.client.get(article.photo.file.url).status_code, 404)

    def test_the_live_story_is_where_it_should_be(self):
        for address in (
            "/",
            "/news/",
            "/category/town/",
            "/tag/sea/",
            "/author/ann/",
            "/search/?q=zyzzyva",
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
