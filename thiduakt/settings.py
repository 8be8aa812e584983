"""Settings from the environment. Safe by default: with nothing set this is production, and that refuses to start.

- THIDUAKT_MODE: production (default), demo (a school to try, on this machine) or test
- DATABASE_URL: sqlite:////path/to/file or postgresql://user:password@host/name
- MEDIA_ROOT: uploaded files and issued PDFs, outside the web root; with MEDIA_BUCKET an S3 storage keeps them instead
- BACKUP_ROOT, BACKUP_PASSWORD_FILE: where backups go, and the password they are encrypted with
- BACKGROUND_WORKER: 1 where `manage.py db_worker` runs beside the web server and does what takes long
- ALLOWED_HOSTS: names the site is reached by, with commas between
- EMAIL_URL, MAIL_FROM: the mail server (smtp+tls://user:password@host:587) and the sender; SITE_URL: what links begin with
- SECRET_KEY_FILE: a file that only the server's user can read; its first line is the key, the next ones are older keys
- BALLOT_KEY_FILE: another one, without which no sealed ballot can be opened; where it is missing no secret vote is held
- TRUSTED_PROXIES: how many proxies of our own stand in front; 1 with BEHIND_TLS_PROXY
"""

from datetime import timedelta
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

from thiduakt.database import connection_options
from thiduakt.files.media import media_storage

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
env = environ.Env()

MODE = env.str("THIDUAKT_MODE", "production")
if MODE not in {"production", "demo", "test"}:
    raise ImproperlyConfigured(f"THIDUAKT_MODE phải là production, demo hoặc test, không phải “{MODE}”.")
IS_PRODUCTION = MODE == "production"
DEBUG = env.bool("DEBUG", False)
if IS_PRODUCTION and DEBUG:
    raise ImproperlyConfigured("DEBUG không được bật khi THIDUAKT_MODE=production.")


def _keys_in(variable: str) -> list[str]:
    """Of the file that the variable names; outside of production, where nobody is to be kept out, always the same."""
    if not IS_PRODUCTION:
        return ["only-for-demo-and-tests-never-for-a-real-school"]
    path = env.str(variable, "")
    keys = Path(path).read_text().split() if path and Path(path).is_file() else []
    if keys and min(map(len, keys)) < 50:
        raise ImproperlyConfigured(f"Khóa bí mật trong {path} quá ngắn: cần ít nhất 50 ký tự ngẫu nhiên.")
    return keys


def _secret_keys() -> list[str]:
    """The key that is used, and those it has replaced: what they signed or sealed is still read."""
    if not (keys := _keys_in("SECRET_KEY_FILE")):
        raise ImproperlyConfigured("Chưa có SECRET_KEY_FILE: hãy tạo tệp khóa bí mật như docs/operations.md hướng dẫn.")
    return keys


SECRET_KEY, *SECRET_KEY_FALLBACKS = _secret_keys()
BALLOT_KEY = "".join(_keys_in("BALLOT_KEY_FILE"))  # empty: no secret vote can be opened on this server
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if IS_PRODUCTION else ["localhost", "127.0.0.1", "testserver"])
if IS_PRODUCTION and not ALLOWED_HOSTS:
    raise ImproperlyConfigured("Chưa có ALLOWED_HOSTS: hãy ghi tên miền của nhà trường.")

INSTALLED_APPS = [
    "awards.decisions",
    "awards.rewards",
    "awards.certificates",
    "awards.publications",
    "awards.ceremonies",
    "awards.packs",
    "awards.statistics",
    "awards.closing",
    "nominations.sessions",
    "nominations.appraisals",
    "nominations.meetings",
    "nominations.feedback",
    "nominations.dossiers",
    "nominations.judging",
    "nominations.initiatives",
    "nominations.writings",
    "nominations.ballots",
    "nominations.councils",
    "campaigns.reporting",
    "campaigns.exemplars",
    "campaigns.registrations",
    "campaigns.targets",
    "campaigns.scoring",
    "campaigns.contests",
    "campaigns.campaigns",
    "campaigns.plans",
    "thiduakt.home",
    "thiduakt.intake",
    "thiduakt.documents",
    "thiduakt.ledger",
    "thiduakt.catalog",
    "thiduakt.notices",
    "thiduakt.school",
    "thiduakt.audit",
    "thiduakt.once",
    "django_tasks_db",
    "crispy_forms",
    "crispy_bootstrap5",
    "axes",
    "django_prose_editor",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "thiduakt.tracing.RequestLog",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "thiduakt.headers.NoStore",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "thiduakt.audit.security.SecurityWatch",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "thiduakt.once.unsent.LoginWall",
    "thiduakt.school.middleware.KeepSignIn",
    "thiduakt.school.middleware.DutiesFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
]
ROOT_URLCONF = "thiduakt.urls"
WSGI_APPLICATION = "thiduakt.wsgi.application"
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
                "thiduakt.home.context.navigation",
            ],
            "builtins": [
                "thiduakt.school.templatetags.permissions",
                "thiduakt.home.templatetags.look",
                "thiduakt.once.templatetags.once",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'thiduakt.sqlite3'}")}
