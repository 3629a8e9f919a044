"""What every block of a body has."""

from django.core.exceptions import BadRequest
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDictKeyError
from wagtail import blocks

from ..links import Links
from .contents import strings_in


class ComesWhole:
    """For a stream of blocks: a form that holds only some of its fields is not the editor’s: it is answered 400.

    Wagtail 8.0.1 takes for granted that they are all there, and numbers where it counts.
    """

    def value_from_datadict(self, data, files, prefix):
        try:
            return super().value_from_datadict(data, files, prefix)
        except (MultiValueDictKeyError, ValueError) as error:
            raise BadRequest("Fields of this form are missing or broken.") from error


class BodyBlock(blocks.StructBlock):
    """A block with a template for the page and one, under `plain/`, for feeds and mail."""

    def normalize(self, value):
        """Take a plain dict with only some of the fields, too; the others get their defaults."""
        if isinstance(value, self.meta.value_class):
            return value
        missing = {name: block.get_default() for name, block in self.child_blocks.items() if name not in value}
        return super().normalize({**value, **missing})

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        if "links" not in context:  # Printed on its own, as in the picker's preview: nobody has looked up a whole body.
            context["links"] = Links.of(strings_in(self.get_prep_value(value)))
        return context

    def render_plain(self, value, context: dict | None = None) -> str:
        """Return the block in simple HTML without classes, for readers whose program we do not know."""
        return render_to_string(self.plain_template, self.get_context(value, {"base_url": "", **(context or {})}))

    @property
    def plain_template(self) -> str:
        return self.meta.template.replace("stories/blocks/", "stories/blocks/plain/")
