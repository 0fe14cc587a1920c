"""Every palette can be read, in the light and in the dark: contrast is computed from the style sheets themselves."""

import re
from itertools import product

from django.conf import settings
from django.test import SimpleTestCase

from articles.models import Masthead

COLOUR = re.compile(r"--([a-z]+): light-dark\(#([0-9a-f]{6}), #([0-9a-f]{6})\)")
PALETTE = re.compile(r"\[data-palette=\"([a-z]+)\"\] \{(.*?)\}", re.DOTALL)
TEXT, SIGN = 4.5, 3  # WCAG 2.2, AA: 1.4.3 and 1.4.11
GROUNDS = ("paper", "wash", "tint")


def sheet(name):
    return (settings.BASE_DIR / "static" / name).read_text()


def colours(rules):
    """Return the colours of some rules: name → (light, dark)."""
    return {name: (light, dark) for name, light, dark in COLOUR.findall(rules)}


def palettes(rules):
    return {name: colours(palette) for name, palette in PALETTE.findall(rules)}


def luminance(colour):
    """WCAG's relative luminance."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


class PaletteTests(SimpleTestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        rules = sheet("css/newsroom.css")
        cls.tokens = colours(rules[: rules.index("[data-palette")])
        cls.palettes = {"bottle": {}} | palettes(rules)

    def each(self):
        """Yield the colours of each palette in each scheme."""
        for (name, palette), scheme in product(self.palettes.items(), (0, 1)):
            shown = {token: pair[scheme] for token, pair in (self.tokens | palette).items()}
            with self.subTest(palette=name, scheme=("light", "dark")[scheme]):
                yield shown

    def test_the_editors_choices_are_there(self):
        self.assertEqual(set(self.palettes), set(Masthead.Palette.values))

    def test_a_palette_changes_accent_and_tint_alone(self):
        for palette in palettes(sheet("css/newsroom.css")).values():
            self.assertEqual(set(palette), {"accent", "tint"})

    def test_text_can_be_read_on_every_ground(self):
        for shown in self.each():
            for token, ground in product(("ink", "soft", "accent"), GROUNDS):
                self.assertGreaterEqual(contrast(shown[token], shown[ground]), TEXT, (token, ground))

    def test_text_on_a_button_and_on_what_is_chosen_can_be_read(self):
        for shown in self.each():
            for ground in ("accent", "ink"):
                self.assertGreaterEqual(contrast(shown["paper"], shown[ground]), TEXT, ground)

    def test_the_focus_ring_and_the_edges_of_fields_can_be_seen(self):
        for shown in self.each():
            for ground in GROUNDS:
                self.assertGreaterEqual(contrast(shown["focus"], shown[ground]), SIGN, ground)
            self.assertGreaterEqual(contrast(shown["edge"], shown["paper"]), SIGN)

    def test_the_desk_shows_the_same_colours(self):
        self.assertEqual(palettes(sheet("desk/desk.css")), palettes(sheet("css/newsroom.css")))
        shown = colours(sheet("desk/desk.css").split("[data-palette", 1)[0])
        self.assertEqual(shown, {name: self.tokens[name] for name in ("paper", "ink", "accent", "tint")})

    def test_paper_has_the_accents_of_the_light(self):
        rules = sheet("css/print.css")
        printed = dict(re.findall(r'data-palette="([a-z]+)"\] \.kicker \{ color: #([0-9a-f]{6});', rules))
        self.assertIn(f".kicker {{ color: #{self.tokens['accent'][0]};", rules)
        self.assertEqual(
            printed, {name: each["accent"][0] for name, each in self.palettes.items() if name != "bottle"}
        )

    def test_browsers_are_told_the_colours_of_the_paper(self):
        head = (settings.BASE_DIR / "templates" / "base.html").read_text()
        told = re.findall(r'<meta name="theme-color" content="#([0-9a-f]{6})"', head)
        self.assertEqual(told, list(reversed(self.tokens["paper"])))
