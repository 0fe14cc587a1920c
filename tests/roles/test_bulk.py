"""Acts on many stories: first what will happen to each, then that and nothing else."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from articles.models import Article, LogLine, Tag
from articles.publishing import newest_revision, publish, save_revision
from tests.factories import make_article, make_category, make_draft

from . import matrix
from .case import RolesCase


class BulkCase(RolesCase):
    roles = ("Editors", "Publishers")

    def setUp(self):
        self.user = self.sign_in(*self.roles)

    def press(self, action, *stories, **fields):
        fields |= {"action": action, "_selected_action": [story.pk for story in stories]}
        return self.client.post(reverse("admin:articles_article_changelist"), fields)

    def preview(self, action, *stories, **fields):
        """Return what the preview says of each story: its sentence, or None where it is left alone."""
        page = self.press(action, *stories, **{"step": "preview"} | fields)
        return self.sentences(page)

    def do(self, action, *stories, **fields):
        """Look first, as the page makes one do."""
        seen = [newest_revision(story).pk for story in stories]
        return self.sentences(self.press(action, *stories, step="do", seen=seen, **fields))

    def sentences(self, page):
        return {
            outcome.article.headline: outcome.sentence if outcome.is_done else f"No: {outcome.sentence}"
            for outcome in page.context["outcomes"]
        }

    def edit(self, story, **changes):
        return save_revision(story, newest_revision(story).content | changes)

    def names(self, story):
        return sorted(tag.name for tag in Article.objects.get(pk=story.pk).tags.all())


class PublishTests(BulkCase):
    def test_drafts_go_out_and_others_are_named_and_left_alone(self):
        draft, live = make_draft(headline="Fog"), make_article(headline="Rain")
        changed, withdrawn = make_article(headline="Wind"), make_article(headline="Hail", status="withdrawn")
        self.edit(changed, headline="Storm")
        expected = {
            "Fog": "Goes out now; it was draft.",
            "Rain": "No: It is published already.",
            "Wind": "No: It has unpublished changes. Publish or restore it by itself first.",
            "Hail": "No: It was withdrawn. Publish it by itself.",
        }
        stories = (draft, live, changed, withdrawn)
        self.assertEqual(self.preview("publish_stories", *stories), expected)
        self.assertEqual(self.do("publish_stories", *stories), expected)
        self.assertEqual(
            set(Article.objects.published().values_list("headline", flat=True)), {"Fog", "Rain", "Wind"}
        )

    def test_a_preview_changes_nothing(self):
        draft = make_draft()
        self.preview("publish_stories", draft)
        self.assertFalse(Article.objects.published().exists() or LogLine.objects.exists())
        self.assertEqual(draft.revisions.count(), 1)

    def test_nothing_is_done_that_no_preview_showed(self):
        draft = make_draft(headline="Fog")
        page = self.press("publish_stories", draft, step="do")
        self.assertEqual(self.sentences(page), {"Fog": "No: Somebody saved it since you looked."})

    def test_a_story_that_was_saved_since_the_preview_is_left_alone(self):
        draft = make_draft(headline="Fog")
        seen = newest_revision(draft).pk
        self.edit(draft, standfirst="Thicker.")
        page = self.press("publish_stories", draft, step="do", seen=seen)
        self.assertEqual(self.sentences(page), {"Fog": "No: Somebody saved it since you looked."})

    def test_one_that_cannot_go_out_says_why_and_keeps_no_other_from_it(self):
        embargoed = make_draft(headline="Fog", embargoed_until=timezone.now() + timedelta(hours=1))
        outcome = self.do("publish_stories", embargoed, make_draft(headline="Rain"))
        self.assertIn("No: This story is under embargo until", outcome["Fog"])
        self.assertEqual([story.headline for story in Article.objects.published()], ["Rain"])
        self.assertEqual(embargoed.revisions.count(), 1)

    def test_each_makes_a_revision_and_one_line_of_the_log(self):
        draft = make_draft(headline="Fog")
        self.do("publish_stories", draft)
        self.assertEqual(newest_revision(draft).origin, "bulk")
        self.assertEqual([str(line) for line in LogLine.objects.all()], ["ann published: Fog"])


class WithdrawTests(BulkCase):
    def test_asks_for_the_reason_and_gives_it_to_readers(self):
        story = make_article(headline="Rain")
        self.assertContains(self.press("withdraw_stories", story), "are told this reason")
        self.assertContains(self.press("withdraw_stories", story, step="preview"), "This field is required.")
        self.do("withdraw_stories", story, reason="It was not true.")
        page = self.client.get(story.get_absolute_url())
        self.assertContains(page, "It was not true.", status_code=410)
        self.assertEqual(newest_revision(story).origin, "bulk")
        self.assert_logged("ann withdrew: Rain")

    def test_what_is_not_public_is_left_alone(self):
        outcome = self.do("withdraw_stories", make_draft(headline="Fog"), reason="Why not.")
        self.assertIn("No: Only a story that readers have seen can be withdrawn", outcome["Fog"])


class RetagTests(BulkCase):
    def test_live_stories_show_it_at_once_and_drafts_keep_it(self):
        live, draft = make_article(tags=["sea", "fog"]), make_draft(tags=["sea"])
        before = Article.objects.get(pk=live.pk)
        self.do("retag_stories", live, draft, add="quay, Sea", remove="FOG")
        self.assertEqual(self.names(live), ["quay", "sea"])
        after = Article.objects.get(pk=live.pk)
        self.assertEqual((after.updated_at, after.published_at), (before.updated_at, before.published_at))
        tags = Tag.objects.filter(pk__in=newest_revision(draft).content["tags"])
        self.assertEqual({tag.name for tag in tags}, {"quay", "sea"})
        self.assertFalse(newest_revision(draft).published_at)

    def test_the_preview_names_the_tags_and_makes_none(self):
        story = make_article(headline="Rain", tags=["sea"])
        outcome = self.preview("retag_stories", story, add="quay")
        self.assertEqual(outcome, {"Rain": "Readers see it so. Tags: quay, sea."})
        self.assertFalse(Tag.objects.filter(name="quay").exists())

    def test_a_story_with_unpublished_changes_is_left_alone(self):
        story = make_article(headline="Rain")
        revision = self.edit(story, headline="Hail")
        self.assertIn("unpublished changes", self.do("retag_stories", story, add="quay")["Rain"])
        publish(story, revision, at=timezone.now() + timedelta(hours=1))
        self.assertIn("unpublished changes", self.do("retag_stories", story, add="quay")["Rain"])

    def test_a_scheduled_story_goes_out_with_it_at_its_time(self):
        draft, time = make_draft(headline="Fog"), timezone.now().replace(microsecond=0) + timedelta(hours=1)
        publish(draft, newest_revision(draft), at=time)
        self.assertIn("at its time", self.do("retag_stories", draft, add="quay")["Fog"])
        self.assertEqual((self.names(draft), Article.objects.get().published_at), (["quay"], time))

    def test_what_is_so_already_gets_no_revision(self):
        story = make_article(headline="Rain", tags=["sea"])
        outcome = self.do("retag_stories", story, add="sea", remove="fog")
        self.assertEqual(outcome, {"Rain": "No: It is so already."})
        self.assertEqual(story.revisions.count(), 1)

    def test_no_tag_at_all_gets_a_sentence(self):
        page = self.press("retag_stories", make_article(), step="preview")
        self.assertContains(page, "Write the tags to add, to remove, or both.")


class RecategoriseTests(BulkCase):
    def test_moves_live_stories_and_leaves_no_category_twice(self):
        town, sea = make_category("Town"), make_category("Sea")
        story = make_article(category=town, also_in=[sea])
        self.do("recategorise_stories", story, category=sea.pk)
        row = Article.objects.get(pk=story.pk)
        self.assertEqual((row.category, list(row.also_in.all())), (sea, []))


class LimitTests(BulkCase):
    def test_too_many_at_once_are_refused_with_a_sentence(self):
        Article.objects.bulk_create(
            Article(headline=str(number), slug=f"story-{number}", body="<p>x</p>") for number in range(201)
        )
        self.press("publish_stories", *Article.objects.all())
        self.assertContains(self.open("articles_article_changelist"), "Choose at most 200 stories at once")
        self.assertFalse(Article.objects.published().exists())


class RightsTests(BulkCase):
    """An act is for those who may; and each story is asked for again, whatever a forged form says."""

    DONE = {
        "retag_stories": {
            "Contributors": {"Own draft"},
            "Authors": {"Own draft", "Own story"},
            "Editors": {"Own draft", "Own story", "Other draft"},
        },
        "recategorise_stories": {
            "Contributors": {"Own draft"},
            "Authors": {"Own draft", "Own story"},
            "Editors": {"Own draft", "Own story", "Other draft"},
        },
        "publish_stories": {"Publishers": {"Own draft", "Other draft"}},
        "withdraw_stories": {"Publishers": {"Own story"}},
    }

    def setUp(self):
        Tag.objects.create(name="sea")
        self.category = make_category()

    def test_every_role_does_what_the_matrix_says_and_no_more(self):
        for number, (role, action) in enumerate((r, a) for a in self.DONE for r in matrix.ROLES):
            user = self.sign_in(role, name=f"colleague{number}")
            with self.subTest(role=role, action=action):
                self.assertEqual(self.done(user, action), self.DONE[action].get(role, set()))

    def done(self, user, action):
        """Send the act with stories of all kinds; return those with which it was done, and did something."""
        stories = [
            make_draft(headline="Own draft", created_by=user),
            make_draft(headline="Other draft"),
            make_article(headline="Own story", created_by=user),
        ]
        seen, lines = [newest_revision(story).pk for story in stories], LogLine.objects.count()
        fields = {"add": "sea", "category": self.category.pk, "reason": "It was not true."}
        page = self.press(action, *stories, step="do", seen=seen, **fields)
        outcomes = (page.context or {}).get("outcomes") or []
        done = {outcome.article.headline for outcome in outcomes if outcome.is_done}
        self.assertEqual(LogLine.objects.count() - lines, len(done))
        return done

    def test_who_may_not_make_tags_chooses_from_those_that_there_are(self):
        contributor = self.sign_in("Contributors", name="cleo")
        draft = make_draft(created_by=contributor)
        page = self.press("retag_stories", draft, step="preview", add="sea, quay")
        self.assertContains(page, "You may not make tags, and there is no “quay” yet.")

    def test_only_what_a_user_may_do_is_offered(self):
        for number, role in enumerate(matrix.ROLES):
            make_draft(created_by=self.sign_in(role, name=f"colleague{number}"))
            page = self.open("articles_article_changelist")
            for action, roles in self.DONE.items():
                with self.subTest(role=role, action=action):
                    self.assertEqual(f'value="{action}"' in page.content.decode(), role in roles)
