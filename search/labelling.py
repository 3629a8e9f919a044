"""Labels: what stories are narrowed by, kept with the names that readers see."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from stories.listings import sections_above
from stories.models import Author, Column, SectionPage, StoryPage, Topic
from stories.querysets import unrestricted

from . import analysis
from .models import Label
from .texts import latin

Kind = Label.Kind
MODELS = {Kind.SECTION: SectionPage, Kind.COLUMN: Column, Kind.AUTHOR: Author, Kind.TOPIC: Topic}


@dataclass(frozen=True)
class Named:
    """What a label says, before it is a row."""

    kind: str
    object_id: int
    slug: str
    name: str
    role: str = ""
    # The name in other letters, where it has one.
    also: str = ""


def label(stories: Iterable[StoryPage]) -> dict[int, str]:
    """Return the labels of each story as `Entry.labels` has them, and make or rename the rows that they stand for."""
    stories = list(stories)
    sections = _sections(stories)
    above = sections_above(section for own in sections.values() for section in own)
    named = {story.pk: list(_of_story(story, sections[story.pk], above)) for story in stories}
    ids = save({each for found in named.values() for each in found})
    return {pk: f" {' '.join(str(ids[each]) for each in found)} " if found else "" for pk, found in named.items()}


def save(named: Iterable[Named]) -> dict[Named, int]:
    """Make the rows that are missing, bring those up to date that say something else, and return the id of each."""
    wanted = {(each.kind, each.object_id): each for each in named}
    found = {(row.kind, row.object_id): row for row in _rows(wanted)}
    Label.objects.bulk_create(
        (_filled(Label(), each) for key, each in sorted(wanted.items()) if key not in found), ignore_conflicts=True
    )
    for key, row in found.items():
        each = wanted[key]
        if is_stale(row, each):
            _filled(row, each).save()
    ids = {(row.kind, row.object_id): row.pk for row in _rows(wanted)}
    return {each: ids[key] for key, each in wanted.items()}


def is_stale(row: Label, named: Named) -> bool:
    """Tell whether a row says something else than its label should."""
    return (row.slug, row.name, row.role, row.folded) != (named.slug, named.name, named.role, folded(named))


def folded(named: Named) -> str:
    return f" {' '.join(analysis.words(f'{named.name} {named.also}'))} "


def of_subject(subject) -> Named:
    """Return what the label of a section, column, author or topic says. Raises ValueError for anything else."""
    for kind, model in MODELS.items():
        if isinstance(subject, model):
            name = subject.title if kind == Kind.SECTION else subject.name
            also = latin(subject) if kind == Kind.AUTHOR else ""
            return Named(kind, subject.pk, subject.slug, name, getattr(subject, "role", ""), also)
    raise ValueError(f"{subject!r} is nothing to narrow by")


def public(labels: Iterable[Label]) -> set[int]:
    """Return the ids of those labels whose section, column, author or topic readers may know of."""
    by_kind: dict[str, dict[int, int]] = {}
    for row in labels:
        by_kind.setdefault(row.kind, {})[row.object_id] = row.pk
    found = set(by_kind.pop(Kind.YEAR, {}).values())
    for kind, pks in by_kind.items():
        found |= {pks[pk] for pk in open_subjects(kind).filter(pk__in=pks).values_list("pk", flat=True)}
    return found


def open_subjects(kind: str):
    """Return the sections, columns, authors or topics that have a public page."""
    subjects = MODELS[Kind(kind)].objects.filter(live=True)
    return subjects.filter(unrestricted()) if kind == Kind.SECTION else subjects


def known(kind: str, slugs: Iterable[str], role: str | None = None) -> set[str]:
    """Return those of `slugs` that a public section (of this role), column, author or topic has, and any year."""
    if kind == Kind.YEAR:
        return set(slugs)
    subjects = open_subjects(kind).filter(slug__in=list(slugs))
    return set((subjects.filter(role=role) if role else subjects).values_list("slug", flat=True))


def _sections(stories: list[StoryPage]) -> dict[int, list[SectionPage]]:
    """Return the sections of each story, the main one first, those too that readers may not know of.

    `public` keeps these from every answer, at the moment of the answer: a section that is published again, or opened,
    is known of at once, however many stories it has.
    """
    found = {story.pk: [story.main_section] if story.main_section else [] for story in stories}
    also = StoryPage.also_in.through.objects.filter(storypage__in=found).select_related("sectionpage")
    for row in also.order_by("sectionpage__path"):
        if row.sectionpage not in found[row.storypage_id]:
            found[row.storypage_id].append(row.sectionpage)
    return found


def _of_story(story: StoryPage, own: list[SectionPage], above: dict[int, list[SectionPage]]) -> Iterable[Named]:
    sections = {section.pk: section for each in own for section in above[each.pk]}
    subjects = [*sections.values(), *([story.column] if story.column else []), *story.authors, *story.topics]
    yield from dict.fromkeys(of_subject(subject) for subject in subjects)
    year = timezone.localtime(story.published_at).year
    yield Named(Kind.YEAR, year, str(year), str(year))


def _rows(wanted: Iterable[tuple[str, int]]) -> list[Label]:
    by_kind: dict[str, list[int]] = {}
    for kind, object_id in wanted:
        by_kind.setdefault(kind, []).append(object_id)
    condition = Q(pk__in=[])
    for kind, ids in by_kind.items():
        condition |= Q(kind=kind, object_id__in=ids)
    return list(Label.objects.filter(condition))


def _filled(row: Label, named: Named) -> Label:
    row.kind, row.object_id, row.role = named.kind, named.object_id, named.role
    row.slug, row.name, row.folded = named.slug, named.name, folded(named)
    return row
