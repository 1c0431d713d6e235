"""All settings, read from the environment once. Nothing else reads the environment."""

import json
import os
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from csp.constants import SELF

from mangnon.config.postgres import Server
from mangnon.core.keys import kept_secret

ROOT = Path(__file__).resolve().parents[2]
HOME = Path(os.environ.get("MANGNON_HOME", ROOT / "var")).resolve()
SNAPSHOTS = HOME / "snapshots"
REPORTS = HOME / "reports"
INTAKE = HOME / "intake"
AUDIT_HEADS = HOME / "audit" / "heads.csv"
KEYRING = Path(os.environ.get("MANGNON_KEYS", HOME / "keys" / "keyring.json")).resolve()
DEMO_RECORD = HOME / "demo.json"


def _demo_record() -> dict[str, Any]:
    """What the demonstration noted of itself in its home; nothing in any other home."""
    if not DEMO_RECORD.exists():
        return {}
    record: dict[str, Any] = json.loads(DEMO_RECORD.read_text(encoding="utf-8"))
    return record


def _today() -> date | None:
    """The fixed day of a demonstration: the environment's, or the one its home was made for."""
    day = os.environ.get("MANGNON_TODAY") or _demo_record().get("today")
    return date.fromisoformat(day) if day else None


TODAY = _today()
IS_DEMO = DEMO_RECORD.exists()
DEMO_ACCOUNTS = _demo_record().get("accounts", [])


def database(url: str) -> dict[str, object]:
    """Return Django's description of a postgresql:// URL; `?host=/folder` names a socket."""
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", [parts.hostname or ""])[0],
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def oidc_apps(environment: Mapping[str, str]) -> list[dict[str, object]]:
    """Return the sign-in service that the environment names, in allauth's words, or none."""
    issuer = environment.get("MANGNON_OIDC_ISSUER", "")
    if not issuer:
        return []
    return [
        {
            "provider_id": "oidc",
            "name": environment.get("MANGNON_OIDC_NAME", "OpenID Connect"),
            "client_id": environment["MANGNON_OIDC_CLIENT_ID"],
            "secret": environment["MANGNON_OIDC_SECRET"],
            "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
        }
    ]


def oidc_origins(environment: Mapping[str, str]) -> list[str]:
    parts = urlsplit(environment.get("MANGNON_OIDC_ISSUER", ""))
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


SECRET_KEY = os.environ.get("MANGNON_SECRET_KEY") or kept_secret(HOME / "secret.key")
DEBUG = False
# How many proxies of ours a request passes; each adds to X-Forwarded-For, which is else not read.
TRUSTED_PROXIES = int(os.environ.get("MANGNON_PROXIES", "0"))
ALLOWED_HOSTS = os.environ.get("MANGNON_HOSTS", "127.0.0.1,localhost").split(",")
DATABASE_URL = os.environ.get("DATABASE_URL") or Server(HOME).url()
DATABASES = {"default": database(DATABASE_URL)}

INSTALLED_APPS = [
    "procrastinate.contrib.django",
    "mangnon.core",
    "mangnon.accounts",
    "mangnon.ui",
    "mangnon.intake",
    "mangnon.values",
    "mangnon.plans",
    "mangnon.places",
    "mangnon.cases",
    "mangnon.children",
    "mangnon.activities",
    "mangnon.snapshots",
    "mangnon.indicators",
    "mangnon.reports",
    "mangnon.dashboards",
    "mangnon.administration",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "django_htmx",
    "template_partials",
    "csp",
]
MIDDLEWARE = [
    "mangnon.config.middleware.limit_body",
    "mangnon.config.middleware.note_origin",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "mangnon.config.middleware.RefuseNul",
    "mangnon.config.middleware.SayWhatIsBroken",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "mangnon.config.middleware.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "mangnon.accounts.idle.note_activity",
    "mangnon.accounts.second_factor.require_second_factor",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "mangnon.config.urls"
WSGI_APPLICATION = "mangnon.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mangnon.ui.context.page",
            ],
        },
    }
]

# The jobs are imported by who works them or queues one, never at every start.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
JOBS = (
    "core", "accounts", "intake", "plans", "children", "cases", "activities", "indicators",
    "reports",
)  # fmt: skip
PROCRASTINATE_IMPORT_PATHS = [f"mangnon.{app}.tasks" for app in JOBS]

