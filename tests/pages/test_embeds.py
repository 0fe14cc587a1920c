from django.test import TestCase, override_settings

from tests.factories import make_article

BODY = '<p>One.</p><p><a href="https://youtu.be/dQw4w9WgXcQ">A night on the last boat</a></p>'


class EmbedTests(TestCase):
    def setUp(self):
        self.article = make_article(body=BODY)

    def page(self, below=""):
        return self.client.get(self.article.get_absolute_url() + below)

    def test_a_film_is_a_card_with_a_link_and_a_button_and_no_frame(self):
        page = self.page()
        self.assertContains(page, '<a href="https://youtu.be/dQw4w9WgXcQ">A night on the last boat</a>')
        self.assertContains(page, "Load from youtube.com")
        self.assertContains(page, 'data-frame="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"')
        self.assertNotContains(page, "<iframe")

    def test_in_print_and_in_feeds_it_is_a_link(self):
        for page in (self.page("print/"), self.client.get("/feed/")):
            self.assertContains(page, "https://youtu.be/dQw4w9WgXcQ")
            self.assertContains(page, "A night on the last boat")
            self.assertNotContains(page, "Load from")

    def test_the_body_is_stored_as_it_was_typed(self):
        self.article.refresh_from_db()
        self.assertEqual(self.article.body, BODY)

    def test_pages_may_frame_the_sites_of_the_setting_alone(self):
        policy = self.page().headers["Content-Security-Policy"]
        self.assertIn("frame-src https://www.youtube-nocookie.com https://player.vimeo.com;", policy)

    @override_settings(NEWSROOM_EMBEDS=[])
    def test_where_no_site_is_chosen_a_link_stays_a_link_and_nothing_is_framed(self):
        page = self.page()
        self.assertContains(page, BODY)
        self.assertNotContains(page, "Load from")
        self.assertIn("frame-src 'none';", page.headers["Content-Security-Policy"])

    def test_what_a_link_says_is_escaped(self):
        self.article.body = BODY.replace("A night", "&lt;script&gt;alert(1)&lt;/script&gt;")
        self.article.save()
        self.assertNotContains(self.page(), "<script>alert")

    def test_a_dateline_stands_before_a_film_that_opens_the_text(self):
        self.article.body, self.article.dateline_place = BODY.removeprefix("<p>One.</p>"), "Haifa"
        self.article.save()
        page = self.page().content.decode()
        self.assertLess(page.index("HAIFA —"), page.index("Load from"))
