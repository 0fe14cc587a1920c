from urllib.parse import parse_qs, unquote, urlsplit

from django.test import SimpleTestCase

from articles.mail import LONGEST, mail

ADDRESS = "https://news.example/news/night-ferry/"
SHORT = "https://news.example/n/7/"


class MailTests(SimpleTestCase):
    def read(self, address):
        """Return subject and body as a mail program reads them, which takes a plus for a plus."""
        self.assertLessEqual(len(address), LONGEST)
        self.assertTrue(address.isascii())
        query = parse_qs(urlsplit(address.replace("+", "%2B")).query, strict_parsing=True)
        return query["subject"][0], query["body"][0]

    def test_carries_headline_standfirst_and_address(self):
        read = self.read(mail("Report: Ferry stays", "It stays.\nThe port pays.", [ADDRESS, SHORT]))
        self.assertEqual(read, ("Report: Ferry stays", f"It stays.\r\nThe port pays.\r\n\r\n{ADDRESS}"))

    def test_without_a_standfirst_the_address_stands_alone(self):
        self.assertEqual(self.read(mail("Ferry", "", [ADDRESS, SHORT]))[1], ADDRESS)

    def test_every_script_and_sign_comes_through(self):
        for text in (
            "100% & more + “quotes” 'and' \"so\" #? = ;",
            "שלום, מעבורת!",
            "العبّارة",
            "渡船 🚢",
            "é",
        ):
            with self.subTest(text=text):
                subject, body = self.read(mail(text, text, [ADDRESS, SHORT]))
                self.assertEqual(subject, text)
                self.assertEqual(body, f"{text}\r\n\r\n{ADDRESS}")

    def test_nothing_can_be_added_to_the_mail(self):
        address = mail(
            "a\r\nBcc: x@example.org\x00\ud800", "b&bcc=y@example.org\x07", [ADDRESS], "desk@a.example"
        )
        self.assertEqual(parse_qs(urlsplit(address).query).keys(), {"subject", "body"})
        self.assertEqual(self.read(address)[0], "a Bcc: x@example.org")
        self.assertTrue(address.startswith("mailto:desk@a.example?"))
        self.assertNotIn("%07", address)

    def test_a_long_standfirst_ends_at_a_word(self):
        for word in ("ferry", "מעבורת", "العبّارة"):
            _subject, body = self.read(mail("Ferry", f"{word} " * 500, [ADDRESS, SHORT]))
            text, address = body.split("\r\n\r\n")
            self.assertEqual(address, SHORT)
            self.assertEqual(set(text.removesuffix("…").split()), {word})
            self.assertTrue(text.endswith(f"{word}…"))

    def test_a_text_without_spaces_is_cut_between_characters(self):
        subject, body = self.read(mail("渡" * 250, "船" * 2000, [ADDRESS, SHORT]))
        self.assertTrue(body.endswith(SHORT))
        self.assertEqual(set(subject), {"渡", "…"})

    def test_where_the_address_is_long_the_short_one_stands(self):
        long = "https://news.example/news/" + "ש" * 120 + "/"
        _subject, body = self.read(mail("כותרת " * 40, "ת" * 300, [long, SHORT]))
        self.assertTrue(body.endswith(SHORT))
        self.assertNotIn("ש", unquote(body))
