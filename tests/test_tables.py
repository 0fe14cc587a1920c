from unittest import TestCase

from articles.markup import sanitise
from articles.tables import with_regions

HOURS = (
    "<table><tbody><tr><th><p>Leaves at</p></th><th><p>Cost</p></th></tr>"
    "<tr><td><p>22:20</p></td><td><p>1.10</p></td></tr>"
    "<tr><td><p>23:10</p></td><td><p>1,002.35 €</p></td></tr></tbody></table>"
)


class TableTests(TestCase):
    def shown(self, *rows):
        return with_regions(
            f"<table><tbody>{''.join(f'<tr>{row}</tr>' for row in rows)}</tbody></table>", "Table"
        )

    def test_each_table_stands_in_a_region_of_its_own(self):
        region = '<div class="table" role="region" tabindex="0" aria-label="{}"><table>'
        self.assertIn(region.format("Table"), with_regions(f"<p>One.</p>{HOURS}<p>Two.</p>", "Table"))
        self.assertIn(region.format("Table 2"), with_regions(HOURS + HOURS, "Table"))

    def test_a_name_is_escaped(self):
        self.assertIn('aria-label="&quot;T&quot;"', with_regions(HOURS, '"T"'))

    def test_rows_of_head_cells_become_the_head(self):
        shown = with_regions(HOURS, "Table")
        self.assertIn("<table><thead><tr><th><p>Leaves at</p></th>", shown)
        self.assertIn("</tr></thead><tbody><tr><td><p>22:20</p></td>", shown)

    def test_a_table_of_head_cells_alone_keeps_a_body(self):
        self.assertIn("</thead><tbody><tr><th>b</th></tr></tbody>", self.shown("<th>a</th>", "<th>b</th>"))
        self.assertNotIn("thead", self.shown("<th>a</th>"))

    def test_columns_of_numbers_are_marked_with_their_heads(self):
        shown = with_regions(HOURS, "Table")
        self.assertIn('<th class="number"><p>Cost</p></th>', shown)
        self.assertIn('<td class="number"><p>1,002.35 €</p></td>', shown)
        self.assertIn("<td><p>22:20</p></td>", shown)

    def test_a_gap_is_no_word(self):
        self.assertEqual(self.shown("<td>–</td>", "<td>7 %</td>").count("number"), 2)
        self.assertNotIn("number", self.shown("<td>–</td>"))
        self.assertNotIn("number", self.shown("<td>none</td>", "<td>7</td>"))

    def test_where_cells_span_others_no_column_is_told(self):
        self.assertNotIn("number", self.shown('<td colspan="2">a</td>', "<td>1</td><td>2</td>"))

    def test_a_table_in_a_table_stays_as_it_is(self):
        inner = "<table><tbody><tr><th>a</th></tr><tr><td>1</td></tr></tbody></table>"
        shown = self.shown(f"<td>{inner}</td>")
        self.assertIn(inner, shown)
        self.assertEqual(shown.count("<div"), 1)

    def test_nothing_else_changes(self):
        for body in ("", "<p>One.</p>", "<p>a &lt;table&gt;</p>"):
            self.assertEqual(with_regions(body, "Table"), body)

    def test_what_is_shown_could_not_be_stored(self):
        self.assertEqual(sanitise(HOURS), HOURS)
        self.assertNotIn("region", sanitise(with_regions(HOURS, "Table")))