AUTH_USER_MODEL = "core.User"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/mine/"
LOGOUT_REDIRECT_URL = "account_login"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "mangnon.accounts.passwords.UnlikeTheName",
        "OPTIONS": {"user_attributes": ("username", "full_name")},
    },
    {
        "NAME": "mangnon.accounts.passwords.LongEnough",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "mangnon.accounts.adapters.Accounts"
ACCOUNT_FORMS = {"login": "mangnon.accounts.sign_in.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
# Wide enough for an office behind one address; a lock-out of one name is the work of axes.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "60/m/ip,10/5m/key"}
MFA_FORMS = {"activate_totp": "mangnon.accounts.sign_in.SetUpAppForm"}
MFA_ADAPTER = "mangnon.accounts.adapters.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Măng Non"
AXES_FAILURE_LIMIT = 5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the end that was told stays true
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "mangnon.accounts.lockout.name_tried"
AXES_LOCKOUT_CALLABLE = "mangnon.accounts.lockout.answer"
AXES_DISABLE_ACCESS_LOG = True  # the audit has it
AXES_ENABLE_ADMIN = False
# One memory for all processes: a second-factor code that one of them took is used for all.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
    }
}
SOCIALACCOUNT_ADAPTER = "mangnon.accounts.adapters.OtherSignIns"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": oidc_apps(os.environ)}}
OIDC_CLAIM = os.environ.get("MANGNON_OIDC_CLAIM", "preferred_username")
# A session ends when nobody used it for so long; shorter for those who come near a case.
IDLE_AFTER = timedelta(minutes=int(os.environ.get("MANGNON_IDLE_MINUTES", "240")))
IDLE_AFTER_NEAR_CASES = timedelta(minutes=int(os.environ.get("MANGNON_IDLE_MINUTES_CASES", "30")))
INVITATION_LASTS = timedelta(days=7)

# E-mail: nothing is sent unless a server, a sender and the address of the site are named.
EMAIL_HOST = os.environ.get("MANGNON_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("MANGNON_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("MANGNON_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("MANGNON_SMTP_PASSWORD", "")
SMTP_SECURITY = os.environ.get("MANGNON_SMTP_SECURITY", "starttls")  # starttls, tls or none
EMAIL_USE_TLS = SMTP_SECURITY == "starttls"
EMAIL_USE_SSL = SMTP_SECURITY == "tls"
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = os.environ.get("MANGNON_MAIL_FROM", "")
SITE_ADDRESS = os.environ.get("MANGNON_ADDRESS", "").rstrip("/")

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [ROOT / "mangnon" / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
COLLECTED = HOME / "static"
# `serve` collects, compresses and names the files by their content; without that, tests and
# commands read them where they lie.
IS_COLLECTED = (COLLECTED / "staticfiles.json").exists()
STATIC_ROOT = COLLECTED if IS_COLLECTED else None
WHITENOISE_USE_FINDERS = not IS_COLLECTED
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if IS_COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SECURE_COOKIES = os.environ.get("MANGNON_HTTPS", "") == "1"
SESSION_COOKIE_SECURE = SECURE_COOKIES
CSRF_COOKIE_SECURE = SECURE_COOKIES
# Browsers themselves allow security keys only over https or on localhost.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE_COOKIES
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE_COOKIES else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        # The form that begins a sign-in by OIDC ends at the service.
        "form-action": [SELF, *oidc_origins(os.environ)],
        "frame-ancestors": ["'none'"],
        "base-uri": [SELF],
        "object-src": ["'none'"],
    }
}
LARGEST_BODY = 11 * 1024 * 1024  # a plan document and its form
# Addresses that take files, streamed to disk: a spreadsheet; what proves something.
LARGER_BODIES = {r"^/imports/$": 101 * 1024 * 1024, r"/(evidence|files)/$": 101 * 1024 * 1024}
DATA_UPLOAD_MAX_MEMORY_SIZE = LARGEST_BODY
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    # A refused page is an answer, not a fault: its traceback would only hide real ones.
    # What axes counts, the audit has.
    "loggers": {"django.request": {"level": "ERROR"}, "axes": {"level": "ERROR"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("MANGNON_LOG", "WARNING")},
}
