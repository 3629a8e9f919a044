"""What the dashboard lists. Each function costs the same number of queries, however much there is to list."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, TaskState, get_default_page_content_type
from wagtail.permissions import policy_registry

from stories.admin.filters import in_moderation as is_in_moderation
from stories.admin.filters import scheduled as is_scheduled
from stories.models import StoryPage

from ..models import Overdue

ROWS = 8
# A clock that runs needs a second or two; what is later than this was forgotten by it.
GRACE = timedelta(seconds=60)


@dataclass(frozen=True)
class Button:
    words: str
    url: str


@dataclass(frozen=True)
class Row:
    """One line: a title, a link for whoever may follow it, a word about it, a date, and the next steps."""

    title: str
    url: str = ""
    detail: str = ""
    at: datetime | None = None
    buttons: tuple[Button, ...] = ()


def my_drafts(user) -> list[Row]:
    """Return what somebody has begun and still has in hand: what waits for others is listed further down."""
    drafts = (
        StoryPage.objects.filter(Q(owner=user) | Q(latest_revision__user=user))
        .filter(Q(live=False) | Q(has_unpublished_changes=True))
        .filter(expired=False)
        .exclude(is_scheduled() | is_in_moderation())
    )
    stories = list(with_titles(drafts).order_by("-latest_revision_created_at", "-pk")[:ROWS])
    editable = editable_pages(user, [story.pk for story in stories])
    return [
        Row(
            story.get_admin_display_title(),
            edit_address(story.pk) if story.pk in editable else "",
            _("Published, with changes that are not") if story.live else section_of(story),
            story.latest_revision_created_at,
        )
        for story in stories
    ]


def in_moderation(user) -> list[Row]:
    """Return what waits for an editor: everything for those who publish, for the others what they wrote or sent."""
    waiting = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, workflow_state__status="in_progress")
    if not policy_registry.get_by_type(Page).user_has_permission(user, "publish"):
        own = StoryPage.objects.filter(owner=user).annotate(key=Cast("pk", CharField())).values("key")
        waiting = waiting.filter(
            Q(workflow_state__requested_by=user)
            | Q(workflow_state__base_content_type=get_default_page_content_type(), workflow_state__object_id__in=own)
        )
    states = waiting.select_related("revision__user", "revision__content_type").order_by("started_at", "pk")[:ROWS]
    return list(of_revisions(user, ((state.revision, state.started_at, _by(state.revision.user)) for state in states)))


def scheduled(user) -> list[Row]:
    waiting = Revision.objects.filter(approved_go_live_at__gt=timezone.now() - GRACE)
    revisions = waiting.select_related("content_type").order_by("approved_go_live_at", "pk")[:ROWS]
    return list(of_revisions(user, ((revision, revision.approved_go_live_at, "") for revision in revisions)))


def overdue(user) -> list[Row]:
    """Return what the clock could not do, and what it has not even tried."""
    failed = list(Overdue.objects.select_related("content_type")[:ROWS])
    rows = list(
        of_objects(user, ((row.content_type, row.object_id, row.name, row.due_at, row.reason) for row in failed))
    )
    tried = {(row.content_type_id, row.object_id) for row in failed if row.action == Overdue.Action.PUBLISH}
    forgotten = Revision.objects.filter(approved_go_live_at__lte=timezone.now() - GRACE).select_related("content_type")
    late = [
        (revision, revision.approved_go_live_at, _("The publishing clock has not come to it."))
        for revision in forgotten.order_by("approved_go_live_at", "pk")[:ROWS]
        if (revision.content_type_id, int(revision.object_id)) not in tried
    ]
    return rows + list(of_revisions(user, late))


def latest(user) -> list[Row]:
    stories = list(with_titles(StoryPage.objects.published()).newest_first()[:ROWS])
    editable = editable_pages(user, [story.pk for story in stories])
    return [
        Row(
            story.headline,
            edit_address(story.pk) if story.pk in editable else "",
            section_of(story),
            story.published_at,
            (Button(_("View"), story.url),) if story.url else (),
        )
        for story in stories
    ]


def with_titles(stories):
    """Load what the title of a row is made of."""
    return stories.defer_streamfields().select_related("column", "main_section")


def of_revisions(user, revisions: Iterable[tuple[Revision, datetime, str]]) -> Iterable[Row]:
    return of_objects(
        user,
        (
            (revision.content_type, int(revision.object_id), revision.object_str, at, detail)
            for revision, at, detail in revisions
        ),
    )


def of_objects(user, objects: Iterable[tuple]) -> Iterable[Row]:
    """Yield a row for each (content type, id, name, date, detail); the titles of stories are read in one query."""
    objects = list(objects)
    pages = {pk for content_type, pk, *_rest in objects if issubclass(content_type.model_class(), Page)}
    stories = with_titles(StoryPage.objects.all()).in_bulk(pages)
    editable = editable_pages(user, pages)
    for content_type, pk, name, at, detail in objects:
        model = content_type.model_class()
        if issubclass(model, Page):
            title = stories[pk].get_admin_display_title() if model is StoryPage and pk in stories else name
            yield Row(title, edit_address(pk) if pk in editable else "", detail, at)
        else:
            yield Row(name, record_address(user, model, pk), detail or str(model._meta.verbose_name), at)


def edit_address(page_id: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page_id])


def editable_pages(user, ids: Collection[int]) -> set[int]:
    """Return those of the pages that `user` may edit, with one query for all of them."""
    if not ids:
        return set()
    pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    return set(pages.filter(pk__in=ids).values_list("pk", flat=True))


def record_address(user, model, pk: int) -> str:
    """Return where `user` edits a column, author or topic, or looks at it if that is all he may do."""
    viewset = model.snippet_viewset
    view = "edit" if viewset.permission_policy.user_has_permission(user, "change") else "inspect"
    return reverse(viewset.get_url_name(view), args=[pk])


def section_of(story: StoryPage) -> str:
    return story.main_section.title if story.main_section else ""


def _by(user) -> str:
    return _("Sent by %(name)s") % {"name": user.get_full_name() or user.get_username()} if user else ""
