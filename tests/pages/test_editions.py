"""Editions as readers get them: the list, a page, on paper, the PDF, feeds; and those that readers make themselves."""

import json
from datetime import date, timedelta
from pathlib import Path

from django.core.files.storage import default_storage as storage
from django.test import TestCase, override_settings
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Correction, Edition, Masthead
from articles.models.edition_file import contents, keep, path_of
from tests.factories import make_article, make_draft, make_edition, make_live, make_photo, picture_file
from tests.pages.test_structure import Elements
from tests.publishing.test_pictures import text_with

HOUR = timedelta(hours=1)


def text_of(response):
    return response.content.decode()


class ListTests(TestCase):
    def test_lists_the_newest_first_with_the_number_of_stories(self):
        story = make_article()
        make_edition(story, title="Old", date=date(2022, 1, 2), introduction="Before the frost.")
        make_edition(story, make_article(), title="New", date=date(2022, 1, 9))
        page = self.client.get("/editions/")
        self.assertEqual([edition.title for edition in page.context["page"]], ["New", "Old"])
        self.assertContains(page, "Before the frost.")
        self.assertContains(page, "2 stories")

    def test_says_that_there_is_none(self):
        make_edition(make_article(), published_at=None)
        self.assertContains(self.client.get("/editions/"), "There is no edition yet.")

    def test_has_numbered_pages(self):
        story = make_article()
        for _ in range(21):
            make_edition(story)
        self.assertContains(self.client.get("/editions/?page=2"), "Editions, page 2 – ")
        self.assertEqual(self.client.get("/editions/?page=3").status_code, 404)

    def test_other_pages_lead_there_once_there_is_one(self):
        Masthead.objects.create()
        edition = make_edition(make_article(), published_at=timezone.now() + HOUR)
        self.assertNotContains(self.client.get("/news/"), 'href="/editions/"')
        Edition.objects.filter(pk=edition.pk).update(published_at=timezone.now() - HOUR)
        self.assertContains(self.client.get("/news/"), 'href="/editions/"')

    def test_the_sitemap_has_them(self):
        self.assertNotContains(self.client.get("/sitemap.xml"), "/editions/")
        make_edition(make_article(), slug="week")
        self.assertContains(self.client.get("/sitemap.xml"), "/editions/</loc>")
        self.assertContains(self.client.get("/sitemap.xml"), "/editions/week/</loc>")


class FeedTests(TestCase):
    def setUp(self):
        story = make_article(headline="Fog", slug="fog")
        make_edition(story, make_draft(headline="Secret"), title="The week", introduction="Before the frost.")

    def test_has_introduction_and_headlines_in_three_formats(self):
        for address in ("/editions/feed/", "/editions/feed/atom/", "/editions/feed/json/"):
            with self.subTest(address=address):
                feed = text_of(self.client.get(address))
                for words in ("The week", "Before the frost.", "/news/fog/", "Fog"):
                    self.assertIn(words, feed)
                self.assertNotIn("Secret", feed)

    def test_keeps_its_id_when_the_slug_changes(self):
        def ids():
            feed = json.loads(self.client.get("/editions/feed/json/").content)
            return [item["id"] for item in feed["items"]]

        before = ids()
        edition = Edition.objects.get()
        edition.slug = "elsewhere"
        edition.save()
        self.assertEqual(ids(), before)


class PageTests(TestCase):
    def test_shows_its_stories_in_order_with_what_it_says_of_itself(self):
        one, two = make_article(headline="One"), make_article(headline="Two")
        edition = make_edition(two, one, title="The week", introduction="Before the frost.")
        page = self.client.get(edition.get_absolute_url())
        self.assertEqual(page.context["stories"], [two, one])
        for words in ("The week", "January 12, 2022", "Before the frost.", "2 stories"):
            self.assertContains(page, words)

    def test_what_is_not_published_is_not_there(self):
        story = make_article()
        for published_at in (None, timezone.now() + HOUR):
            edition = make_edition(story, published_at=published_at)
            for name in ("edition", "edition_print", "edition_pdf"):
                with self.subTest(published_at=published_at, name=name):
                    address = reverse(f"articles:{name}", args=[edition.slug])
                    self.assertEqual(self.client.get(address).status_code, 404)

    def test_one_whose_stories_are_all_gone_says_so(self):
        edition = make_edition(make_article(status="withdrawn"), title="The week")
        for name in ("edition", "edition_print"):
            page = self.client.get(reverse(f"articles:{name}", args=[edition.slug]))
            self.assertContains(page, "This edition has ended", status_code=410)

    def test_offers_the_print_page_where_there_is_no_pdf(self):
        edition = make_edition(make_article())
        self.assertContains(self.client.get(edition.get_absolute_url()), "Print / save as PDF")


