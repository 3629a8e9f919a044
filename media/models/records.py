import contextlib
import re
from datetime import date
from pathlib import PurePath
from typing import Self, cast

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .. import credit_lines, plain_text
from .agencies import Agency

# Fields that take what a file says as it says it.
COPIED = (
    "caption",
    "description",
    "copyright_notice",
    "licence",
    "restrictions",
    "taken_on",
    "place",
    "rights_expire_on",
)
DAYS = ("taken_on", "rights_expire_on")
MADE_BY_MACHINE = _("The file says that a machine made this picture up.")


class PhotoRecord(models.Model):
    """What a newsroom knows of a photo: who made it, what it shows, when and where, and what may be done with it.

    A part of `Photo`, whose `title` names it in the library and whose `description` is the alt text.
    """

    title: str

    class Kind(models.TextChoices):
        PHOTOGRAPH = "photograph", _("Photograph")
        ILLUSTRATION = "illustration", _("Illustration")
        MAP = "map", _("Map")
        CHART = "chart", _("Chart")

    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=Kind,
        default=Kind.PHOTOGRAPH,
        help_text=_("Decides whether the credit says “photo” or “image”."),
    )
    agency = models.ForeignKey(
        Agency,
        verbose_name=_("agency"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="photos",
        help_text=_(
            "The credit is printed from agency and person; one of them is needed to publish the photo. "
            "Ask the photo desk when an agency is missing from the list."
        ),
    )
    person = models.CharField(
        _("person"),
        max_length=200,
        blank=True,
        help_text=_("Photographer, illustrator or author of the chart; printed in the credit with the agency."),
    )
    source_url = models.URLField(
        _("source"),
        max_length=500,
        blank=True,
        help_text=_("The web address that the file came from, beginning with https://."),
    )
    licence = models.CharField(
        _("licence"), max_length=120, blank=True, help_text=_("For example “CC BY 4.0” or the contract number.")
    )
    copyright_notice = models.CharField(
        _("copyright notice"),
        max_length=255,
        blank=True,
        help_text=_("As the file states it. Kept for the newsroom, not printed."),
    )
    rights_expire_on = models.DateField(
        _("rights expire on"), null=True, blank=True, help_text=_("Last day on which the photo may be used.")
    )
    territory = models.CharField(
        _("territory"),
        max_length=255,
        blank=True,
        help_text=_("Where the photo may be used, if not everywhere: for example “Europe only, not in Norway”."),
    )
    restrictions = models.CharField(
        _("restrictions"),
        max_length=500,
        blank=True,
        help_text=_("What may not be done with it: for example “Not for social media” or “No cropping”."),
    )
    caption = models.TextField(
        _("caption"), blank=True, help_text=_("What the photo shows, when and where. A story may say it differently.")
    )
    # Wagtail calls the same of one use in a text `decorative`.
    is_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("The picture tells nothing that a text beside it does not say. Screen readers leave it out."),
    )
    taken_on = models.DateField(
        _("taken on"), null=True, blank=True, help_text=_("The day on which it was taken or drawn.")
    )
    place = models.CharField(
        _("place"),
        max_length=160,
        blank=True,
        help_text=_("Where it was taken, the smallest part first: for example “Old port, Marseille, France”."),
    )

    replacement = models.ForeignKey(
        "self",
        verbose_name=_("replacement"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="stands_in_for",
        help_text=_("Printed wherever this photo is used once its rights have ended. Empty: nothing is printed there."),
    )
    # The day of `rights_expire_on` that the newsroom was warned of. Written by the daily work and by nothing else.
    rights_told_for = models.DateField(null=True, editable=False)
    # Written by fill_record() and by nothing else.
    file_said = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def alt_text(self) -> str:
        """What a reader who cannot see the photo hears: the words of this use, or those of the record."""
        if self.decorative:
            return ""
        return self.contextual_alt_text or ("" if self.is_decorative else self.description)

    @property
    def credit(self) -> str:
        """The credit as it is printed, or "" where the record names nobody."""
        if self.agency:
            return self.agency.credit(self.person)
        return self.person

    @property
    def missing_agency(self) -> str:
        """The agency that the file names, that the records do not know and nobody has decided about; "" for none."""
        return "" if self.agency_id else self.file_said.get("missing_agency", "")

    def may_be_used_on(self, day: date) -> bool:
        return self.rights_expire_on is None or day <= self.rights_expire_on

    @property
    def is_credited(self) -> bool:
        """Whether its credit can be printed, and is short of no agency that its file names."""
        return bool(self.credit) and not self.missing_agency

    @property
    def in_print(self) -> Self | None:
        """What is printed where this photo is used: itself, its replacement once its rights have ended, or nothing.

        Nothing is printed without its credit, whatever way it came where it is.
        """
        today = timezone.localdate()
        printed = self if self.may_be_used_on(today) else cast(Self | None, self.replacement)
        return printed if printed and printed.may_be_used_on(today) and printed.is_credited else None

    def clean(self):
        super().clean()
        if self.replacement_id and self.replacement_id == self.pk:
            raise ValidationError({"replacement": _("A photo cannot stand in for itself. Choose another one.")})
        other = self.replacement
        if other and not (other.is_credited and (other.description or other.is_decorative)):
            said = _(
                "“%(photo)s” cannot stand in for it yet: complete its credit and alt text in its own record first."
            )
            raise ValidationError({"replacement": said % {"photo": other.title}})

    def fill_record(self, found: dict[str, str], file_name: str = "") -> None:
        """Take what the file said of itself (`media.embedded_records`) into fields that are still empty.

        All of it is kept in `file_said` by the names of our fields, because the file itself is stored without.
        """
        found = {name: plain_text.clean(text) for name, text in found.items()}
        said = {name: text for name in COPIED if (text := self._fitting(name, found.get(name, "")))}
        with contextlib.suppress(ValidationError):
            said["source_url"] = _field("source_url").clean(found.get("source_url", ""), self)
        agency, said["person"], unknown = self._credit_in(found)
        if found.get("by_machine"):
            said["restrictions"] = " ".join([str(MADE_BY_MACHINE), said.get("restrictions", "")]).strip()[:500]
        if is_file_name(self.title, file_name) and found.get("title"):
            self.title = said["title"] = self._fitting("title", found["title"])
        for name, text in said.items():
            if name != "person" and not getattr(self, name):
                setattr(self, name, date.fromisoformat(text) if name in DAYS else text)
        if not self.agency_id and not self.person:
            self.agency, self.person = agency, said["person"]
            said["missing_agency"] = unknown
        said["agency"] = agency.name if agency else unknown
        self.file_said = {name: text for name, text in said.items() if text}

    def _credit_in(self, found: dict[str, str]) -> tuple[Agency | None, str, str]:
        """Return the agency that the file names, the person, and an agency that it names and the records do not know.

        A credit without a by-line, of which the records know nothing, stands in the person: it may be either.
        """
        person = credit_lines.person(found.get("person", ""))
        credit = found.get("credit", "") or found.get("source", "")
        for line in (credit, found.get("source", ""), person):
            agency, rest = Agency.named_in(line)
            if agency:
                signer, signed = Agency.named_in(person)
                return agency, self._fitting("person", (signed if signer == agency else person) or rest), ""
        credit = credit_lines.person(credit)
        if not person or not credit:
            return None, self._fitting("person", person or credit), ""
        unknown = credit_lines.without(credit, person)
        person = credit_lines.without(person, unknown) or person
        return None, self._fitting("person", person), unknown[: Agency._meta.get_field("name").max_length]

    def _fitting(self, name: str, text: str) -> str:
        return text[: _field(name).max_length]


def _field(name: str) -> models.Field:
    from .photos import Photo

    return cast(models.Field, Photo._meta.get_field(name))


def is_file_name(title: str, file_name: str) -> bool:
    """Whether nobody has given `title`, so that it is the name of the file or nothing."""
    letters = [re.sub(r"[\W_]+", "", name).casefold() for name in (title, PurePath(file_name).stem)]
    return not title or letters[0] == letters[1]
