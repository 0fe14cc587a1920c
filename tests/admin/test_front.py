from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.front import arrange, choices_of, state
from articles.front.layout import LEAD, TOPS, Choice
from articles.models import Front, LogLine
from tests.factories import POSTED, make_article, make_category, make_draft, make_front
from tests.pages.test_structure import Elements

from .case import DeskCase, make_colleague

HOUR = timedelta(hours=1)


def typed(moment):
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M:%S}"


class FrontCase(DeskCase):
    def setUp(self):
        super().setUp()
        self.town = make_category("Town")
        self.one, self.two, self.three = (
            make_article(headline=name, published_at=POSTED - HOUR * number)
            for number, name in enumerate(("One", "Two", "Three"))
        )

    def arrange(self, act="save", **fields):
        """Press a button of the page as it was opened a moment ago; fields have their names with “_” for “-”."""
        fields = {name.replace("_", "-"): value for name, value in fields.items()}
        starts_at = fields.pop("starts-at", "")
        form = {"_act": act, "base": fields.pop("base", state()), "starts_at": starts_at} | fields
        return self.client.post(self.address("front", "changelist"), form, follow=True)

    def saved(self):
        return {choice.place: choice.story for choice in choices_of(Front.objects.at(timezone.now()))}


class PageTests(FrontCase):
    def test_shows_what_fills_each_place(self):
        page = self.open("front")
        self.assertContains(page, "Nobody has arranged the front page yet")
        self.assertContains(page, 'data-placeholder="One"')
        self.assertContains(page, 'data-placeholder="Stays empty"')

    def test_shows_what_was_chosen_and_by_whom(self):
        arrange([Choice(LEAD, self.three.pk)], by=self.editor)
        page = self.open("front")
        self.assertContains(page, "Readers see what yael arranged, since")
        self.assertContains(page, f'<option value="{self.three.pk}" selected>Three</option>', html=True)

    def test_says_why_a_story_does_not_stand_in_its_place(self):
        coming = make_article(headline="Coming", published_at=timezone.now() + HOUR)
        gone = make_article(headline="Gone", status="withdrawn")
        make_front(lead=coming, tops=[gone], starts_at=POSTED)
        page = self.open("front")
        self.assertContains(page, "and here from then on. In its place: <bdi>One</bdi>")
        self.assertContains(page, "Withdrawn: readers do not see it.")

    def test_what_keeps_its_place_no_more_is_not_on_the_form(self):
        make_front(lead=self.three, starts_at=POSTED).slots.update(until=timezone.now())
        self.assertNotContains(self.open("front"), "selected")

    def test_every_field_and_button_has_a_name_of_its_own(self):
        page = Elements(self.open("front").content.decode())
        names = [button["aria-label"] for button in page.named("button") if "data-way" in button]
        self.assertEqual(len(names), len(set(names)))
        ids = page.having("id")
        self.assertEqual(len(ids), len(set(ids)))
        self.assertLessEqual(set(page.having("for")), set(ids))

    def test_takes_the_same_number_of_questions_whatever_was_chosen(self):
        make_front(lead=self.one, starts_at=POSTED)
        with CaptureQueriesContext(connection) as few:
            self.open("front")
        make_front(tops=[self.two, self.three, self.one], sections={self.town: [make_article()]})
        with self.assertNumQueries(len(few)):
            self.open("front")


