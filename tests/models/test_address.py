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
        FormerAddress.objects.create(path="/2022/01/old-page/", article=make_article(slug="new"))
        self.assert_leads("/2022/01/old-page/", "/news/new/")

    def test_leads_to_exactly_one_thing(self):
        with self.assertRaises(IntegrityError), transaction.atomic():
            FormerAddress.objects.create(path="/nowhere/")
