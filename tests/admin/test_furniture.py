from tempfile import TemporaryDirectory

from django.core.files.base import ContentFile
from django.test import override_settings

from articles.models import FormerAddress, GivingLink, ImportedText, Masthead
from tests.factories import make_article, make_author, picture_file

from .case import DeskCase


class MastheadTests(DeskCase):
    def test_the_list_leads_to_the_one_form(self):
        self.assertRedirects(self.open("masthead"), self.address("masthead", "add"))
        self.send("masthead", name="The Harbour Gazette", palette="plum")
        self.assertRedirects(self.open("masthead"), self.address("masthead", "change", 1))

    def test_there_is_no_second_one_and_the_one_stays(self):
        Masthead.objects.create(name="The Harbour Gazette")
        self.assertEqual(self.open("masthead", "add").status_code, 403)
        self.assertEqual(self.open("masthead", "delete", 1).status_code, 403)

    def test_the_palettes_are_shown_in_their_colours(self):
        page = self.open("masthead", "add")
        for palette in Masthead.Palette.values:
            self.assertContains(page, f'<span class="palette" data-palette="{palette}" aria-hidden="true">')

    def test_the_logo_is_shown_on_both_grounds(self):
        self.enterContext(override_settings(MEDIA_ROOT=self.enterContext(TemporaryDirectory())))
        self.send("masthead", name="The Harbour Gazette", palette="plum", logo=picture_file())
        address = Masthead.objects.get().logo_in_the_light.address
        page = self.open("masthead", "change", 1)
        for ground in ("light", "dark"):
            self.assertContains(page, f'<span class="ground ground--{ground}"><img src="{address}"')

    def test_a_logo_that_cannot_be_shown_is_refused_with_a_sentence(self):
        logo = ContentFile(b"<svg/>", name="logo.png")
        page = self.send("masthead", name="The Harbour Gazette", palette="plum", logo=logo)
        self.assertContains(page, "This is not a picture that can be read.")
        self.assertFalse(Masthead.objects.exists())

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
            self.assertContains(page, "Choose exactly one story, category, tag, author, series or edition.")


class ImportedTextTests(DeskCase):
    def test_can_be_read_and_nothing_else(self):
        text = ImportedText.objects.create(text="<b>As it came.</b>", sha256="0" * 64, origin="seed.txt")
        self.assertContains(self.open("importedtext", "change", text.pk), "&lt;b&gt;As it came.&lt;/b&gt;")
        self.assertEqual(self.open("importedtext", "add").status_code, 403)
        self.assertEqual(self.open("importedtext", "delete", text.pk).status_code, 403)
        self.assertEqual(self.send("importedtext", "change", text.pk, text="x").status_code, 403)
