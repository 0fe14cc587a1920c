from django.urls import reverse

from articles.models import Series
from articles.publishing import newest_revision
from tests.factories import make_article, make_draft

from .case import DeskCase, make_colleague


class SeriesTests(DeskCase):
    roles = ("Librarians",)

    def test_a_series_is_made_with_its_address(self):
        self.send("series", name="The thin hours", description="Four nights.")
        self.assertEqual(Series.objects.get().get_absolute_url(), "/series/the-thin-hours/")

    def test_its_page_shows_the_parts_as_readers_see_them(self):
        series = Series.objects.create(name="Nights")
        make_article(headline="Second", series=series, part=2)
        make_article(headline="First", series=series, part=1)
        make_draft(headline="Third", series=series, part=3)
        page = self.open("series", "change", series.pk)
        self.assertContains(page, "First</a></li><li>Article: ")
        self.assertNotContains(page, "Third")

    def test_one_that_a_story_uses_stays_and_the_story_is_named(self):
        series = Series.objects.create(name="Nights")
        make_draft(headline="First night", series=series)
        page = self.open("series", "delete", series.pk)
        self.assertContains(page, "First night")
        self.send("series", "delete", series.pk, post="yes")
        self.assertTrue(Series.objects.exists())


class StoryFormTests(DeskCase):
    def content(self, article):
        return newest_revision(article).content

    def test_a_story_is_put_into_a_series(self):
        article, series = make_article(), Series.objects.create(name="Nights")
        self.send_story("change", article.pk, series=series.pk, part=2, act="publish")
        article.refresh_from_db()
        self.assertEqual((article.series, article.part), (series, 2))

    def test_related_stories_are_chosen_in_order(self):
        article, first, second = make_article(), make_article(), make_draft()
        rows = [{"other": second.pk, "position": 1}, {"other": first.pk, "position": 0}]
        self.send_story("change", article.pk, related=rows, act="publish")
        self.assertEqual([row.other for row in article.related_stories.all()], [first, second])

    def test_they_come_back_into_the_form_and_can_be_taken_out(self):
        article, other = make_article(), make_article(headline="Fog over the quay")
        self.send_story("change", article.pk, related=[{"other": other.pk}])
        self.assertContains(self.open("article", "change", article.pk), "Fog over the quay</option>")
        row = {"other": other.pk, "position": 0, "DELETE": "on"}
        self.send_story("change", article.pk, related=[row], **{"related-INITIAL_FORMS": 1})
        self.assertEqual(self.content(article)["related"], [])

    def test_a_story_is_related_once_and_to_another_one(self):
        article, other = make_article(), make_article()
        page = self.send_story("change", article.pk, related=[{"other": other.pk}, {"other": other.pk}])
        self.assertContains(page, "A related story is named only once.")
        page = self.send_story("change", article.pk, related=[{"other": article.pk}])
        self.assertContains(page, "Choose a story that you may see, and another than this one.")

    def test_a_preview_shows_what_the_revision_leads_on_to(self):
        series, article = Series.objects.create(name="Nights"), make_draft(headline="The second night")
        make_article(headline="The third night", series=series, part=3)
        make_article(headline="The first night", series=series, part=1)
        other = make_article(headline="Fog over the quay")
        self.send_story("change", article.pk, series=series.pk, part=2, related=[{"other": other.pk}])
        page = self.open("article", "revision", article.pk, newest_revision(article).pk)
        self.assertContains(page, "Part 2 of 3")
        self.assertEqual(page.context["going_on"].related, [other])


class ContributorTests(DeskCase):
    roles = ("Contributors",)

    def test_a_story_that_the_writer_may_not_see_cannot_be_chosen_and_its_headline_is_not_told(self):
        own = make_draft(created_by=self.editor)
        secret = make_draft(headline="Secret plan", created_by=make_colleague("ann"))
        page = self.send_story("change", own.pk, related=[{"other": secret.pk}])
        self.assertContains(page, "Choose a story that you may see")
        self.assertNotContains(page, "Secret plan")
        query = {"app_label": "articles", "model_name": "relatedstory", "field_name": "other"}
        results = self.client.get(reverse("admin:autocomplete"), query).json()["results"]
        self.assertEqual([result["id"] for result in results], [str(own.pk)])
