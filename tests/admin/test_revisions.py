from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Author, Revision, Tag
from articles.publishing import newest_revision, publish, save_revision
from tests.factories import make_article, make_author, make_category, make_draft, make_photo

from .case import DeskCase, make_colleague


def in_minutes(number):
    return timezone.localtime(timezone.now() + timedelta(minutes=number)).strftime("%Y-%m-%dT%H:%M:%S")


class SavingTests(DeskCase):
    def test_saving_a_live_story_changes_nothing_that_readers_see_and_says_so(self):
        article = make_article(headline="First", authors=["Ann"], tags=["sea"], sources=["A"])
        before = self.client.get(article.get_absolute_url()).content
        page = self.send_story("change", article.pk, headline="Second", tags="quay", _continue="")
        self.assertContains(page, "Saved. Readers still see the version published on 2022-01-12 09:00.")
        self.assertContains(page, 'value="Second"')
        self.assertEqual(self.client.get(article.get_absolute_url()).content, before)

    def test_publishing_lets_readers_see_what_is_typed(self):
        article = make_article(headline="First")
        self.send_story("change", article.pk, headline="Second", tags="quay", act="publish")
        self.assertContains(self.client.get(article.get_absolute_url(), follow=True), "Second")

    def test_the_form_shows_the_newest_revision_with_all_its_relations(self):
        article, ann, town = make_article(), make_author("Ann"), make_category("Town")
        self.send_story(
            "change",
            article.pk,
            tags="quay",
            also_in=[town.pk],
            bylines=[{"author": ann.pk, "role": "with"}],
            sources=[{"outlet": "Quay News", "relation": "via"}],
        )
        page = self.open("article", "change", article.pk)
        self.assertContains(page, f'<option value="{ann.pk}" selected>Ann</option>', html=True)
        self.assertContains(page, 'value="Quay News"')
        self.assertContains(page, 'value="quay"')
        self.assertEqual(page.context["adminform"].form["also_in"].value(), [town.pk])

    def test_opening_and_saving_unchanged_makes_no_revision(self):
        article = make_article(authors=["Ann", "Bo"], tags=["sea"], sources=["A"], category=make_category())
        page = self.open("article", "change", article.pk)
        form = page.context["adminform"].form
        sent = {name: form[name].value() or "" for name in form.fields} | {"tags": "sea"}
        for panel in page.context["inline_admin_formsets"]:
            for row in (panel.formset.management_form, *panel.formset.forms):
                sent |= {field.html_name: "" if field.value() is None else field.value() for field in row}
        sent = {name: value for name, value in sent.items() if not name.endswith("DELETE")}
        self.client.post(self.address("article", "change", article.pk), sent | {"base": form["base"].value()})
        self.assertEqual(article.revisions.count(), 1)

    def test_a_second_click_makes_no_second_story_and_no_second_revision(self):
        self.send_story(tags="quay")
        self.send_story(tags="quay")
        article = Article.objects.get()
        base = newest_revision(article).pk
        for _ in range(2):
            self.send_story("change", article.pk, headline="Second", base=base)
        self.assertEqual(article.revisions.count(), 2)

    def test_a_second_click_saves_nothing_over_what_a_colleague_wrote_meanwhile(self):
        self.send_story(body="<p>Mine.</p>")
        article = Article.objects.get()
        self.send_story("change", article.pk, body="<p>Theirs.</p>")
        self.send_story(body="<p>Mine.</p>")
        self.assertEqual(newest_revision(article).content["body"], "<p>Theirs.</p>")
        self.assertEqual(Article.objects.count(), 1)

    def test_a_minor_change_can_be_called_so(self):
        article = make_article(headline="First")
        self.send_story(
            "change", article.pk, headline="Frist", body="<p>Rewritten in 9 words.</p>", weight="minor"
        )
        self.assertFalse(newest_revision(article).is_substantive)
        self.send_story("change", article.pk, headline="Frist", body="<p>Rewritten in 9 words.</p>")
        self.assertTrue(newest_revision(article).is_substantive)

    def test_a_revision_can_be_named(self):
        draft = make_draft()
        self.send_story("change", draft.pk, revision_name="Before the lawyer")
        self.assertContains(self.open("article", "history", draft.pk), "Before the lawyer")

    def test_unusable_input_saves_and_publishes_nothing(self):
        draft = make_draft()
        page = self.send_story("change", draft.pk, headline="", act="publish")
        self.assertContains(page, "Nothing was saved, so “Publish now” was not done.")
        self.assertEqual((draft.revisions.count(), Article.objects.published().count()), (1, 0))


