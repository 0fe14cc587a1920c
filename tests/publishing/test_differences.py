from time import perf_counter
from unittest import TestCase

from articles.publishing.differences import changed_fields, differences, marked, suggests_substantive


def content(**fields):
    return {"headline": "Fog", "standfirst": "", "body": "<p>The ferry waits.</p>"} | fields


class DifferencesTests(TestCase):
    def test_words_that_came_and_went_stand_in_reading_order(self):
        parts = differences("The night ferry runs.", "The day ferry runs again.")
        self.assertEqual(
            [tuple(part) for part in parts],
            [
                ("same", "The "),
                ("del", "night "),
                ("ins", "day "),
                ("same", "ferry "),
                ("del", "runs"),
                ("ins", "runs again"),
                ("same", "."),
            ],
        )

    def test_both_texts_can_be_read_out_of_the_parts(self):
        before, after = "One\n\ntwo, three\nfour", "One\ntwo; <three>\n\nfive שלום"
        parts = differences(before, after)
        self.assertEqual("".join(part.text for part in parts if part.kind != "ins"), before)
        self.assertEqual("".join(part.text for part in parts if part.kind != "del"), after)

    def test_long_texts_are_compared_in_no_time(self):
        words = [f"word{number * number % 397}" for number in range(1400)]
        others = [f"word{number * number % 401}" for number in range(1400)]
        texts = [(" ".join(words), " ".join(others)), ("a " * 4000, "a b " * 2000)]
        for before, after in texts:
            start = perf_counter()
            differences(before, after)
            self.assertLess(perf_counter() - start, 0.5)

    def test_a_body_is_compared_with_its_headings_links_and_emphasis(self):
        body = (
            '<h2>Lamps</h2><p>One <em>two</em> &amp; <a href="https://example.org/">three</a>.</p>'
            "<ol><li><p>at one</p></li></ol>"
        )
        self.assertEqual(marked(body), "## Lamps\nOne _two_ & [three](https://example.org/).\n#\nat one")

    def test_changed_fields_are_named(self):
        self.assertEqual(changed_fields(content(), content(headline="Rain")), ["headline"])


class WeightTests(TestCase):
    def test_a_mended_comma_and_a_bold_word_are_minor(self):
        for body in ("<p>The ferry, waits.</p>", "<p>The <strong>ferry</strong> waits.</p>"):
            self.assertFalse(suggests_substantive(content(), content(body=body)))

    def test_a_new_paragraph_and_another_number_are_substantive(self):
        body = (
            "<p>The ferry waits.</p><p>It left at dawn, and nobody on the quay knows when it comes home.</p>"
        )
        self.assertTrue(suggests_substantive(content(), content(body=body)))
        self.assertTrue(suggests_substantive(content(body="<p>12 boats</p>"), content(body="<p>2 boats</p>")))
