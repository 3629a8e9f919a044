"""What editors fill in, in the order in which they think of it."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)

from .forms import RulesForm, StoryForm
from .widgets import CountedInput, CountedText, SectionCheckboxes

# As many characters as a card, a search result and a feed print in full.
BEST_HEADLINE = 70
BEST_STANDFIRST = 160

HEADLINE = TitleFieldPanel(
    "title",
    heading=_("Headline"),
    placeholder=_("Headline*"),
    help_text=_("What happened, in the words of a reader. The name of the column is printed before it by itself."),
    widget=CountedInput(BEST_HEADLINE),
)
STANDFIRST = FieldPanel("standfirst", widget=CountedText(BEST_STANDFIRST))


def _title(heading, placeholder) -> TitleFieldPanel:
    return TitleFieldPanel(
        "title", heading=heading, placeholder=placeholder, help_text=_("Printed on top of the page.")
    )


SEARCH_ENGINES = MultiFieldPanel(
    [
        FieldPanel("slug", help_text=_("The last part of the address. Once readers have the address, leave it alone.")),
        FieldPanel(
            "seo_title",
            heading=_("Headline for search engines"),
            help_text=_("What stands in the browser’s tab and in search results. Empty: the headline."),
        ),
        FieldPanel(
            "search_description",
            heading=_("Description for search engines"),
            help_text=_("One or two sentences under the headline in search results. Empty: the standfirst."),
            widget=CountedText(BEST_STANDFIRST),
        ),
    ],
    heading=_("Address and search engines"),
)
SCHEDULE = [HelpPanel(template="stories/admin/schedule_help.html", heading=_("Schedule")), PublishingPanel()]


def page_tabs(panels: list, heading, **options) -> TabbedInterface:
    """Return the tabs of a page that is not a story."""
    return TabbedInterface(
        [
            ObjectList(panels, heading=heading),
            ObjectList([SEARCH_ENGINES], heading=_("Promotion")),
            ObjectList([*SCHEDULE, CommentPanel()], heading=_("Publishing")),
        ],
        **options,
    )


STORY = TabbedInterface(
    [
        ObjectList(
            [
                HEADLINE,
                STANDFIRST,
                "column",
                MultipleChooserPanel(
                    "story_authors",
                    chooser_field_name="author",
                    heading=_("Authors"),
                    label=_("author"),
                    panels=[FieldRowPanel(["author", "role"])],
                    help_text=_("Printed in this order. Leave it empty for a house byline."),
                ),
                FieldRowPanel(["byline", "dateline"]),
                "body",
            ],
            heading=_("Story"),
        ),
        ObjectList(["lead_photo", "lead_caption", "lead_credit_words"], heading=_("Photo")),
        ObjectList(
            [
                FieldPanel("also_in", widget=SectionCheckboxes),
                MultipleChooserPanel(
                    "story_topics",
                    chooser_field_name="topic",
                    heading=_("Topics"),
                    label=_("topic"),
                    panels=["topic"],
                    help_text=_("The most important one first."),
                ),
            ],
            heading=_("Sections and topics"),
        ),
        ObjectList(
            [
                SEARCH_ENGINES,
                MultiFieldPanel(["social_title", "social_text", "social_photo"], heading=_("Social networks")),
                MultiFieldPanel(["canonical_name", "canonical_url"], heading=_("Republished from")),
                MultipleChooserPanel(
                    "related_stories",
                    chooser_field_name="related",
                    heading=_("Related stories"),
                    label=_("story"),
                    panels=["related"],
                    help_text=_("Printed under this story, in this order."),
                ),
                "show_appeal",
            ],
            heading=_("Promotion"),
        ),
        ObjectList(
            [
                FieldRowPanel(["published_at", "updated_at"], heading=_("Dates that readers see")),
                InlinePanel(
                    "corrections",
                    heading=_("Corrections"),
                    label=_("correction"),
                    panels=[FieldRowPanel(["kind", "on"]), "text"],
                    help_text=_("Printed with the story and kept in the ledger of corrections."),
                ),
                *SCHEDULE,
                CommentPanel(),
            ],
            heading=_("Publishing"),
        ),
    ],
    base_form_class=StoryForm,
)

SECTION = page_tabs(
    [
        _title(_("Name of the section"), _("Section*")),
        STANDFIRST,
        "photo",
        MultiFieldPanel(["role", "article_type"], heading=_("What it sorts stories by")),
    ],
    heading=_("Section"),
    base_form_class=RulesForm,
)
STANDARD_PAGE = page_tabs([_title(_("Title"), _("Title*")), "body"], heading=_("Page"), base_form_class=RulesForm)
INDEX_PAGE = page_tabs([_title(_("Title"), _("Title*")), "intro"], heading=_("Page"))

NAME = TitleFieldPanel("name", placeholder=_("Name*"))

COLUMN = [
    NAME,
    "slug",
    "photo",
    "description",
    MultiFieldPanel([FieldRowPanel(["cadence", "weekday"]), "section"], heading=_("Instalments")),
    MultipleChooserPanel(
        "column_authors",
        chooser_field_name="author",
        heading=_("Who writes it"),
        label=_("author"),
        panels=["author"],
        help_text=_("A new instalment begins with these authors."),
    ),
    PublishingPanel(),
]
AUTHOR = [NAME, "slug", "sort_name", "photo", "position", "bio", "website", PublishingPanel()]
TOPIC = [NAME, "slug", "photo", "description", PublishingPanel()]

PUBLICATION = [
    MultiFieldPanel(["name", "tagline", "description"], heading=_("Name")),
    MultiFieldPanel(["publisher", "email"], heading=_("Who answers for it")),
    MultiFieldPanel(["logo", "social_photo"], heading=_("Pictures")),
]
BOX = [
    "is_on",
    MultiFieldPanel(["heading", "text"], heading=_("Words")),
    MultiFieldPanel(["button", "url"], heading=_("Button")),
]
