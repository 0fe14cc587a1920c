"""What the desk shows and says of a photo: a preview, what it lacks, when it ends, whether its files are there."""

from datetime import timedelta

from django.utils import timezone
from django.utils.html import format_html

from ..text import join_names

SOON = timedelta(days=14)
PREVIEWS = {"small": ("3x2", 320), "large": ("whole", 640)}  # shapes and widths of the files that are shown


def preview(photo, size):
    """Return the picture of `photo` in one of the sizes of desk.css, “small” (cut to 3:2) or “large” (whole)."""
    if not photo:
        return ""
    if not (photo.file and photo.rendered):
        text = "To be made" if photo.file else "No file"
        return format_html('<span class="preview preview--{} preview--missing">{}</span>', size, text)
    shape, most = PREVIEWS[size]
    width, height = photo.sizes(shape, most)[-1]
    return format_html(
        '<img class="preview preview--{}" src="{}" width="{}" height="{}" alt="{}" loading="lazy">',
        size,
        photo.address(f"{shape}-{width}.jpg"),
        width,
        height,
        photo.used().alt_text,
    )


def conditions(photo, alt_text=""):
    """Return sentences: what is to be done about a photo. `alt_text` is that of the place where it is used."""
    lacking = photo.lacking(alt_text)
    sentences = [f"It lacks {join_names(lacking)}."] if lacking else []
    sentences += filter(None, [ending(photo)])
    if photo.is_outdated:
        sentences.append(
            "Its public files are to be made anew." if photo.rendered else "Its public files are to be made."
        )
    return sentences


def ending(photo):
    """Return the sentence about rights that have ended or will soon, or ""."""
    end, now = photo.ends_at, timezone.now()
    if end is None or end > now + SOON:
        return ""
    when = f"{timezone.localtime(end):%Y-%m-%d %H:%M}"
    if end <= now:
        return f"The right to show it ended on {when}; readers see a neutral figure in its place."
    return f"The right to show it ends on {when}, {in_days(end, now)}."


def in_days(moment, now):
    days = (timezone.localdate(moment) - timezone.localdate(now)).days
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
