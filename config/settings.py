"""Django's settings: what is set here is set for every deployment; what differs comes from the environment.

    DATABASE_WEB_URL   where the web finds its database, as the role sightline_web
    DATABASE_URL       the same as its owner; only what migrates or loads has it, never what answers requests
    SECRET_KEY         signs cookies; a process that is given none makes its own, good enough for tools and tests
    SIGHTLINE_DEMO     1 on a person's own machine, where pages are not served over HTTPS

Tables of Django's own apps are granted to the web's role by a migration of ours, like any other table: it has no
right to a table that no migration names.
"""

import os
import secrets
from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF
from psycopg.conninfo import conninfo_to_dict

ROOT = Path(__file__).resolve().parent.parent
DEMO = os.environ.get("SIGHTLINE_DEMO") == "1"

DEBUG = False
SECRET_KEY = os.environ.get("SECRET_KEY") or secrets.token_urlsafe(48)
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "sightline.apps.SightlineConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


def database(url: str) -> dict[str, Any]:
    """This will put an address, in any form that PostgreSQL knows, into Django's."""
    parts = conninfo_to_dict(url)
    name, user, password = (parts.pop(word, "") for word in ("dbname", "user", "password"))
    host, port = (parts.pop(word, "") for word in ("host", "port"))
    engine = "django.db.backends.postgresql"
    address = {"NAME": name, "USER": user, "PASSWORD": password, "HOST": host, "PORT": port}
    return {"ENGINE": engine, **address, "OPTIONS": parts}


_ADDRESSES = {"default": os.environ.get("DATABASE_WEB_URL"), "owner": os.environ.get("DATABASE_URL")}
DATABASES = {alias: database(url) for alias, url in _ADDRESSES.items() if url}
DATABASE_ROUTERS = ["sightline.record.acting.Through"]
AUTH_USER_MODEL = "sightline.Account"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [ROOT / "sightline" / "pages" / "templates"],
        "OPTIONS": {"environment": "config.jinja.environment"},
    }
]

LANGUAGE_CODE = "en-gb"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "Europe/London"

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / ".run" / "static"
STATICFILES_DIRS = [each for each in [ROOT / "sightline" / "static"] if each.exists()]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STORAGES = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}

# Cookies, headers and what a page may load. Nothing comes from another host, and no page can be framed.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMO
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"  # no table, and no row that could be read
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = not DEMO
SECURE_HSTS_SECONDS = 0 if DEMO else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEMO
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "sightline.pages.errors.csrf"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],  # a draft is saved as somebody types
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"redacted": {"()": "config.log.RedactingFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "redacted"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    # Django's own handlers would write what ours leaves out.
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
    },
}
