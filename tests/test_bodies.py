from django.test import TestCase
from django.utils import timezone

from articles.bodies import shown_body
from articles.models import Photo
from tests.factories import make_article, make_photo, picture_file
from tests.publishing.test_pictures import figure, text_with

FEED = "articles/_feed_figure.html"


class ShownBodyTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.photo = make_photo(file=picture_file((400, 300)), caption="The quay.", credit="Mira")

    def shown(self, body, *template, **fields):
        article = make_article(body=body, **fields)
        return shown_body(article, Photo.objects.in_bodies([article.body]), *template)

    def test_a_picture_says_what_the_photo_says(self):
        body = self.shown(text_with(self.photo))
        for words in ('alt="A white ferry on grey water."', "The quay.", "Photo: <bdi>Mira</bdi>, CC BY 4.0"):
            self.assertIn(words, body)
        self.assertIn(f'srcset="{self.photo.address("whole-320.avif")} 320w, ', body)

    def test_or_what_the_story_says_in_its_place(self):
        body = self.shown(
            text_with(self.photo, alt_text="A &lt; B", caption="By <em>night</em>.<br>Credit: Bo")
        )
        for words in ('alt="A &lt; B"', "By <em>night</em>.", "Photo: <bdi>Bo</bdi>, CC BY 4.0"):
            self.assertIn(words, body)
        for words in ("The quay.", "Mira", "<br>"):
            self.assertNotIn(words, body)

    def test_the_photos_link_is_that_of_its_own_credit_alone(self):
        Photo.objects.update(credit_url="https://mira.example/")
        self.assertIn('<bdi><a href="https://mira.example/">Mira', self.shown(text_with(self.photo)))
        self.assertNotIn("mira.example", self.shown(text_with(self.photo, caption="Credit: Bo")))

    def test_what_is_typed_into_the_library_is_escaped(self):
        Photo.objects.update(caption="<b>&", credit='"<i>', alt_text='"><script>')
        body = self.shown(text_with(self.photo))
        for words in ("&lt;b&gt;&amp;", "&quot;&lt;i&gt;", 'alt="&quot;&gt;&lt;script&gt;"'):
            self.assertIn(words, body)

    def test_the_dateline_opens_the_first_paragraph(self):
        body = self.shown(text_with(self.photo), dateline_place="Haifa")
        self.assertTrue(body.startswith('<p><span class="dateline">HAIFA —</span> The council met.</p>'))

    def test_a_picture_may_stand_before_the_paragraph_that_the_dateline_opens(self):
        body = self.shown(figure(self.photo) * 2 + "<p>The council met.</p>", dateline_place="Haifa")
        self.assertTrue(body.endswith('<p><span class="dateline">HAIFA —</span> The council met.</p>'))
        self.assertEqual(body[: body.index("dateline")].count("<figure"), 2)

    def test_a_neutral_figure_stands_for_what_is_not_shown(self):
        unmade = make_photo(caption="Lost.")
        body = self.shown(text_with(unmade))
        self.assertIn("No picture on file", body)
        self.assertIn("Lost.", body)
        Photo.objects.update(expires_at=timezone.now())
        body = self.shown(text_with(self.photo))
        self.assertIn("This picture is not shown any more", body)
        self.assertNotIn("<img", body)

    def test_one_that_a_machine_made_says_so_before_its_credit(self):
        Photo.objects.update(digital_source="trainedAlgorithmicMedia")
        self.assertIn("<b>AI-generated.</b> Photo: <bdi>Mira", self.shown(text_with(self.photo)))

    def test_a_picture_that_is_gone_by_a_back_door_leaves_a_neutral_figure(self):
        article = make_article(body=text_with(self.photo, caption="Still said."))
        body = shown_body(article, {})
        self.assertIn("No picture on file", body)
        self.assertIn("Still said.", body)

    def test_feeds_get_one_plain_file_and_nothing_of_what_is_not_shown(self):
        body = self.shown(text_with(self.photo), FEED)
        self.assertIn(
            f'<figure><img src="{self.photo.address("whole-400.jpg")}" width="400" height="300"', body
        )
        self.assertNotIn("srcset", body)
        self.assertEqual(self.shown(text_with(make_photo()), FEED).count("<figure"), 0)
