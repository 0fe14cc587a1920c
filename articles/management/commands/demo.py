import argparse
import errno
import hashlib
import os
import secrets
import shutil
import socket
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, CommandError, call_command
from django.core.management.utils import get_random_secret_key
from django.db import DatabaseError, connection, transaction

from newsroom.bootstrap import alone

from ...models import Article, Masthead, Photo
from ...printing import lacks, remedy
from ...publishing import record_import

# All that a small desk does; the role that holds less than these is left out.
ROLES = ("Editors", "Publishers", "Librarians", "Administrators")
UNMISTAKABLE = "abcdefghjkmnpqrstuvwxyz23456789"
THIS_MACHINE = "127.0.0.1"
EVERY_NETWORK = ("0.0.0.0", "::")  # noqa: S104


class Command(BaseCommand):
    help = (
        "Open the newsroom on this machine: prepare its data, load the stories that come with it once, make "
        "an editor's account, serve. A further start changes nothing that you entered."
    )
    requires_system_checks = []
    steps = 8

    def add_arguments(self, parser):
        parser.add_argument(
            "--port", type=port_number, default=8000, help="Where to serve (default: 8000; 0: a free one)."
        )
        parser.add_argument(
            "--bind",
            default=THIS_MACHINE,
            metavar="ADDRESS",
            help="The address to serve on (default: 127.0.0.1, for this machine alone; 0.0.0.0: for all).",
        )
        parser.add_argument("--empty", action="store_true", help="Begin without stories.")

    def handle(self, *, bind, port, empty, **options):
        self.step_number = 0
        host = bind.strip("[]")
        try:
            with listening(host, port) as listener:
                self.prepare(empty)
                self.show_login()
                self.serve(listener, host)
        except KeyboardInterrupt:
            raise CommandError("Stopped. The next start mends what is unfinished.", returncode=130) from None
        except DatabaseError as error:
            reason = str(error).strip().partition("\n")[0]
            raise CommandError(f"The database cannot be used: {reason}") from error
        except BrokenPipeError:
            sys.exit("Nobody reads what the demo says; it stops.")
        except OSError as error:
            raise CommandError(
                f"{error.filename or settings.NEWSROOM_VAR} cannot be used ({error.strerror}). Give it to the "
                "user that runs Newsroom, or name another folder with NEWSROOM_VAR."
            ) from error

    def prepare(self, empty):
        """Do each step that is not done yet."""
        self.step(f"Folder {settings.NEWSROOM_VAR}/".replace(f"{settings.BASE_DIR}/", ""), make_folder)
        with alone(settings.NEWSROOM_VAR):
            self.step("Secret key", make_secret_key)
            self.step("Database", migrate)
            self.step("Stories", begin_empty if empty else load_stories)
            self.step("Pictures", make_pictures)
            self.step("Editor’s account", make_editor)
            self.step("Static files", collect_static_files)
            self.step("PDFs", who_makes_pdfs)

    def step(self, name, work):
        self.step_number += 1
        self.stdout.write(f"{self.step_number}/{self.steps} {name} … ", ending="")
        self.stdout.flush()
        try:
            result = work()
        except BaseException:
            self.stdout.write("not done")
            raise
        self.stdout.write(result)

    def show_login(self):
        editor = User.objects.filter(username="editor").first()
        path = password_path()
        password = read_line(path)
        if editor is None:
            self.stdout.write("Sign in with an account of yours; an editor is made only where nobody is yet.")
            return
        if not (password and editor.check_password(password)):
            path.unlink(missing_ok=True)
            password = "the one that you chose"  # noqa: S105 – it is none.
        self.stdout.write(f"User: {editor.username}\nPassword: {password}")

    def serve(self, listener, host):
        """Become gunicorn, which takes the open port over."""
        self.stdout.flush()
        environment = serving_environment(host, listener.getsockname()[1])
        config = settings.BASE_DIR / "deploy" / "gunicorn.py"
        os.execve(  # noqa: S606 – there is no shell, and nothing in it comes from outside.
            sys.executable,
            [
                *(sys.executable, "-m", "gunicorn", "--config", str(config)),
                *("--chdir", str(settings.BASE_DIR), "--bind", f"fd://{listener.fileno()}", "newsroom.wsgi"),
            ],
            environment,
        )


def port_number(text):
    if text.isascii() and text.isdigit() and int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError(f"a port is a whole number up to 65535, not {text!r}")


