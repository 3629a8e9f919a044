"""What the desk adds to Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail_modeladmin.options import modeladmin_register

from home.models import FooterSettings, NameplateSettings, SocialSettings, TrendingSettings
from stories.models import AppealSettings, Column, NewsletterSettings, PublicationSettings

from . import menu
from .dashboard.instalments import start_address
from .dashboard.panels import panels_for
from .records import Records

# What is said every day first, what is set up once last.
SETTINGS_IN_ORDER = [
    TrendingSettings,
    AppealSettings,
    NewsletterSettings,
    NameplateSettings,
    FooterSettings,
    SocialSettings,
    PublicationSettings,
]

modeladmin_register(Records)


# Both after Wagtail's own hooks, which add to what is cleared here.
@hooks.register("construct_homepage_panels", order=1000)
def show_the_desk(request, panels):
    panels[:] = panels_for(request.user)


@hooks.register("construct_homepage_summary_items", order=1000)
def count_nothing(request, items):
    """Leave out Wagtail's totals: they count every page and photo each time somebody opens the dashboard."""
    items.clear()


@hooks.register("construct_main_menu")
def open_pages_at_the_front(request, items):
    items[:] = [menu.of_wagtail(item) if item.name == "explorer" else item for item in items]


@hooks.register("construct_settings_menu")
def order_the_settings(request, items):
    for item in items:
        if (model := getattr(item, "model", None)) in SETTINGS_IN_ORDER:
            item.order = SETTINGS_IN_ORDER.index(model)


@hooks.register("register_snippet_listing_buttons")
def start_instalment(snippet, user, next_url=None):
    if isinstance(snippet, Column) and (address := start_address(snippet, user)):
        yield Button(_("Start instalment"), address, icon_name="plus", priority=5)
