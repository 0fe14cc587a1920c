"""What tests of PDFs need: the engine, and a folder of their own for what is kept."""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import page
from django.test import override_settings, tag
from pypdf import PdfReader


@tag("pdf")
class WithPdfs:
    """For test cases in which PDFs are made, by the real engine, and kept in a folder of their own."""

    def setUp(self):
        super().setUp()
        self.folder = Path(self.enterContext(TemporaryDirectory()))
        self.enterContext(override_settings(NEWSROOM_PDF=True, NEWSROOM_VAR=self.folder))

    def files(self, suffix):
        return sorted((self.folder / "pdf").glob(f"*/*.{suffix}"))


def faults(pdf: bytes) -> list[str]:
    """Return in what a file fails PDF/UA-1."""
    report = page.validate_pdf_bytes(pdf, profile="ua1")
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def words_of(pdf: bytes) -> str:
    """Return the text of a PDF as its pages show it, with single spaces."""
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return " ".join(text.split())


def fonts_of(pdf: bytes) -> set[str]:
    """Return the names of the fonts of the first page, without the mark of a subset."""
    fonts = PdfReader(BytesIO(pdf)).pages[0]["/Resources"]["/Font"]
    return {font.get_object()["/BaseFont"].partition("+")[2] for font in fonts.values()}
