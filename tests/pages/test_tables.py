import html

from django.test import TestCase

from tests.factories import make_article

TABLE = "<table><tbody><tr><th><p>Hour</p></th></tr><tr><td><p>7</p></td></tr></tbody></table>"


class TableTests(TestCase):
    def test_a_story_shows_its_table_in_a_region_on_screen_and_on_paper(self):
        story = make_article(body=f"<p>Below.</p>{TABLE}")
        self.assertEqual(story.body, f"<p>Below.</p>{TABLE}")
        for path in ("", "print/"):
            page = self.client.get(story.get_absolute_url() + path)
            self.assertContains(
                page, '<div class="table" role="region" tabindex="0" aria-label="Table"><table><thead>'
            )

    def test_a_feed_has_it_as_it_was_written(self):
        make_article(body=f"<p>Below.</p>{TABLE}")
        feed = self.client.get("/feed/")
        self.assertContains(feed, html.escape(f"<p>Below.</p>{TABLE}", quote=False))
