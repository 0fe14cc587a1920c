import unicodedata

from django.test import SimpleTestCase

from articles.search.words import LONGEST, fold, joined, located, whole

FOLDED = {
    "Rain fell.": "rain fell",
    "": "",
    " …!? ": "",
    "Łódź, Straße, Ærø": "lodz strasse aero",
    "STRAẞE": "strasse",
    "cafe\u0301 CAFÉ": "cafe cafe",
    "İstanbul Isparta ısı": "istanbul isparta isi",
    "ﬁnance １２３ ½ CO₂": "finance 123 1 2 co2",
    "so\u00adft zero\u200bwidth zero\u200djoined": "soft zero width zerojoined",
    "Brand™": "brand",
    "ΟΔΟΣ οδός": "οδοσ οδοσ",
    "שָׁלוֹם": "שלום",
    "בֵּית־סֵפֶר": "בית ספר",
    "צה״ל": "צה ל",
    "مُحَمَّد مـحمد": "محمد محمد",
    "أحمد غزة على ١٢": "احمد غزه علي 12",
    "北京市": "北 京 市",
    "서울에서": "서 울 에 서",
    "カ\u3099": "ガ",
    "Hamas’s Hamas' HAMAS'S": "hamas hamas hamas",
    "O’Neill Qurʾān Hawaiʻi": "o neill qur an hawai i",
    "1,000 3.5 50%": "1 000 3 5 50",
    "1\u00a0000 1 000": "1 000 1 000",
    "a_b a/b a@b a&b": "a b a b a b a b",
    "\ue000c12 \x00\ud800": "c12",
    "<b>&amp;": "b amp",
    "🙂": "",
}
JOINED = {
    "An e-mail, e‑mail, e–mail": "email email email",
    "e—mail e - mail -mail mail-": "",
    "U.S. U.S.A. u.s": "us usa us",
    "The end. Next": "",
    "the end.next": "endnext",
    "COVID-19 F-16 3-D": "covid19 f16 3d",
    "12-15 3.5 3,5": "",
    "1,000 1.000 1’000 1\u00a0000 1,234,567": "1000 1000 1000 1000 1234567",
    "1,0000 10,00": "",
    "O’Neill don't Hamas’s": "oneill dont",
    'צה״ל צה"ל בצה”ל': "צהל צהל בצהל",
    "״שלום״": "",
    "ג׳ורג׳": "גורג",
    "בית־ספר": "ביתספר",
    'a"b': "",
    "北-京": "",
}


class WordsTests(SimpleTestCase):
    def test_folds(self):
        for text, folded in FOLDED.items():
            with self.subTest(text=text):
                self.assertEqual(fold(text), folded)

    def test_joins(self):
        for text, words in JOINED.items():
            with self.subTest(text=text):
                self.assertEqual(joined(text), words)

    def test_the_whole_has_all_words_those_of_parts_as_one(self):
        self.assertEqual(whole("A U.S.-led e-mail, 1,000."), "a us led email 1000")
        self.assertEqual(whole("U.S./Iran"), "us iran")

    def test_what_is_folded_stays_as_it_is(self):
        for text in FOLDED:
            with self.subTest(text=text):
                self.assertEqual(fold(fold(text)), fold(text))

    def test_it_does_not_matter_how_unicode_writes_a_letter(self):
        for text in FOLDED:
            for form in ("NFC", "NFD"):
                with self.subTest(text=text, form=form):
                    self.assertEqual(fold(unicodedata.normalize(form, text)), fold(text))

    def test_nothing_but_letters_and_digits_comes_out(self):
        for code in range(0x32400):
            folded = fold(chr(code)).replace(" ", "")
            if folded and not folded.isalnum():
                self.fail(f"U+{code:04X}: {folded!r}")

    def test_reads_so_much_and_no_more(self):
        self.assertEqual(fold("a" * (LONGEST + 10)), "a" * LONGEST)

    def test_tells_where_the_characters_come_from(self):
        folded, origin = located("Straße")
        self.assertEqual((folded, origin), ("strasse", [0, 1, 2, 3, 4, 4, 5, 6]))

    def test_tells_no_places_where_each_character_is_at_its_own(self):
        self.assertEqual(located("Café’s, U.S."), ("cafe  , u.s.", None))
