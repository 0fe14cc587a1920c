"""What files say of themselves, read and written."""

from io import BytesIO
from itertools import pairwise

from django.test import SimpleTestCase
from PIL import Image
from PIL.ExifTags import IFD, Base
from PIL.PngImagePlugin import PngInfo

from articles.pictures import DigitalSource, Rights, Stated, read, written

from .making import chunk, dataset, encoded, exif_of, picture, png, rdf, with_iptc, with_segment

UTF_8 = dataset(90, b"\x1b%G", record=1)
TERMS = "http://cv.iptc.org/newscodes/digitalsourcetype/"
LICENSE = "https://creativecommons.org/licenses/by-sa/4.0/"
FULL = Rights(
    "דנה לוי",
    "Flash90 & “Co.”",
    "© 2022 Dana <Levi>",
    "CC BY-SA 4.0",
    f"{LICENSE}?a=1&b='2'",
    DigitalSource.EDITED_WITH_AI,
)


def listed(name, *texts, kind="Seq"):
    return (
        f"<{name}><rdf:{kind}>{''.join(f'<rdf:li>{text}</rdf:li>' for text in texts)}</rdf:{kind}></{name}>"
    )


def in_languages(name, **texts):
    items = (f'<rdf:li xml:lang="{code.replace("_", "-")}">{text}</rdf:li>' for code, text in texts.items())
    return f"<{name}><rdf:Alt>{''.join(items)}</rdf:Alt></{name}>"


class MetadataCase(SimpleTestCase):
    def read(self, content):
        return read(BytesIO(content))

    def assert_says(self, content, **texts):
        self.assertEqual(self.read(content), Stated(**texts))


class ExifTests(MetadataCase):
    def says(self, **tags):
        return exif_of({Base[name]: value for name, value in tags.items()})

    def test_artist_copyright_and_description_are_read_from_every_kind(self):
        exif = self.says(Artist=b"Dana Levi", Copyright="© 2022 Dana".encode(), ImageDescription=b"A quay.")
        for kind in ("JPEG", "PNG", "WEBP"):
            with self.subTest(kind):
                content = encoded(picture(), kind, exif=exif)
                self.assert_says(content, creator="Dana Levi", copyright="© 2022 Dana", caption="A quay.")

    def test_texts_are_in_utf_8_or_as_windows_wrote_them(self):
        for text, encoding in (("דנה לוי", "utf-8"), ("Zoë “Z.”", "utf-8"), ("Zoë “Z.”", "cp1252")):
            exif = self.says(Artist=text.encode(encoding))
            self.assert_says(encoded(picture(), exif=exif), creator=text)

    def test_what_stands_behind_a_zero_is_not_read(self):
        exif = self.says(Artist=b"Dana\0from the former picture", Copyright=b" \0The editor")
        self.assert_says(encoded(picture(), exif=exif), creator="Dana", copyright="The editor")

    def test_what_cameras_write_by_themselves_says_nothing(self):
        for text in (
            "OLYMPUS DIGITAL CAMERA         ",
            "KONICA MINOLTA DIGITAL CAMERA",
            "SONY DSC",
            "DCIM\\100MEDIA\\DJI_0001.JPG",
            "DSC_0042.JPG",
            "IMG_0042",
            "0000",
            " \t ",
            "- . -",
            "Untitled",
        ):
            with self.subTest(text):
                self.assert_says(encoded(picture(), exif=self.says(ImageDescription=text.encode())))

    def test_what_people_write_is_kept(self):
        for text in ("A boy holds a digital camera", "1948", "None of us", "DSC", "ריק"):
            self.assert_says(encoded(picture(), exif=self.says(ImageDescription=text.encode())), caption=text)

    def test_numbers_in_the_place_of_texts_say_nothing(self):
        number = b"Exif\0\0II*\0\x08\0\0\0\1\0" + b"\x3b\1\4\0\1\0\0\0\7\0\0\0" + bytes(4)
        self.assert_says(encoded(picture(), exif=number))

    def test_it_is_read_behind_the_picture_too(self):
        exif = self.says(Artist=b"Dana")[6:]
        content = encoded(picture(), "PNG")[:-12] + chunk(b"eXIf", exif) + chunk(b"IEND", b"")
        self.assert_says(content, creator="Dana")


