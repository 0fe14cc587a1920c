from playwright.sync_api import expect

from articles.models import Article
from articles.publishing import newest_revision, save_revision
from tests.admin.case import make_editor
from tests.factories import make_article, make_author, make_draft

from .case import BrowserCase


class DeskCase(BrowserCase):
    def setUp(self):
        super().setUp()
        make_editor("yael", "harbour-lamp-9")
        self.sign_in("yael", "harbour-lamp-9")

    def body(self):
        return self.page.get_by_role("textbox", name="Body")


class WritingTests(DeskCase):
    def test_an_editor_writes_a_story_publishes_it_and_sees_it_on_the_site(self):
        make_article(tags=["night ferry"])
        make_author("Kate Norman")
        page = self.page
        self.open("/admin/articles/article/add/")
        page.get_by_role("textbox", name="Headline").fill("Bells over the quay")

        self.body().press_sequentially("The bells rang  twice. ")
        self.body().press("Control+b")
        self.body().press_sequentially("Nobody slept.")
        self.body().press("Control+b")
        self.body().press("Enter")
        self.body().press_sequentially("- at one")
        self.body().press("Enter")
        self.body().press_sequentially("at two")

        page.locator("#bylines-group").get_by_role("combobox", name="Author").click()
        page.locator(".select2-dropdown").get_by_label("Search").press_sequentially("Kate")
        page.get_by_role("option", name="Kate Norman").click()
        page.get_by_text("Add another Source").click()
        page.get_by_label("Outlet").first.fill("Bridges for Peace")
        tags = page.get_by_label("Tags")
        tags.press_sequentially("night")
        expect(page.get_by_role("option", name="night ferry")).to_be_visible()
        tags.press("ArrowDown")
        tags.press("Enter")
        tags.press_sequentially("church bells")
        expect(page.get_by_role("option", name="New tag: church bells")).to_be_visible()
        tags.press("Enter")
        page.get_by_role("button", name="Publish now").click()
        expect(page.get_by_text("Published. Readers see this version from now on.")).to_be_visible()
        page.get_by_role("link", name="View on site").click()

        expect(page.get_by_role("heading", level=1)).to_contain_text("Bells over the quay")
        expect(page.locator("strong", has_text="Nobody slept.")).to_be_visible()
        expect(page.get_by_role("listitem").filter(has_text="at two").first).to_be_visible()
        self.assertEqual(self.messages, [])
        article = Article.objects.get(slug="bells-over-the-quay")
        self.assertEqual(sorted(tag.name for tag in article.tags.all()), ["church bells", "night ferry"])
        self.assertEqual(article.bylines.get().author.name, "Kate Norman")
        self.assertEqual(article.sources.get().outlet, "Bridges for Peace")
        self.assertIn("<strong>Nobody slept.</strong>", article.body)
        self.assertIn("<li><p>at one</p></li>", article.body)
        self.assertNotIn("\xa0", article.body)
        self.assertNotIn("&nbsp;", article.body)

    def test_what_was_stored_comes_back_as_it_was(self):
        body = (
            '<h2>Lamps</h2><p>One <em>two</em> <a href="https://example.org/">three</a>.</p>'
            "<table><tbody><tr><th><p>Lamp</p></th><td><p>Lit</p></td></tr></tbody></table><blockquote><p>Four.</p></blockquote>"
            '<blockquote class="pullquote"><p>Five.</p><p>Six</p></blockquote>'
        )
        draft = make_draft(body=body)
        self.open(f"/admin/articles/article/{draft.pk}/change/")
        expect(self.body()).to_be_visible()
        self.page.get_by_role("textbox", name="Headline").fill("Lamps")
        self.page.get_by_role("button", name="Save", exact=True).click()
        content = newest_revision(draft).content
        self.assertEqual((content["headline"], content["body"]), ("Lamps", body))
        self.assertEqual(self.messages, [])

    def test_the_body_can_be_found_by_name_and_is_spell_checked(self):
        self.open("/admin/articles/article/add/")
        expect(self.body()).to_have_attribute("spellcheck", "true")
        self.page.get_by_text("Body:", exact=True).click()
        expect(self.body()).to_be_focused()

    def test_a_quotation_is_made_a_pull_quote_and_plain_again(self):
        draft = make_draft(body="<blockquote><p>Nobody slept.</p></blockquote>")
        for choice, opening in (
            ("pull quote", '<blockquote class="pullquote">'),
            ("default", "<blockquote>"),
        ):
            self.open(f"/admin/articles/article/{draft.pk}/change/")
            self.body().get_by_text("Nobody slept.").click()
            self.page.locator(".prose-menubar__dropdown").last.click()
            self.page.get_by_role("button", name=f"Quotation: {choice}").click()
            self.page.get_by_role("button", name="Save", exact=True).click()
            body = newest_revision(draft).content["body"]
            self.assertEqual(body, f"{opening}<p>Nobody slept.</p></blockquote>")
        self.assertEqual(self.messages, [])

    def test_links_and_tables_are_made_in_dialogs(self):
        draft = make_draft(body="<p>Lamps</p>")
        self.open(f"/admin/articles/article/{draft.pk}/change/")
        self.body().press("Control+a")
        self.page.get_by_role("button", name="insert link").click()
        self.page.get_by_role("dialog").get_by_label("URL").fill("example.org/lamps")
        self.page.get_by_role("button", name="Update").click()
        self.body().press("End")
        self.page.get_by_role("button", name="Insert table").click()
        self.page.get_by_role("button", name="Insert Table", exact=True).click()
        self.page.get_by_role("button", name="Save", exact=True).click()
        body = newest_revision(draft).content["body"]
        self.assertIn('<a href="https://example.org/lamps"', body)
        self.assertIn("<table>", body)
        self.assertEqual(self.messages, [])


