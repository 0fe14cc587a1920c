import time

from django.test import SimpleTestCase

from articles.printing.worker import START, FailedError, Worker

from .case import WithPdfs, words_of
from .hostile import BODIES

SECONDS = 2  # Readers' documents have more; what ends within these ends within those.


class HostileTests(WithPdfs, SimpleTestCase):
    def test_each_ends_in_a_pdf_or_a_sentence_within_the_limit_and_the_next_is_made(self):
        worker = Worker()
        self.addCleanup(lambda: worker.process and worker.stop())
        self.assertEqual(len(BODIES), 46)
        ends = {}
        for name, body in BODIES.items():
            began = time.monotonic()
            with self.subTest(body=name):
                try:
                    pdf, _ = worker.render(f'<html lang="en"><title>x</title>{body}', {}, "00", SECONDS)
                    self.assertTrue(pdf.startswith(b"%PDF-"))
                    ends[name] = "pdf"
                except FailedError as error:
                    ends[name] = str(error)
                self.assertLess(time.monotonic() - began, SECONDS + START)
        self.assertGreaterEqual(
            len(set(ends.values())), 3, ends
        )  # Some are set, some fail, some take too long.
        pdf, _ = worker.render('<html lang="en"><title>x</title><p>All is well.</p>', {}, "00")
        self.assertEqual(words_of(pdf), "All is well.")
