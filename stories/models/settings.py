from django.core.cache import cache
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from .. import panels
from ..fields import ProseField

TEXT_FEATURES = ["bold", "italic", "link"]
# The pictures in a record may open or close without a word from the record.
SECONDS_IN_CACHE = 60


class SiteSetting(BaseSiteSetting):
    """A settings record that readers' pages print: kept in the cache for them, and never written by reading it."""

    class Meta:
        abstract = True

    @classmethod
    def for_site(cls, site):
        """Return the record of `site`, or an unsaved one with the defaults."""
        if site is None:
            raise cls.DoesNotExist(f"{cls.__name__} does not exist without a site")
        return cls.base_queryset().filter(site=site).first() or cls(site=site)

    @classmethod
    def for_request(cls, request):
        """Return the record for a page; the editor's form asks `for_site`, past the cache."""
        name = cls.get_cache_attr_name()
        if not hasattr(request, name):
            setattr(request, name, cls._cached(Site.find_for_request(request)))
        return getattr(request, name)

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        key = self._key(self.site_id)
        cache.delete(key)
        # Somebody may have read the old record between here and the commit.
        transaction.on_commit(lambda: cache.delete(key))

    @classmethod
    def _cached(cls, site):
        found = cache.get(cls._key(site.pk)) if site else None
        if found is None:
            found = cls.for_site(site)
            cache.set(cls._key(site.pk), found, SECONDS_IN_CACHE)
        return found

    @classmethod
    def _key(cls, site_id):
        return f"{cls._meta.label_lower}.{site_id}"


@register_setting(icon="doc-full-inverse")
class PublicationSettings(SiteSetting):
    """What the magazine is called and who answers for it."""

    name = models.CharField(_("name of the publication"), max_length=80, default="Broadsheet")
    tagline = models.CharField(_("tagline"), max_length=160, blank=True, help_text=_("One line under the nameplate."))
    publisher = models.CharField(
        _("publisher"),
        max_length=160,
        blank=True,
        help_text=_("Organisation named in the footer and to search engines."),
    )
    description = models.TextField(
        _("description"), blank=True, max_length=300, help_text=_("Two sentences for search engines and feeds.")
    )
    email = models.EmailField(_("address for letters"), blank=True)
    logo = models.ForeignKey(
        "media.Photo",
        verbose_name=_("logo"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("For search engines and feed readers. Square, at least 512 pixels wide."),
    )
    social_photo = models.ForeignKey(
        "media.Photo",
        verbose_name=_("picture for social networks"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Shown when a page without a photo of its own is shared."),
    )

    panels = panels.PUBLICATION

    class Meta:
        verbose_name = _("publication")

    @classmethod
    def base_queryset(cls):
        pictures = ("logo__renditions", "social_photo__renditions")
        return (
            super().base_queryset().select_related("logo__agency", "social_photo__agency").prefetch_related(*pictures)
        )


@register_setting(icon="pick")
class AppealSettings(SiteSetting):
    """The fund-raising text that is printed once at the end of a story."""

    is_on = models.BooleanField(_("print the appeal"), default=False)
    heading = models.CharField(_("heading"), max_length=120, blank=True)
    text = ProseField(_("text"), blank=True, features=TEXT_FEATURES)
    button = models.CharField(_("words on the button"), max_length=40, blank=True)
    url = models.URLField(_("address of the button"), blank=True)

    panels = panels.BOX

    class Meta:
        verbose_name = _("appeal")


@register_setting(icon="mail")
class NewsletterSettings(SiteSetting):
    """The box that invites readers to the newsletter."""

    is_on = models.BooleanField(_("print the box"), default=False)
    heading = models.CharField(_("heading"), max_length=120, blank=True)
    text = ProseField(_("text"), blank=True, features=TEXT_FEATURES, help_text=_("What comes, and how often."))
    button = models.CharField(_("words on the button"), max_length=40, blank=True)
    url = models.URLField(_("address of the sign-up page"), blank=True)

    panels = panels.BOX

    class Meta:
        verbose_name = _("newsletter box")
