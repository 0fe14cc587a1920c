"""Strict readers of environment variables: a wrong value is named, with the rule and the remedy."""

import os
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ImproperlyConfigured


def env_flag(name: str, default: str) -> bool:
    """Read “yes” or “no”."""
    value = os.environ.get(name, default)
    if value not in ("yes", "no"):
        raise ImproperlyConfigured(f"{name} must be “yes” or “no”, not {value!r}.")
    return value == "yes"


def env_count(name: str, default: str) -> int:
    """Read a whole number, 0 or more."""
    value = os.environ.get(name, default)
    if not (value.isascii() and value.isdigit()):
        raise ImproperlyConfigured(f"{name} must be a whole number such as “1”, not {value!r}.")
    return int(value)


def env_list(name: str, default: str = "", choices: Collection[str] = ()) -> list[str]:
    """Read names separated by commas; of `choices`, if there are any."""
    names = [part for part in (part.strip() for part in os.environ.get(name, default).split(",")) if part]
    for unknown in [each for each in names if choices and each not in choices]:
        raise ImproperlyConfigured(f"{name} can name {', '.join(choices)}, not {unknown!r}.")
    return names


def env_path(name: str, default: Path) -> Path:
    """Read a folder; a relative one stands below the current folder."""
    return Path(os.environ.get(name) or default).absolute()


def env_address(name: str, default: str) -> str:
    """Read the public address of a site, scheme and host alone; return it without a slash at its end."""
    value = os.environ.get(name, default)
    try:
        parts = urlsplit(value)
        valid = (
            parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port > 0)
        )
    except ValueError:
        valid = False
    if not valid or parts.path not in ("", "/") or parts.query or parts.fragment or parts.username:
        raise ImproperlyConfigured(
            f"{name} must be a scheme and a host such as “https://news.example”, nothing after it, not {value!r}."
        )
    return value.rstrip("/")


def env_zone(name: str, default: str) -> str:
    """Read a time zone of the IANA database."""
    value = os.environ.get(name, default)
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ImproperlyConfigured(
            f"{name} must be a time zone such as “Asia/Jerusalem”, not {value!r}."
        ) from error
    return value


def env_choice(name: str, default: str, choices: list[str]) -> str:
    """Read one of `choices`."""
    value = os.environ.get(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not {value!r}.")
    return value


@dataclass(frozen=True)
class MailServer:
    host: str
    port: int
    user: str
    password: str = field(repr=False)  # An error page shows settings.
    sender: str
    use_ssl: bool

    @property
    def use_starttls(self) -> bool:
        """A password or a link never travels in the clear, but within this machine."""
        return not self.use_ssl and self.host not in ("localhost", "127.0.0.1", "::1")


def env_mail(name: str) -> MailServer | None:
    """Read a mail server and its sender; the value holds a password, so no message repeats it."""
    value = os.environ.get(name)
    if not value:
        return None
    parts = urlsplit(value)
    sender = unquote(parts.path.removeprefix("/"))
    try:
        port = parts.port or (465 if parts.scheme == "smtps" else 587)
    except ValueError:
        port = 0
    is_address = sender.count("@") == 1 and not any(letter.isspace() for letter in sender)
    if parts.scheme not in ("smtp", "smtps") or not (parts.hostname and port and is_address):
        raise ImproperlyConfigured(
            f"{name} must be a mail server and the sender of its mails, such as "
            "“smtp://user:password@mail.example:587/desk@news.example”."
        )
    return MailServer(
        host=parts.hostname,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        sender=sender,
        use_ssl=parts.scheme == "smtps",
    )
