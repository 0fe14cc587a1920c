"""The address of a story's PDF, with the engine and without."""

import threading
from datetime import timedelta
from io import StringIO

from django.core.management import CommandError, call_command
from django.test import TestCase, override_settings
from django.utils import timezone

from articles import printing
from articles.printing import making
from tests.factories import make_article, make_draft
from tests.printing.case import WithPdfs, words_of

DEEP = "<blockquote>" * 40 + "<p>x</p>" + "</blockquote>" * 40


def address(article):
    return f"{article.get_absolute_url().rstrip('/')}.pdf"


class WithoutEngineTests(TestCase):
    def test_leads_to_the_print_page_with_what_was_chosen(self):
        article = make_article()
        response = self.client.get(f"{address(article)}?text=l&size=letter&images=maybe")
        self.assertRedirects(
            response, f"{article.get_absolute_url()}print/?size=letter&text=l", status_code=303
        )

    def test_nobody_makes_pdfs_ahead(self):
        with self.assertRaisesMessage(CommandError, "No PDFs are made here."):
            call_command("render_pdfs")


class PdfPageTests(WithPdfs, TestCase):
    def setUp(self):
        super().setUp()
        self.article = make_article(headline="Łódź: the ferry", body="<p>Boats.</p>")

    def get(self, query="", **headers):
        return self.client.get(address(self.article) + query, headers=headers)

    def test_is_a_file_with_the_storys_name_that_search_engines_leave(self):
        response = self.get()
        self.assertEqual(response.status_code, 200)
        self.assertIn("Boats.", words_of(response.content))
        headers = response.headers
        self.assertEqual(headers["Content-Type"], "application/pdf")
        self.assertIn("filename*=UTF-8''%C5%82%C3%B3d%C5%BA-the-ferry.pdf", headers["Content-Disposition"])
        self.assertEqual(headers["X-Robots-Tag"], "noindex")
        self.assertEqual(headers["Cache-Control"], "public, no-cache")
        self.assertIn(f'{self.article.get_absolute_url()}>; rel="canonical"', headers["Link"])
        self.assertEqual(headers["Content-Length"], str(len(response.content)))

    def test_is_made_once_until_the_story_changes(self):
        first = self.get()
        self.assertEqual(self.get().content, first.content)
        self.assertEqual(len(self.files("pdf")), 1)
        self.article.body = "<p>More boats.</p>"
        self.article.save()
        self.assertIn("More boats.", words_of(self.get().content))
        self.assertEqual(len(self.files("pdf")), 2)

    def test_who_has_it_is_told_that_it_has_not_changed(self):
        tag = self.get().headers["ETag"]
        self.assertEqual(self.get(if_none_match=tag).status_code, 304)
        self.article.tags.add("ferries")
        self.assertEqual(self.get(if_none_match=tag).status_code, 304)
        type(self.article).objects.update(headline="Another ferry")
        self.assertEqual(self.get(if_none_match=tag).status_code, 200)

    def test_takes_the_options_of_the_print_page(self):
        plain, letter = self.get().content, self.get("?size=letter").content
        self.assertNotEqual(plain, letter)

    def test_what_leaves_out_paragraphs_is_a_print_page(self):
        response = self.get("?omit=1&text=l")
        self.assertRedirects(
            response, f"{self.article.get_absolute_url()}print/?text=l&omit=1", status_code=303
        )

    def test_what_readers_may_not_see_has_none(self):
        draft = make_draft()
        coming = make_article(published_at=timezone.now() + timedelta(hours=1))
        ended = make_article(expires_at=timezone.now() - timedelta(hours=1))
        for article, status in ((draft, 404), (coming, 404), (ended, 410)):
            self.assertEqual(self.client.get(address(article)).status_code, status)
        self.assertEqual(self.files("*"), [])

    def test_what_cannot_be_set_gets_a_sentence_and_is_not_tried_again_at_once(self):
        type(self.article).objects.update(body="<p>" + "x " * making.LARGEST + "</p>")
        for _ in range(2):
            response = self.get()
            self.assertContains(response, "There is no PDF of this story", status_code=503)
            self.assertEqual(response.headers["Retry-After"], "600")
        self.assertEqual(len(self.files("failed")), 1)
        self.assertEqual(self.files("pdf"), [])

    def test_where_all_places_are_taken_the_page_asks_again_by_itself(self):
        for _ in range(making.AT_ONCE):
            making.places.acquire()
            self.addCleanup(making.places.release)
        response = self.get()
        self.assertContains(response, '<meta http-equiv="refresh" content="3">', status_code=503)
        self.assertContains(response, f'{self.article.get_absolute_url()}print/"', status_code=503)
        self.assertEqual(response.headers["Retry-After"], "3")

    def test_readers_who_ask_at_the_same_time_get_the_same(self):
        sheet = printing.Sheet('<html lang="en"><title>x</title><p>Once.</p>', "x")
        key, found = printing.key_of(sheet), []
        jobs = getattr(making.worker, "jobs", 0) if making.worker.process else 0
        threads = [
            threading.Thread(target=lambda: found.append(printing.pdf_of(sheet, key)))
            for _ in range(making.AT_ONCE)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(found), making.AT_ONCE)
        self.assertEqual(len(set(found)), 1)
        self.assertEqual(making.worker.jobs, jobs + 1)

    def test_they_are_made_ahead_and_not_twice(self):
        make_draft()
        said = StringIO()
        call_command("render_pdfs", stdout=said)
        self.assertEqual(said.getvalue(), "1 made, 0 were there, 0 are left to readers.\n")
        call_command("render_pdfs", stdout=said)
        self.assertIn("0 made, 1 were there", said.getvalue())
        self.get()
        self.assertEqual(len(self.files("pdf")), 1)

    def test_they_are_made_ahead_as_far_as_they_are_kept(self):
        said = StringIO()
        with override_settings(NEWSROOM_PDF_MB=0):
            self.get()
            call_command("render_pdfs", stdout=said)
        self.assertIn("0 made", said.getvalue())