class IptcTests(MetadataCase):
    def says(self, *datasets):
        return with_iptc(encoded(picture()), b"".join(datasets))

    def test_every_byline_credit_copyright_and_caption_is_read(self):
        content = self.says(
            UTF_8,
            dataset(80, "דנה לוי".encode()),
            dataset(80, b"Tom Ash"),
            dataset(110, b"Flash90"),
            dataset(116, "© Dana".encode()),
            dataset(120, b"A quay.\rIn winter."),
        )
        expected = {"creator": "דנה לוי, Tom Ash", "credit": "Flash90", "copyright": "© Dana"}
        self.assert_says(content, **expected, caption="A quay.\nIn winter.")

    def test_without_a_word_on_it_the_encoding_is_found(self):
        for encoding in ("utf-8", "cp1252"):
            self.assert_says(self.says(dataset(80, "Zoë “Z.”".encode(encoding))), creator="Zoë “Z.”")

    def test_a_letter_that_was_cut_in_two_is_left_out(self):
        self.assert_says(self.says(UTF_8, dataset(80, "דנה".encode()[:-1])), creator="דנ")

    def test_of_a_block_that_breaks_off_the_whole_texts_are_read(self):
        whole, half = dataset(80, b"Dana"), dataset(110, b"Flash90")
        for length in range(1, len(half)):
            self.assert_says(self.says(whole, half[:length]), creator="Dana")

    def test_a_broken_block_says_nothing(self):
        for block in (
            b"",
            b"\x1c",
            b"\x1c\2",
            b"what is this",
            dataset(80, b"Dana")[1:],
            b"\x1c\2\x50\xff\xff",
        ):
            self.assert_says(self.says(block))

    def test_broken_resources_say_nothing(self):
        for resources in (b"8BIM", b"8BIM\4\4\0\0\xff\xff\xff\xff", b"8BIM\4\4\xff", b"what"):
            content = with_segment(encoded(picture()), 0xED, b"Photoshop 3.0\0" + resources)
            self.assert_says(content)


