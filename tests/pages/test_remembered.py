"""What is remembered is remembered by its values: each change is seen by the next reader."""

from django.template import Context, Template
from django.test import SimpleTestCase, TestCase

from articles.models import Article, Author, Category, GivingLink, License, Masthead, Photo
from tests.factories import make_article, make_category, make_photo, picture_file

PIECE = "{% load newsroom %}{% remembered name %}{{ name }}{{ other }}{% endremembered %}"


class ChangeTests(TestCase):
    """By doors that tell nobody: nothing but the database knows of them."""

    @classmethod
    def setUpTestData(cls):
        Masthead.objects.create(name="The Tide")
        GivingLink.objects.create(label="Give", url="https://give.example/")
        cls.photo = make_photo(file=picture_file((640, 480)), rendered="a" * 12)
        cls.story = make_article(
            headline="Before", category=make_category("Town"), authors=["Ann"], photo=cls.photo
        )
        make_article(headline="Beside")

    def assert_seen(self, change, words, *addresses):
        for address in addresses:
            self.assertNotContains(self.client.get(address), words)
        change()
        for address in addresses:
            with self.subTest(address=address):
                self.assertContains(self.client.get(address), words)

    def test_of_a_story_in_lists_and_beside_another(self):
        addresses = ("/", "/news/", "/category/town/", "/author/ann/", "/archive/2022/01/", "/news/beside/")
        self.assert_seen(lambda: Article.objects.update(headline="After"), "After", *addresses)

    def test_of_a_name(self):
        rename = lambda: Author.objects.update(name="Beth")  # noqa: E731
        self.assert_seen(rename, "Beth", "/", "/news/", self.story.get_absolute_url())

    def test_of_a_picture(self):
        describe = lambda: Photo.objects.update(alt_text="A mended roof")  # noqa: E731
        self.assert_seen(describe, "A mended roof", "/", "/news/", self.story.get_absolute_url())

    def test_of_a_picture_whose_licence_has_ended(self):
        self.assertContains(self.client.get("/news/"), "<img")
        License.objects.update(expires_at=self.story.published_at)
        self.assertNotContains(self.client.get("/news/"), "<img")

    def test_of_the_furniture(self):
        everywhere = ("/", "/news/", self.story.get_absolute_url(), "/nothing/")
        for change, words in (
            (lambda: Masthead.objects.update(name="The Ebb"), "The Ebb"),
            (lambda: GivingLink.objects.update(label="Lend"), "Lend"),
            (lambda: Category.objects.update(name="Harbour"), "Harbour"),
        ):
            change()
            for address in everywhere:
                with self.subTest(address=address):
                    self.assertIn(words, self.client.get(address).content.decode())

    def test_of_a_story_that_is_withdrawn(self):
        self.assertContains(self.client.get("/news/"), "Before")
        Article.objects.filter(pk=self.story.pk).update(status="withdrawn")
        self.assertNotContains(self.client.get("/news/"), "Before")


class PieceTests(SimpleTestCase):
    def test_knows_what_is_named_and_nothing_else(self):
        piece = Template(PIECE)
        self.assertEqual(piece.render(Context({"name": "<b>", "other": "secret"})), "&lt;b&gt;")
        self.assertEqual(piece.render(Context({"name": "c"})), "c")

    def test_forgets_the_oldest(self):
        piece = Template(PIECE)
        for number in range(1000):
            piece.render(Context({"name": str(number)}))
        (node,) = piece.nodelist.get_nodes_by_type(type(piece.nodelist[-1]))
        self.assertLessEqual(len(node.rendered), 100)

    def test_takes_no_rows(self):
        with self.assertRaisesMessage(TypeError, "name what is shown of it"):
            Template(PIECE).render(Context({"name": (Category(pk=1),)}))
