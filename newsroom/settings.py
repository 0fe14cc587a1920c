"""All settings, from top to bottom. The README has the table of the environment variables.

Nothing needs to be set for a fresh checkout to run; production sets NEWSROOM_ADDRESS at least.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from django.conf.global_settings import LANGUAGES
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

from articles.embeds import SITES

from .environment import env_address, env_choice, env_count, env_flag, env_list, env_mail, env_path, env_zone

BASE_DIR = Path(__file__).resolve().parent.parent

# Where the site keeps what belongs to it: database, media, collected static files, secret key.
NEWSROOM_VAR = env_path("NEWSROOM_VAR", BASE_DIR / "var")

# The public address, from which absolute links are built; the Host header is never asked.
NEWSROOM_ADDRESS = env_address("NEWSROOM_ADDRESS", "http://127.0.0.1:8000")

# The sites whose films and posts can be shown in a story, after a click.
NEWSROOM_EMBEDS = env_list("NEWSROOM_EMBEDS", "youtube.com,vimeo.com", SITES)

# The paper that readers print on where they choose none.
NEWSROOM_PAPER = env_choice("NEWSROOM_PAPER", "a4", ["a4", "letter"])

# Whether Newsroom makes PDFs itself; it needs the extra “pdf”, and Pango from the system.
NEWSROOM_PDF = env_flag("NEWSROOM_PDF", "yes")

# How many of them are kept, in megabytes; the ones that were longest not asked for give way.
NEWSROOM_PDF_MB = env_count("NEWSROOM_PDF_MB", "512")

# How many proxies of ours stand in front and can be believed about the reader's address and scheme.
NEWSROOM_PROXIES = env_count("NEWSROOM_PROXIES", "0")


def secret_key():
    """The environment's key, or that of `demo`, or one for this process that check --deploy refuses."""
    if key := os.environ.get("NEWSROOM_SECRET_KEY"):
        return key
    try:
        return (NEWSROOM_VAR / "secret-key").read_text().strip()
    except FileNotFoundError:
        return f"django-insecure-{get_random_secret_key()}"
    except OSError as error:
        raise ImproperlyConfigured(
            f"{error.filename} cannot be read ({error.strerror}). Give it to the user that runs Newsroom."
        ) from error


def database():
    """The embedded database, or the one that DATABASE_URL names."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": NEWSROOM_VAR / "newsroom.sqlite3",
            "CONN_MAX_AGE": 600,
            "OPTIONS": {
                # Sixteen megabytes of pages at hand, and not two: the stories of a tag lie all over the file.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;",
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
            },
        }
    if urlsplit(url).scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured(
            f"DATABASE_URL must begin with “postgresql://”, not {urlsplit(url).scheme!r}. "
            "Without it Newsroom keeps its own SQLite database."
        )
    return dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True)


HTTPS = NEWSROOM_ADDRESS.startswith("https://")

SECRET_KEY = secret_key()
DEBUG = env_flag("NEWSROOM_DEBUG", "no")
ALLOWED_HOSTS = [
    urlsplit(NEWSROOM_ADDRESS).hostname,
    "127.0.0.1",
    "localhost",
    "[::1]",
    *env_list("NEWSROOM_HOSTS"),
]

INSTALLED_APPS = [
    "articles",
    "axes",
    "taggit",
    "django_prose_editor",
    "articles.desk.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "articles.middleware.SafetyHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "articles.middleware.Compression",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "articles.middleware.FormerAddresses",
    "articles.middleware.DueChanges",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "articles.furniture.furniture",
            ],
        },
    }
]

DATABASES = {"default": database()}

# Signing in

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "articles.desk.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "articles.middleware.client_address"
AXES_VERBOSE = False

PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600

# Mail: links to set a password, and nothing else. Without a server, administrators hand them on.

NEWSROOM_MAIL = env_mail("NEWSROOM_MAIL")
if NEWSROOM_MAIL:
    EMAIL_HOST, EMAIL_PORT = NEWSROOM_MAIL.host, NEWSROOM_MAIL.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = NEWSROOM_MAIL.user, NEWSROOM_MAIL.password
    EMAIL_USE_SSL, EMAIL_USE_TLS = NEWSROOM_MAIL.use_ssl, NEWSROOM_MAIL.use_starttls
    DEFAULT_FROM_EMAIL = NEWSROOM_MAIL.sender
    EMAIL_TIMEOUT = 10

# Language and time

LANGUAGE_CODE = env_choice("NEWSROOM_LANGUAGE", "en", [code for code, name in LANGUAGES])
TIME_ZONE = env_zone("NEWSROOM_TIME_ZONE", "UTC")
USE_I18N = True
LOCALE_PATHS = [BASE_DIR / "articles/locale"]  # Where makemessages puts what the templates say.
FORMAT_MODULE_PATH = "newsroom.formats"
USE_TZ = True

# Files

STATIC_URL = "/static/"
STATIC_ROOT = NEWSROOM_VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = NEWSROOM_VAR / "media"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}
# Source maps are large, are asked for by developers alone, and took half of collectstatic's time.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [
    "map",
    "jpg",
    "jpeg",
    "png",
    "gif",
    "webp",
    "avif",
    "woff",
    "woff2",
    "gz",
]
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_HANDLERS = [
    "articles.uploads.SizeLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

TAGGIT_CASE_INSENSITIVE = True

TEST_RUNNER = "tests.runner.Runner"

# Safety. Readers' pages carry READER_POLICY, the admin the wider one that its editor needs; both are strict.

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS and NEWSROOM_PROXIES else None

SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "articles.views.errors.form_is_too_old"
CSRF_TRUSTED_ORIGINS = [NEWSROOM_ADDRESS]

DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
