"""Dates as newspapers write them: a list of forms, so that a wrong date fails and is not guessed."""

import re
from datetime import date, datetime, time

FORMS = ("%B %d, %Y", "%b %d, %Y", "%b. %d, %Y", "%d %B %Y", "%A, %d %B %Y", "%A, %B %d, %Y", "%Y-%m-%d")

MARKS = dict.fromkeys(map(ord, "\u200e\u200f"))  # Direction marks, which stand unseen beside dates.


def read_date(text: str) -> date | None:
    """Read a date that is the whole of `text`, such as “January 12, 2022”; None if it is not one.

    A weekday is read over; weekday_differs tells whether it was right.
    """
    text = text.translate(MARKS).strip().replace("Sept.", "Sep.")
    for form in FORMS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def read_moment(text: str) -> tuple[date, time | None] | None:
    """Read a date that a time of day may follow: “January 12, 2022, 18:40”."""
    if match := re.fullmatch(r"(.+?),? (\d{1,2}):(\d{2})", text.strip()):
        day, hour, minute = read_date(match[1]), int(match[2]), int(match[3])
        if day and hour < 24 and minute < 60:
            return day, time(hour, minute)
    day = read_date(text)
    return (day, None) if day else None


def weekday_differs(text: str, day: date) -> bool:
    """Tell whether `text` begins with a weekday that is not that of `day`."""
    match = re.match(r"(\w+day), ", text)
    return bool(match) and match[1] != f"{day:%A}"
