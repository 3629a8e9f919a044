import warnings

from bs4 import MarkupResemblesLocatorWarning
from django.apps import AppConfig


class StoriesConfig(AppConfig):
    name = "stories"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from media.visibility import public_when

        # Comparing two versions, Wagtail 8.0.1 reads each text as HTML, and its parser takes one that is nothing but an
        # address for a mistake.
        warnings.filterwarnings("ignore", category=MarkupResemblesLocatorWarning, module=r"wagtail\.utils\.text$")

        from . import changes, models, photo_changes, redirects, sitemaps  # noqa: F401  (they connect to signals)
        from .querysets import unrestricted

        for page in (models.StandardPage, models.SectionPage):
            public_when(page, lambda page=page: page.objects.live().filter(unrestricted()))
        public_when(models.StoryPage, models.StoryPage.objects.published)
        for snippet in (models.Column, models.Author, models.Topic):
            public_when(snippet, snippet.objects.published)
        # Their pictures stand in the head or the foot of every page.
        for setting in (models.PublicationSettings, models.AppealSettings, models.NewsletterSettings):
            public_when(setting, setting.objects.all)
