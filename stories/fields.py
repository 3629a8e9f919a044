"""Fields of models that hold what editors write."""

from wagtail.fields import RichTextField

from . import prose


class ProseField(RichTextField):
    """Rich text that is cleaned again on the server: a posted value need not come from the editor."""

    def clean(self, value, model_instance):
        return prose.clean(super().clean(value, model_instance), self.features or prose.LINE)
