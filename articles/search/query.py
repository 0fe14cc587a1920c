"""What readers type, as words. Pure."""

from ..text import clean_line

LENGTH = 200
WORDS = 10


def words_of(typed: str) -> tuple[str, ...]:
    """Return the words of what a reader typed, at most ten of its first 200 characters, without quotation marks."""
    line = clean_line(typed[:LENGTH])
    words = (word.strip("\"“”„«»'‘’,;()") for word in line.split())
    return tuple(dict.fromkeys(word for word in words if word))[:WORDS]
