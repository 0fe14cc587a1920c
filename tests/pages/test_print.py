from django.test import TestCase, override_settings

from articles.furniture import Furniture
from articles.models import Article, GivingLink
from articles.printing import Options
from articles.sheets import story_sheet
from tests.factories import make_article, make_category, make_live, make_photo, picture_file
from tests.pages.test_story import Words
from tests.printing.case import WithPdfs
from tests.publishing.test_pictures import text_with

BODY = "<p>One.</p><h2>Two</h2><ul><li><p>Three</p><ul><li><p>four</p></li></ul></li></ul><p>Five.</p>"
LINKS = '<p><a href="https://a.example/">a</a></p><p><a href="https://b.example/"><em>b</em> c</a></p>'


class PrintCase(TestCase):
    def page(self, query="", **fields):
        """Return the print page of a story with these fields, or of the last one."""
        if fields:
            self.story = make_article(**{"slug": "ferry"} | fields)
        return self.client.get(f"/news/{self.story.slug}/print/{query}").content.decode()

    def words(self, query="", **fields):
        return str(Words(self.page(query, **fields)))

    def sheet(self, options=None, **fields):
        """Return what the engine of PDFs is given."""
        make_live(**{"slug": "ferry"} | fields)
        story = Article.objects.get(slug="ferry")
        return story_sheet(Furniture(), story, options or Options(size="a4")).html


class OptionTests(PrintCase):
    def test_paper_is_a_style_sheet(self):
        self.assertIn("css/print-a4", self.page(headline="Ferry"))
        page = self.page("?size=letter")
        self.assertIn("css/print-letter", page)
        self.assertNotIn("css/print-a4", page)
        with override_settings(NEWSROOM_PAPER="letter"):
            self.assertIn("css/print-letter", self.page())

    def test_text_has_three_sizes(self):
        for query, size in (("", "m"), ("?text=s", "s"), ("?text=l", "l")):
            self.assertIn(f"sheet--{size}", self.page(query, **{} if query else {"headline": "Ferry"}))

    def test_pictures_go_with_their_credits_and_licences(self):
        photo = make_photo(file=picture_file(), credit="Ann Oh")
        page = self.page(photo=photo, body=text_with(photo))
        self.assertEqual((page.count("<img"), page.count("<figure")), (2, 2))
        page = self.page("?images=no")
        for left_out in ("<img", "<figure", "Ann Oh", "CC BY 4.0", "Photo License"):
            self.assertNotIn(left_out, page)
        self.assertIn("Posted on", page)

    def test_links_are_notes_or_nothing(self):
        page = self.page(body=LINKS)
        self.assertIn("paper--linked", page)
        self.assertIn(">https://b.example/</bdi></li>", page)
        page = self.page("?links=none")
        self.assertNotIn("paper--linked", page)
        self.assertNotIn(">https://b.example/</bdi>", page)

    def test_an_unknown_value_is_told_and_passed_over(self):
        words = self.words("?size=a5&text=m&omit=2,x", headline="Ferry", body=BODY)
        self.assertIn("“size=a5” was passed over. It can be: a4, letter.", words)
        self.assertIn("“omit=x” was passed over. It can be the numbers of paragraphs, such as 2,5.", words)
        self.assertEqual(words.count("Paragraph left out"), 1)

    def test_what_is_typed_into_the_address_cannot_be_markup(self):
        page = self.page("?size=<script>alert(1)</script>&omit=" + "x," * 900, headline="Ferry")
        self.assertIn("“size=&lt;script&gt;", page)
        self.assertEqual(page.count("was passed over"), 5)


class BlockTests(PrintCase):
    def test_each_block_has_a_link_that_leaves_it_out(self):
        page = self.page(body=BODY)
        self.assertEqual(page.count(">Leave out</a>"), 4)
        self.assertIn('href="/news/ferry/print/?omit=3#block-3"', page)

    def test_what_is_left_out_can_be_put_back(self):
        page = self.page("?text=l&omit=1,3", body=BODY)
        self.assertNotIn("<p>One.", page)
        self.assertNotIn("<p>four", page)
        self.assertIn("<p>Five.", page)
        self.assertIn('href="/news/ferry/print/?text=l&amp;omit=3#block-1"', page)
        self.assertIn('<input type="hidden" name="omit" value="1,3">', page)

    def test_numbers_beyond_the_text_do_nothing(self):
        page = self.page("?omit=99", body=BODY)
        self.assertEqual(page.count(">Leave out</a>"), 4)
        self.assertNotIn("Paragraph left out", page)

    def test_numbers_stay_when_pictures_go(self):
        photo = make_photo(file=picture_file())
        self.page(body=f"{text_with(photo)}<p>Last.</p>")
        last = [self.page(query).split(">Last.<")[1].split('id="')[1][:9] for query in ("", "?images=no")]
        self.assertEqual(last[0], last[1])

    def test_links_of_what_is_left_out_are_no_notes(self):
        page = self.page("?omit=1", body=LINKS)
        self.assertNotIn("https://a.example/", page)
        self.assertIn(">https://b.example/</bdi></li>", page)