class XmpTests(MetadataCase):
    def says(self, properties="", attributes=""):
        return encoded(picture(), xmp=rdf(properties, attributes))

    def test_every_text_is_read_from_every_kind(self):
        packet = rdf(
            listed("dc:creator", "דנה לוי", "Tom Ash")
            + in_languages("dc:rights", x_default="© Dana")
            + in_languages("dc:description", x_default="A quay.\nIn winter.")
            + in_languages("Iptc4xmpCore:AltTextAccessibility", x_default="A quay with two ships.")
            + "<photoshop:Credit>Flash90</photoshop:Credit>"
        )
        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", packet, zip=True)
        for kind, options in (
            ("JPEG", {"xmp": packet}),
            ("WEBP", {"xmp": packet}),
            ("PNG", {"pnginfo": info}),
        ):
            with self.subTest(kind):
                self.assert_says(
                    encoded(picture(), kind, **options),
                    creator="דנה לוי, Tom Ash",
                    credit="Flash90",
                    copyright="© Dana",
                    caption="A quay.\nIn winter.",
                    alt_text="A quay with two ships.",
                )

    def test_it_is_read_behind_the_picture_too(self):
        text = b"XML:com.adobe.xmp\0\0\0\0\0" + rdf(listed("dc:creator", "Dana"))
        content = png(64, 48, 1, 0, bytes(8))[:-12] + chunk(b"iTXt", text) + chunk(b"IEND", b"")
        self.assert_says(content, creator="Dana")

    def test_properties_may_be_attributes(self):
        content = self.says(attributes='photoshop:Credit="Flash90" dc:creator="Dana" dc:rights=""')
        self.assert_says(content, creator="Dana", credit="Flash90")

    def test_the_default_language_goes_first(self):
        for texts in ({"he": "רציף", "x_default": "A quay."}, {"x_default": "A quay.", "he": "רציף"}):
            self.assert_says(self.says(in_languages("dc:description", **texts)), caption="A quay.")
        self.assert_says(self.says(in_languages("dc:description", x_default=" ", he="רציף")), caption="רציף")

    def test_what_is_said_of_another_picture_is_not_read(self):
        inner = f"<rdf:Description>{listed('dc:creator', 'Other')}</rdf:Description>"
        self.assert_says(self.says(f"<photoshop:Ingredients>{inner}</photoshop:Ingredients>"))

    def test_the_most_exact_address_of_a_licence_is_taken(self):
        page = 'xmpRights:WebStatement="https://example.com/quay"'
        self.assert_says(self.says(attributes=page), license_url="https://example.com/quay")
        self.assert_says(self.says(f'<cc:license rdf:resource="{LICENSE}"/>', page), license_url=LICENSE)
        terms = in_languages("xmpRights:UsageTerms", x_default=LICENSE)
        self.assert_says(self.says(terms), license_url=LICENSE)

    def test_only_web_addresses_are_licences(self):
        for text in (
            "CC BY-SA 4.0",
            "javascript:alert(1)",
            "ftp://example.com/",
            "https://exam ple.com/",
            "https://",
            f"See {LICENSE}",
            "https://example.com/\u202egpj",
            "https://example.com/" + "x" * 500,
        ):
            with self.subTest(text):
                self.assert_says(self.says(attributes=f'xmpRights:WebStatement="{text}"'))

    def test_how_the_picture_came_about_is_read_where_the_term_is_known(self):
        for text, source in [
            (TERMS + "trainedAlgorithmicMedia", DigitalSource.MADE_BY_AI),
            (TERMS.replace("http", "https") + "digitalCapture/", DigitalSource.CAPTURE),
            ("compositeWithTrainedAlgorithmicMedia", DigitalSource.EDITED_WITH_AI),
            (TERMS + "negativeFilm", None),
            ("https://example.com/digitalCapture", None),
            ("", None),
        ]:
            with self.subTest(text):
                self.assert_says(
                    self.says(attributes=f'Iptc4xmpExt:DigitalSourceType="{text}"'), source=source
                )

    def test_texts_are_cleaned_and_cut_to_what_the_fields_hold(self):
        long, dirty = "word " * 1000, "Da\u202ena&#10; Levi\ufeff"
        said = self.read(
            self.says(
                listed("dc:creator", dirty, *["Tom"] * 500)
                + in_languages("dc:description", x_default=long)
                + in_languages("Iptc4xmpCore:AltTextAccessibility", x_default=long),
                f'photoshop:Credit="{long}" dc:rights="{long}"',
            )
        )
        self.assertTrue(said.creator.startswith("Dana  Levi, Tom, Tom"))
        lengths = [len(text) for text in (said.credit, said.copyright, said.caption, said.alt_text)]
        self.assertEqual(lengths, [199, 299, 1999, 499])

    def test_traps_and_broken_packets_say_nothing(self):
        creator = rdf(listed("dc:creator", "&a;")).decode()
        laughs = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("hgfedcba"))
        for packet in (
            f'<!DOCTYPE x [<!ENTITY h "ha">{laughs}]>{creator[creator.index("<x:") :]}',
            f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>{creator[creator.index("<x:") :]}',
            "<!DOCTYPE x><x/>",
            creator,
            creator[:200],
            "<a>" * 200_000,
            "<a/>",
            "what",
            "\0",
            '<?xml version="1.0" encoding="none-such"?><a/>',
            '<?xml version="1.0" encoding="utf-7"?><a/>',
        ):
            with self.subTest(packet[:60]):
                self.assert_says(encoded(picture(), "WEBP", xmp=packet.encode()))
        self.assert_says(encoded(picture(), "WEBP", xmp=b"<a>\xff\xfe\0</a>"))

    def test_a_packet_of_many_megabytes_says_nothing(self):
        packet = rdf(listed("dc:creator", "Dana") + "<!--" + " " * 2_000_000 + "-->")
        self.assert_says(encoded(picture(), "WEBP", xmp=packet))