@contextmanager
def listening(host, port):
    """Open the port first, so that a taken one costs nothing; who calls early is answered when all is ready."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, dualstack_ipv6=host == "::")
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CommandError(
                f"Port {port} is taken, perhaps by a newsroom that is open already. "
                "Choose another port, for example: --port 8001"
            ) from error
        reason = error.strerror.partition(" (while")[0]
        raise CommandError(
            f"Newsroom cannot listen on {host}, port {port} ({reason}). "
            "Choose another address with --bind or another port with --port."
        ) from error
    with listener:
        listener.set_inheritable(True)
        yield listener


def make_folder():
    folder = settings.NEWSROOM_VAR
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    TemporaryFile(dir=folder).close()
    return "ready"


def make_secret_key():
    if os.environ.get("NEWSROOM_SECRET_KEY"):
        return "from the environment"
    path = settings.NEWSROOM_VAR / "secret-key"
    if read_line(path):
        return "kept"
    write_private(path, get_random_secret_key())
    return "made"


def migrate():
    """Migrate in one transaction, so that a start that is killed meanwhile leaves no half-made tables."""
    with connection.constraint_checks_disabled(), transaction.atomic():
        call_command("migrate", verbosity=0, interactive=False)
    return "ready"


def load_stories():
    """Load the fixtures into a database that has nothing yet; what was deleted since does not come back."""
    with transaction.atomic():
        if has_begun():
            return "kept as they are"
        pictures = settings.FIXTURE_DIRS[0] / "media"
        shutil.copytree(pictures, settings.MEDIA_ROOT, dirs_exist_ok=True)
        call_command("loaddata", "newsroom", "stories", "editions", verbosity=0)
        for article in Article.objects.order_by("pk"):
            record_import(article, "the stories that come with Newsroom")
    return f"{Article.objects.count()} loaded"


def make_pictures():
    """Make the public files that are missing or older than what they say; 15 pictures take some seconds."""
    waiting = [
        photo for photo in Photo.objects.select_related("license").exclude(file="") if photo.is_outdated
    ]
    if not waiting:
        return "ready"
    call_command("renditions", verbosity=0)
    return f"{len(waiting)} made"


def begin_empty():
    if has_begun():
        return "kept as they are"
    Masthead.objects.create()
    return "none"


def has_begun():
    return Masthead.objects.exists() or Article.objects.exists()


def make_editor():
    """Make an account where there is none at all; never again one that was renamed or deleted."""
    if User.objects.exists():
        return "kept"
    # The password is on the disk before it is in the database, so that a broken start cannot lose it.
    password = read_line(password_path()) or new_password()
    write_private(password_path(), password)
    with transaction.atomic():
        editor = User.objects.create_user("editor", password=password, is_staff=True)
        editor.groups.set(Group.objects.filter(name__in=ROLES))
    return "made"


def password_path():
    return settings.NEWSROOM_VAR / "editor-password"


def new_password():
    return "-".join("".join(secrets.choice(UNMISTAKABLE) for _ in range(4)) for _ in range(4))


def collect_static_files():
    """Collect anew when a file has changed, or when an earlier start did not come to its end."""
    stamp = settings.STATIC_ROOT / "digest.txt"
    digest = static_digest()
    if read_line(stamp) == digest:
        return "kept"
    call_command("collectstatic", clear=True, interactive=False, verbosity=0)
    stamp.write_text(f"{digest}\n")
    return "collected"


def who_makes_pdfs():
    if not settings.NEWSROOM_PDF:
        return "left to browsers, as NEWSROOM_PDF says"
    missing = lacks()
    return f"left to browsers, as {missing} is missing. {remedy()}" if missing else "made here"


def static_digest():
    """Return a digest of all that collectstatic reads, and of the way in which it stores it."""
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    ignored = apps.get_app_config("staticfiles").ignore_patterns
    paths = {storage.path(name) for finder in get_finders() for name, storage in finder.list(ignored)}
    for path in sorted(paths):
        digest.update(path.encode())
        digest.update(Path(path).read_bytes())
    return digest.hexdigest()


def read_line(path):
    """Return what a small file says, or nothing if there is none."""
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        return ""


def write_private(path, line):
    """Write a file that its owner alone can read: whole, or not at all."""
    draft = path.with_name(f"{path.name}.new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"{line}\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def serving_environment(host, port):
    """Return the environment of the server; what the site says itself stands."""
    environment = dict(os.environ, NEWSROOM_VAR=str(settings.NEWSROOM_VAR))
    environment.setdefault("NEWSROOM_ADDRESS", public_address(host, port))
    if host in EVERY_NETWORK:
        environment.setdefault("NEWSROOM_HOSTS", "*")
    return environment


def public_address(host, port):
    """Return the address at which this machine's browser finds the newsroom."""
    name = THIS_MACHINE if host in EVERY_NETWORK else host
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"
