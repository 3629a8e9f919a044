"""The last part of a page's address."""

import hashlib

from django.utils.text import slugify
from wagtail.models import Page

# Words that follow a section's address and so cannot name a page below it.
RESERVED_SLUGS = frozenset({"feed"})
LONGEST_SLUG = 80  # of those that are made here
MOST = 255  # characters that the field holds
ROOM = len("-1000000")


def slug_of(words: str) -> str:
    """Return a slug for `words` in any script; signs alone give one that is always the same for them."""
    return slugify(words, allow_unicode=True)[:LONGEST_SLUG].strip("-_") or (
        "x" + hashlib.sha256(words.encode()).hexdigest()[:8]
    )


def is_made_of(headline: str, slug: str) -> bool:
    """Whether the editor's script, or we, made `slug` of `headline`: nobody has typed one."""
    return slug == slug_of(headline) or slugify(slug, allow_unicode=True) == slugify(headline, allow_unicode=True)


def free_slug(parent: Page, wanted: str, page: Page | None = None) -> str:
    """Return `wanted`, or with a number behind it where another page below `parent` has it."""
    siblings = parent.get_children().exclude(pk=page.pk if page else None)
    # First by the index: whatever begins with it, SQLite looks for among all siblings.
    if wanted not in RESERVED_SLUGS and not siblings.filter(slug=wanted).exists():
        return wanted
    stem = wanted[: MOST - ROOM]
    taken = RESERVED_SLUGS | set(siblings.filter(slug__startswith=stem).values_list("slug", flat=True))
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug
