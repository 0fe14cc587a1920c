from django.test import SimpleTestCase

from articles.markup import paragraph, plain, sanitise, with_dateline

UID = "0" * 32
FIGURE = f'<figure><img src="/media/pictures/{UID}/" alt="" data-file="{UID}"></figure>'


class SanitiseTests(SimpleTestCase):
    def test_keeps_what_editors_can_type(self):
        for body in [
            "<p>Plain, <strong>bold</strong> and <em>italic</em>.</p>",
            '<h2>Head</h2><ul><li><p>one</p></li></ul><ol start="3"><li><p>three</p></li></ol>',
            "<blockquote><p>Said.</p></blockquote><hr>",
            '<blockquote class="pullquote"><p>Said.</p><p>Who</p></blockquote>',
            '<p><a href="https://news.example/a?b=1&amp;c=2">link</a></p>',
            '<p><a href="mailto:desk@news.example">mail</a> <a href="/news/a/">story</a></p>',
            '<table><tbody><tr><th colspan="2">a</th></tr></tbody></table>',
            "<p>שלום “quoted” &amp; &lt;angled&gt;</p>",
        ]:
            with self.subTest(body=body):
                self.assertEqual(sanitise(body), body)

    def test_takes_out_what_is_active(self):
        for body in [
            "<script>alert(1)</script>",
            "<p onclick=alert(1)>a</p>",
            '<p style="position:fixed">a</p>',
            '<a href="javascript:alert(1)">a</a>',
            '<a href=" java\tscript:alert(1)">a</a>',
            '<a href="data:text/html,<script>">a</a>',
            '<a href="//evil.example">a</a>',
            '<a href="/\\evil.example">a</a>',
            '<a href="/&Tab;/evil.example">a</a>',
            '<a href="/&NewLine;/evil.example">a</a>',
            '<a href="https:///evil.example">a</a>',
            '<a href="report.evil">a</a>',
            "<img src=x onerror=alert(1)>",
            "<svg><script>alert(1)</script></svg>",
            "<iframe src=https://evil.example></iframe>",
            '<p id="a" class="b" data-x="c">a</p>',
            '<blockquote class="evil"><p class="pullquote">a</p></blockquote>',
            '<math><mi//xlink:href="data:x,<script>alert(4)</script>">',
        ]:
            with self.subTest(body=body):
                clean = sanitise(body)
                for active in (
                    "script",
                    "onclick",
                    "onerror",
                    "style",
                    "evil",
                    "<img",
                    "<svg",
                    "id=",
                    "class=",
                ):
                    self.assertNotIn(active, clean)

    def test_any_text_is_valid_input(self):
        for body in [
            "",
            "<",
            "<p",
            "</p></div>",
            "&",
            "\x00",
            "\ud800",
            "<p>" * 2000,
            "]]>",
            "<!--",
            "plain",
        ]:
            with self.subTest(body=body[:20]):
                self.assertEqual(sanitise(sanitise(body)), sanitise(body))

    def test_a_link_typed_without_its_scheme_leads_to_https(self):
        self.assertEqual(sanitise('<a href="news.example/a">a</a>'), '<a href="https://news.example/a">a</a>')
        self.assertEqual(sanitise('<a href="news">a</a>'), "<a>a</a>")

    def test_bold_and_italic_of_older_pages_stay(self):
        self.assertEqual(sanitise("<p><B>a</B> <i class=x>b</i></p>"), "<p><strong>a</strong> <em>b</em></p>")
        self.assertEqual(sanitise("<p>a<br>b</p>"), "<p>a<br>b</p>")

    def test_blocks_of_older_pages_stay_apart(self):
        self.assertEqual(sanitise("<div>One.</div><div>Two.</div>"), "<p>One.</p><p>Two.</p>")
        self.assertEqual(sanitise('<h1>A</h1><p title="x" lang="de">b</p>'), "<h2>A</h2><p>b</p>")

    def test_entities_hide_nothing(self):
        self.assertEqual(sanitise("<p>a&#1;b&#8238;c</p>"), "<p>abc</p>")

    def test_empty_paragraphs_go(self):
        self.assertEqual(sanitise("<p>a</p><p></p><p>&nbsp;</p><p><br></p>"), "<p>a</p>")


class PlainTests(SimpleTestCase):
    def test_reads_one_line_for_each_block(self):
        body = "<h2>Head</h2><p>One &amp; <em>two</em></p><ul><li><p>three</p></li></ul>"
        self.assertEqual(plain(body), "Head\nOne & two\nthree")

    def test_an_attribute_is_not_read(self):
        body = sanitise('<p>a <a href="https://x.example/?a=1&b=2" title="b > c">d</a>e<br>f</p>')
        self.assertEqual(plain(body), "a de\nf")

    def test_gives_back_the_words_of_a_paragraph(self):
        words = "“Sword of Quds (Jerusalem)” <in> Arabic & more—1.2 mi."
        self.assertEqual(plain(sanitise(paragraph(words))), words)


class DatelineTests(SimpleTestCase):
    def test_opens_the_first_paragraph(self):
        self.assertEqual(
            with_dateline("<p>It rained.</p>", "JERUSALEM —"),
            '<p><span class="dateline">JERUSALEM —</span> It rained.</p>',
        )

    def test_stands_alone_before_anything_else(self):
        self.assertTrue(
            with_dateline("<h2>A</h2>", "ROME —").startswith('<p><span class="dateline">ROME —</span></p>')
        )

    def test_lets_pictures_stand_before_it(self):
        pictures = f"{FIGURE}{FIGURE}"
        self.assertEqual(
            with_dateline(f"{pictures}<p>It rained.</p>", "ROME —"),
            f'{pictures}<p><span class="dateline">ROME —</span> It rained.</p>',
        )
        self.assertEqual(
            with_dateline(pictures, "ROME —"), f'{pictures}<p><span class="dateline">ROME —</span></p>'
        )

    def test_is_escaped(self):
        self.assertIn("&lt;b&gt;", with_dateline("<p>a</p>", "<b> —"))