DATABASES["default"] |= connection_options(DATABASES["default"]["ENGINE"])
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "school.User"
LOGIN_URL = "login"
CSRF_FAILURE_VIEW = "thiduakt.school.views.sessions.csrf_failure"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
PASSWORD_HASHERS = ["thiduakt.school.hashers.SchoolArgon2PasswordHasher"]
if MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "thiduakt.school.passwords.Length"},
    {"NAME": "thiduakt.school.passwords.Guessable"},
    {"NAME": "thiduakt.school.passwords.Common"},
]
# Failures of one user name from one address: django-axes. What else is counted: thiduakt/school/services/throttling.py.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "thiduakt.addresses.throttled_address"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code"]
SILENCED_SYSTEM_CHECKS = ["axes.W002"]  # its middleware would put a page of its own in the place of our login page
# Whose role asks for a second factor sets one up before anything else; whoever tries the demo may put it off.
SECOND_FACTOR_ENFORCED = IS_PRODUCTION

# Reading a large sheet: within the request, or by `manage.py db_worker` beside the web server.
AT_ONCE, BY_WORKER = "django_tasks.backends.immediate.ImmediateBackend", "django_tasks_db.DatabaseBackend"
TASKS = {"default": {"BACKEND": BY_WORKER if env.bool("BACKGROUND_WORKER", False) else AT_ONCE}}

vars().update(env.email_url("EMAIL_URL", default="dummymail://"))
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", "thi-dua@localhost")
SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000").rstrip("/")  # what stands before a link in a mail

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["thiduakt.formats"]

# Bootstrap, its icons and the text face come from npm packages at set-up (package.json), never from a CDN.
NODE_MODULES = BASE_DIR / "node_modules"
# Whoever tries the demo sees the pages a school would see; its static files are read where they lie.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not IS_PRODUCTION
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("vendor/bootstrap", NODE_MODULES / "bootstrap" / "dist"),
    ("vendor/bootstrap-icons", NODE_MODULES / "bootstrap-icons" / "font"),
    ("vendor/be-vietnam-pro", NODE_MODULES / "@fontsource" / "be-vietnam-pro"),
]
if IS_PRODUCTION:
    STATIC_STORAGE = "whitenoise.storage.CompressedManifestStaticFilesStorage"
else:
    STATIC_STORAGE = "django.contrib.staticfiles.storage.StaticFilesStorage"
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", str(VAR_DIR / "media")))
STORAGES = {"default": media_storage(env), "staticfiles": {"BACKEND": STATIC_STORAGE}}
# Pictures of pages, drawn again whenever they are missing: each server has its own.
PICTURES_ROOT = Path(env.str("PICTURES_ROOT", str(VAR_DIR / "pages")))
BACKUP_ROOT = Path(env.str("BACKUP_ROOT", str(VAR_DIR / "backup")))
BACKUP_PASSWORD_FILE = env.str("BACKUP_PASSWORD_FILE", "")
SIGNATURE_ROOTS = env.str("SIGNATURE_ROOTS", "")  # a folder of certificates; chữ ký số is compared with them, offline

# How many proxies of our own stand in front of the server, each adding an address to X-Forwarded-For.
BEHIND_TLS_PROXY = env.bool("BEHIND_TLS_PROXY", False)
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", int(BEHIND_TLS_PROXY))
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
# Nothing written inside a page runs. Pictures of pages that are kept nowhere come as data: addresses.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
DEVICES = (
    "camera", "display-capture", "geolocation", "microphone", "midi", "payment", "publickey-credentials-get", "usb",
)  # fmt: skip
PERMISSIONS_POLICY: dict[str, list[str]] = {name: [] for name in DEVICES}
if IS_PRODUCTION:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
    SECURE_REDIRECT_EXEMPT = ["^suc-khoe/"]  # the watchdog of the machine asks without TLS
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-phien", "__Host-csrf"
    if BEHIND_TLS_PROXY:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# A larger post, its files not counted, gets the page 400. A larger file waits on the disk; the form says what is too large.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 6_000  # the longest list with its ticks: as many certificates as one file holds
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_048_576

LOG_LINES = "json" if IS_PRODUCTION else "plain"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "thiduakt.logs.JsonLines"}, "plain": {"()": "thiduakt.logs.PlainLines"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": LOG_LINES},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "axes": {"level": "ERROR"},  # what it tells stands in the security log
        "django": {"handlers": [], "level": "WARNING"},
        "django.request": {"level": "ERROR"},  # what is below an error stands in our own line
        "thiduakt.request": {"level": "INFO" if MODE != "test" else "WARNING"},
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
    },
}
DEFAULT_EXCEPTION_REPORTER_FILTER = "thiduakt.logs.NothingTyped"
