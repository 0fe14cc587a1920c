"""What the commands for backups have in common: a line that counts, and a sentence for what goes wrong."""

import signal
import sqlite3
from contextlib import contextmanager

from django.core.management import CommandError
from django.db import DatabaseError

from ..backup import BackupError


class Count:
    """A line such as “Media … 15/15”, in which percents go by on a terminal."""

    def __init__(self, output, name):
        self.output = output
        self.name = name
        self.percent = None
        self.write(f"{name} … ")

    def show(self, number, total):
        percent = number * 100 // total if total else 100
        if self.output.isatty() and percent != self.percent:
            self.percent = percent
            self.write(f"\r{self.name} … {percent} %")

    def end(self, result):
        again = f"\r\x1b[K{self.name} … " if self.output.isatty() else ""
        self.write(f"{again}{result}\n")

    def write(self, text):
        self.output.write(text, ending="")
        self.output.flush()


@contextmanager
def sentences():
    """End the command with a sentence; what was begun is undone, also when a terminal is closed."""
    quiet = [sign for sign in (signal.SIGTERM, signal.SIGHUP) if signal.getsignal(sign) == signal.SIG_DFL]
    try:
        for sign in quiet:
            signal.signal(sign, signal.default_int_handler)
        yield
    except BackupError as error:
        raise CommandError(str(error)) from error
    except (DatabaseError, sqlite3.Error) as error:
        reason = str(error).strip().partition("\n")[0]
        raise CommandError(f"The database cannot be used: {reason}") from error
    except OSError as error:
        place = f"{error.filename} cannot be used: " if error.filename else ""
        raise CommandError(f"{place}{error.strerror}. Mend that and begin anew.") from error
    except KeyboardInterrupt:
        raise CommandError("Stopped. Everything is as it was.", returncode=130) from None
    finally:
        for sign in quiet:
            signal.signal(sign, signal.SIG_DFL)
