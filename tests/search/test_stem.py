import sqlite3

from django.test import SimpleTestCase

from articles.search.stem import ENDINGS, STEP_2, STEP_3, STEP_4, begun, stem, unstemmed

TEXT = """
abandon ability able academy accept access accident accord account accuse achieve act activity adapt add address adjust
administer admire admit adopt advance advice affect afford age agency agree aid aim air airport alarm allow ally amaze
analyse anger announce answer apply appoint approve argue arm army arrest arrive article ask assassin assault assembly
assist attack attempt attend author avoid award back bag balance ballot ban bank bar base battle bear beat beauty begin
believe bill blame blast bless block board boat body bomb border borrow boss bottle boy break brief bring broad brother
budget build bus business busy buy cabinet call camp cancel candidate capital capture car care carry cause cease
ceremony chair challenge change charge charity chief child choice church city civil claim clash class clear climate
close coalition collapse colony command comment commit committee common community company compare compete complete
condemn condition confer confirm conflict connect consider consist constitute contain continue contract control
convict copy corrupt council country court cover create credit crime crisis critic cross crowd crucial cry cut damage
danger dead deal debate decide declare decline defend degree delay deliver democracy deny deploy describe destroy
detain die differ diplomat direct disaster discuss disease district divide doctor dozen drive drone dry early earn
economy edit educate effect elect embassy emerge employ end enemy energy engage enjoy enter envoy escape establish
evacuate evidence examine except exchange excite execute exist expect expel explain explode express extend extreme face
fail fall family famous farm fear federal feed ferry field fight file film final find fire fix flag flee flood fly
follow food force foreign form found free freeze friend fund future gain gas gather general generate give global go
goal good govern grant great ground group grow guard guilt gun happen happy harbour harm head health hear heavy help
high hit hold home hope hospital host hostage hostile hot house human hunger hurry identify illegal image impose
improve include increase independent indict industry influence inform injure innovate insist inspect intense interest
invade invest invite island issue job join journal judge jury just justice keep kidnap kill king know labour lack land
large launch law lead league leave legal legislate level liberal lie life lift limit line list live local lose loyal
"""
WORDS = TEXT.split()
SURFACE = (
    "",
    *("s", "es", "ed", "ing", "ings", "y", "ly", "ies", "ied", "eed", "eedly", "er", "ers", "est", "ll", "e"),
)


class StemTests(SimpleTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.database = sqlite3.connect(":memory:")
        cls.addClassCleanup(cls.database.close)
        cls.database.execute("CREATE VIRTUAL TABLE text USING fts5(word, tokenize='porter unicode61')")
        cls.database.execute("CREATE VIRTUAL TABLE stems USING fts5vocab(text, 'instance')")

    def stems_of(self, words):
        """Return the stems that SQLite's own tokenizer gives to words."""
        self.database.execute("DELETE FROM text")
        self.database.executemany("INSERT INTO text(rowid, word) VALUES (?, ?)", enumerate(words))
        rows = self.database.execute("SELECT doc, term FROM stems WHERE offset = 0 ORDER BY doc")
        return [term for _, term in rows]

    def check(self, words):
        expected = dict(zip(words, self.stems_of(words), strict=True))
        self.assertEqual({word: stem(word) for word in words}, expected)

    def test_is_sqlites_for_words_with_every_ending(self):
        endings = {*SURFACE, *ENDINGS, *STEP_2, *STEP_3, *STEP_4}
        words = sorted({f"{word}{ending}" for word in WORDS for ending in endings})
        self.assertGreater(len(words), 30_000)
        self.check(words)

    def test_is_sqlites_where_an_e_or_a_letter_went(self):
        roots = {word.removesuffix("e").removesuffix("y") for word in WORDS}
        words = {f"{root}{root[-1]}{ending}" for root in roots for ending in ("ed", "ing", "er", "y")}
        words |= {
            f"{root}{ending}"
            for root in roots
            for ending in ("ed", "ing", "ion", "ation", "ies", "i", "iness")
        }
        self.check(sorted(words))

    def test_is_sqlites_for_odd_words(self):
        self.check(
            ["s", "as", "yes", "yyed", "ziyying", "covid19s", "f16", "1s", "sses", "eed", "ing", "xeyyed"]
        )

    def test_is_sqlites_for_very_long_words(self):
        self.check([f"{'a' * length}s" for length in range(60, 70)])

    def test_is_sqlites_for_words_of_other_letters(self):
        self.check(["əliyevs", "ალბათ", "москвы", "שלום", "محمد", "ɗaliba", "qəzetlər", "ελλαδα"])

    def test_a_beginning_is_sought_by_its_own_letters(self):
        for beginning in ("hous", "pres", "cens", "isra", "company", "univers"):
            with self.subTest(beginning=beginning):
                self.assertEqual(stem(unstemmed(beginning)), beginning)

    def test_what_ends_in_e_has_no_word_of_that_stem(self):
        self.assertEqual(unstemmed("police"), "police")

    def test_a_beginning_brings_words_whose_stems_are_shorter(self):
        cases = {
            "governm": "government",
            "educati": "education",
            "universi": "universities",
            "happine": "happiness",
        }
        for beginning, word in cases.items():
            with self.subTest(beginning=beginning):
                self.assertIn(stem(word), map(stem, begun(beginning)))

    def test_a_beginning_brings_no_more_than_it_needs(self):
        for beginning in ("isra", "minist", "conf", "stati", "hoste", "rain"):
            with self.subTest(beginning=beginning):
                self.assertEqual(begun(beginning), [])
