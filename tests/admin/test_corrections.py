from django.contrib.auth.models import Permission, User
from django.test import TestCase
from django.urls import reverse

from articles.models import Correction
from articles.publishing import correct, withdraw
from tests.factories import make_article


def make_user(*permissions, name="ann"):
    user = User.objects.create_user(name, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return user


class CorrectTests(TestCase):
    def setUp(self):
        self.article = make_article(headline="The ferry")
        self.client.force_login(make_user("view_article", "correct_article"))

    def address(self):
        return reverse("admin:articles_article_correct", args=[self.article.pk])

    def send(self, **fields):
        return self.client.post(
            self.address(), {"kind": "correction", "text": "It was 349."} | fields, follow=True
        )

    def test_adds_a_correction_that_readers_see_at_once(self):
        self.assertContains(self.send(), "Readers see the correction from now on.")
        self.assertContains(self.client.get(self.article.get_absolute_url()), "It was 349.")
        self.assertEqual(Correction.objects.get().written_by_name, "ann")

    def test_a_later_one_may_supersede_it(self):
        first = correct(self.article, "correction", "It was 394.")
        self.send(supersedes=first.pk)
        self.assertEqual(Correction.objects.get(text="It was 349.").supersedes, first)
        self.assertContains(self.client.get(self.address()), "(superseded)")

    def test_of_another_story_none_can_be_superseded(self):
        other = correct(make_article(), "correction", "It was 394.")
        correct(self.article, "note", "A note.")
        self.assertContains(self.send(supersedes=other.pk), "That choice is not one of the available choices")
        self.assertEqual(self.article.corrections.count(), 1)

    def test_without_words_gets_a_sentence(self):
        self.assertContains(self.send(text=" "), "This field is required.")

    def test_a_story_that_readers_do_not_see_has_none(self):
        withdraw(self.article, "Not true.")
        self.assertContains(self.client.get(self.address()), "nothing to correct")
        self.assertContains(self.send(), "nothing to correct")
        self.assertFalse(Correction.objects.exists())


class RightsTests(TestCase):
    def open_as(self, *permissions, address=None):
        article = make_article()
        self.client.force_login(make_user(*permissions))
        return self.client.get(address or reverse("admin:articles_article_correct", args=[article.pk]))

    def test_who_may_not_correct_is_refused(self):
        self.assertEqual(self.open_as("view_article", "change_article").status_code, 403)

    def test_who_may_not_see_the_story_does_not_find_it(self):
        self.assertEqual(self.open_as("correct_article").status_code, 404)

    def test_corrections_can_be_read_and_neither_changed_nor_deleted(self):
        correction = correct(make_article(), "correction", "It was 349.")
        response = self.open_as("view_article", address=reverse("admin:articles_correction_changelist"))
        self.assertContains(response, "It was 349.")
        page = reverse("admin:articles_correction_change", args=[correction.pk])
        self.assertContains(self.client.get(page), "It was 349.")
        self.assertEqual(self.client.post(page, {"text": "It was 350."}).status_code, 403)
        for address in ("add", "delete"):
            arguments = [correction.pk] if address == "delete" else []
            response = self.client.post(reverse(f"admin:articles_correction_{address}", args=arguments))
            self.assertEqual(response.status_code, 403)

    def test_who_may_not_see_stories_does_not_see_their_corrections(self):
        response = self.open_as("correct_article", address=reverse("admin:articles_correction_changelist"))
        self.assertEqual(response.status_code, 403)