class SaveTests(FrontCase):
    def test_readers_see_it_at_once(self):
        page = self.arrange(lead_story=self.three.pk, top_1_story=self.one.pk)
        self.assertContains(page, "Saved. Readers see it now.")
        self.assertEqual(self.saved(), {LEAD: self.three.pk, TOPS[1]: self.one.pk})
        self.assertEqual(self.client.get("/").context["front"].lead, self.three)

    def test_readers_see_it_from_a_time_on(self):
        at = timezone.now().replace(microsecond=0) + HOUR
        page = self.arrange(lead_story=self.three.pk, starts_at=typed(at))
        self.assertContains(page, "Saved. Readers see it from")
        self.assertEqual(Front.objects.get().starts_at, at)
        self.assertEqual(self.client.get("/").context["front"].lead, self.one)

    def test_a_time_until_which_a_story_stands_is_kept(self):
        until = timezone.now().replace(microsecond=0) + HOUR
        self.arrange(lead_story=self.three.pk, lead_until=typed(until))
        self.assertEqual(Front.objects.get().slots.get().until, until)

    def test_numbers_order_a_list(self):
        fields = {f"top_{n}_story": story.pk for n, story in enumerate((self.one, self.two, self.three))}
        self.arrange(**fields, top_0_number=1, top_1_number=2, top_2_number=1)
        self.assertEqual([self.saved()[place] for place in TOPS], [self.three.pk, self.one.pk, self.two.pk])

    def test_what_is_wrong_gets_a_sentence_and_nothing_is_saved(self):
        past = typed(timezone.now() - HOUR)
        wrong = {
            "This story is not there any more.": {"lead_story": 999},
            "This is no story.": {"lead_story": "x"},
            "This story stands in “Lead” already.": {"lead_story": self.one.pk, "top_0_story": self.one.pk},
            "This time comes before readers see the page.": {"lead_story": self.one.pk, "lead_until": past},
            "This is not a day and time.": {"lead_story": self.one.pk, "lead_until": "soon"},
            "This time has passed. Leave it empty": {"starts_at": past},
        }
        for sentence, fields in wrong.items():
            with self.subTest(sentence=sentence):
                self.assertContains(self.arrange(**fields), sentence)
        self.assertFalse(Front.objects.exists())

    def test_odd_fields_are_no_more_than_wrong(self):
        for fields in ({"lead_story": 2**63}, {"base": "9" * 50}, {"base": ""}, {"top_0_number": "9" * 50}):
            with self.subTest(fields=fields):
                self.assertLess(self.arrange(**fields).status_code, 500)

    def test_the_same_again_makes_no_second_one(self):
        self.arrange(lead_story=self.three.pk)
        self.assertContains(self.arrange(lead_story=self.three.pk), "Nothing differs from what was saved")
        self.assertEqual(Front.objects.count(), 1)


class OvertakenTests(FrontCase):
    def test_who_was_overtaken_sees_what_differs_and_loses_nothing(self):
        began_with = state()
        arrange([Choice(LEAD, self.two.pk)], by=make_colleague("noa"))
        page = self.arrange(lead_story=self.three.pk, base=began_with)
        self.assertContains(page, "noa arranged the front page while you did.", status_code=409)
        self.assertContains(page, "Lead: “Two”, before: free", status_code=409)
        self.assertContains(page, "Lead: “Three”, before: “Two”", status_code=409)
        self.assertContains(page, f'<option value="{self.three.pk}" selected>', status_code=409)
        self.assertEqual(self.saved(), {LEAD: self.two.pk})

    def test_saving_again_puts_it_over_theirs(self):
        began_with = state()
        arrange([Choice(LEAD, self.two.pk)], by=make_colleague("noa"))
        page = self.arrange(lead_story=self.three.pk, base=began_with)
        self.arrange(lead_story=self.three.pk, base=page.context["base"])
        self.assertEqual(self.saved(), {LEAD: self.three.pk})