class WayBackTests(PrintCase):
    def test_has_the_address_the_short_one_and_its_code(self):
        page = self.page(headline="Ferry")
        short = f"http://127.0.0.1:8000/n/{self.story.pk}/"
        self.assertIn(f"<title>QR code of {short}</title>", page)
        self.assertIn(f">{short}</bdi>", page)
        self.assertIn(">http://127.0.0.1:8000/news/ferry/</bdi>", page)

    def test_giving_links_have_their_addresses(self):
        GivingLink.objects.create(label="Card", url="https://give.example/card")
        self.assertIn("Give Card: https://give.example/card", self.words(headline="Ferry"))

    def test_the_address_is_written_as_people_read_it(self):
        self.assertIn("http://127.0.0.1:8000/news/מעבורת/", self.words(slug="מעבורת", headline="מעבורת"))


class ButtonTests(PrintCase):
    def test_a_newsroom_without_pdfs_says_what_the_browser_can_do(self):
        for page in (self.page(headline="Ferry"), self.client.get("/news/ferry/").content.decode()):
            self.assertIn("Print / save as PDF", page)
            self.assertNotIn(".pdf", page)

    def test_one_form_and_a_button_do_it_without_a_script(self):
        page = self.page("?images=no&size=letter", headline="Ferry")
        self.assertIn('<form class="bar__form" action="/news/ferry/print/">', page)
        for chosen in ('"no" selected', '"letter" selected', '"m" selected', '"notes" selected'):
            self.assertIn(chosen, page)


class PdfButtonTests(WithPdfs, PrintCase):
    def test_a_newsroom_with_pdfs_leads_to_them(self):
        self.assertIn('href="/news/ferry.pdf"', self.page(headline="Ferry"))
        self.assertIn('href="/news/ferry.pdf"', self.client.get("/news/ferry/").content.decode())

    def test_where_a_block_is_left_out_there_is_no_pdf(self):
        self.assertIn('href="/news/ferry.pdf?text=l"', self.page("?text=l", body=BODY))
        self.assertNotIn(".pdf", self.page("?text=l&omit=1"))


class SheetTests(PrintCase):
    def test_has_no_bar_no_script_and_nothing_to_press(self):
        sheet = self.sheet(body=BODY, category=make_category())
        for word in ("<nav", "<script", "<form", "<button", "Leave out", "preview", "icon"):
            self.assertNotIn(word, sheet)
        self.assertIn("css/pdf", sheet)

    def test_every_picture_has_words(self):
        photo = make_photo(file=picture_file(), alt_text="", is_decorative=True, caption="Q & A")
        bare = make_photo(file=picture_file(), alt_text="", is_decorative=True, caption="")
        sheet = self.sheet(photo=photo, body=text_with(photo) + text_with(bare))
        self.assertNotIn('alt=""', sheet)
        self.assertEqual(sheet.count('alt="Q &amp; A"'), 2)
        self.assertIn('alt="Picture"', sheet)

    def test_no_link_holds_an_element(self):
        sheet = self.sheet(body=LINKS, authors=["Ann"])
        self.assertIn('<em><a class="part" href="https://b.example/">b</a></em>', sheet)
        self.assertIn('<a href="https://b.example/"> c</a>', sheet)
        self.assertNotRegex(sheet, r"<a [^>]*><")

    def test_no_level_of_headings_is_skipped(self):
        sheet = self.sheet(body="<h3>First</h3><p>a</p>")
        self.assertIn("<h2>First</h2>", sheet)

    def test_names_its_authors_and_what_it_is_about(self):
        sheet = self.sheet(authors=["Ann", "Bo"], standfirst="It stays.")
        self.assertIn('<meta name="author" content="Ann and Bo">', sheet)
        self.assertIn('<meta name="description" content="It stays.">', sheet)
