from django.http import QueryDict
from django.test import SimpleTestCase, override_settings

from articles.printing import Options, read


class OptionsTests(SimpleTestCase):
    def options(self, query):
        return read(QueryDict(query))[0]

    def unknown(self, query):
        return read(QueryDict(query))[1]

    def test_without_any_the_paper_is_the_newsrooms(self):
        self.assertEqual(self.options(""), Options("a4", "m", "yes", "notes", ()))
        with override_settings(NEWSROOM_PAPER="letter"):
            self.assertEqual(self.options("").size, "letter")

    def test_each_is_read_from_the_address(self):
        read_ones = self.options("size=letter&text=l&images=no&links=none&omit=7,2,7")
        self.assertEqual(read_ones, Options("letter", "l", "no", "none", (2, 7)))

    def test_the_address_says_only_what_is_not_as_by_itself(self):
        self.assertEqual(self.options("size=a4&text=m&images=yes&links=notes&omit=").address("/a/"), "/a/")
        query = "size=letter&text=s&omit=2,7"
        self.assertEqual(self.options(query).address("/a/"), f"/a/?{query}")

    def test_an_unknown_value_is_passed_over_and_told(self):
        self.assertEqual(self.options("text=xxl&size=A5&images=no").text, "m")
        self.assertEqual(self.unknown("text=xxl&size=A5&images=no"), [("size", "A5"), ("text", "xxl")])

    def test_blocks_are_numbers_from_one(self):
        for query, omit, unknown in [
            ("omit=0", (), []),
            ("omit=,, 3 ,", (3,), []),
            ("omit=1,x,-2,1.5", (1,), ["x", "-2", "1.5"]),
            ("omit=٣,²", (), ["٣", "²"]),
            (f"omit={'9' * 5000}", (), ["9" * 5000]),
        ]:
            with self.subTest(query=query[:20]):
                self.assertEqual(self.options(query).omit, omit)
                self.assertEqual(self.unknown(query), [("omit", each) for each in unknown])

    def test_not_more_blocks_are_left_out_than_a_story_has(self):
        self.assertEqual(len(self.options(f"omit={','.join(map(str, range(1, 2000)))}").omit), 500)

    def test_turning_leaves_out_and_puts_back(self):
        options = self.options("omit=2,7&text=l")
        self.assertEqual(options.turning(5).omit, (2, 5, 7))
        self.assertEqual(options.turning(5).turning(5), options)
