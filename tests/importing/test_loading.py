from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.storage import default_storage
from django.test import TestCase, override_settings
from PIL import Image

from articles.importing import DocumentError, load
from articles.models import Article, Author, ImportedText, License, Photo, Tag
from tests.factories import make_category
from tests.importing.test_parsing import SEED, document


class LoadTests(TestCase):
    def test_the_seed_fills_every_field(self):
        article = load(SEED.read_text(), "seed.txt", publish=True).article
        article.refresh_from_db()
        self.assertEqual(article.title, "Report: Iran Reveals “Untold Story” of Arming Palestinians in Gaza")
        self.assertEqual(article.published_at, datetime(2022, 1, 12, 12, tzinfo=UTC))
        self.assertEqual([str(byline) for byline in article.bylines.all()], ["by Kate Norman"])
        self.assertEqual(
            [str(source) for source in article.sources.all()], ["(Bridges for Peace, January 12, 2022)"]
        )
        self.assertEqual(article.photo.credit, "Israel Defense Forces")
        self.assertEqual(article.photo.exemption, "The imported document states no licence.")

    def test_is_a_draft_unless_published(self):
        article = load(document(), "a.txt").article
        self.assertEqual(article.status, "draft")
        self.assertFalse(Article.objects.published().exists())

    def test_twice_is_as_good_as_once(self):
        first, second = load(document(), "a.txt"), load(document(), "moved/a.txt")
        self.assertEqual((first.result, second.result), ("loaded", "unchanged"))
        self.assertEqual(second.article, first.article)
        self.assertEqual(Article.objects.count(), 1)

    def test_a_changed_document_is_reported_and_not_overwritten(self):
        load(document(), "a.txt")
        outcome = load(document(text="It rained again."), "a.txt")
        self.assertEqual(outcome.result, "changed since")
        self.assertIn("It rained.", Article.objects.get().body)
        self.assertEqual(ImportedText.objects.count(), 1)

    def test_a_changed_document_is_known_by_its_story_after_a_move(self):
        load(document(), "a.txt")
        self.assertEqual(load(document(text="It rained again."), "b/a.txt").result, "changed since")

    def test_a_deleted_story_does_not_come_back(self):
        load(document(), "a.txt").article.delete()
        self.assertEqual(load(document(), "a.txt").result, "deleted since")
        self.assertFalse(Article.objects.exists())

    def test_authors_tags_and_licences_are_found_before_they_are_made(self):
        record = "Tags: Rain, sea\n\nPhoto Credit: A\n\nPhoto License: CC BY 4.0"
        load(document(record=record), "a.txt")
        load(document(record=record.replace("Rain", "rain"), text="More."), "b.txt", publish=True)
        other = document(record=record.replace("Rain", "RAIN")).replace("Rain Falls", "Sun Shines")
        load(other, "c.txt")
        self.assertEqual(Author.objects.count(), 1)
        self.assertEqual(Tag.objects.count(), 2)
        self.assertEqual(License.objects.count(), 1)

    def test_the_words_that_came_are_kept(self):
        text = SEED.read_text()
        load(text, "seed.txt")
        self.assertEqual(ImportedText.objects.get().text, text)

    def test_a_section_is_found_by_its_name(self):
        town, harbour = make_category("Town"), make_category("Harbour")
        named = load(document(record="Section: town\n\nAlso in: Harbour"), "a.txt", category=harbour).article
        self.assertEqual(named.category, town)
        self.assertQuerySetEqual(named.also_in.all(), [harbour])

    def test_an_unknown_section_is_named_with_its_line(self):
        make_category("Town")
        message = "There is no category “Tonw”. Make it, or name one that there is: “Town”."
        with self.assertRaisesMessage(DocumentError, message) as caught:
            load(document(record="Tags: a\n\nSection: Tonw"), "a.txt")
        self.assertEqual(caught.exception.line, 11)

    def test_an_unknown_kind_is_named(self):
        with self.assertRaisesMessage(DocumentError, "“Kind: Rant” is not known. Use one such as “News”."):
            load(document(record="Kind: Rant"), "a.txt")

    def test_nothing_is_half_written(self):
        with self.assertRaises(DocumentError):
            load(document(head=f"by: {'A' * 200}", record="Tags: rain"), "a.txt")
        for model in (Article, Author, Photo, Tag, ImportedText):
            self.assertFalse(model.objects.exists(), model)


class PictureTests(TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(TemporaryDirectory()))
        self.media = self.folder / "media"
        self.enterContext(override_settings(MEDIA_ROOT=self.media))
        self.picture = self.folder / "quay.jpg"
        Image.new("RGB", (60, 40)).save(self.picture)

    def stored(self):
        return [file.name for file in self.media.rglob("*") if file.is_file()]

    def test_becomes_the_photo(self):
        outcome = load(document(record="Alt text: A quay.\n\nPhoto Credit: A"), "a.txt", picture=self.picture)
        photo = outcome.article.photo
        self.assertEqual((photo.width, photo.height, photo.alt_text), (60, 40, "A quay."))
        self.assertEqual(self.stored(), [f"{photo.uid.hex}.jpg"])
        self.assertTrue(default_storage.exists(photo.file.name))

    def test_nobody_has_answered_for_a_picture_without_licence_so_it_waits_as_a_draft(self):
        text = document(record="Alt text: A quay.\n\nPhoto Credit: A")
        outcome = load(text, "a.txt", picture=self.picture, publish=True)
        self.assertEqual(outcome.article.status, "draft")
        said = " ".join(notice.text for notice in outcome.notices)
        self.assertIn("Left as a draft: its picture needs a licence", said)

    def test_without_alternative_text_takes_the_caption_and_says_so(self):
        outcome = load(document(head="Caption: A quay"), "a.txt", picture=self.picture)
        self.assertEqual(outcome.article.photo.alt_text, "A quay")
        self.assertIn("No “Alt text” for quay.jpg", outcome.notices[-1].text)

    def test_that_is_none_fails_the_document_and_leaves_no_file(self):
        self.picture.write_text("not a picture")
        with self.assertRaisesMessage(DocumentError, "This is not a picture that can be read"):
            load(document(), "a.txt", picture=self.picture)
        self.assertEqual(self.stored(), [])
        self.assertFalse(Article.objects.exists())

    def test_leaves_no_file_when_its_document_fails(self):
        with self.assertRaises(DocumentError):
            load(document(head=f"by: {'A' * 200}"), "a.txt", picture=self.picture)
        self.assertEqual(self.stored(), [])
