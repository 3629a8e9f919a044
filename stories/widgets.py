"""Widgets of the editor: text with a counter, and sections as checkboxes in the order of the tree."""

from django.forms import CheckboxSelectMultiple, Media, Script, TextInput
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

COUNTER = Media(js=[Script("stories/admin/counter.js", type="module")], css={"all": ["stories/admin/editor.css"]})


def _counting(best: int, controllers: str = "counter") -> dict[str, str]:
    """Return the attributes that make an input count its characters. `best` is what cards and searches print.

    How many it may have at most, its field adds (`media.plain_text`).
    """
    return {
        "data-controller": controllers,
        "data-action": "input->counter#count",
        "data-counter-best-value": str(best),
        "data-counter-fits-value": _("%(count)s of %(best)s characters"),
        "data-counter-over-value": _(
            "%(count)s characters: %(over)s too many. It is saved again once it has %(most)s at most."
        ),
        "data-counter-long-value": _("%(count)s characters: cards and search results may cut it after %(best)s"),
    }


class CountedInput(TextInput):
    """One line that tells its length while somebody types."""

    def __init__(self, best: int, attrs=None):
        super().__init__({**_counting(best), **(attrs or {})})

    @property
    def media(self):
        return COUNTER


class CountedText(AdminAutoHeightTextInput):
    """Several lines that tell their length while somebody types."""

    def __init__(self, best: int, attrs=None):
        super().__init__({**_counting(best, "w-autosize counter"), **(attrs or {})})

    @property
    def media(self):
        return COUNTER


# The roles of sections, as headings.
GROUPS = {"format": _("Formats"), "region": _("Regions"), "subject": _("Subjects")}


class SectionsIterator(ModelChoiceIterator):
    """The sections as groups by what they sort stories by, each group in the order of the page tree."""

    def __iter__(self):
        sections = list(self.queryset)
        for role in self.queryset.model.Role:
            if group := [section for section in sections if section.role == role]:
                yield GROUPS[role], [self.choice(section) for section in group]


class SectionCheckboxes(CheckboxSelectMultiple):
    """Sections to tick, those below another section set in under it."""

    template_name = "stories/admin/section_checkboxes.html"

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        # Sections of the first level stand two levels below the root of the page tree.
        option["level"] = max(0, value.instance.depth - 3)
        return option

    @property
    def media(self):
        return Media(css={"all": ["stories/admin/editor.css"]})
