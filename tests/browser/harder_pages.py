"""What the demo is too well-behaved for: a section in a section, an empty one, a page behind a password, long words."""

from datetime import UTC, datetime

from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from stories.models import SectionPage
from tests.factories import make_author, make_column, make_section, make_story, make_topic

LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
PARAGRAPH = {"text": "<p>Nobody at the harbour could say who had ordered it, or when, or for whom.</p>"}


def fill() -> None:
    europe = SectionPage.objects.get(slug="europe")
    islands = make_section(europe, "Islands", role="region")
    make_section(Site.objects.get(is_default_site=True).root_page, "Nothing yet", role="subject")
    make_story(
        islands, "A lighthouse, unmanned", slug="lighthouse", body=[("paragraph", PARAGRAPH)], published_at=day(1)
    )
    make_long_words(islands)
    make_story(
        islands,
        "البحر لا ينسى من غرق فيه",
        slug="right-to-left",
        standfirst="رسالة من الميناء القديم",
        authors=[make_author("ليلى منصور", slug="layla")],
        body=[("paragraph", {"text": "<p>لم يعد أحد من الميناء القديم ليروي ما حدث في تلك الليلة.</p>"})],
        published_at=day(3),
    )
    members = make_story(islands, "For members", slug="for-members", body=[("paragraph", PARAGRAPH)])
    PageViewRestriction.objects.create(page=members, restriction_type="password", password="quay")


def make_long_words(section: SectionPage) -> None:
    """File a story whose every word is longer than a line."""
    make_story(
        section,
        f"{LONG_WORD} {LONG_WORD}",
        slug="long-words",
        standfirst="https://example.org/" + "a" * 180,
        column=make_column("Ünbreakably" * 6, slug="unbreakably"),
        authors=[make_author("فاطمة الزهراء بنت محمد", slug="fatima"), make_author("X" * 100, slug="x")],
        topics=[make_topic("Y" * 100, slug="y")],
        body=[("paragraph", {"text": f"<p>{LONG_WORD * 3}</p>"})],
        published_at=day(2),
    )


def day(number: int) -> datetime:
    """Return a day so early that these stories come last in every list."""
    return timezone.localtime(datetime(2020, 3, number, 9, tzinfo=UTC))
