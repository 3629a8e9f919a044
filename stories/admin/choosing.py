"""Choosing a page: stories by their newest, with lead photo and credit; everything else from the front down.

Wagtail 8.0 has no setting for the views of its page chooser, whose addresses `stories.admin.urls` takes over. Their
links, scripts and templates stay Wagtail's, and so do `construct_page_chooser_queryset` and the names of the addresses.
"""

from django.core.paginator import Page as Turn
from django.core.paginator import Paginator
from django.db.models import F, Prefetch, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.views import View
from wagtail import hooks
from wagtail.admin.forms.search import SearchForm
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.views import chooser
from wagtail.models import Page, Site
from wagtail.query import SpecificIterable

from media import pictures

from ..models import SectionPage, StoryAuthor, StoryPage
from . import columns
from .filters import scheduled
from .listing import IN_MODERATION

NEWEST = 100  # what is older is found by searching: no newsroom turns further back
PER_TURN = 25  # as in Wagtail's own


def load_rows(pages: list) -> None:
    """Load what the rows of the chooser print, with as many queries for one page as for a hundred."""
    stories = [page for page in pages if isinstance(page, StoryPage)]
    authors = Prefetch("story_authors", StoryAuthor.objects.select_related("author"))
    prefetch_related_objects(stories, "main_section", "column", "lead_photo__agency", authors)
    pictures.prefetch(story.lead_photo for story in stories)
    prefetch_related_objects(pages, IN_MODERATION)
    # Names that are private to Wagtail 8.0 and treebeard 5; without them each row asks by itself.
    waiting = set(Page.objects.filter(scheduled(), pk__in=[page.pk for page in pages]).values_list("pk", flat=True))
    parents = {page.path[: -page.steplen] for page in pages}
    by_path = {parent.path: parent for parent in Page.objects.filter(path__in=parents)}
    for page in pages:
        page._approved_schedule = page.pk in waiting
        page._cached_parent_obj = by_path.get(page.path[: -page.steplen])


class LoadedRows(SpecificIterable):
    """The pages of a query, each of its own type, with what their rows print."""

    def __iter__(self):
        pages = list(super().__iter__())
        load_rows(pages)
        yield from pages


def for_stories_only(request) -> bool:
    wanted = {name.strip().lower() for name in request.GET.get("page_type", "").split(",")}
    return wanted == {StoryPage._meta.label_lower} and not request.GET.get("user_perms")


def newest(stories) -> list[int]:
    """Return the ids of the newest, what has no date of publication yet by its latest revision."""
    dated = stories.exclude(published_at=None).newest_first().values_list("published_at", "pk")
    undated = stories.filter(published_at=None, latest_revision__isnull=False)
    edited = undated.order_by("-latest_revision_created_at", "-pk").values_list("latest_revision_created_at", "pk")
    stamps = sorted([*dated[:NEWEST], *edited[:NEWEST]], reverse=True)
    return [pk for _stamp, pk in stamps[:NEWEST]]


class NewestStoriesView(View):
    """What a chooser for stories opens on: the newest of the whole site, or of the section `?section=`."""

    def get(self, request):
        sections = list(SectionPage.objects.order_by("path").only("title", "path", "depth"))
        chosen = request.GET.get("section", "")
        section = next((section for section in sections if str(section.pk) == chosen), None)
        turn = self.turn(section)
        is_multiple = bool(request.GET.get("multiple"))
        context = {
            "table": chooser.PageChooserTable(columns.of_chosen_stories(is_multiple), turn.object_list),
            "turn": turn,
            "sections": sections,
            "section": section,
            "search_form": SearchForm(),
            "is_multiple_choice": is_multiple,
        }
        # No parent: opened again, the chooser begins with the newest again.
        step = {"step": "browse", "parent_page_id": None}
        return render_modal_workflow(request, "stories/admin/newest_stories.html", None, context, json_data=step)

    def turn(self, section: SectionPage | None) -> Turn:
        stories = StoryPage.objects.filter(main_section=section) if section else StoryPage.objects.all()
        for hook in hooks.get_hooks("construct_page_chooser_queryset"):
            stories = hook(stories, self.request)
        turn = Paginator(newest(stories), PER_TURN).get_page(self.request.GET.get("p"))
        found = StoryPage.objects.defer_streamfields().in_bulk(list(turn.object_list))
        turn.object_list = [found[pk] for pk in turn.object_list if pk in found]
        load_rows(turn.object_list)
        for story in turn.object_list:
            story.can_choose, story.is_parent_page = True, False
        return turn


class BrowseView(chooser.BrowseView):
    """Going through the tree, from the front of the site."""

    def get(self, request, parent_page_id=None):
        if for_stories_only(request):
            return NewestStoriesView.as_view()(request)
        site = Site.find_for_request(request)
        if parent_page_id is None and site and not request.GET.get("can_choose_root"):
            parent_page_id = site.root_page_id
        return super().get(request, parent_page_id)

    @property
    def columns(self):
        return columns.of_chosen_pages(super().columns)

    def get_object_list(self):
        pages = super().get_object_list()
        if isinstance(self.parent_page, SectionPage):
            newest = Coalesce("storypage__published_at", "latest_revision_created_at").desc()
            pages = pages.order_by(F("sectionpage__path").asc(nulls_last=True), newest, "-pk")
        pages._iterable_class = LoadedRows
        return pages


class SearchView(chooser.SearchView):
    @property
    def columns(self):
        if for_stories_only(self.request):
            return columns.of_chosen_stories(self.is_multiple_choice)
        return columns.of_chosen_pages(super().columns)

    def get(self, request):
        response = super().get(request)
        load_rows(list(response.context_data["pages"]))
        return response


def in_order_of(ids: list[str]):
    """Return the key that sorts what was chosen as it was ticked."""
    places = {each: place for place, each in enumerate(ids)}
    return lambda pk: places.get(str(pk), len(places))


class ChosenMultipleView(chooser.ChosenMultipleView):
    def render_chosen_response(self, result):
        place = in_order_of(self.request.GET.getlist("id"))
        return super().render_chosen_response(sorted(result, key=lambda chosen: place(chosen["id"])))
