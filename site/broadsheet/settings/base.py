"""Settings that every installation shares; the other modules loosen or demand."""

from zoneinfo import available_timezones

from . import environment
from .address import SITE_HOST, SITE_URL
from .database import *
from .logs import *
from .mail import *
from .media import *
from .paths import ROOT, VAR
from .serving import *

INSTALLED_APPS = [
    "broadsheet",
    "desk",
    "archive",
    "home",
    "search",
    "stories",
    "media",
    "accounts",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.contrib.sitemaps",
    "wagtail.contrib.typed_table_block",
    "wagtail.contrib.frontend_cache",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtail_modeladmin",
    "modelcluster",
    "taggit",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.forms",  # its templates of widgets, found by FORM_RENDERER
]

# Order: headers go around everything, static files too; the two that look at what the page turned out to be
# (compression, caching) stand outside the session, which may still add a cookie.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "broadsheet.middleware.security.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "broadsheet.middleware.compression.CompressionMiddleware",
    "broadsheet.middleware.caching.CacheControlMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "stories.admin.refusals.PublishRefusedMiddleware",
]

ROOT_URLCONF = "broadsheet.urls"
WSGI_APPLICATION = "broadsheet.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

# Widgets have templates under templates/ too.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DEBUG = False
SECRET_KEY = environment.secret(
    "SECRET_KEY",
    description="Signs sessions and preview links: at least 50 random characters, kept for good.",
)
ALLOWED_HOSTS = environment.hosts(
    "ALLOWED_HOSTS",
    description="Host names that are answered besides that of `BROADSHEET_SITE_URL`. Never `*` in production.",
)
ALLOWED_HOSTS = [SITE_HOST, *ALLOWED_HOSTS]
# The site stands at the root of its host; no header of a visitor says otherwise.
FORCE_SCRIPT_NAME = ""

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "wagtailadmin_login"

# A login lasts a working week and no longer. Extending it at every visit would set a cookie on readers' pages.
SESSION_COOKIE_AGE = 7 * 24 * 60 * 60  # seconds
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True  # the admin's scripts read the token from the page
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

LANGUAGE_CODE = "en"
TIME_ZONE = environment.text(
    "TIME_ZONE",
    "UTC",
    description="The newsroom’s time zone, such as `Europe/Paris`; dates are stored in UTC whatever it is.",
)
if TIME_ZONE not in available_timezones():
    environment.complain(
        "TIME_ZONE", f"is “{TIME_ZONE}”", "write a name of the time zone database, such as Europe/Paris"
    )
    TIME_ZONE = "UTC"
# What a user may choose. "localtime" and "Factory" are no places: a machine elsewhere does not know them, and with
# "localtime" the account page raises a RangeError in browsers.
WAGTAIL_USER_TIME_ZONES = sorted(available_timezones() - {"localtime", "Factory"})
USE_I18N = True
USE_TZ = True
FORMS_URLFIELD_ASSUME_HTTPS = True  # what Django 6.0 does anyway with an address typed without its scheme

STATICFILES_DIRS = [ROOT / "static"]
STATICFILES_FINDERS = [
    "broadsheet.stylesheet.StylesheetFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STATIC_ROOT = VAR / "static"
STATIC_URL = "/static/"
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # nothing asks for the other names

WAGTAIL_SITE_NAME = "Broadsheet"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_NOTIFICATION_USE_HTML = True
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
# Nothing in the admin asks a third party: no avatars from elsewhere, no calls home.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
TAGGIT_CASE_INSENSITIVE = True

# Work that must not hold up a save: `default` is due now (index, purge, mail, opening pictures), `slow` may wait.
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", "slow"],
    }
}

DEMO_PASSWORD = environment.secret(
    "DEMO_PASSWORD",
    description="The password of the demo’s logins. `make run` makes one up and keeps it when there is none.",
)