class StaleFormTests(DeskCase):
    def setUp(self):
        super().setUp()
        self.article = make_draft(headline="Fog over the harbour")
        self.base = newest_revision(self.article)
        noa = make_colleague("noa", "Editors")
        theirs = self.base.content | {
            "headline": "Fog over the quay",
            "tags": [Tag.objects.create(name="sea").pk],
        }
        self.theirs = save_revision(self.article, theirs, by=noa)

    def test_comes_back_with_both_texts_and_nothing_is_saved_or_published(self):
        page = self.send_story(
            "change", self.article.pk, base=self.base.pk, headline="Fog & <rain>", tags="new", act="publish"
        )
        self.assertContains(page, "noa saved this story while you were writing.", status_code=409)
        self.assertContains(page, "<del>harbour</del><ins>quay</ins>", status_code=409)
        self.assertContains(page, "<ins>&amp; &lt;rain&gt;</ins>", status_code=409)
        self.assertContains(page, 'value="Fog &amp; &lt;rain&gt;"', status_code=409)
        self.assertEqual(newest_revision(self.article), self.theirs)
        self.assertFalse(Article.objects.published().exists())

    def test_a_second_save_goes_over_it(self):
        page = self.send_story("change", self.article.pk, base=self.base.pk, headline="Mine")
        self.assertContains(page, f'name="base" value="{self.theirs.pk}"', status_code=409)
        self.send_story("change", self.article.pk, base=self.theirs.pk, headline="Mine")
        self.assertEqual(newest_revision(self.article).content["headline"], "Mine")

    def test_a_form_that_is_wrong_as_well_stays_stale(self):
        page = self.send_story("change", self.article.pk, base=self.base.pk, headline="")
        self.assertContains(page, f'name="base" value="{self.base.pk}"')

    def test_a_form_without_base_is_stale(self):
        page = self.send_story("change", self.article.pk, base="", headline="Mine")
        self.assertEqual(page.status_code, 409)


