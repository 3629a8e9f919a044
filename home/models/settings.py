"""What stands around every page: links of the nameplate and the footer, trending topics, social networks."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultipleChooserPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from stories.fields import ProseField
from stories.models.rows import Row


class Link(Row):
    """A link to a page of the site or to another address."""

    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("page"), on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    address = models.CharField(
        _("or another address"), max_length=500, blank=True, help_text=_("For example “/search/” or “https://…”.")
    )
    text = models.CharField(_("text"), max_length=60, blank=True, help_text=_("Empty: the title of the page."))

    panels = ["page", "address", "text"]

    class Meta(Row.Meta):
        abstract = True

    def __str__(self):
        return self.label

    @property
    def label(self) -> str:
        return self.text or (self.page.title if self.page else self.address)

    def clean(self):
        super().clean()
        if bool(self.page) == bool(self.address):
            raise ValidationError(_("Choose a page, or type an address: one of the two."))
        if self.address and not self.address.startswith(("/", "https://", "http://", "mailto:")):
            raise ValidationError({"address": _("An address begins with “/”, “https://” or “mailto:”.")})
        if self.address and not self.text:
            raise ValidationError({"text": _("Write the text of this link.")})


@register_setting(icon="list-ul")
class NameplateSettings(ClusterableModel, BaseSiteSetting):
    """The links beside the nameplate, as a rule the sections."""

    panels = [InlinePanel("links", heading=_("Links"), label=_("link"))]

    class Meta:
        verbose_name = _("nameplate")


class NameplateLink(Link):
    settings = ParentalKey(NameplateSettings, on_delete=models.CASCADE, related_name="links")


@register_setting(icon="bars")
class FooterSettings(ClusterableModel, BaseSiteSetting):
    """The text and the links at the foot of every page."""

    text = ProseField(_("text"), blank=True, features=["bold", "italic", "link"])

    panels = ["text", InlinePanel("links", heading=_("Links"), label=_("link"))]

    class Meta:
        verbose_name = _("footer")


class FooterLink(Link):
    settings = ParentalKey(FooterSettings, on_delete=models.CASCADE, related_name="links")


@register_setting(icon="group")
class SocialSettings(ClusterableModel, BaseSiteSetting):
    """Where readers can follow the magazine."""

    panels = [InlinePanel("links", heading=_("Follow us"), label=_("account"))]

    class Meta:
        verbose_name = _("social networks")


class SocialLink(Row):
    settings = ParentalKey(SocialSettings, on_delete=models.CASCADE, related_name="links")
    network = models.CharField(_("network"), max_length=40, help_text=_("For example “Bluesky” or “YouTube”."))
    url = models.URLField(_("address"))

    panels = ["network", "url"]

    class Meta(Row.Meta):
        verbose_name = _("account")

    def __str__(self):
        return self.network


@register_setting(icon="tag")
class TrendingSettings(ClusterableModel, BaseSiteSetting):
    """The topics in the bar under the nameplate."""

    panels = [
        MultipleChooserPanel("topics", chooser_field_name="topic", heading=_("Trending topics"), label=_("topic"))
    ]

    class Meta:
        verbose_name = _("trending topics")


class TrendingTopic(Row):
    settings = ParentalKey(TrendingSettings, on_delete=models.CASCADE, related_name="topics")
    topic = models.ForeignKey("stories.Topic", verbose_name=_("topic"), on_delete=models.CASCADE, related_name="+")

    panels = [FieldPanel("topic")]

    class Meta(Row.Meta):
        verbose_name = _("trending topic")

    def __str__(self):
        return str(self.topic)
