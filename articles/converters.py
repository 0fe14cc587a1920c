import unicodedata


class SlugConverter:
    """A slug of any script. Dots end it, so that “.pdf” can follow; the rest is asked of the database."""

    regex = r"[^\x00-\x20/.?#\\\x7f]+"

    def to_python(self, value):
        return unicodedata.normalize("NFC", value).lower()

    def to_url(self, value):
        return value


class UidConverter:
    """A photo's uid, as 32 hexadecimal digits."""

    regex = "[0-9a-f]{32}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class KeyConverter(UidConverter):
    """The name of one state of a picture's public files."""

    regex = "[0-9a-f]{12}"


class RenditionConverter(UidConverter):
    """The name of a public file of a picture: “3x2-640.avif”, “social.jpg”."""

    regex = r"[0-9a-z]+(?:-[0-9]+)?\.(?:avif|jpg)"


class LogoConverter(UidConverter):
    """The name of a logo's file: 32 hexadecimal digits, and its size."""

    regex = r"[0-9a-f]{32}-[0-9]+x[0-9]+\.png"


class DigitsConverter:
    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return f"{value:0{self.width}d}"


class YearConverter(DigitsConverter):
    regex = "[1-9][0-9]{3}"
    width = 4


class TwoDigitsConverter(DigitsConverter):
    """A month or a day; that the date exists is the view's to see."""

    regex = "[0-9]{2}"
    width = 2


class IdConverter(DigitsConverter):
    """The id of a row, within what both databases can hold."""

    regex = "[1-9][0-9]{0,17}"
    width = 1
