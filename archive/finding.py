"""Sections, columns, authors, topics and agencies by what a line calls them; those that are missing are made."""

from wagtail.models import Page, Site

from home.models import HomePage
from media.models import Agency
from stories.models import AuthorIndexPage, ColumnIndexPage, SectionPage, TopicIndexPage
from stories.slugs import RESERVED_SLUGS, free_slug, slug_of

from .kinds import Wrong

LISTS = {"columns": ColumnIndexPage, "authors": AuthorIndexPage, "topics": TopicIndexPage}


def the_site() -> Site:
    """Return the default site; where there is none that has a front, it gets one, and Wagtail's welcome page goes."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site and isinstance(site.root_page.specific, HomePage):
        return site
    home = HomePage(title="Front", slug=free_slug(Page.get_first_root_node(), "front"))
    Page.get_first_root_node().add_child(instance=home)
    home.save_revision().publish()
    if site:
        welcome, site.root_page = site.root_page, home
        site.save()
        if type(welcome.specific) is Page and not welcome.get_children().exists():
            welcome.delete()
        return site
    return Site.objects.create(hostname="localhost", port=80, root_page=home, is_default_site=True)


class Finder:
    """Remembers what it found, because the same few names stand in thousands of lines."""

    def __init__(self, site: Site):
        self.site = site
        self.front = site.root_page.specific
        self._sections: dict[str, SectionPage] = {}
        self._snippets: dict[tuple, object] = {}
        self._agencies: dict[str, Agency] = {}

    def forget(self) -> None:
        """Look everything up anew: what was made has been rolled back, or has changed."""
        self.front.refresh_from_db()
        self._sections.clear()
        self._snippets.clear()
        self._agencies.clear()

    def forget_snippets(self) -> None:
        self._snippets.clear()

    def section(self, name: str) -> SectionPage:
        """Return the section with this path below the front ("reporting/europe") or, failing that, this title."""
        if name not in self._sections:
            self._sections[name] = self.find_section(name) or self._make_section(name)
        return self._sections[name]

    def find_section(self, name: str) -> SectionPage | None:
        sections = SectionPage.objects.descendant_of(self.front)
        parts = [part.strip() for part in name.split("/") if part.strip()]
        paths = ("/".join(parts), "/".join(slug_of(part) for part in parts))
        return (
            sections.filter(url_path__in=[f"{self.front.url_path}{path}/" for path in paths]).first()
            or sections.filter(title__iexact=name).order_by("path").first()
        )

    def path(self, page: Page) -> str:
        return page.url_path.removeprefix(self.front.url_path).strip("/")

    def section_at(self, path: str) -> SectionPage:
        """Return the section with exactly this path, made where it is missing; a title does not count."""
        found = SectionPage.objects.filter(url_path=f"{self.front.url_path}{path}/").first()
        return found or self._make_section(path)

    def _make_section(self, name: str) -> SectionPage:
        parent = self.front
        parts = [part.strip() for part in name.split("/") if part.strip()]
        if not parts or not all(any(map(str.isalnum, part)) for part in parts):
            raise Wrong(f"“{name[:40]}” names no section")
        for part in parts:
            found = SectionPage.objects.filter(url_path=f"{parent.url_path}{slug_of(part)}/").first()
            if not found:
                self._check_free(parent, slug_of(part))
                found = make_page(parent, SectionPage(title=title_of(part), slug=slug_of(part)))
            parent = found
        return parent

    def _check_free(self, parent: Page, slug: str) -> None:
        """Raise Wrong where a section cannot have this address: under another one, no later line would find it."""
        path = f"{self.path(parent)}/{slug}".strip("/")
        if slug in RESERVED_SLUGS:
            raise Wrong(f"no section can stand at “{path}”: this address is kept for a feed; give it another path")
        if other := parent.get_children().filter(slug=slug).first():
            raise Wrong(
                f"no section can stand at “{path}”: “{other.title}” has this address; "
                "give the section another path, or that page another slug"
            )

    def snippet(self, model, name: str):
        """Return the column, author or topic with this slug or name."""
        key = (model, name)
        if key not in self._snippets:
            found = self.find_snippet(model, name)
            if not found:
                self.list_page(f"{model._meta.model_name}s")
                found = model(name=name, slug=slug_of(name))
                found.full_clean()
                found.save()
                found.save_revision().publish()
            self._snippets[key] = found
        return self._snippets[key]

    def find_snippet(self, model, name: str):
        snippets = model.objects.filter(locale=self.front.locale_id)
        return snippets.filter(slug=slug_of(name)).first() or snippets.filter(name=name).order_by("pk").first()

    def agency(self, name: str) -> Agency:
        if name not in self._agencies:
            self._agencies[name] = Agency.objects.get_or_create(name=name)[0]
        return self._agencies[name]

    def list_page(self, of: str) -> Page:
        """Return the page that lists all columns, authors or topics."""
        found = LISTS[of].objects.child_of(self.front).first()
        return found or make_page(self.front, LISTS[of](title=of.title(), slug=free_slug(self.front, of)))


def make_page(parent: Page, page: Page) -> Page:
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def title_of(part: str) -> str:
    """Return the title that a slug was made from, as near as can be; anything else is a title itself."""
    return part.replace("-", " ").capitalize() if part == slug_of(part) else part
