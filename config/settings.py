"""Django's settings: what is set here is set for every deployment; what differs comes from the environment.

    DATABASE_WEB_URL   where the web finds its database, as the role sightline_web
    DATABASE_WORKER_URL  the same for the worker alone, as the role sightline_worker: docs/how-to/run-the-worker.md
    DATABASE_URL       the same as its owner; only what migrates or loads has it, never what answers requests
    SECRET_KEY         signs cookies; a process that is given none makes its own, good enough for tools and tests
    SIGHTLINE_DEMO     1 on a person's own machine, where pages are not served over HTTPS
    SIGHTLINE_HOSTS    the names that the site is served under, with commas between
    SIGHTLINE_SITE     the address that e-mails of the worker's lead to; the first of SIGHTLINE_HOSTS unless said
    SIGHTLINE_PROXIES  how many proxies of one's own stand before it, 0 unless said
    SMTP_*, OIDC_*     where e-mail is sent, and who else may say who somebody is: docs/how-to/set-up-sign-in.md

Tables of Django's own apps are granted to the web's role by a migration of ours, like any other table: it has no
right to a table that no migration names.
"""

import os
import secrets
from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF
from psycopg.conninfo import conninfo_to_dict

from config.providers import providers

ROOT = Path(__file__).resolve().parent.parent
DEMO = os.environ.get("SIGHTLINE_DEMO") == "1"


def _list(name: str) -> list[str]:
    return [each.strip() for each in os.environ.get(name, "").split(",") if each.strip()]


DEBUG = False
SECRET_KEY = os.environ.get("SECRET_KEY") or secrets.token_urlsafe(48)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", *_list("SIGHTLINE_HOSTS")]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sessions",
    "config.apps.ContentTypes",
    "config.apps.Auth",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "procrastinate.contrib.django",
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
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "sightline.pages.signing_in.time_out.TimeOut",
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


_ADDRESSES = {
    "default": os.environ.get("DATABASE_WORKER_URL") or os.environ.get("DATABASE_WEB_URL"),
    "owner": os.environ.get("DATABASE_URL"),
}
DATABASES = {alias: database(url) for alias, url in _ADDRESSES.items() if url}
DATABASE_ROUTERS = ["sightline.record.acting.Through"]
AUTH_USER_MODEL = "sightline.Account"
# The counts of attempts to sign in, for all workers together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "sign_in_attempts",
        "OPTIONS": {
            "MAX_ENTRIES": 100_000
        },  # beyond it counts are dropped: more than somebody who guesses can make
    }
}

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
SESSION_COOKIE_AGE = (
    7 * 24 * 60 * 60
)  # whose it was is remembered so long; who is signed in, by the two limits below
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
        "connect-src": [SELF],  # a draft is saved as somebody types; a passkey is asked for
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Signing in. docs/adr/0015-signing-in.md says why it is as it is.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("UserAttributeSimilarityValidator", {"user_attributes": ("email",)}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
IDLE_LIMIT = 60 * 60  # seconds without a click
LONGEST_SESSION = 12 * 60 * 60
KEEP_TYPED_TEXT = 72 * 60 * 60  # what was being typed when a session ended; over a weekend
INVITATION_LIMIT = 7 * 24 * 60 * 60
ACCOUNT_ADAPTER = "sightline.pages.signing_in.adapters.Accounts"
SOCIALACCOUNT_ADAPTER = "sightline.pages.signing_in.adapters.Providers"
MFA_ADAPTER = "sightline.pages.signing_in.adapters.SecondFactors"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation arrived there, or nobody gets in
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if DEMO else "https"
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("SIGHTLINE_PROXIES", "0"))
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Sightline"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO
SOCIALACCOUNT_LOGIN_ON_GET = True  # a link: `form-action` would forbid a form that leads to another host
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": providers(os.environ)}}

# E-mail: invitations, and links to set a new password. Without a server the demonstration puts them into a folder.
EMAIL_HOST = os.environ.get("SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("SMTP_SECURITY", "starttls" if EMAIL_HOST_USER else "") == "starttls"
EMAIL_USE_SSL = os.environ.get("SMTP_SECURITY") == "tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("SMTP_FROM", "sightline@localhost")
if DEMO and "SMTP_HOST" not in os.environ:
    EMAIL_BACKEND, EMAIL_FILE_PATH = (
        "django.core.mail.backends.filebased.EmailBackend",
        ROOT / ".run" / "mail",
    )

# The worker (docs/adr/0020-notifications-and-timers.md). No process but it imports the job.
_NAMED = [f"https://{host}" for host in _list("SIGHTLINE_HOSTS")]
SITE = os.environ.get("SIGHTLINE_SITE", (_NAMED or ["http://127.0.0.1:8000"])[0]).rstrip("/")
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_IMPORT_PATHS = ["sightline.commands.jobs"]
PROCRASTINATE_WORKER_DEFAULTS = {"concurrency": 1, "delete_jobs": "successful"}

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
        "procrastinate": {"level": "WARNING"},
    },
}