class ActTests(DeskCase):
    def test_a_draft_goes_through_review(self):
        draft = make_draft()
        for act, status in (("review", "in_review"), ("ready", "ready"), ("send_back", "draft")):
            self.send_story("change", draft.pk, act=act)
            draft.refresh_from_db()
            self.assertEqual(draft.status, status)

    def test_a_time_and_an_end_can_be_given_and_taken_back(self):
        draft = make_draft()
        times = {"act-at": in_minutes(5), "act-until": in_minutes(9)}
        self.send_story("change", draft.pk, act="schedule", **times)
        draft.refresh_from_db()
        self.assertEqual(
            (draft.status, draft.expires_at - draft.published_at), ("published", timedelta(minutes=4))
        )
        self.send_story("change", draft.pk, act="unschedule")
        draft.refresh_from_db()
        self.assertEqual(draft.status, "draft")

    def test_a_change_of_a_live_story_waits_for_its_time(self):
        article = make_article(headline="First")
        page = self.send_story(
            "change", article.pk, headline="Second", act="schedule", **{"act-at": in_minutes(5)}
        )
        self.assertContains(page, "Live. Change scheduled for")
        self.assertContains(self.client.get(article.get_absolute_url()), "First")

    def test_publish_now_is_not_taken_for_a_time_that_was_typed(self):
        draft = make_draft()
        page = self.send_story("change", draft.pk, act="publish", **{"act-at": in_minutes(5)})
        self.assertContains(page, "You typed a time.")
        self.assertFalse(Article.objects.published().exists())

    def test_publish_now_takes_an_emptied_time(self):
        draft = make_draft()
        self.send_story("change", draft.pk, act="schedule", **{"act-at": in_minutes(5)})
        self.send_story("change", draft.pk, act="publish", **{"initial-act-at": in_minutes(5), "act-at": ""})
        self.assertTrue(Article.objects.published().exists())

    def test_publishing_from_an_old_page_keeps_the_end_that_a_colleague_set(self):
        article = make_article()
        page = self.open("article", "change", article.pk)
        self.assertContains(page, 'name="initial-act-until"')
        self.send_story("change", article.pk, act="end", **{"act-until": in_minutes(9)})
        self.send_story("change", article.pk, act="publish", **{"initial-act-until": "", "act-until": ""})
        article.refresh_from_db()
        self.assertIsNotNone(article.expires_at)

    def test_a_time_that_was_typed_and_not_used_is_named(self):
        draft = make_draft()
        page = self.send_story("change", draft.pk, headline="Second", **{"act-at": in_minutes(5)})
        self.assertContains(page, "is not used until you press the button below it")
        self.assertEqual(newest_revision(draft).content["headline"], "Second")

    def test_withdrawing_needs_a_reason_and_keeps_what_is_typed(self):
        article = make_article()
        page = self.send_story("change", article.pk, headline="Typed", act="withdraw")
        self.assertContains(page, "Write the reason.")
        self.assertContains(page, 'value="Typed"')
        self.send_story("change", article.pk, act="withdraw", **{"act-reason": "It was not true."})
        self.assertContains(self.client.get(article.get_absolute_url()), "It was not true.", status_code=410)

    def test_a_first_publication_is_taken_back(self):
        self.send_story(act="publish")
        article = Article.objects.get()
        self.send_story("change", article.pk, act="take_back")
        self.assertEqual(self.client.get(article.get_absolute_url()).status_code, 404)

    def test_taking_back_is_not_offered_for_what_was_withdrawn_before(self):
        article = make_article()
        self.assertContains(self.open("article", "change", article.pk), 'value="take_back"')
        self.send_story("change", article.pk, act="withdraw", **{"act-reason": "By mistake."})
        self.send_story("change", article.pk, act="publish")
        self.assertTrue(Article.objects.published().exists())
        self.assertNotContains(self.open("article", "change", article.pk), 'value="take_back"')

    def test_an_embargo_is_set_kept_and_broken_on_purpose_alone(self):
        draft = make_draft()
        self.send_story("change", draft.pk, act="embargo", **{"act-embargo": in_minutes(60)})
        page = self.send_story("change", draft.pk, act="publish")
        self.assertContains(page, "This story is under embargo until")
        self.send_story("change", draft.pk, act="publish", **{"act-breaks_embargo": "on"})
        self.assertTrue(Article.objects.published().exists())

    def test_an_act_that_does_not_fit_is_refused_with_a_sentence(self):
        draft = make_draft()
        page = self.send_story("change", draft.pk, act="withdraw", **{"act-reason": "No."})
        self.assertContains(page, "“Withdraw” is not for a story that is draft.")


