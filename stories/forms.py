"""The forms of pages: what an editor typed is put right where we can, and said at its field where we cannot."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from . import slugs
from .widgets import SectionsIterator


class RulesForm(WagtailAdminPageForm):
    """The form of a page that `problems()` may keep from being published."""

    def is_valid(self):
        """Ask the rules of publishing too, unless the page is only being saved as a draft or sent back."""
        if not super().is_valid():
            return False
        if self.is_deferred_validation or self._leaves_the_page_unpublished():
            return True
        for problem in self.save(commit=False).problems():
            self.add_error(problem.field if problem.field in self.fields else None, problem.message)
        return not self.errors

    def _leaves_the_page_unpublished(self) -> bool:
        return "action-cancel-workflow" in self.data or (
            "action-workflow-action" in self.data and self.data.get("workflow-action-name") == "reject"
        )


# Rows that may not say the same twice, and the fields that tell them apart. A second role of an author is another row.
ROWS_ONCE = {"story_authors": ("author", "role"), "story_topics": ("topic",)}


class StoryForm(RulesForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "also_in" in self.fields:
            sections = self.fields["also_in"]
            sections.iterator = SectionsIterator
            sections.queryset = sections.queryset.exclude(pk=getattr(self.parent_page, "pk", None)).order_by("path")

        if "slug" in self.fields:
            self.fields["slug"].required = False
        if "title" in self.fields:
            # As the panel says; this is how a refusal names it.
            self.fields["title"].label = _("Headline")

    def is_valid(self):
        """Refuse what is chosen twice where the rules of publishing are asked; a draft is saved with it."""
        is_valid = super().is_valid()
        if self.is_deferred_validation or self._leaves_the_page_unpublished():
            return is_valid
        return not self._refuse_rows_chosen_twice() and is_valid

    def _refuse_rows_chosen_twice(self) -> bool:
        """Say at each row what an earlier one has already; return whether there was any."""
        found = False
        for name, (chosen, *others) in ROWS_ONCE.items():
            seen = set()
            for row in getattr(self.formsets.get(name), "forms", ()):
                said = getattr(row, "cleaned_data", {})
                if not said.get(chosen) or said.get("DELETE"):
                    continue
                key = (said[chosen], *(said.get(other) for other in others))
                if key in seen:
                    words = _("“%(name)s” is chosen twice; remove one of the two.") % {"name": said[chosen]}
                    row.add_error(chosen, words)
                    found = True
                seen.add(key)
        return found

    def clean_slug(self):
        """Number the slug of a second story with the same headline, as long as nobody has typed one or read there."""
        story, headline = self.instance, self.cleaned_data.get("title", "")
        slug = self.cleaned_data["slug"] or (slugs.slug_of(headline) if headline else "")
        if not slug or not self.parent_page:
            return slug
        free = slugs.free_slug(self.parent_page, slug, story)
        is_unread = story.pk is None or not (story.live or story.first_published_at)
        if free == slug or (is_unread and slugs.is_made_of(headline, slug)):
            return free
        if slug in slugs.RESERVED_SLUGS:
            return slug  # the story itself says what is wrong with it
        raise ValidationError(
            _("Another page of this section has the slug “%(slug)s”. Choose another one, for example “%(free)s”."),
            params={"slug": slug, "free": free},
        )

    def clean(self):
        cleaned = super().clean()
        column, headline = cleaned.get("column"), cleaned.get("title")
        if column and headline:
            cleaned["title"] = without_column(headline, column.name)
            if not cleaned["title"]:
                self.add_error("title", _("Write the headline; the name of the column is printed before it by itself."))
        return cleaned


def without_column(headline: str, column: str) -> str:
    """Return `headline` without the name of its column before a colon or dash, where somebody typed it."""
    if not headline.casefold().startswith(column.casefold()):
        return headline
    rest = headline[len(column) :].lstrip()
    return rest[1:].lstrip() if rest[:1] in (":", "–", "—", "-", "|") else headline
