from articles.admin.photos.files import make_waiting
from articles.models import Photo
from tests.factories import make_photo

from .case import DeskCase
from .photos import small

COLOURS = ("navy", "teal", "olive", "maroon")


class WaitingTests(DeskCase):
    def setUp(self):
        super().setUp()
        self.photos = [make_photo(file=small(colour=colour), caption=colour) for colour in COLOURS]

    def outdate(self, *photos):
        Photo.objects.filter(pk__in=[photo.pk for photo in photos]).update(credit="Another")

    def test_says_that_all_is_as_it_should_be(self):
        self.assertContains(
            self.open("photo", "waiting"), "The files of all 4 pictures are as they should be."
        )

    def test_names_those_that_wait_and_makes_them(self):
        self.outdate(*self.photos[:2])
        page = self.open("photo", "waiting")
        self.assertContains(page, "The files of 2 of 4 pictures are to be made:")
        self.assertContains(page, self.address("photo", "change", self.photos[0].pk))
        page = self.send("photo", "waiting")
        self.assertContains(page, "Done: 2 made.")
        self.assertFalse(any(photo.is_outdated for photo in Photo.objects.all()))

    def test_makes_a_file_that_was_lost(self):
        photo = self.photos[1]
        photo.file.storage.delete(photo.renditions.path(photo.rendered, "social.jpg"))
        self.assertContains(self.send("photo", "waiting"), "Done: 1 made.")
        self.assertTrue(photo.has_its_files())

    def test_one_that_cannot_be_made_is_named_with_the_reason_and_stops_no_other(self):
        self.outdate(*self.photos[:2])
        self.photos[0].file.storage.delete(self.photos[0].file.name)
        page = self.send("photo", "waiting")
        self.assertContains(page, "navy</a>: The file that came in is gone.")
        self.assertContains(page, "Done: 1 made.")
        self.assertContains(page, "These could not be made:")

    def test_makes_as_many_as_fit_into_the_time_and_goes_on_behind_them(self):
        self.outdate(*self.photos)
        after, made, failures = make_waiting(after=0, seconds=0)
        self.assertEqual((made, failures), (1, []))
        self.assertEqual(after, self.photos[0].pk)
        after, made, failures = make_waiting(after=self.photos[1].pk, seconds=60)
        self.assertEqual((after, made), (self.photos[3].pk, 2))

    def test_the_page_asks_for_the_rest_and_keeps_what_failed_until_the_end(self):
        self.outdate(*self.photos)
        page = self.open("photo", "waiting", after=self.photos[1].pk, made=2)
        self.assertContains(page, "data-goes-on")
        self.assertContains(page, "2 made; 2 of 4 pictures looked through.")
        page = self.send("photo", "waiting", after=self.photos[1].pk, made=2)
        self.assertContains(page, "Done: 4 made.")

    def test_the_page_begins_by_itself_where_there_is_something_to_make(self):
        self.assertNotContains(self.open("photo", "waiting", begin="yes"), "data-goes-on")
        self.outdate(self.photos[0])
        self.assertContains(self.open("photo", "waiting", begin="yes"), "data-goes-on")
        self.assertNotContains(self.open("photo", "waiting"), "data-goes-on")

    def test_numbers_that_are_none_count_as_nothing(self):
        page = self.open("photo", "waiting", after="x", made="9" * 50)
        self.assertEqual(page.status_code, 200)