class RightsTests(DeskCase):
    roles = ("Contributors",)

    def own(self, **fields):
        return make_draft(created_by=self.editor, **fields)

    def test_a_picture_does_not_tell_of_the_drafts_of_others(self):
        photo = make_photo()
        make_draft(headline="Secret plan", photo=photo)
        self.own(headline="My own", photo=photo)
        page = self.open("photo", "change", photo.pk)
        self.assertContains(page, "My own")
        self.assertNotContains(page, "Secret plan")

    def test_a_contributor_writes_own_drafts_and_sends_them_to_review(self):
        draft = self.own()
        self.send_story("change", draft.pk, headline="Second", act="review")
        draft.refresh_from_db()
        self.assertEqual((draft.status, newest_revision(draft).content["headline"]), ("in_review", "Second"))
        self.assertNotContains(self.open("article", "change", draft.pk), 'name="headline"')
        self.assertEqual(self.send_story("change", draft.pk, headline="Third").status_code, 403)

    def test_a_contributor_publishes_nothing(self):
        draft = self.own()
        self.assertNotContains(self.open("article", "change", draft.pk), "Publish now")
        self.assertEqual(self.send_story("change", draft.pk, act="publish").status_code, 403)
        self.assertEqual(self.send_story(act="publish").status_code, 403)
        self.assertEqual(Article.objects.count(), 1)

    def test_the_stories_of_others_are_nowhere(self):
        other = make_draft(headline="Of another")
        revision = newest_revision(other).pk
        for name, arguments in (
            ("change", []),
            ("history", []),
            ("compare", []),
            ("delete", []),
            ("revision", [revision]),
            ("revision_print", [revision]),
        ):
            with self.subTest(page=name):
                page = self.open("article", name, other.pk, *arguments, before=revision, after=revision)
                self.assertRedirects(page, "/admin/", fetch_redirect_response=False)
        self.assertNotContains(self.open("article"), "Of another")
        self.client.post(self.address("article", "restore", other.pk, revision))
        self.assertEqual(other.revisions.count(), 1)

    def test_restoring_is_for_editors(self):
        draft = self.own()
        address = self.address("article", "restore", draft.pk, newest_revision(draft).pk)
        self.assertEqual(self.client.post(address).status_code, 403)

    def test_a_revision_of_another_story_is_not_shown_as_ones_own(self):
        draft, other = self.own(), make_draft()
        page = self.open("article", "revision", draft.pk, newest_revision(other).pk)
        self.assertEqual(page.status_code, 404)

    def test_new_tags_are_not_for_everybody(self):
        page = self.send_story(tags="never seen")
        self.assertContains(page, "You may not make tags, and there is no “never seen” yet.")


class PublisherTests(DeskCase):
    roles = ("Publishers",)

    def test_reads_the_newest_revision_and_publishes_it(self):
        draft = make_draft(headline="Ready to go", authors=["Ann"], status="ready")
        newest = newest_revision(draft)
        page = self.open("article", "change", draft.pk)
        self.assertContains(page, "by Ann")
        self.assertNotContains(page, 'name="headline"')
        self.send("article", "change", draft.pk, _act="publish", base=newest.pk)
        self.assertEqual(Article.objects.published().get().published_revision, newest)

    def test_publishes_nothing_that_was_saved_after_the_page_was_opened(self):
        draft = make_draft()
        base = newest_revision(draft)
        save_revision(draft, base.content | {"headline": "Later"})
        page = self.send("article", "change", draft.pk, _act="publish", base=base.pk)
        self.assertContains(page, "saved this story while you were writing", status_code=409)
        self.assertFalse(Article.objects.published().exists())


class HistoryTests(DeskCase):
    def test_says_who_when_what_and_whether_readers_saw_it(self):
        article = make_article(headline="First")
        self.send_story("change", article.pk, headline="Second", tags="quay")
        page = self.open("article", "history", article.pk)
        for text in ("yael", "Headline", "Tags", "Found in the database", "See it since", "Never seen"):
            self.assertContains(page, text)

    def test_takes_the_same_queries_for_500_revisions_as_for_5(self):
        article = make_article()
        content = newest_revision(article).content
        counts = []
        for number in (4, 495):
            Revision.objects.bulk_create(
                Revision(article=article, content=content | {"headline": f"{n}"}) for n in range(number)
            )
            with CaptureQueriesContext(connection) as queries:
                self.assertContains(self.open("article", "history", article.pk), "Against the one before")
            counts.append(len(queries))
        self.assertEqual(counts[0], counts[1])
        self.assertContains(self.open("article", "history", article.pk, p=10), "The first one")

    def test_restoring_makes_a_new_revision_and_publishes_nothing(self):
        article = make_article(headline="First")
        first = newest_revision(article)
        publish(article, save_revision(article, first.content | {"headline": "Second"}))
        page = self.client.post(self.address("article", "restore", article.pk, first.pk), follow=True)
        self.assertContains(page, 'value="First"')
        self.assertContains(self.client.get(article.get_absolute_url()), "Second")
        self.assertEqual(self.open("article", "restore", article.pk, first.pk).status_code, 405)

    def test_two_revisions_are_compared_by_word_in_every_field(self):
        article = make_article(
            headline="Fog & rain",
            authors=["Ann"],
            tags=["sea"],
            sources=["Quay"],
            category=make_category("Town"),
        )
        before = newest_revision(article)
        changes = {
            "headline": "Fog & <snow>",
            "tags": [Tag.objects.create(name="quay").pk],
            "bylines": [{"author": make_author("Bo").pk, "role": "by"}],
            "sources": [],
            "category": make_category("Harbour").pk,
            "photo": make_photo(caption="Lamps").pk,
            "kind": "opinion",
        }
        after = save_revision(article, before.content | changes)
        page = self.open("article", "compare", article.pk, before=before.pk, after=after.pk)
        self.assertContains(page, "Fog &amp; <del>rain</del><ins>&lt;snow&gt;</ins>")
        for text in (
            "<del>sea</del>",
            "by <del>Ann</del><ins>Bo</ins>",
            "<del>Town</del>",
            "<ins>Opinion</ins>",
        ):
            self.assertContains(page, text)
        self.assertContains(page, "<ins>Lamps (photo")

    def test_a_comparison_without_revisions_is_not_found(self):
        article = make_article()
        for query in ({}, {"before": "x", "after": "1"}, {"before": "9" * 30, "after": "1"}):
            self.assertEqual(self.open("article", "compare", article.pk, **query).status_code, 404)


