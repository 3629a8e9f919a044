"""The settings of the site in the format: one line with a part for each. A part that is left out stays as it is."""

from wagtail.models import Page

from home.models import (
    FooterLink,
    FooterSettings,
    NameplateLink,
    NameplateSettings,
    SocialLink,
    SocialSettings,
    TrendingSettings,
    TrendingTopic,
)
from stories.models import AppealSettings, NewsletterSettings, PublicationSettings, Topic

from .. import kinds
from ..files import PHOTO
from ..kinds import Field, Wrong
from ..references import SnippetReference
from . import pages

TYPE = "settings"
MODEL = None
MEANING = "What stands around the stories. A part that the line leaves out stays as it is."
TEXT = kinds.Html(("bold", "italic", "link"))
LINK = kinds.Parts(
    "link",
    Field("page", kinds.Text(200), "Path of a page below the front, `/` for the front itself.", "reporting"),
    Field("address", kinds.Text(500), "Or another address.", "/search/"),
    Field("text", kinds.Text(60), "Its text; the page’s title when left out.", "Search"),
)
PUBLICATION = kinds.Parts(
    "publication",
    Field("name", kinds.Text(80), "Name of the magazine.", "The Meridian"),
    Field("tagline", kinds.Text(160), "One line under the nameplate.", "Reporting from the edges of the map"),
    Field("publisher", kinds.Text(160), "Organisation behind it.", "Harbour Institute"),
    Field(
        "description", kinds.Text(300, lines=True), "Two sentences for search engines.", "A magazine of foreign policy."
    ),
    Field("email", kinds.Text(254), "Address for letters.", "letters@example.org"),
    Field("logo", PHOTO, "Square, for search engines and feed readers."),
    Field("social_photo", PHOTO, "For pages without a photo of their own."),
)


def box(name: str) -> kinds.Parts:
    return kinds.Parts(
        name,
        Field("is_on", kinds.Switch(), "Whether it is printed.", True),
        Field("heading", kinds.Text(120), "Its heading.", "Stand with us"),
        Field("text", TEXT, "Its text.", "<p>We have no owners.</p>"),
        Field("button", kinds.Text(40), "Words on the button.", "Give"),
        Field("url", kinds.WebAddress(200), "Where the button leads.", "https://example.org/give"),
    )


FOOTER = kinds.Parts(
    "footer",
    Field("text", TEXT, "The text at the foot of every page.", "<p>Printed on the web.</p>"),
    Field("links", kinds.Each(LINK), "The links there.", [{"page": "about"}]),
)
ACCOUNT = kinds.Parts(
    "account",
    Field("network", kinds.Text(40), "Name of the network.", "Bluesky", required=True),
    Field("url", kinds.WebAddress(200), "Address of the account.", "https://example.org/@meridian", required=True),
)
PARTS = kinds.Parts(
    TYPE,
    Field("publication", PUBLICATION, "Name, publisher, logo."),
    Field("appeal", box("appeal"), "The fund-raising text at the end of stories."),
    Field("newsletter", box("newsletter"), "The box that invites readers to the newsletter."),
    Field("nameplate", kinds.Each(LINK), "Links beside the nameplate.", [{"page": "reporting"}]),
    Field("footer", FOOTER, "Text and links at the foot of every page."),
    Field("accounts", kinds.Each(ACCOUNT), "“Follow us”."),
    Field(
        "trending", kinds.Each(SnippetReference(Topic)), "Topics in the bar under the nameplate.", ["Grain corridor"]
    ),
)
FLAT = {"publication": PublicationSettings, "appeal": AppealSettings, "newsletter": NewsletterSettings}
DEFAULTS = {"is_on": False}


def key(values):
    return "settings"


def find(values, finder):
    return finder.site


def bring_in(values, tie, site):
    for name, model in FLAT.items():
        if name in values:
            fill_flat(model.for_site(site), PARTS.fields[name].kind, values[name], tie)
    if "nameplate" in values:
        fill_rows(NameplateSettings, site, "links", [link(NameplateLink, each, tie) for each in values["nameplate"]])
    if "footer" in values:
        footer = values["footer"]
        links = [link(FooterLink, each, tie) for each in footer.get("links", ())]
        fill_rows(FooterSettings, site, "links", links, text=TEXT.store(footer.get("text", ""), tie))
    if "accounts" in values:
        fill_rows(SocialSettings, site, "links", [SocialLink(**each) for each in values["accounts"]])
    if "trending" in values:
        topics = [TrendingTopic(topic=topic) for topic in tie.snippets(Topic, values["trending"])]
        fill_rows(TrendingSettings, site, "topics", topics)
    return site


def fill_flat(settings, parts, values, tie):
    stored = parts.store(values, tie)
    for name, field in parts.fields.items():
        if field.kind is PHOTO:
            setattr(settings, f"{name}_id", stored.get(name))
        else:
            setattr(settings, name, stored.get(name, DEFAULTS.get(name, "")))
    pages.check(settings)
    settings.save()


def fill_rows(model, site, rows, values, **fields):
    settings = model.for_site(site)
    for name, value in fields.items():
        setattr(settings, name, value)
    setattr(settings, rows, values)
    pages.check(settings)
    settings.save()


def link(model, values, tie):
    page = None
    if path := values.get("page"):
        front = tie.finder.front
        url_path = front.url_path + path.strip("/") + "/" if path.strip("/") else front.url_path
        page = Page.objects.filter(url_path=url_path).first()
        if page is None:
            raise Wrong(f"there is no page “{path}” to link to")
    made = model(page=page, address=values.get("address", ""), text=values.get("text", ""))
    made.clean()
    return made


def all_of(untie):
    yield untie.site


def write(site, untie):
    line = {"type": TYPE}
    for name, model in FLAT.items():
        if settings := model.objects.filter(site=site).first():
            line[name] = write_flat(settings, PARTS.fields[name].kind, untie)
    if nameplate := NameplateSettings.objects.filter(site=site).first():
        line["nameplate"] = [write_link(row, untie) for row in nameplate.links.all()]
    if footer := FooterSettings.objects.filter(site=site).first():
        links = [write_link(row, untie) for row in footer.links.all()]
        line["footer"] = kinds.filled({"text": TEXT.write(footer.text, untie), "links": links})
    if social := SocialSettings.objects.filter(site=site).first():
        line["accounts"] = [{"network": row.network, "url": row.url} for row in social.links.all()]
    if trending := TrendingSettings.objects.filter(site=site).first():
        line["trending"] = [row.topic.slug for row in trending.topics.all()]
    return kinds.filled(line)


def write_flat(settings, parts, untie):
    written = {}
    for name, field in parts.fields.items():
        value = getattr(settings, f"{name}_id" if field.kind is PHOTO else name)
        if value != DEFAULTS.get(name, ""):
            written[name] = field.kind.write(value, untie)
    return kinds.filled(written)


def write_link(row, untie):
    path = (untie.path(row.page) or "/") if row.page else ""
    return kinds.filled({"page": path, "address": row.address, "text": row.text})
