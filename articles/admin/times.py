"""Times as they are typed at the desk: in the newsroom's zone, on the nights when clocks change as well."""

from datetime import UTC, datetime, timedelta, tzinfo

from django import forms
from django.core.exceptions import ValidationError

MINUTE = timedelta(minutes=1)


class TimeInput(forms.DateTimeInput):
    """One labelled input for day and time, to the second; Django's own is two without labels."""

    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__({"step": 1} | (attrs or {}), format="%Y-%m-%dT%H:%M:%S")


class TimeField(forms.DateTimeField):
    """A time in the newsroom's zone. One that clocks skip or show twice gets a sentence, and the remedy."""

    widget = TimeInput
    default_error_messages = {"invalid": "This is not a day and time. Write them as 2022-01-12 09:30."}

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            sentences = unclear(error.params["datetime"], error.params["current_timezone"])
            raise ValidationError(sentences, code="unclear_time") from error


def unclear(typed: datetime, zone: tzinfo) -> str:
    """Say why a time is none in `zone`, or is two, and which are to be chosen instead."""
    typed = typed.replace(second=0, microsecond=0)
    before, after = (typed.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    change = typed - max(before, after)  # In UTC, and the earliest that it can be.
    while change.replace(tzinfo=UTC).astimezone(zone).utcoffset() == before != after:
        change += MINUTE
    start, end = (f"{change + offset:%H:%M}" for offset in sorted((before, after)))
    if before < after:
        why = f"does not exist in {zone}: clocks go on from {start} to {end} that night"
    else:
        why = f"exists twice in {zone}: clocks go back from {end} to {start} that night"
    return f"{typed:%Y-%m-%d %H:%M} {why}. Choose a time before {start}, or from {end} on."