class MoveTests(FrontCase):
    """The buttons do without a script what they do with one; nothing is saved."""

    def selected(self, page):
        return {
            row.key: row.article.headline for _, rows in page.context["groups"] for row in rows if row.article
        }

    def test_a_story_goes_up_and_down(self):
        fields = {"top_0_story": self.one.pk, "top_1_story": self.two.pk}
        page = self.arrange("move top-1 top-0", **fields)
        self.assertEqual(self.selected(page), {"top-0": "Two", "top-1": "One"})
        self.assertContains(page, "“Two” stands in “Top story 1” now. It is not saved yet.")

    def test_the_first_top_story_and_the_lead_change_places(self):
        page = self.arrange("move top-0 lead", lead_story=self.one.pk, top_0_story=self.two.pk)
        self.assertEqual(self.selected(page), {"lead": "Two", "top-0": "One"})

    def test_its_time_goes_with_it(self):
        until = typed(timezone.now() + HOUR)
        page = self.arrange("move top-0 top-2", top_0_story=self.one.pk, top_0_until=until)
        self.assertContains(page, f'name="top-2-until" value="{until}"')

    def test_a_place_is_freed(self):
        page = self.arrange("free lead", lead_story=self.one.pk, top_0_story=self.two.pk)
        self.assertEqual(self.selected(page), {"top-0": "Two"})

    def test_nothing_is_saved_by_it_and_nonsense_does_nothing(self):
        for act in ("move lead top-0", "free lead", "show", "", "move", "move x y", "free x", "nonsense 1 2"):
            with self.subTest(act=act):
                self.assertEqual(self.arrange(act, lead_story=self.one.pk).status_code, 200)
        self.assertFalse(Front.objects.exists() or LogLine.objects.exists())


class FormerTests(FrontCase):
    def test_undo_brings_back_what_was_before(self):
        self.arrange(lead_story=self.two.pk)
        self.arrange(lead_story=self.three.pk)
        self.assertContains(self.arrange("undo"), "Undone. Readers see it now.")
        self.assertEqual(self.saved(), {LEAD: self.two.pk})
        self.arrange("undo")
        self.assertEqual(self.saved(), {LEAD: self.three.pk})

    def test_any_of_the_list_is_restored(self):
        for story in (self.two, self.three, self.one):
            self.arrange(lead_story=story.pk)
        first = Front.objects.order_by("pk").first()
        self.assertContains(self.open("front"), f'value="restore {first.pk}"')
        self.assertContains(self.arrange(f"restore {first.pk}"), "is restored. Readers see it now.")
        self.assertEqual(self.saved(), {LEAD: self.two.pk})

    def test_one_can_begin_with_an_earlier_one(self):
        front = make_front(lead=self.three, starts_at=POSTED)
        make_front(lead=self.two)
        self.assertContains(self.open("front", front=front.pk), "selected>Three<")
        self.assertContains(self.open("front", front="x"), "selected>Two<")

    def test_what_is_to_come_is_taken_back_and_its_work_is_not_lost(self):
        front = make_front(lead=self.three, starts_at=timezone.now() + HOUR)
        page = self.arrange(f"take_back {front.pk}")
        self.assertContains(page, "is taken back. It stands below and is not saved.")
        self.assertContains(page, "selected>Three<")
        self.assertFalse(Front.objects.exists())
        self.assertContains(self.arrange(f"take_back {front.pk}"), "Nothing was taken back")

    def test_what_is_not_there_gets_a_sentence(self):
        for act in ("restore 999", "restore", "restore x"):
            self.assertContains(self.arrange(act), "This arrangement is not there any more.")

    def test_one_that_another_replaced_in_its_second_was_never_seen(self):
        at = timezone.now() + HOUR
        for story in (self.one, self.two):
            make_front(lead=story, starts_at=at)
        page = self.open("front")
        self.assertContains(page, "Will see it", count=1)
        self.assertContains(page, "Never saw it", count=1)

    def test_the_list_has_thirty(self):
        for number in range(40):
            make_front(lead=self.one, starts_at=POSTED + HOUR * number)
        self.assertEqual(len(self.open("front").context["fronts"]), 30)


