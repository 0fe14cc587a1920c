"""The pictures of a story as the desk sees them: what is to be done about each, and which were left out."""

import re
from dataclasses import dataclass

from ...figures import figures
from ...models import Photo
from ..pictures import conditions

IMAGE = re.compile(r"<img\b", re.IGNORECASE)


@dataclass(frozen=True)
class Notice:
    """What is to be done about one picture before the story can be, or stay, with readers."""

    photo: Photo | None
    place: str
    conditions: list[str]


def notices(content):
    """Return what is to be done about the pictures of a revision: the lead first, then those of its text, in order."""
    there = Photo.objects.in_bodies([content["body"]])
    uses = [
        (there.get(figure.uid), figure.alt_text, "A picture in the text")
        for figure in figures(content["body"])
    ]
    if content["photo"]:
        lead = Photo.objects.select_related("license").filter(pk=content["photo"]).first()
        uses.insert(0, (lead, content["photo_alt_text"], "The lead picture"))
    return [notice for use in uses if (notice := notice_of(*use))]


def notice_of(photo, alt_text, place):
    if photo is None:
        return Notice(None, place, ["It is gone from the library. Choose another, or take it out."])
    sentences = conditions(photo, alt_text)
    return Notice(photo, place, sentences) if sentences else None


def left_out(sent, body):
    """Return the sentence about pictures that were sent with a text and are not in it as it was stored, or ""."""
    number = len(IMAGE.findall(sent)) - len(figures(body))
    if number < 1:
        return ""
    pictures = "1 picture was" if number == 1 else f"{number} pictures were"
    return (
        f"{pictures} left out of the text: only pictures of the library stand in stories. "
        "Upload what is missing, and choose it with the picture button of the editor."
    )
