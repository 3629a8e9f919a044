"""The code that fills the small magazine of the readers' journeys."""

MAGAZINE = """
from stories.models import NewsletterSettings, PublicationSettings
from tests.browser.harder_pages import make_long_words
from tests.factories import make_site
from tests.test_reading_costs_little import make_magazine

make_long_words(make_magazine(make_site(), 6).main_section)
NewsletterSettings.objects.update(button="Sign up", url="https://example.org/sign-up")
PublicationSettings.objects.update(tagline="Foreign policy from the edges of the map")
"""
