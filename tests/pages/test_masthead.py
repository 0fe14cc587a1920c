"""The newsroom's own look: its palette, and its logo in the place of its name."""

from tempfile import TemporaryDirectory

from django.test import TestCase, override_settings

from articles.models import GivingLink, Masthead
from tests.factories import make_article, picture_file


class PaletteTests(TestCase):
    def test_every_page_has_the_one_that_was_chosen(self):
        Masthead.objects.create(palette="plum")
        for path in ("/", make_article().get_absolute_url(), "/search/", "/nothing/", "/offline/"):
            self.assertIn('data-palette="plum"', self.client.get(path).content.decode())

    def test_without_a_choice_it_is_bottle(self):
        self.assertContains(self.client.get("/"), 'data-palette="bottle"')


class GivingTests(TestCase):
    def test_the_links_that_are_shown_stand_in_order_with_a_masthead_and_without(self):
        for label, position, is_shown in (("Later", 2, True), ("First", 1, True), ("Never", 0, False)):
            url = f"https://{label.lower()}.example/"
            GivingLink.objects.create(label=label, url=url, position=position, is_shown=is_shown)
        for number, make in enumerate((Masthead.objects.all, Masthead.objects.create)):
            make()
            with self.subTest(mastheads=number):
                self.assertEqual(Masthead.objects.count(), number)
                page = self.client.get("/").content.decode()
                self.assertLess(page.index("https://first.example/"), page.index("https://later.example/"))
                self.assertNotIn("https://never.example/", page)


class LogoTests(TestCase):
    def setUp(self):
        self.enterContext(override_settings(MEDIA_ROOT=self.enterContext(TemporaryDirectory())))
        self.masthead = Masthead.objects.create(name="The Harbour Gazette", logo=picture_file((600, 200)))
        self.address = self.masthead.logo_in_the_light.address
        self.story = make_article()

    def masthead_of(self, path):
        page = self.client.get(path).content.decode()
        return page[page.index("<header") : page.index("</header>")]

    def test_it_stands_in_the_place_of_the_name(self):
        for path in ("/", self.story.get_absolute_url(), "/search/", "/offline/"):
            with self.subTest(path=path):
                head = self.masthead_of(path)
                self.assertInHTML(
                    f'<img class="logo" src="{self.address}" width="600" height="200" alt="The Harbour Gazette">',
                    head,
                )
                self.assertNotIn("<bdi>The Harbour Gazette", head)

    def test_a_second_one_stands_on_a_dark_ground(self):
        self.masthead.logo_dark = picture_file((600, 200))
        self.masthead.save()
        head = self.masthead_of("/")
        self.assertIn(f'class="logo logo--light" src="{self.address}"', head)
        self.assertIn(f'class="logo logo--dark" src="{self.masthead.logo_in_the_dark.address}"', head)

    def test_its_file_is_served_safely_and_asked_for_each_time(self):
        response = self.client.get(self.address)
        self.assertEqual(response.headers["Content-Type"], "image/png")
        self.assertEqual(response.headers["Cache-Control"], "public, no-cache")
        self.assertEqual(response.headers["Content-Security-Policy"], "default-src 'none'; sandbox")
        again = self.client.get(self.address, headers={"if-none-match": response.headers["ETag"]})
        self.assertEqual(again.status_code, 304)

    def test_an_earlier_one_is_not_there_any_more(self):
        self.masthead.logo = picture_file(colour="red")
        self.masthead.save()
        self.assertEqual(self.client.get(self.address).status_code, 404)
        self.assertEqual(self.client.get(self.masthead.logo_in_the_light.address).status_code, 200)

    def test_nothing_else_of_the_folder_is_served(self):
        for name in ("", "a.png", f"{'0' * 32}-1x1.png", "../secret-key", f"{'0' * 32}.png"):
            self.assertEqual(self.client.get(f"/media/logo/{name}").status_code, 404)

    def test_a_lost_file_is_a_404(self):
        self.masthead.logo.storage.delete(self.masthead.logo.name)
        self.assertEqual(self.client.get(self.address).status_code, 404)
