"""What keeps a story from being published, said in the editor's words.

Higher apps may add rules of their own with `register`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from . import prose


@dataclass(frozen=True)
class Problem:
    """One reason against publishing, and the field of the story's form that it belongs to."""

    field: str
    message: str


Rule = Callable[[object], Iterable[Problem]]
_rules: list[Rule] = []


def register(rule: Rule) -> Rule:
    _rules.append(rule)
    return rule


def problems(story) -> list[Problem]:
    """Return everything that keeps `story` from being published; empty when it may go out."""
    return [problem for rule in _rules for problem in rule(story)]


def photo_problems(story) -> list[Problem]:
    """Return what keeps the photos of `story` from being printed, or the story for their sake."""
    return [problem for problem in problems(story) if problem.field in {"lead_photo", "body"}]


def may_be_printed(photo, field: str = "photo") -> Iterable[Problem]:
    """Refuse a photo that no page would print: without a credit, or with one that may be short of an agency."""
    yield from is_credited(photo, field)
    yield from agency_is_known(photo, field)


def agency_is_known(photo, field: str = "photo") -> Iterable[Problem]:
    """Refuse a photo whose file names an agency that the records do not know, until somebody has seen that."""
    if photo and photo.missing_agency:
        yield Problem(
            field,
            _(
                "The file of “%(photo)s” names the agency “%(agency)s”, which is not in the records. Open the "
                "photo’s record, have the agency added or leave it out, and save it."
            )
            % {"photo": photo.title, "agency": photo.missing_agency},
        )


def is_credited(photo, field: str = "photo") -> Iterable[Problem]:
    """Refuse a photo without a credit, beside which none would be printed."""
    if photo and not photo.credit:
        yield Problem(
            field,
            _("“%(photo)s” has no credit. Name its agency or person in the photo’s record.") % {"photo": photo.title},
        )


@register
def lead_photo_is_credited(story):
    photo = story.lead_photo
    if not photo:
        return
    if not photo.credit:
        yield Problem(
            "lead_photo",
            _("“%(photo)s” has no credit. Name its agency or person in the photo’s record before you publish.")
            % {"photo": photo.title},
        )
    if not photo.alt_text and not photo.is_decorative:
        yield Problem(
            "lead_photo",
            _("“%(photo)s” has no alt text. Describe in its record what it shows, for readers who cannot see it.")
            % {"photo": photo.title},
        )


@register
def photos_of_the_body_are_credited(story):
    from .blocks import body_photos

    for photo in body_photos(story.body):
        if not photo.credit:
            yield Problem(
                "body",
                _("“%(photo)s” in the body has no credit. Name its agency or person in the photo’s record.")
                % {"photo": photo.title},
            )


@register
def social_photo_is_credited(story):
    yield from is_credited(story.social_photo, "social_photo")


@register
def agencies_of_photos_are_decided_about(story):
    """Refuse a photo whose credit is short of an agency that its file names, until somebody has seen that."""
    from .blocks import body_photos

    chosen = [("lead_photo", story.lead_photo), ("social_photo", story.social_photo)]
    chosen += [("body", photo) for photo in body_photos(story.body)]
    for field, photo in chosen:
        yield from agency_is_known(photo, field)


@register
def photos_may_still_be_used(story):
    """Refuse a photo whose rights end before the story goes out, unless something stands in for it.

    Asked for the day of the story: one that was published while the rights held stays, and is printed without.
    """
    from .blocks import body_photos

    day = timezone.localdate(story.published_at or story.go_live_at or timezone.now())
    chosen = [("lead_photo", story.lead_photo), ("social_photo", story.social_photo)]
    chosen += [("body", photo) for photo in body_photos(story.body)]
    for field, photo in chosen:
        if not photo or photo.may_be_used_on(day):
            continue
        if photo.replacement and photo.replacement.may_be_used_on(day):
            continue
        yield Problem(
            field,
            _("“%(photo)s” may be used until %(day)s only. Choose another photo, or name a replacement in its record.")
            % {"photo": photo.title, "day": date_format(photo.rights_expire_on, "j F Y")},
        )


@register
def somebody_signs(story):
    if not story.byline and not story.story_authors.count():
        yield Problem("byline", _("Nobody signs this story. Choose an author, or write a house byline."))


@register
def corrections_say_something(story):
    if any(not prose.text_of(note.text).strip() for note in story.corrections.all()):
        yield Problem("corrections", _("A correction has no text. Say what was wrong and what is right."))