class PaperTests(TestCase):
    def paper(self, *stories, **fields):
        edition = make_edition(*stories, **fields)
        return self.client.get(reverse("articles:edition_print", args=[edition.slug]))

    def test_has_cover_contents_and_whole_stories(self):
        Masthead.objects.create(name="The Paper")
        one, two = make_article(headline="One", body="First words."), make_article(headline="Two")
        page = self.paper(two, one, title="The week", introduction="Before the frost.")
        text = text_of(page)
        for words in ("The Paper", "The week", "January 12, 2022", "Before the frost.", "First words."):
            self.assertIn(words, text)
        self.assertLess(text.index(f'href="#story-{two.pk}"'), text.index(f'href="#story-{one.pk}"'))
        self.assertLess(text.index(f'id="story-{two.pk}"'), text.index(f'id="story-{one.pk}"'))

    def test_has_corrections_sources_and_addresses(self):
        story = make_article(slug="fog", sources=["Harbour Radio"])
        Correction.objects.create(article=story, text="Not 394 but 349.")
        page = self.paper(story)
        for words in ("Not 394 but 349.", "Harbour Radio", "/news/fog/"):
            self.assertContains(page, words)

    def test_credits_each_picture_that_is_shown_once(self):
        shown = make_photo(caption="The ferry", credit="Mira Solan", file=picture_file((400, 300)))
        missing = make_photo(caption="The quay", credit="Nobody")
        story = make_article(photo=shown, body=text_with(shown) + text_with(missing))
        credits_ = text_of(self.paper(story, make_article(photo=shown))).partition('id="credits"')[2]
        self.assertEqual(credits_.count("Mira Solan"), 1)
        self.assertNotIn("Nobody", credits_)

    def test_leaves_out_what_readers_may_not_see(self):
        page = self.paper(make_article(headline="There"), make_draft(headline="Secret"))
        self.assertContains(page, "There")
        self.assertNotContains(page, "Secret")

    def test_is_set_as_the_address_says(self):
        story = make_article(photo=make_photo(credit="Mira Solan", file=picture_file((400, 300))))
        make_edition(story, slug="week")
        page = self.client.get("/editions/week/print/?size=letter&text=l&images=no&omit=1")
        self.assertContains(page, "sheet--letter sheet--l")
        self.assertContains(page, "print-letter.css")
        self.assertContains(page, "The council met")
        self.assertNotContains(page, "Mira Solan")
        own = self.client.get(f"/editions/own/?story={story.pk}&text=s")
        self.assertContains(own, f'<input type="hidden" name="story" value="{story.pk}">', count=3)

    def test_is_not_indexed_and_names_the_page_that_is(self):
        page = self.paper(make_article(), slug="week")
        self.assertContains(page, '<meta name="robots" content="noindex">')
        self.assertContains(page, '/editions/week/">')

    def test_ids_are_unique_and_each_story_has_a_heading(self):
        photo = make_photo(file=picture_file((400, 300)))
        page = Elements(text_of(self.paper(*(make_article(photo=photo) for _ in range(3)))))
        ids = page.having("id")
        self.assertEqual(len(ids), len(set(ids)))
        self.assertEqual(len(page.named("h1")), 4)


class PdfTests(TestCase):
    def setUp(self):
        self.photo = make_photo(file=picture_file((400, 300)))
        self.story = make_live(photo=self.photo)
        self.edition = make_edition(self.story, slug="week")
        keep(self.edition, b"%PDF-1.7", 24, contents(self.edition, [self.story], [self.photo]))

    def test_is_served_with_a_name_and_checked_before_each_use(self):
        response = self.client.get("/editions/week.pdf")
        self.assertEqual(b"".join(response), b"%PDF-1.7")
        self.assertEqual(response.headers["Content-Type"], "application/pdf")
        self.assertEqual(response.headers["Content-Disposition"], 'inline; filename="week.pdf"')
        self.assertEqual(response.headers["Cache-Control"], "public, no-cache")
        again = self.client.get("/editions/week.pdf", headers={"if-none-match": response.headers["ETag"]})
        self.assertEqual(again.status_code, 304)

    def test_the_page_says_how_long_it_is(self):
        page = self.client.get("/editions/week/")
        self.assertContains(
            page, '<a href="/editions/week.pdf" type="application/pdf">PDF</a> (24 pages, 8\xa0bytes)'
        )

    def test_leads_to_the_page_as_soon_as_something_in_it_is_not_live(self):
        make_edition(self.story)
        Article.objects.update(status="withdrawn")
        self.assertRedirects(
            self.client.get("/editions/week.pdf"),
            "/editions/week/",
            status_code=303,
            target_status_code=410,
        )

    def test_leads_to_the_page_where_there_is_none_or_its_file_is_gone(self):
        Path(storage.path(path_of(Edition.objects.get()))).unlink()
        self.assertRedirects(self.client.get("/editions/week.pdf"), "/editions/week/", status_code=303)
        Edition.objects.update(pdf="")
        self.assertRedirects(self.client.get("/editions/week.pdf"), "/editions/week/", status_code=303)

    def test_is_not_to_be_had_past_its_view(self):
        path = path_of(Edition.objects.get())
        Edition.objects.update(published_at=None)
        for address in (f"/media/{path}", f"/{path}", "/editions/week.pdf"):
            self.assertEqual(self.client.get(address).status_code, 404)


