"""What columns, authors and topics have in common in the format."""

from .. import kinds
from ..files import PHOTO
from ..finding import slug_of
from ..kinds import Field
from . import pages

STATUSES = ("published", "draft")


def fields(example: str) -> tuple[Field, ...]:
    return (
        Field("name", kinds.Text(120), "As it is printed.", example, required=True),
        Field("slug", kinds.Slug(120), "Last part of its address; made from the name when left out.", slug_of(example)),
        Field("photo", PHOTO, "Its picture."),
        Field("status", kinds.OneOf(STATUSES), "`published` when left out.", "draft"),
    )


def key(values: dict) -> str:
    return values.get("slug") or slug_of(values["name"])


def find(model, values: dict, finder):
    return model.objects.filter(locale=finder.front.locale_id, slug=key(values)).first()


def bring_in(model, values: dict, tie, snippet, own: dict):
    """Make or change a snippet; `own` holds the values of the fields that its model has for itself alone."""
    tie.finder.list_page(f"{model._meta.model_name}s")
    snippet = snippet or model(slug=key(values), locale_id=tie.finder.front.locale_id)
    snippet.name = values["name"]
    snippet.photo = pages.picture(values.get("photo"), tie)
    for name, value in own.items():
        setattr(snippet, name, value)
    is_draft = values.get("status") == "draft"
    if snippet.pk is None:
        snippet.live = not is_draft
        pages.check(snippet)
        snippet.save()
    else:
        pages.check(snippet)
    revision = snippet.save_revision(clean=False)
    if is_draft:
        if snippet.live:
            snippet.unpublish()
    else:
        revision.publish()
    tie.finder.forget_snippets()
    return snippet


def all_of(model, untie):
    for snippet in model.objects.filter(locale=untie.front.locale_id).order_by("slug").iterator():
        revision = None if snippet.live else snippet.get_latest_revision()
        yield revision.as_object() if revision else snippet


def write(snippet, kind: str, untie, own: dict) -> dict:
    return kinds.filled(
        {
            "type": kind,
            "name": snippet.name,
            "slug": snippet.slug,
            **own,
            "photo": untie.photo(snippet.photo_id) if snippet.photo_id else None,
            "status": "" if snippet.live else "draft",
        }
    )
