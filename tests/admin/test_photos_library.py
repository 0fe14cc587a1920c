from datetime import timedelta

from django.utils import timezone

from articles.admin.photos.library import lacks_something
from articles.models import License, Photo
from articles.publishing import newest_revision
from tests.factories import make_article, make_author, make_draft, make_photo

from .case import DeskCase
from .photos import small
from .test_photos import figure


class LibraryTests(DeskCase):
    def shown(self, **query):
        """Return the captions of the photos that the list shows."""
        return {photo.caption for photo in self.open("photo", **query).context["cl"].result_list}

    def in_days(self, days):
        return timezone.now() + timedelta(days=days)

    def test_a_card_has_picture_words_rights_and_what_is_to_be_done(self):
        photo = make_photo(file=small(), caption="The quay.", alt_text="", expires_at=self.in_days(3))
        page = self.open("photo")
        self.assertContains(page, photo.address("3x2-150.jpg"))
        self.assertContains(page, "<div>Newsroom</div><div>CC BY 4.0</div>")
        self.assertContains(page, "It lacks an alternative text")
        self.assertContains(page, ", in 3 days.")

    def test_a_photo_without_public_files_says_so(self):
        make_photo()
        photo = make_photo(file=small())
        Photo.objects.filter(pk=photo.pk).update(rendered="")
        page = self.open("photo")
        self.assertContains(page, ">No file</span>")
        self.assertContains(page, ">To be made</span>")
        self.assertContains(page, self.address("photo", "waiting"))
        self.assertContains(page, "until then readers do not see them")

    def test_counts_stories_by_row_and_by_text_each_once(self):
        photo = make_photo()
        make_article(photo=photo)  # Has no revision yet.
        newest_revision(make_article(photo=photo, body=f"<p>Fog.</p>{figure(photo)}"))
        newest_revision(make_draft(body=f"<p>Fog.</p>{figure(photo)}"))
        self.assertContains(self.open("photo"), "In 3 stories")

    def test_finds_words_rights_and_licences(self):
        make_photo(caption="quay", creator="Mira Solan", license=License.objects.create(name="Our own"))
        make_photo(caption="tower", alt_text="A tower of bricks.", copyright_notice="© Tom Ash")
        for words, caption in {
            "solan": "quay",
            "our own": "quay",
            "bricks": "tower",
            "tom ash": "tower",
        }.items():
            with self.subTest(words=words):
                self.assertEqual(self.shown(q=words), {caption})

    def test_filters_by_what_is_to_be_done(self):
        ended = License.objects.create(name="Ended", expires_at=self.in_days(-2))
        make_article(photo=make_photo(caption="fine"))
        make_photo(caption="lacking", credit="")
        make_photo(caption="ending", expires_at=self.in_days(13))
        make_photo(caption="later", expires_at=self.in_days(15))
        make_photo(caption="ended", license=ended)
        make_photo(caption="machine", digital_source=Photo.Origin.MADE_BY_AI)
        make_author(portrait=make_photo(caption="portrait"))
        expected = {
            "lacking": {"lacking"},
            "ending": {"ending"},
            "ended": {"ended"},
            "machine": {"machine"},
            "waiting": set(),
            "unused": {"lacking", "ending", "later", "ended", "machine"},
        }
        for state, captions in expected.items():
            with self.subTest(state=state):
                self.assertEqual(self.shown(state=state), captions)

    def test_finds_those_whose_files_are_to_be_made(self):
        photo = make_photo(file=small(), caption="changed")
        make_photo(file=small(colour="teal"), caption="made")
        Photo.objects.filter(pk=photo.pk).update(credit="Another")
        self.assertEqual(self.shown(state="waiting"), {"changed"})

    def test_the_database_knows_of_each_photo_whether_it_lacks_something(self):
        for number in range(32):
            has = [bool(number >> bit & 1) for bit in range(5)]
            make_photo(
                alt_text="A quay." if has[0] else "",
                is_decorative=has[1],
                credit="Newsroom" if has[2] else "",
                exemption="Ours." if has[3] else "",
                **({"license": None} if number % 3 else {}),
            )
            if has[4]:
                Photo.objects.filter(pk=Photo.objects.first().pk).update(file="a.jpg", width=1, height=1)
        found = set(Photo.objects.filter(lacks_something()))
        self.assertEqual(found, {photo for photo in Photo.objects.all() if photo.lacking()})

    def test_asks_the_same_for_any_number_of_photos(self):
        for _ in range(3):
            make_article(photo=make_photo())
        self.open("photo")  # What Django asks once and keeps, it has asked now.
        with self.assertNumQueries(12):
            self.open("photo")
        for _ in range(9):
            make_article(photo=make_photo())
        with self.assertNumQueries(12):
            self.open("photo")
