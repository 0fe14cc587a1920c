from django.test import SimpleTestCase

from articles.figures import FIGURE
from articles.markup import plain, sanitise, with_dateline
from articles.printing import blocks, levelled, links, with_plain_links
from articles.tables import with_regions
from tests.test_markup import FIGURE as PICTURE


class BlockTests(SimpleTestCase):
    def assert_blocks(self, *expected):
        self.assertEqual(blocks("".join(expected)), list(expected))
        self.assertEqual(blocks("\n ".join(expected)), list(expected))

    def test_paragraphs_headings_and_rules_are_one_each(self):
        self.assert_blocks("<h2>Head</h2>", "<p>One <em>and</em> a half.</p>", "<hr>", "<p>Two<br>lines.</p>")

    def test_a_nested_list_is_one(self):
        inner = "<ol><li><p>a</p><ul><li>b</li></ul></li></ol>"
        self.assert_blocks(f'<ol start="3"><li><p>one</p>{inner}</li><li>two</li></ol>', "<p>After.</p>")

    def test_a_quotation_with_all_in_it_is_one(self):
        self.assert_blocks(f"<blockquote><p>Said.</p>{PICTURE}<ul><li>a</li></ul></blockquote>", "<p>x</p>")

    def test_a_table_in_its_region_is_one(self):
        table = "<table><tbody><tr><td><p>a</p><table><tbody></tbody></table></td></tr></tbody></table>"
        self.assert_blocks(with_regions(table, 'a "b" > c'), "<p>x</p>")

    def test_pictures_are_one_each(self):
        self.assertTrue(FIGURE.fullmatch(PICTURE))
        self.assert_blocks(PICTURE, PICTURE, "<p>x</p>", PICTURE)

    def test_bare_words_are_one_up_to_the_next_element(self):
        self.assert_blocks("Bare <strong>words</strong>, <br>and more", "<p>x</p>", '<a href="/a/">last</a>')

    def test_breaks_between_blocks_are_none(self):
        self.assertEqual(blocks("<br><p>a</p> <br>\n<em> </em><p>b</p>"), ["<p>a</p>", "<p>b</p>"])

    def test_the_dateline_belongs_to_its_paragraph(self):
        body = with_dateline("<p>It rained.</p><p>Then not.</p>", "HAIFA —")
        self.assertEqual(len(blocks(body)), 2)

    def test_an_angle_in_an_attribute_ends_no_tag(self):
        self.assert_blocks('<p><a title="</p><p>" href="/a/">a</a></p>', "<p>b</p>")

    def test_nothing_is_lost_whatever_is_stored(self):
        for body in [
            "",
            "words alone",
            "</p><p>a</p></div>b<p>c",
            "<li>a</li><td>b</td><figcaption>c</figcaption>",
            "<p>a<table><tr><td>b<p>c</table>d",
            "<em><p>a</p></em><blockquote>b<hr>c",
            "<ul>a<li>b<ol><li>c</ul>d &lt;p&gt; e",
        ]:
            with self.subTest(body=body):
                body = sanitise(body)
                self.assertEqual(plain("\n".join(blocks(body))).split(), plain(body).split())

    def test_deep_and_long_texts_take_no_time(self):
        deep = "<blockquote>" * 500 + "<p>x</p>" + "</blockquote>" * 500
        self.assertEqual(blocks(deep), [deep])
        self.assertEqual(len(blocks("<p>a</p>" * 100_000)), 100_000)


class LevelTests(SimpleTestCase):
    def test_no_level_is_skipped(self):
        first = levelled(
            ["<h3>a</h3>", "<p>b</p>", "<ul><li><h3>c</h3></li></ul>", "<h2>d</h2>", "<h3>e</h3>"]
        )
        self.assertEqual(
            first, ["<h2>a</h2>", "<p>b</p>", "<ul><li><h2>c</h2></li></ul>", "<h2>d</h2>", "<h3>e</h3>"]
        )

    def test_headings_in_order_stay(self):
        texts = ["<p>a</p>", "<blockquote><h2>b</h2><h3>c</h3></blockquote>", "<h3>d</h3>"]
        self.assertEqual(levelled(texts), texts)


class LinkTests(SimpleTestCase):
    def test_notes_are_the_links_to_pages_in_order(self):
        block = (
            '<p><a href="https://a.example/?b=1&amp;c=2">a</a> <a href="mailto:x@a.example">mail</a> '
            '<a title="to > it" href="/news/">ours</a> <a href="#x">here</a> <a href="https://a.example/">a</a></p>'
        )
        self.assertEqual(links(block), ["https://a.example/?b=1&c=2", "/news/", "https://a.example/"])

    def test_links_of_a_caption_go_with_the_picture_and_those_of_a_credit_are_none(self):
        caption = '<a href="https://a.example/">a</a><br>Credit: <a href="https://b.example/">Bo</a>'
        block = PICTURE.replace("</figure>", f"<figcaption>{caption}</figcaption></figure>")
        self.assertEqual(links(block), ["https://a.example/"])
        self.assertEqual(links(block, pictures=False), [])

    def test_a_link_that_holds_elements_is_divided(self):
        for link, expected in [
            ('<a href="/a/">a b</a>', '<a href="/a/">a b</a>'),
            ('<a href="/a/"><em>a</em></a>', '<em><a href="/a/">a</a></em>'),
            (
                '<a href="/a/">a<br><em>b <strong>c</strong></em> </a>',
                '<a class="part" href="/a/">a</a><br><em><a class="part" href="/a/">b </a>'
                '<strong><a href="/a/">c</a></strong></em> ',
            ),
            ('<a title="<b>" href="/a/">a</a> <em>b</em>', '<a title="<b>" href="/a/">a</a> <em>b</em>'),
            ("<abbr>a</abbr><article><p>b</p></article>", "<abbr>a</abbr><article><p>b</p></article>"),
        ]:
            with self.subTest(link=link):
                self.assertEqual(with_plain_links(link), expected)
