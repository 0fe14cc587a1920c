"""Pictures in a real Chromium: the file that fits, in a place that is kept for it, never larger than it is."""

from tempfile import TemporaryDirectory

from tests.factories import make_article, make_author, make_category, make_live, make_photo, picture_file
from tests.publishing.test_pictures import text_with

from .case import BrowserCase

SIZES = {"wide": (1600, 1000), "tall": (1200, 1800), "panorama": (3000, 540), "tiny": (120, 80)}
# Every shift of what is on the screen, as browsers count it for Cumulative Layout Shift.
WATCH = """
    window.shifts = [];
    new PerformanceObserver(list => shifts.push(...list.getEntries().map(each => each.value)))
        .observe({type: "layout-shift", buffered: true});
"""
# Of each picture that comes in several widths: these, the one that was taken, and the width in which it is drawn.
MEASURE = """() => [...document.images].map(image => ({
    files: (image.srcset.match(/\\d+(?=w)/g) || []).map(Number),
    taken: Number(image.currentSrc.match(/-(\\d+)\\./)[1]),
    drawn: Math.min(image.clientWidth, image.clientHeight * image.getAttribute("width") / image.getAttribute("height")),
})).filter(each => each.files.length)"""
EAGER = "() => document.querySelectorAll('[loading]').forEach(image => (image.loading = 'eager'))"
SIZE = "image => [image.clientWidth, image.clientHeight]"


class PictureTests(BrowserCase):
    def setUp(self):
        super().setUp()
        photos = {name: make_photo(file=picture_file(size)) for name, size in SIZES.items()}
        town = make_category("Town")
        make_author("Ann", portrait=photos["wide"])
        for number in range(12):
            make_article(photo=photos["wide"], slug=f"old-{number}", category=town, authors=["Ann"])
        for name, photo in photos.items():
            others = [other for other in photos.values() if other != photo]
            make_live(photo=photo, slug=name, body=text_with(*others), category=town)
        self.stories = {name: f"/news/{name}/" for name in photos}
        self.lists = ["/", "/news/", "/author/ann/", "/photo-credits/"]

    def new_page(self, **options):
        """Open a browser's window that has no file in its cache."""
        context = self.browser.new_context(**options)
        self.addCleanup(context.close)
        context.set_default_timeout(10_000)
        return context.new_page()

    def shifts(self, path, width):
        """Return by how much the page moves while it is read from top to end and its pictures come late."""
        page = self.new_page(viewport={"width": width, "height": 700})
        page.add_init_script(WATCH)
        waiting = []
        page.route("**/media/**", lambda route: waiting.append(route))
        page.goto(self.live_server_url + path, wait_until="domcontentloaded")
        for top in range(0, 5000, 500):
            page.evaluate(f"scrollTo(0, {top})")
            page.wait_for_timeout(50)
            while waiting:
                waiting.pop().continue_()
            page.wait_for_timeout(50)
        return sum(page.evaluate("shifts"))

    def test_nothing_moves_while_pictures_come(self):
        for width in (375, 1280):
            for path in [*self.lists, self.stories["wide"], self.stories["tall"]]:
                with self.subTest(path=path, width=width):
                    self.assertEqual(self.shifts(path, width), 0)

    def test_each_place_takes_the_file_that_fits(self):
        for density in (1, 2):
            for width in (320, 768, 1280):
                for path in [*self.lists, self.stories["wide"], self.stories["tall"]]:
                    with self.subTest(path=path, width=width, density=density):
                        window = {"width": width, "height": 900}
                        page = self.new_page(viewport=window, device_scale_factor=density)
                        page.goto(self.live_server_url + path)
                        page.evaluate(EAGER)
                        page.wait_for_load_state("networkidle")
                        for picture in page.evaluate(MEASURE):
                            enough = [
                                file for file in picture["files"] if file >= picture["drawn"] * density - 1
                            ]
                            self.assertEqual(
                                picture["taken"], min(enough, default=max(picture["files"])), picture
                            )

    def test_a_tall_picture_fits_into_the_window_and_a_tiny_one_is_not_enlarged(self):
        for name, size in {"tall": (608, 765), "tiny": (120, 80)}.items():
            self.open(self.stories[name])
            figure = self.page.locator(".story__column > .figure img")
            self.assertEqual(figure.evaluate(SIZE), list(size))

    def test_paper_gets_every_picture(self):
        for path in (self.stories["wide"], f"{self.stories['wide']}print/"):
            with self.subTest(path=path), TemporaryDirectory() as folder:
                self.open(path)
                self.page.pdf(path=f"{folder}/story.pdf")
                missing = "() => [...document.images].filter(image => !image.naturalWidth).length"
                self.assertEqual(self.page.evaluate(missing), 0)
