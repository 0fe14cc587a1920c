from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import TestCase

from articles.models import FormerAddress, Tag
from tests.factories import make_article, make_author, make_category, make_draft


class FormerAddressTests(TestCase):
    def rename(self, thing, slug):
        thing.slug = slug
        thing.save()

    def assert_leads(self, path, target):
        self.assertRedirects(self.client.get(path), target, status_code=301, fetch_redirect_response=False)

    def test_a_renamed_story_leaves_a_301_on_all_its_pages(self):
        self.rename(make_article(slug="old"), "new")
        self.assert_leads("/news/old/", "/news/new/")
        self.assert_leads("/news/old/print/", "/news/new/print/")
        self.assert_leads("/news/old.pdf", "/news/new.pdf")
        self.assert_leads("/news/old/?from=mail", "/news/new/?from=mail")

    def test_categories_tags_and_authors_leave_one_too(self):
        make_article(tags=["sea"])
        self.rename(make_category("Town"), "city")
        self.rename(make_author("Kate Norman"), "kate")
        self.rename(Tag.objects.get(), "ocean")
        self.assert_leads("/category/town/", "/category/city/")
        self.assert_leads("/author/kate-norman/", "/author/kate/")
        self.assert_leads("/tag/sea/", "/tag/ocean/")

    def test_there_is_never_a_chain(self):
        article = make_article(slug="one")
        self.rename(article, "two")
        self.rename(article, "three")
        self.assert_leads("/news/one/", "/news/three/")
        self.assert_leads("/news/two/", "/news/three/")

    def test_a_story_that_goes_back_leaves_no_loop(self):
        article = make_article(slug="one")
        self.rename(article, "two")
        self.rename(article, "one")
        self.assertEqual(self.client.get("/news/one/").status_code, 200)
        self.assert_leads("/news/two/", "/news/one/")

    def test_what_stands_there_now_comes_first(self):
        self.rename(make_article(slug="old"), "new")
        make_article(slug="old", headline="The other one")
        self.assertContains(self.client.get("/news/old/"), "The other one")

    def test_works_in_every_script(self):
        self.rename(make_article(slug="ספרייה"), "library")
        self.assert_leads("/news/ספרייה/", "/news/library/")

    def test_a_renamed_draft_says_nothing_of_itself(self):
        self.rename(make_draft(slug="secret"), "more-secret")
        self.assertEqual(self.client.get("/news/secret/").status_code, 404)

    def test_any_old_path_can_lead_to_a_story(self):
        article = make_article(slug="new")
        for path, asked in [
            ("/2022/01/Old-Page/", "/2022/01/old-page/"),
            ("/2022/01/Old-Page.html", "/2022/01/Old-Page.html"),
            ("/2022/%D7%90/", "/2022/א/"),
            ("/story.php?id=5", "/story.php?id=5"),
        ]:
            with self.subTest(path=path):
                FormerAddress.objects.create(path=path, article=article)
                self.assert_leads(asked, "/news/new/")

    def test_a_missing_slash_makes_no_chain(self):
        self.rename(make_article(slug="old"), "new")
        self.assert_leads("/news/old", "/news/new/")
        self.assert_leads("/news/old/print", "/news/new/print/")

    def test_nothing_leads_to_itself(self):
        article = make_article(slug="here")
        former = FormerAddress(path="/news/here/", article=article)
        with self.assertRaisesMessage(ValidationError, "stands at /news/here/ now"):
            former.full_clean()
        former.save()
        self.assertEqual(self.client.get("/news/here/nothing/").status_code, 404)

    def test_the_root_is_no_former_address(self):
        with self.assertRaises(IntegrityError), transaction.atomic():
            FormerAddress.objects.create(path="/", article=make_article())

    def test_a_draft_takes_no_address_from_a_live_story(self):
        live = make_article(slug="old")
        self.rename(live, "new")
        self.rename(make_draft(slug="old"), "other")
        self.assert_leads("/news/old/", "/news/new/")

    def test_a_new_thing_at_an_old_address_keeps_its_own_pages(self):
        self.rename(make_category("Town"), "city")
        make_category("Town", slug="town")
        self.assertEqual(self.client.get("/category/town/?page=99").status_code, 404)

    def test_saving_other_fields_leaves_no_address(self):
        article = make_article(slug="one")
        article.slug = "two"
        article.save(update_fields=["headline"])
        self.assertFalse(FormerAddress.objects.exists())

    def test_leads_to_exactly_one_thing(self):
        with self.assertRaises(IntegrityError), transaction.atomic():
            FormerAddress.objects.create(path="/nowhere/")
