import unicodedata


class SlugConverter:
    """A slug of any script. Dots end it, so that “.pdf” can follow; the rest is asked of the database."""

    regex = r"[^\x00-\x20/.?#\\\x7f]+"

    def to_python(self, value):
        return unicodedata.normalize("NFC", value).lower()

    def to_url(self, value):
        return value


class FileNameConverter:
    """The path of a file below MEDIA_ROOT, without control characters."""

    regex = r"[^\x00-\x1f\x7f]+"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


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
