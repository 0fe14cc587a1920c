from articles.models import FormerAddress, GivingLink, ImportedText, Masthead
from tests.factories import make_article, make_author

from .case import DeskCase


class MastheadTests(DeskCase):
    def test_the_list_leads_to_the_one_form(self):
        self.assertRedirects(self.open("masthead"), self.address("masthead", "add"))
        self.send("masthead", name="The Harbour Gazette")
        self.assertRedirects(self.open("masthead"), self.address("masthead", "change", 1))

    def test_there_is_no_second_one_and_the_one_stays(self):
        Masthead.objects.create(name="The Harbour Gazette")
        self.assertEqual(self.open("masthead", "add").status_code, 403)
        self.assertEqual(self.open("masthead", "delete", 1).status_code, 403)

    def test_the_desk_bears_the_papers_name(self):
        Masthead.objects.create(name="The Harbour Gazette")
        self.assertContains(self.open("article"), "The Harbour Gazette: desk</a>")


class GivingLinkTests(DeskCase):
    def test_a_link_without_a_scheme_is_taken_as_https(self):
        self.send("givinglink", label="Cheque", url="example.org/give", position=0, is_shown="on")
        self.assertEqual(GivingLink.objects.get().url, "https://example.org/give")

    def test_a_link_that_is_none_is_refused(self):
        page = self.send("givinglink", label="Cheque", url="javascript:alert(1)", position=0)
        self.assertContains(page, "Enter a valid URL.")


class FormerAddressTests(DeskCase):
    roles = ("Administrators",)

    def test_leads_to_one_thing(self):
        article = make_article(headline="Rockets")
        self.send("formeraddress", path="/2022/01/old/", article=article.pk)
        self.assertEqual(FormerAddress.objects.get().thing, article)
        self.assertContains(self.open("formeraddress"), "Rockets")

    def test_two_things_or_none_are_refused(self):
        for things in ({}, {"article": make_article().pk, "author": make_author().pk}):
            page = self.send("formeraddress", path="/old/", **things)
            self.assertContains(page, "Choose exactly one story, category, tag or author.")


class ImportedTextTests(DeskCase):
    def test_can_be_read_and_nothing_else(self):
        text = ImportedText.objects.create(text="<b>As it came.</b>", sha256="0" * 64, origin="seed.txt")
        self.assertContains(self.open("importedtext", "change", text.pk), "&lt;b&gt;As it came.&lt;/b&gt;")
        self.assertEqual(self.open("importedtext", "add").status_code, 403)
        self.assertEqual(self.open("importedtext", "delete", text.pk).status_code, 403)
        self.assertEqual(self.send("importedtext", "change", text.pk, text="x").status_code, 403)