class PreviewTests(FrontCase):
    def preview(self, **fields):
        form = {"base": state()} | {name.replace("_", "-"): value for name, value in fields.items()}
        for name in ("at", "starts-at"):
            if name in form:
                form[name.replace("-", "_")] = form.pop(name)
        return self.client.post(reverse("admin:articles_front_preview"), form)

    def test_shows_what_is_not_saved_and_writes_nothing(self):
        page = self.preview(lead_story=self.three.pk, top_1_story=self.two.pk)
        front = page.context["front"]
        self.assertEqual((front.lead, front.tops), (self.three, [self.one, self.two]))
        self.assertContains(page, "as it would be now, with what is not saved yet")
        self.assertFalse(Front.objects.exists() or LogLine.objects.exists())

    def test_is_for_nobody_else(self):
        page = self.preview()
        self.assertEqual(page.headers["X-Robots-Tag"], "noindex")
        self.assertIn("no-store", page.headers["Cache-Control"])
        self.assertIn("private", page.headers["Cache-Control"])
        self.assertContains(page, '<meta name="robots" content="noindex">')
        self.assertNotContains(page, "canonical")

    def test_a_time_to_come_brings_what_is_scheduled(self):
        coming = make_article(headline="Coming", published_at=timezone.now() + HOUR)
        page = self.preview(lead_story=self.three.pk, at=typed(timezone.now() + 2 * HOUR))
        self.assertEqual((page.context["front"].lead, page.context["front"].tops[0]), (self.three, coming))

    def test_a_front_that_is_to_come_stands_over_what_is_not_saved(self):
        make_front(lead=self.two, starts_at=timezone.now() + HOUR)
        page = self.preview(lead_story=self.three.pk, at=typed(timezone.now() + 2 * HOUR))
        self.assertEqual(page.context["front"].lead, self.two)
        self.assertContains(page, "as Newsroom arranged it from")

    def test_before_its_time_the_page_is_as_it_was_arranged(self):
        make_front(lead=self.two, starts_at=POSTED)
        now = timezone.now()
        page = self.preview(lead_story=self.three.pk, starts_at=typed(now + 2 * HOUR), at=typed(now + HOUR))
        self.assertEqual(page.context["front"].lead, self.two)
        page = self.preview(lead_story=self.three.pk, starts_at=typed(now + 2 * HOUR))
        self.assertEqual(page.context["front"].lead, self.three)

    def test_what_is_wrong_comes_back_with_a_sentence(self):
        self.assertContains(self.preview(lead_story=999), "This story is not there any more.")
        self.assertContains(self.preview(at="2022-01-12T09:00"), "The archive of the site has the page")

    def test_an_earlier_and_a_coming_one_can_be_looked_at(self):
        former = make_front(lead=self.three, starts_at=POSTED)
        make_front(lead=self.two)
        coming = make_front(lead=self.one, starts_at=timezone.now() + HOUR)
        for front, lead in ((former, self.three), (coming, self.one)):
            page = self.open("front", "preview", front=front.pk)
            self.assertEqual(page.context["front"].lead, lead)
        self.assertEqual(self.open("front", "preview").context["front"].lead, self.two)


class StoriesTests(FrontCase):
    def found(self, **query):
        response = self.client.get(self.address("front", "stories"), query)
        return [result["text"] for result in response.json()["results"]]

    def test_are_published_and_scheduled_ones_newest_first(self):
        make_article(headline="Coming", published_at=timezone.now() + HOUR)
        make_draft(headline="Draft")
        make_article(headline="Withdrawn", status="withdrawn")
        make_article(headline="Ended", expires_at=POSTED + HOUR)
        self.assertEqual([text.split(" (")[0] for text in self.found()], ["Coming", "One", "Two", "Three"])
        self.assertRegex(self.found()[0], r"^Coming \(from ")
        self.assertEqual(self.found()[1], "One (posted 2022-01-12 09:00)")

    def test_are_found_by_their_words_while_these_are_typed(self):
        make_article(kicker="Report:", headline="Fog over the quay", body="Gulls.")
        make_draft(headline="Fog")
        for term in ("fog", "quay report", "QUAY", "over the quay", "repo", "gulls", "gull"):
            self.assertEqual(len(self.found(term=term)), 1)
        self.assertEqual(self.found(term="nothing"), [])

    def test_come_twenty_at_a_time(self):
        for number in range(20):
            make_article(published_at=POSTED - timedelta(days=number + 1))
        first = self.open("front", "stories").json()
        self.assertEqual((len(first["results"]), first["pagination"]["more"]), (20, True))
        self.assertEqual(len(self.found(page=2)), 3)
        self.assertEqual(len(self.found(page="x")), 20)