class PrecedenceTests(MetadataCase):
    def test_each_text_is_taken_from_xmp_before_iptc_before_exif(self):
        exif = exif_of({Base.Artist: b"C", Base.Copyright: b"C", Base.ImageDescription: b"C"})
        content = encoded(picture(), exif=exif, xmp=rdf(listed("dc:creator", "A"), 'dc:rights=" "'))
        content = with_iptc(content, dataset(80, b"B") + dataset(116, b"B"))
        self.assert_says(content, creator="A", copyright="B", caption="C")

    def test_one_that_is_broken_leaves_the_others(self):
        content = with_iptc(encoded(picture(), exif=b"Exif\0\0II*\0", xmp=b"<a"), dataset(80, b"Dana"))
        self.assert_says(content, creator="Dana")


class WrittenTests(MetadataCase):
    def in_file(self, rights, kind="JPEG"):
        return encoded(picture(), kind, **written(rights))

    def exif(self, rights):
        exif = Image.open(BytesIO(self.in_file(rights))).getexif()
        return [exif.get(tag, "").encode("latin-1").decode() for tag in (Base.Artist, Base.Copyright)]

    def test_what_is_written_is_read(self):
        for kind in ("JPEG", "AVIF"):
            with self.subTest(kind):
                self.assert_says(
                    self.in_file(FULL, kind),
                    creator=FULL.creator,
                    credit=FULL.credit,
                    copyright=FULL.copyright,
                    license_url=FULL.license_url,
                    source=FULL.source,
                )

    def test_nothing_is_written_of_no_rights(self):
        self.assertEqual(written(Rights()), {})

    def test_nothing_is_written_of_what_is_empty(self):
        parts = written(Rights(credit="Flash90"))
        for name in (b"creator", b"rights", b"Marked", b"UsageTerms", b"WebStatement", b"DigitalSourceType"):
            self.assertNotIn(name, parts["xmp"])
        self.assertEqual(written(Rights(source=DigitalSource.CAPTURE)).keys(), {"xmp"})

    def test_exif_names_creator_and_copyright(self):
        self.assertEqual(self.exif(FULL), [FULL.creator, FULL.copyright])

    def test_exif_names_the_credit_and_the_licence_where_nothing_else_is_known(self):
        self.assertEqual(self.exif(Rights(credit="IDF", license_name="CC BY")), ["IDF", "IDF / CC BY"])
        self.assertEqual(self.exif(Rights(creator="Dana")), ["Dana", "Dana"])
        self.assertEqual(self.exif(Rights(creator="Dana", credit="IDF")), ["Dana", "IDF"])

    def test_xmp_claims_no_copyright_that_nobody_stated(self):
        self.assertNotIn(b"dc:rights", written(Rights("Dana", "IDF", license_name="CC BY"))["xmp"])

    def test_rights_are_marked_as_held_as_given_up_or_not_at_all(self):
        given_up = "https://creativecommons.org/publicdomain/zero/1.0/"
        for rights, mark in [
            (FULL, b'Marked="True"'),
            (Rights(license_name="CC0", license_url=given_up), b'Marked="False"'),
        ]:
            self.assertIn(mark, written(rights)["xmp"])
        self.assertNotIn(b"Marked", written(Rights(creator="Dana"))["xmp"])

    def test_what_would_break_a_packet_is_written_harmlessly(self):
        text = "</rdf:li>\x00\x1f\ufffe\ud800\r\n]]>&amp;\"'"
        clean = "</rdf:li> ]]>&amp;\"'"
        rights = Rights(text, text, text, text)
        self.assert_says(self.in_file(rights), creator=clean, credit=clean, copyright=clean)

    def test_it_is_small(self):
        self.assertLess(sum(map(len, written(FULL).values())), 1400)

    def test_nothing_else_stands_in_the_file(self):
        image = Image.open(BytesIO(self.in_file(FULL)))
        always = {Base.XResolution, Base.YResolution, Base.ResolutionUnit, Base.YCbCrPositioning}
        self.assertEqual(set(image.getexif()), {Base.Artist, Base.Copyright} | always)
        self.assertEqual(image.getexif().get_ifd(IFD.GPSInfo), {})
