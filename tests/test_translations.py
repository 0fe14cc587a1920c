"""The catalogues of what readers see: complete, in step with the sources, and compiled. Needs Python alone."""

import ast
import gettext
import re
from pathlib import Path
from string import Formatter

from django.test import SimpleTestCase
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("ar", "es", "he")
# The names under which the sources call gettext, and how many strings each takes: context, singular, plural.
CALLS = {
    "_": (False, 1),
    "gettext": (False, 1),
    "gettext_lazy": (False, 1),
    "pgettext": (True, 1),
    "pgettext_lazy": (True, 1),
    "ngettext": (False, 2),
    "npgettext": (True, 2),
}
TEXT = r"""(u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(_|n?p?gettext)\({TEXT}(?:,\s*{TEXT})?(?:,\s*{TEXT})?")


def in_python():
    """Yield what the app's modules ask for: triples of context, singular and plural."""
    for file in sorted((ROOT / "articles").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", None) in CALLS:
                yield message(node.func.id, [each.value for each in node.args if is_text(each)])


def is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def in_templates():
    """Yield what readers' templates ask for, as makemessages reads them."""
    for file in [*(ROOT / "templates").glob("*.html"), *(ROOT / "templates/articles").iterdir()]:
        for call, *texts in CALL.findall(templatize(file.read_text(), origin=str(file))):
            yield message(call, [ast.literal_eval(text) for text in texts if text])


def message(call, texts):
    has_context, number = CALLS[call]
    context = texts.pop(0) if has_context else None
    return context, texts[0], texts[1] if number == 2 else None


def entries(language):
    """Return a catalogue as it is written: by context, singular and plural, the list of its translations."""
    lines = (ROOT / f"articles/locale/{language}/LC_MESSAGES/django.po").read_text().splitlines()
    found, entry, last = {}, {}, None
    for line in [*lines, ""]:
        if read := re.match(r'(msg\w+)(?:\[\d\])? "', line):
            last = entry.setdefault(read[1], [])
            last.append("")
        if line.endswith('"') and not line.startswith("#"):
            last[-1] += ast.literal_eval(line[line.index('"') :])
        elif not line and "msgid" in entry:
            key = (entry.get(name, [None])[0] for name in ("msgctxt", "msgid", "msgid_plural"))
            found[tuple(key)], entry = entry["msgstr"], {}
    found.pop((None, "", None))
    return found


def places(text):
    """Return what is filled into a text: “%(name)s” and “{name}”."""
    in_braces = {name for _, name, _, _ in Formatter().parse(text) if name}
    return in_braces | set(re.findall(r"%\(\w+\)s", text))


class CatalogueTests(SimpleTestCase):
    def test_the_desk_stays_english(self):
        for file in (ROOT / "articles/admin").rglob("*.py"):
            self.assertNotIn("gettext", file.read_text(), file)

    def test_hold_what_the_sources_say_and_nothing_else(self):
        said = {*in_python(), *in_templates()}
        self.assertGreater(len(said), 200)
        plurals = {(context, text) for context, text, plural in said if plural}
        said = {each for each in said if each[2] or each[:2] not in plurals}
        for language in LANGUAGES:
            with self.subTest(language):
                self.assertEqual(set(entries(language)), said)

    def test_are_translated_in_every_form(self):
        for language, forms in zip(LANGUAGES, (6, 2, 3), strict=True):
            for (_, text, plural), translations in entries(language).items():
                with self.subTest(language, text=text):
                    self.assertEqual(len(translations), forms if plural else 1)
                    self.assertTrue(all(translations))

    def test_nothing_is_a_guess(self):
        for language in LANGUAGES:
            text = (ROOT / f"articles/locale/{language}/LC_MESSAGES/django.po").read_text()
            self.assertNotRegex(text, r"(?m)^#, .*fuzzy|^#~")

    def test_fill_in_what_the_english_fills_in(self):
        for language in LANGUAGES:
            for (_, text, plural), translations in entries(language).items():
                with self.subTest(language, text=text):
                    for translation in translations[-1:] if plural else translations:
                        self.assertEqual(places(translation), places(plural or text))
                    for translation in translations:  # Of one or two the number may be a word.
                        self.assertLessEqual(places(translation), places(plural or text))

    def test_are_compiled(self):
        for language in LANGUAGES:
            with (ROOT / f"articles/locale/{language}/LC_MESSAGES/django.mo").open("rb") as file:
                compiled = gettext.GNUTranslations(file)
            for (context, text, plural), translations in entries(language).items():
                with self.subTest(language, text=text):
                    if plural:
                        forms = {compiled.ngettext(text, plural, number) for number in range(200)}
                        self.assertEqual(forms, set(translations))
                    else:
                        said = compiled.pgettext(context, text) if context else compiled.gettext(text)
                        self.assertEqual([said], translations)