class PreviewTests(DeskCase):
    def setUp(self):
        super().setUp()
        self.article = make_article(headline="First")
        self.ann, tag = make_author("Ann"), Tag.objects.create(name="quay")
        changes = {
            "headline": "Not yet public",
            "bylines": [{"author": self.ann.pk, "role": "by"}],
            "tags": [tag.pk],
            "sources": [{"outlet": "Quay", "title": "", "url": "", "date": "2022-01-12", "relation": "via"}],
            "photo": make_photo(caption="Lamps in the fog").pk,
        }
        self.revision = save_revision(self.article, newest_revision(self.article).content | changes)

    def test_shows_a_revision_as_readers_would_see_it_and_writes_nothing(self):
        for name in ("revision", "revision_print"):
            page = self.open("article", name, self.article.pk, self.revision.pk)
            for text in ("Not yet public", "Ann", "Quay", "Lamps in the fog", "noindex"):
                self.assertContains(page, text)
            self.assertIn("private, no-store", page.headers["Cache-Control"])
            self.assertEqual(page.headers["X-Robots-Tag"], "noindex")
        self.assertContains(self.client.get(self.article.get_absolute_url()), "First")
        self.assertFalse(self.article.bylines.exists())

    def test_names_what_was_deleted_since(self):
        self.article.uses.all().delete()
        Author.objects.filter(pk=self.ann.pk).delete()
        self.assertContains(self.open("article", "revision", self.article.pk, self.revision.pk), "(deleted)")
        self.assertContains(self.open("article", "change", self.article.pk), "Not yet public")


class DeletingTests(DeskCase):
    def test_a_draft_is_deleted_with_its_revisions(self):
        draft = make_draft()
        newest_revision(draft)
        self.assertContains(self.open("article", "delete", draft.pk), "Are you sure")
        self.send("article", "delete", draft.pk, post="yes")
        self.assertFalse(Article.objects.exists())

    def test_what_was_public_stays_and_the_page_says_why(self):
        article = make_article()
        page = self.send("article", "delete", article.pk, post="yes")
        self.assertContains(page, "Readers have seen this story, so it stays")
        self.assertTrue(Article.objects.exists())

    def test_many_are_deleted_only_where_none_was_public(self):
        stories = [make_draft().pk, make_article().pk]
        fields = {"action": "delete_selected", "_selected_action": stories, "post": "yes"}
        page = self.send("article", "changelist", **fields)
        self.assertContains(page, "cannot be deleted")
        self.assertEqual(Article.objects.count(), 2)
        self.send("article", "changelist", **fields | {"_selected_action": stories[:1]})
        self.assertEqual(Article.objects.count(), 1)
