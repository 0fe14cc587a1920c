"""document → fixture → database → text keeps the words of the seed to the letter."""

import json
from io import StringIO

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import TestCase, override_settings
from PIL import Image

from articles.models import Article, Category, Edition, ImportedText, Photo
from tests.importing.test_parsing import SEED

MEDIA = settings.BASE_DIR / "fixtures" / "media"


def snapshot():
    """Every row of the app, as fixtures would hold it."""
    out = StringIO()
    call_command("dumpdata", "articles", natural_foreign=True, natural_primary=True, stdout=out)
    return json.loads(out.getvalue())


class FixtureTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        call_command("loaddata", "newsroom", "stories", "editions", verbosity=0)

    def test_the_seeds_words_are_kept_to_the_letter(self):
        story = Article.objects.published().get(headline__contains="Untold Story")
        seed = SEED.read_text(encoding="utf-8")
        written = "\n\n".join(
            [
                "Debit/Credit Payment",
                "Credit/Debit/Bank Transfer",
                story.title,
                "January 12, 2022",
                *(str(byline).replace("by ", "by: ") for byline in story.bylines.all()),
                "Print Friendly, PDF & Email",
                story.photo.caption,
                story.text.replace("\n", "\n\n"),
                "Posted on January 12, 2022",
                *(f"Source: {source}" for source in story.sources.all()),
                f"Photo Credit: {story.photo.credit}/",
                "Photo License:",
                "Search News",
                "  • Order",
                "Latest News",
            ]
        )
        self.assertEqual(written, seed)
        self.assertEqual(ImportedText.objects.get(article=story).text, seed)

    def test_the_seeds_photo_has_no_file_and_a_recorded_exemption(self):
        photo = Article.objects.get(headline__contains="Untold Story").photo
        self.assertFalse(photo.file)
        self.assertIsNone(photo.license)
        self.assertTrue(photo.exemption)

    def test_every_story_passes_validation_with_its_own_words(self):
        for story in Article.objects.all():
            with self.subTest(story=story):
                story.full_clean()
                for line in story.text.split("\n")[1:]:
                    self.assertIn(line, story.imported_texts.get().text)

    def test_the_demo_is_a_newspaper(self):
        stories = Article.objects.published()
        self.assertGreaterEqual(stories.count(), 31)
        self.assertEqual(set(stories.values_list("kind", flat=True)), set(Article.Kind.values))
        self.assertEqual(set(stories.values_list("language", flat=True)), {"en", "he", "ar"})
        for category in Category.objects.all():
            tree = Category.objects.tree()
            self.assertTrue(stories.filed_under(tree.subtree(category)).exists(), category)

    def test_the_demo_has_an_edition(self):
        edition = Edition.objects.published().get()
        edition.full_clean()
        self.assertEqual(edition.stories().count(), edition.lines.count())
        self.assertGreaterEqual(edition.lines.count(), 8)

    def test_only_drawings_of_ours_have_files(self):
        drawn = Photo.objects.exclude(file="")
        self.assertEqual(set(drawn.values_list("medium", "credit")), {("drawing", "Newsroom")})

    @override_settings(MEDIA_ROOT=MEDIA)
    def test_every_picture_is_there_and_small(self):
        for photo in Photo.objects.exclude(file=""):
            with self.subTest(photo=photo), default_storage.open(photo.file.name) as file:
                self.assertLess(file.size, 60_000)
                self.assertEqual(Image.open(file).size, (photo.width, photo.height))

    def test_loading_twice_changes_nothing(self):
        before = snapshot()
        call_command("loaddata", "newsroom", "stories", "editions", verbosity=0)
        self.assertEqual(snapshot(), before)
