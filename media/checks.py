"""Names every model that shows photos or documents without having said when it is public."""

from collections.abc import Iterator

from django.apps import apps
from django.core import checks
from django.db.models import Field, ForeignKey, Model
from modelcluster.fields import ParentalKey
from wagtail.blocks import BaseStreamBlock, BaseStructBlock, Block, ListBlock, RichTextBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.rich_text import features as rich_text_features

from . import visibility
from .models import Document, Photo

RICH_TEXT_FEATURES = {"image", "document-link"}


@checks.register("media")
def whoever_shows_media_says_when_it_is_public(app_configs, **kwargs):
    silent: dict[type[Model], list[str]] = {}
    for model in apps.get_models():
        owner = _owner(model)
        if model._meta.app_label.startswith(("media", "wagtail")) or visibility.answers_for(owner):
            continue
        if shown := [field.name for field in model._meta.local_fields if _shows_media(field)]:
            silent.setdefault(owner, []).extend(shown)
    return [
        checks.Warning(
            f"{owner._meta.label} shows photos or documents ({', '.join(names)}) and never says when it is public, "
            "so none of them will be.",
            hint="Call media.visibility.public_when() in the ready() of its app.",
            obj=owner,
            id="media.W001",
        )
        for owner, names in silent.items()
    ]


def _owner(model: type[Model]) -> type[Model]:
    """Return the model that a child row belongs to, or `model` itself."""
    for field in model._meta.local_fields:
        if isinstance(field, ParentalKey):
            return _owner(field.related_model)
    return model


def _shows_media(field: Field) -> bool:
    if isinstance(field, ForeignKey):
        return field.related_model in {Photo, Document} and not getattr(field, "wagtail_reference_index_ignore", False)
    if isinstance(field, RichTextField):
        return _offers_media(field.features)
    if isinstance(field, StreamField):
        return any(_block_shows_media(block) for block in _blocks(field.stream_block))
    return False


def _blocks(block: Block, seen: set[int] | None = None) -> Iterator[Block]:
    """Walk through a block and all that it may hold."""
    seen = set() if seen is None else seen
    if id(block) in seen:
        return
    seen.add(id(block))
    yield block
    children = []
    if isinstance(block, BaseStreamBlock | BaseStructBlock):
        children = block.child_blocks.values()
    elif isinstance(block, ListBlock):
        children = [block.child_block]
    for child in children:
        yield from _blocks(child, seen)


def _block_shows_media(block: Block) -> bool:
    if isinstance(block, RichTextBlock):
        return _offers_media(block.features)
    return isinstance(block, ImageChooserBlock | ImageBlock | DocumentChooserBlock)


def _offers_media(features: list[str] | None) -> bool:
    offered = rich_text_features.get_default_features() if features is None else features
    return not RICH_TEXT_FEATURES.isdisjoint(offered)
