import re

from django.test import SimpleTestCase

from articles.figures import BodyFigure, figures, with_figures, without_figures
from articles.markup import sanitise

ONE, TWO = "0123456789abcdef" * 2, "f" * 32
PASTED = f'<img data-file="{ONE}">'
LINES = "<figcaption><p>One</p><p>Two <em>x</em></p></figcaption>"
# What older pages and other editors paste, and what becomes of it. ① and ② are pictures as they are pasted,
# [① …] is one as it is stored, with its caption.
ODD = {
    "①": "[①]",
    "<p>①</p>": "[①]",
    "<p>a ① b</p>": "<p>a </p>[①]<p> b</p>",
    "<p><strong>a<em>b ① c</em></strong></p>": (
        "<p><strong>a<em>b </em></strong></p>[①]<p><strong><em> c</em></strong></p>"
    ),
    '<p><a href="/x/">①</a></p>': "[①]",
    "<h2>a ①</h2>": "<h2>a </h2>[①]",
    "<div><div>①</div></div>": "[①]",
    "<figure>①</figure>": "[①]",
    "<figure>①<figcaption>c</figcaption></figure>": "[① c]",
    "<figure><figcaption>c</figcaption>①</figure>": "[① c]",
    '<figure><a href="/x/">①</a><figcaption>c</figcaption></figure>': "[① c]",
    "<h3><figure>①<figcaption>c</figcaption></figure></h3>": "[① c]",
    "<figure>\n  ①\n  <figcaption>\n c </figcaption></figure>": "[① c]",
    "<figure>①<figcaption> <br></figcaption></figure>": "[①]",
    "<figure>①②<figcaption>c</figcaption></figure>": "[① c][②]",
    "<figure>①<figcaption>c ②</figcaption></figure>": "[① c][②]",
    "<figure>①<figcaption>c</figcaption><figcaption>d</figcaption></figure>": "[① c]<p>d</p>",
    f"<figure><p>①</p><p>t</p>{LINES}</figure>": "[① One<br>Two <em>x</em>]<p>t</p>",
    "<figure>①<blockquote><p>q</p>②</blockquote></figure>": "[①]<blockquote><p>q</p>[②]</blockquote>",
    "<figure><figure>①<figcaption>c</figcaption></figure><figure>②</figure><figcaption>d</figcaption></figure>": (
        "[① c][② d]"
    ),
    "<figure><table><tbody><tr><td>1</td></tr></tbody></table><figcaption>c</figcaption></figure>": (
        "<table><tbody><tr><td>1</td></tr></tbody></table><p>c</p>"
    ),
    "<figure><p>a</p></figure>": "<p>a</p>",
    "<figure></figure>": "",
    "<figcaption>c</figcaption>": "<p>c</p>",
    "<ul><li>①</li><li>a</li>②</ul>": "<ul><li>[①]</li><li>a</li><li>[②]</li></ul>",
    "<table><tbody><tr><td>①</td></tr></tbody></table>": "<table><tbody><tr><td>[①]</td></tr></tbody></table>",
    "<p>a</figcaption>①</figure>": "<p>a</p>[①]",
    "<p>" * 100 + "①": "[①]",
    f'<img src="/elsewhere.jpg" data-file="{ONE.upper()}">': "",
    '<img src="https://elsewhere.example/a.jpg" alt="a">': "",
}


def pasted(text):
    return text.replace("①", f'<img src="x" data-file="{ONE}">').replace("②", f'<img data-file="{TWO}">')


def stored(text):
    def figure(match):
        uid = ONE if match[1] == "①" else TWO
        caption = match[2] and f"<figcaption>{match[2]}</figcaption>"
        return f'<figure><img src="/media/pictures/{uid}/" alt="" data-file="{uid}">{caption}</figure>'

    return re.sub(r"\[([①②]) ?([^\]]*)\]", figure, text)


class ArrangedTests(SimpleTestCase):
    def test_odd_html_becomes_the_one_form(self):
        for odd, form in ODD.items():
            with self.subTest(odd=odd):
                self.assertEqual(sanitise(pasted(odd)), stored(form))

    def test_what_is_stored_stays_as_it_is(self):
        for form in ODD.values():
            with self.subTest(form=form):
                self.assertEqual(sanitise(stored(form)), stored(form))

    def test_an_alternative_text_stays_whatever_is_in_it(self):
        body = sanitise(f"""<img data-file="{ONE}" alt='"a" &amp;\n <x>'>""")
        self.assertEqual([figure.alt_text for figure in figures(body)], ['"a" & <x>'])
        self.assertEqual(sanitise(body), body)

    def test_what_is_nested_deeper_than_people_nest_loses_its_pictures_and_no_words(self):
        body = sanitise(pasted("<blockquote>" * 70 + "<figure>①<figcaption>c</figcaption></figure>"))
        self.assertEqual((figures(body), body.count("c</blockquote>")), ([], 1))


class FiguresTests(SimpleTestCase):
    def test_a_last_line_of_the_caption_may_be_the_credit(self):
        for caption, read in {
            "c": ("c", ""),
            "c<br>Credit: Ann &amp; Bo": ("c", "Ann & Bo"),
            'c<br>Credit: <a href="/x/">Ann</a>': ("c", "Ann"),
            "Credit: Ann": ("", "Ann"),
            "Credit: Ann<br>c": ("Credit: Ann<br>c", ""),
            "To her Credit: nothing": ("To her Credit: nothing", ""),
        }.items():
            with self.subTest(caption=caption):
                (figure,) = figures(stored(f"[① {caption}]"))
                self.assertEqual((figure.caption, figure.credit), read)

    def test_are_found_in_order(self):
        body = stored("<p>a</p>[②]<ul><li>[① c]</li></ul>")
        self.assertEqual(figures(body), [BodyFigure(TWO), BodyFigure(ONE, caption="c")])

    def test_are_shown_where_they_stand(self):
        body = with_figures(stored("<p>a</p>[②]<p>b</p>[①]"), lambda figure: f"({figure.uid[0]})")
        self.assertEqual(body, "<p>a</p>(f)<p>b</p>(0)")

    def test_those_of_some_photos_can_be_left_out(self):
        self.assertEqual(without_figures(stored("[②][① c]"), {TWO}), stored("[① c]"))

    def test_a_credit_is_never_cut_out_of_an_element(self):
        for tag in ('a href="https://x.example/"', "em"):
            name = tag.split()[0]
            stored = sanitise(
                f"<figure>{PASTED}<figcaption><{tag}>View<br>Credit: Jane</{name}></figcaption></figure>"
            )
            found = figures(stored)[0]
            self.assertEqual((found.caption, found.credit), (f"<{tag}>View</{name}>", "Jane"))
        raw = stored.replace("<em>View</em><br><em>Credit: Jane</em>", "<em>View<br>Credit: Jane</em>")
        self.assertEqual(
            (figures(raw)[0].caption, figures(raw)[0].credit), ("<em>View<br>Credit: Jane</em>", "")
        )

    def test_long_runs_of_spaces_and_breaks_are_no_work(self):
        """Each of these once took minutes, and time that grew with the square of their length."""
        for caption in (
            "Credit:" + " " * 200_000 + "x<br>y",
            "x" + " " * 200_000 + "y",
            "<br>" * 50_000 + "x",
        ):
            found = figures(sanitise(f"<figure>{PASTED}<figcaption>{caption}</figcaption></figure>"))
            self.assertLess(len(found[0].caption), 20)