class OwnTests(TestCase):
    def setUp(self):
        self.one, self.two, self.three = (make_article(headline=name) for name in ("One", "Two", "Three"))

    def own(self, *stories, **query):
        return self.client.get(
            "/editions/own/", {"story": [getattr(each, "pk", each) for each in stories]} | query
        )

    def order(self, response):
        return [story.article.headline for story in response.context["paper"].stories]

    def test_stories_stand_in_the_order_that_was_chosen(self):
        self.assertEqual(self.order(self.own(self.three, self.one, self.two)), ["Three", "One", "Two"])

    def test_what_cannot_be_read_is_passed_over_without_a_word_of_why(self):
        draft = make_draft(headline="Secret")
        page = self.own(self.one, draft, 999, "x", "-1", "9" * 30)
        self.assertEqual(self.order(page), ["One"])
        self.assertContains(page, "5 of the chosen stories cannot be read here, and were left out.")
        self.assertNotContains(page, "Secret")
        self.assertNotContains(page, f"story={draft.pk}")

    def test_twenty_stories_are_taken(self):
        page = self.own(*[make_article() for _ in range(21)])
        self.assertEqual(len(self.order(page)), 20)
        self.assertContains(page, "Only the first 20 stories are taken.")

    def test_a_title_can_be_typed(self):
        page = self.own(self.one, title="<b>Boats</b> &\u202e")
        self.assertContains(page, "&lt;b&gt;Boats&lt;/b&gt; &amp;</bdi></h1>")
        page = self.own(self.one, title="x" * 200)
        self.assertEqual(page.context["own"].title, "x" * 120)

    def test_stories_are_moved_and_left_out_by_links(self):
        page = self.own(self.one, self.two, self.three, title="Boats")
        rows = page.context["rows"]
        self.assertEqual([bool(row["up"]) for row in rows], [False, True, True])
        self.assertEqual([bool(row["down"]) for row in rows], [True, True, False])
        self.assertEqual(self.order(self.client.get(rows[0]["down"])), ["Two", "One", "Three"])
        self.assertEqual(self.order(self.client.get(rows[2]["up"])), ["One", "Three", "Two"])
        without = self.client.get(rows[1]["without"])
        self.assertEqual((self.order(without), without.context["own"].title), (["One", "Three"], "Boats"))

    def test_nothing_chosen_says_what_to_do(self):
        page = self.client.get("/editions/own/?story=&story=x")
        self.assertContains(page, "No story is chosen yet.")
        self.assertContains(page, 'action="/search/"')

    def test_is_not_indexed(self):
        page = self.own(self.one, "x")
        self.assertContains(page, '<meta name="robots" content="noindex">')
        self.assertContains(
            page, f'<link rel="canonical" href="http://127.0.0.1:8000/editions/own/?story={self.one.pk}">'
        )


class ChoosingTests(TestCase):
    """The choice goes with the search, and the search with the choice."""

    def setUp(self):
        self.fog = make_article(headline="Fog", body="The ferry waits.")
        self.bells = make_article(headline="Bells", body="Nothing waits.")

    def test_each_result_can_be_ticked(self):
        page = self.client.get("/search/?q=waits")
        self.assertContains(page, f'name="story" value="{self.fog.pk}" form="own">')
        self.assertContains(page, '<span class="unseen">: Fog</span>')

    def test_what_was_chosen_is_kept(self):
        page = self.client.get(
            "/search/", {"q": "ferry", "story": [self.fog.pk, self.bells.pk], "title": "Boats"}
        )
        self.assertContains(page, "2 stories chosen")
        self.assertContains(page, f'value="{self.fog.pk}" form="own" checked>')
        hidden = f'<input type="hidden" form="own" name="story" value="{self.bells.pk}">'
        self.assertContains(page, hidden, html=True, count=1)
        for name, value in (("story", self.fog.pk), ("story", self.bells.pk), ("title", "Boats")):
            field = f'<input type="hidden" form="page-search" name="{name}" value="{value}">'
            self.assertContains(page, field, html=True)

    def test_filters_keep_it_and_the_feed_does_not(self):
        asked = self.client.get("/search/", {"q": "ferry", "story": self.bells.pk}).context["asked"]
        self.assertEqual(asked.near(kind="news"), f"?q=ferry&kind=news&story={self.bells.pk}")
        self.assertEqual(asked.followed, "?q=ferry")

    def test_nothing_found_offers_no_choice(self):
        self.assertNotContains(self.client.get("/search/?q=zyzzyva"), 'id="own"')


@override_settings(LANGUAGE_CODE="he")
class HebrewTests(TestCase):
    def test_pages_run_from_right_to_left(self):
        edition = make_edition(make_article(language="he"), slug="week")
        for address in ("/editions/", "/editions/week/", "/editions/week/print/", "/editions/own/"):
            self.assertContains(self.client.get(address), '<html lang="he" dir="rtl"')
        self.assertContains(self.client.get("/editions/week/print/"), edition.title)
