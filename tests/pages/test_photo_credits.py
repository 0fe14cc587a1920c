from django.test import TestCase
from django.utils import timezone

from articles.models import Article, License, Photo
from tests.factories import make_article, make_author, make_draft, make_live, make_photo, picture_file
from tests.pages.test_story import SEED, Words
from tests.publishing.test_pictures import text_with


class PhotoCreditsTests(TestCase):
    def get(self, **query):
        return self.client.get("/photo-credits/", query)

    def photos(self, **query):
        return list(self.get(**query).context["page"])

    def words(self):
        return str(Words(self.get().content.decode()))

    def test_states_all_rights_of_a_picture(self):
        terms = License.objects.create(name="CC BY-SA 4.0", url="https://terms.example/by-sa/")
        rights = {
            "credit": "Mira / Agency",
            "creator": "Mira Solan",
            "credit_url": "https://mira.example/",
            "copyright_notice": "© 2022 Mira Solan",
            "exemption": "Agreed by telephone.",
        }
        make_article(headline="Rain", photo=make_photo(license=terms, **rights))
        self.assertIn(
            "The ferry leaves the quay. Photo Credit: Mira / Agency Creator: Mira Solan "
            "Photo License: CC BY-SA 4.0 Copyright: © 2022 Mira Solan Story: Rain",
            self.words(),
        )
        self.assertContains(
            self.get(), '<a href="https://terms.example/by-sa/" rel="license">CC BY-SA 4.0</a>'
        )
        self.assertContains(self.get(), '<bdi><a href="https://mira.example/">Mira / Agency</a></bdi>')
        self.assertNotContains(self.get(), "telephone")

    def test_names_the_creator_where_it_is_not_the_credit(self):
        make_article(photo=make_photo(creator="Newsroom", credit="Newsroom"))
        self.assertNotIn("Creator:", self.words())

    def test_says_so_where_a_machine_made_it(self):
        make_article(photo=make_photo(medium="graphic", digital_source="trainedAlgorithmicMedia"))
        self.assertIn("Graphic: AI-generated", self.words())

    def test_shows_the_picture_in_a_small_size(self):
        photo = make_photo(file=picture_file((800, 600)))
        make_article(photo=photo)
        self.assertContains(self.get(), photo.address("3x2-160.avif"))
        self.assertContains(self.get(), 'alt="A white ferry on grey water."')

    def test_lists_what_is_not_on_file_or_has_ended_without_a_picture(self):
        ended = make_photo(file=picture_file((40, 30)), expires_at=timezone.now())
        make_article(photo=make_photo(license=None, exemption="Old."))
        make_article(photo=ended)
        self.assertIn("Photo: not shown any more", self.words())
        self.assertIn("Photo: not on file", self.words())
        self.assertIn("Photo License: not stated", self.words())
        self.assertNotContains(self.get(), "<img")

    def test_leads_to_the_stories_in_which_readers_see_it(self):
        photo = make_photo()
        make_article(headline="Led", photo=photo)
        make_live(headline="Held", body=text_with(photo))
        make_live(headline="Both", photo=photo, body=text_with(photo))
        for status in ("draft", "withdrawn"):
            hidden = make_article(headline=f"A {status}", photo=photo, status=status)
            hidden.uses.create(photo=photo, is_public=True)
        live = make_article(headline="Drafted over")
        live.uses.create(photo=photo)
        self.assertIn("Stories: Both Held Led", self.words())
        self.assertNotContains(self.get(), "A draft")
        self.assertNotContains(self.get(), "A withdrawn")
        self.assertNotContains(self.get(), "Drafted over")

    def test_of_many_stories_the_newest_five_are_named(self):
        photo = make_photo()
        for number in range(6):
            make_article(headline=f"No {number}", photo=photo)
        self.assertIn("Stories: No 5 No 4 No 3 No 2 No 1 and older ones", self.words())

    def test_lists_the_portraits_of_those_who_have_a_live_story(self):
        make_author("Ann", portrait=make_photo())
        make_author("Bo", portrait=make_photo())
        make_draft(authors=["Bo"])
        make_article(authors=["Ann"])
        self.assertIn("Portrait of: Ann", self.words())
        self.assertNotContains(self.get(), "Bo")

    def test_lists_nothing_that_is_not_public(self):
        photo = make_photo(credit="Secret")
        make_draft(photo=photo)
        make_article(photo=photo, status="withdrawn")
        self.assertNotContains(self.get(), "Secret")
        self.assertContains(self.get(), "No picture stands in a story yet.")

    def test_the_newest_come_first_twenty_on_a_page(self):
        photos = [make_photo() for _ in range(21)]
        Article.objects.bulk_create(
            Article(
                headline="A",
                slug=f"a-{photo.pk}",
                photo=photo,
                status="published",
                published_at=timezone.now(),
            )
            for photo in photos
        )
        self.assertEqual(self.photos(), photos[:0:-1])
        self.assertEqual(self.photos(page=2), photos[:1])
        self.assertContains(self.get(page=2), "<title>Photo credits, page 2 –")
        self.assertEqual(self.get(page=3).status_code, 404)

    def test_is_linked_from_every_page_and_in_the_map(self):
        self.assertContains(self.client.get("/"), '<a href="/photo-credits/">Photo credits</a>')
        self.assertContains(
            self.client.get("/sitemap.xml"), "<loc>http://127.0.0.1:8000/photo-credits/</loc>"
        )


class SeedCreditsTests(TestCase):
    fixtures = ("newsroom", "stories")

    def test_the_seeds_photo_is_there(self):
        response = self.client.get("/photo-credits/")
        self.assertEqual(response.context["page"].paginator.count, Photo.objects.in_use().count())
        words = str(Words(response.content.decode()))
        self.assertIn("Photo Credit: Israel Defense Forces Photo License: not stated", words)
        self.assertContains(response, SEED)
