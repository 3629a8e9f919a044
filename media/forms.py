from dataclasses import dataclass

from django.forms import BooleanField, BoundField, CharField, DateInput
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm
from wagtail.images.widgets import AdminImageChooser

from . import tasks
from .fields import PhotoUploadField
from .models import Agency
from .plain_text import PlainTextField
from .storage import StoreUnavailable

STORE_ABSENT = _("The media store does not answer, so nothing was saved. Your entries are kept: try again in a minute.")


# Fields that Wagtail declares, in the photo desk's words.
WORDS = {
    "title": ("", _("Names the photo in the library. Readers never see it.")),
    "description": (_("Alt text"), _("What the picture shows, for readers who cannot see it. Needed to publish.")),
    "tags": ("", _("Words to find it by, such as the place or the subject.")),
}


# In the order in which a photo desk asks.
PANELS = (
    (_("The picture"), ("title", "file", "description", "is_decorative", "caption", "kind")),
    (_("Who made it"), ("agency", "add_agency", "person")),
    (_("When and where"), ("taken_on", "place")),
    (
        _("What may be done with it"),
        (
            "licence",
            "source_url",
            "copyright_notice",
            "rights_expire_on",
            "territory",
            "restrictions",
            "replacement",
        ),
    ),
    (_("In the library"), ("collection", "tags")),
)


@dataclass(frozen=True)
class Row:
    """A field of the record, and what the file said about it: `said` where that stands in the field no more."""

    field: BoundField
    was_taken: bool
    said: str
    is_missing: bool = False  # what the file said is an agency that the records do not know


class TakesPlainText:
    """Makes its fields of plain text ours. Wagtail 8.0.1 builds the forms of the library past its own overrides."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if type(field) is CharField:
                field.widget.attrs.pop("maxlength", None)
                stock = self._meta.model._meta.get_field(name)
                self.fields[name] = stock.formfield(form_class=PlainTextField, widget=field.widget)
                # Wagtail looked at some already, and Django remembers what it saw.
                self._bound_fields_cache.pop(name, None)


class StoresWhileCleaning:
    """Stores the file as the last step of checking the form, so that an absent store is an error of the form."""

    def _post_clean(self):
        super()._post_clean()
        file = self.instance.file
        if self.errors or "file" not in self.changed_data or file._committed:
            return
        try:
            file.save(file.name, file.file, save=False)
        except StoreUnavailable as error:
            tasks.discard_unnamed_later([error.unfinished])
            self.add_error("file", STORE_ABSENT)


class PhotoForm(TakesPlainText, StoresWhileCleaning, BaseImageForm):
    class Meta(BaseImageForm.Meta):
        widgets = {
            **BaseImageForm.Meta.widgets,
            # The browser's own: they work in forms that a script puts into the page too.
            "taken_on": DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "rights_expire_on": DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "replacement": AdminImageChooser(),
        }

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        if "file" in self.fields:
            stock = self.fields["file"]
            self.fields["file"] = PhotoUploadField(label=stock.label, required=stock.required, widget=stock.widget)
        for name, (label, help_text) in WORDS.items():
            if name in self.fields:
                self.fields[name].label = label or self.fields[name].label
                self.fields[name].help_text = help_text
        if "caption" in self.fields:
            self.fields["caption"].widget = AdminAutoHeightTextInput()
        self.missing_agency = self.instance.missing_agency if "agency" in self.fields else ""
        if self.missing_agency and user and user.has_perm("media.add_agency"):
            self.fields["add_agency"] = BooleanField(
                label=_("Add “%(agency)s” to the photo agencies") % {"agency": self.missing_agency},
                help_text=_("It is then the agency of this photo, and of the next that you save whose file names it."),
                required=False,
            )
        # The multi-upload sends a file and a title only. Whatever else were required there, Wagtail would park the
        # upload in the bucket as it came, camera data and all.
        if "kind" in self.fields:
            self.fields["kind"].required = False

    @property
    def panels(self) -> list[tuple[str, list[Row]]]:
        """The visible fields in their groups, without groups that this form has nothing of."""
        visible = {field.name: field for field in self.visible_fields()}
        grouped = [
            (str(heading), [self._row(visible[name]) for name in names if name in visible]) for heading, names in PANELS
        ]
        return [(heading, rows) for heading, rows in grouped if rows]

    @property
    def left_open_by_file(self) -> str:
        """The fields of which the file says nothing, with spaces between.

        An agency leaves no person open, who may work for another.
        """
        said = set(self.instance.file_said)
        if "agency" in said:
            said.add("person")
        return " ".join(name for name in self.fields if name not in said)

    def _row(self, field: BoundField) -> Row:
        said = self.instance.file_said.get(field.name, "")
        holds = getattr(self.instance, field.name, "") or "" if said else ""
        was_taken = bool(said) and str(holds) == said
        is_missing = field.name == "agency" and said == self.missing_agency != ""
        return Row(field, was_taken, "" if was_taken else said, is_missing)

    def save(self, commit=True):
        # Wagtail would delete the old file and its sizes here; media.changes does it for every way of replacing a file.
        self.original_file = None
        self._decide_about_agency()
        return super().save(commit)

    def _decide_about_agency(self) -> None:
        """Whoever saves the record has seen that the file names an agency that the records did not know."""
        name = self.missing_agency
        if not name or self.instance.file_said.get("missing_agency") != name:
            return
        if not self.instance.agency:
            # Somebody may have added it meanwhile, by the record of another photo.
            agency, _rest = Agency.named_in(name)
            if not agency and self.cleaned_data.get("add_agency"):
                agency, _is_new = Agency.objects.get_or_create(name=name)
            self.instance.agency = agency
        del self.instance.file_said["missing_agency"]

    def clean_kind(self):
        return self.cleaned_data["kind"] or self.instance.kind or self._meta.model.Kind.PHOTOGRAPH


class DocumentForm(TakesPlainText, StoresWhileCleaning, BaseDocumentForm):
    pass
