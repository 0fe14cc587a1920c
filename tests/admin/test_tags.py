from django.contrib.auth.models import User
from django.test import SimpleTestCase
from django.urls import reverse

from articles.admin.tags import join_names, split_names
from articles.models import Article, Tag
from tests.factories import make_article

from .case import DeskCase


class NamesTests(SimpleTestCase):
    def test_commas_separate_names_and_spaces_do_not(self):
        self.assertEqual(split_names(" harbour ,night  ferry,, Harbour"), ["harbour", "night ferry"])

    def test_a_name_with_a_comma_stands_in_quotation_marks(self):
        names = ["Washington, D.C.", 'the "old" quay', "sea"]
        self.assertEqual(join_names(names), '"Washington, D.C.", "the ""old"" quay", sea')
        self.assertEqual(split_names(join_names(names)), names)

    def test_any_line_can_be_split(self):
        for line in ("", ",", '"', '"a', 'a"b', "\x00", "a\nb"):
            self.assertIsInstance(split_names(line), list)


class TagsInputTests(DeskCase):
    def test_a_storys_tags_come_back_into_the_form(self):
        article = make_article(tags=["night ferry", "Washington, D.C."])
        page = self.open("article", "change", article.pk)
        self.assertContains(page, 'value="&quot;Washington, D.C.&quot;, night ferry"')
        self.assertContains(page, 'data-tags="[&quot;Washington, D.C.&quot;, &quot;night ferry&quot;]"')

    def test_a_known_tag_is_taken_whatever_its_case(self):
        make_article(tags=["Harbour"])
        self.send_story(tags="harbour, new quay")
        self.assertEqual(sorted(Tag.objects.values_list("name", flat=True)), ["Harbour", "new quay"])

    def test_a_tag_that_cannot_be_gets_a_sentence(self):
        self.assertContains(self.send_story(tags="x" * 101), "has 101 characters; a tag has at most 100.")
        self.assertContains(
            self.send_story(tags="sea, !!!"), "“!!!” cannot be a tag: it needs a letter or a digit."
        )
        self.assertFalse(Article.objects.exists())


class SuggestionsTests(DeskCase):
    def suggestions(self, term):
        response = self.client.get(reverse("admin:articles_tag_suggestions"), {"term": term})
        return [result["text"] for result in response.json()["results"]]

    def test_hold_what_was_typed_and_begin_with_the_most_used(self):
        make_article(tags=["Night ferry", "ferry fares", "Élan"])
        make_article(tags=["ferry fares", "Élan", "école"])
        self.assertEqual(self.suggestions("FERRY"), ["ferry fares", "Night ferry"])
        self.assertEqual(self.suggestions("é"), ["Élan", "école"])
        self.assertEqual(self.suggestions("nothing"), [])

    def test_are_twenty_at_most(self):
        make_article(tags=[f"tag {number}" for number in range(30)])
        self.assertEqual(len(self.suggestions("")), 20)

    def test_are_for_those_who_may_see_tags(self):
        address = reverse("admin:articles_tag_suggestions")
        self.client.force_login(User.objects.create_user("guest", is_staff=True))
        self.assertEqual(self.client.get(address).status_code, 403)
        self.client.logout()
        self.assertRedirects(self.client.get(address), f"{reverse('admin:login')}?next={address}")


class TagListTests(DeskCase):
    def test_counts_the_stories_of_a_tag(self):
        make_article(tags=["sea"])
        make_article(tags=["sea"])
        self.assertContains(self.open("tag"), '<td class="field-stories">2</td>', html=True)