class LiveStoryTests(DeskCase):
    def public(self, article):
        return self.page.request.get(self.live_server_url + article.get_absolute_url()).body()

    def test_readers_see_the_same_bytes_until_the_change_is_published(self):
        article = make_article(headline="Fog over the quay", authors=["Ann"], tags=["sea"])
        before = self.public(article)
        page = self.page
        self.open(f"/admin/articles/article/{article.pk}/change/")
        for number in (1, 2, 3):
            page.get_by_role("textbox", name="Headline").fill(f"Fog lifts {number}")
            self.body().press("Control+a")
            self.body().press_sequentially(f"Ferry {number} left.")
            page.get_by_role("button", name="Save and continue editing").click()
            expect(page.get_by_text("Saved. Readers still see the version")).to_be_visible()
            self.assertEqual(self.public(article), before)
        self.assertEqual(article.revisions.count(), 4)
        page.get_by_role("button", name="Publish now").click()
        expect(page.get_by_text("Published. Readers see this version from now on.")).to_be_visible()
        self.assertIn(b"Fog lifts 3", self.public(article))
        self.assertEqual(article.revisions.count(), 4)
        self.assertEqual(self.messages, [])

    def test_a_form_that_a_colleague_overtook_comes_back_with_what_was_typed(self):
        draft = make_draft(headline="Fog over the harbour")
        page = self.page
        self.open(f"/admin/articles/article/{draft.pk}/change/")
        newest = newest_revision(draft)
        save_revision(draft, newest.content | {"headline": "Fog over the quay"})
        page.get_by_role("textbox", name="Kicker").fill("Report:")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_role("heading", name="saved this story while you were writing")).to_be_visible()
        expect(page.locator("ins", has_text="quay").first).to_be_visible()
        expect(page.get_by_role("textbox", name="Kicker")).to_have_value("Report:")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("Saved. Nothing is public yet.")).to_be_visible()
        content = newest_revision(draft).content
        self.assertEqual((content["kicker"], content["headline"]), ("Report:", "Fog over the harbour"))


class TagsTests(DeskCase):
    def test_tags_are_typed_with_commas_taken_out_and_kept(self):
        article = make_article(tags=["sea", "Washington, D.C."])
        self.open(f"/admin/articles/article/{article.pk}/change/")
        search = self.page.get_by_label("Tags")
        search.press_sequentially("fog horn,")
        expect(self.page.locator("#id_tags")).to_have_value('"Washington, D.C.", sea, fog horn')
        chosen = self.page.locator(".select2-selection__choice", has_text="sea")
        chosen.locator(".select2-selection__choice__remove").click()
        search.press("Escape")  # The suggestions are open, and hold the page where it is.
        self.page.get_by_role("button", name="Publish now").click()
        expect(self.page.get_by_text("Published. Readers see this version")).to_be_visible()
        names = sorted(tag.name for tag in article.tags.all())
        self.assertEqual(names, ["Washington, D.C.", "fog horn"])
        self.assertEqual(self.messages, [])


class PhoneTests(DeskCase):
    viewport = {"width": 375, "height": 700}

    def test_no_page_of_the_desk_scrolls_sideways(self):
        article = make_article(
            headline="A headline of many words " * 9, authors=["Ann"], sources=["Quay News"]
        )
        for path in (
            "",
            "articles/article/",
            f"articles/article/{article.pk}/change/",
            f"articles/article/{article.pk}/history/",
            "articles/photo/add/",
        ):
            with self.subTest(path=path):
                self.open(f"/admin/{path}")
                width = self.page.evaluate("document.documentElement.scrollWidth")
                self.assertLessEqual(width, 375)
