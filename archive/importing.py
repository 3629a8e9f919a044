"""Bringing a file of lines in: line by line, in batches, so that it can be stopped and begun anew at any time."""

import hashlib
import itertools
import json
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from typing import BinaryIO

from django.db import transaction

from media import visibility
from search import changes as search_changes
from stories import purging, renewing
from stories.models import StoryPage
from stories.yielding import let_others_write

from . import indexing
from .files import MediaFolder
from .finding import Finder, the_site
from .kinds import Wrong
from .lines import Line, files_in, lines, parse, read, subject_of
from .models import Imported
from .subjects import settings, stories
from .taking import Library
from .trial import trial
from .tying import Tie
from .untying import Untie

logger = logging.getLogger(__name__)

# Lines in one transaction: enough that a commit costs little, few enough that nobody else waits long for the database.
# Photos may take long to take in, and SQLite lets nobody else write meanwhile. What follows from them takes as long.
BATCH = 40
BATCH_SECONDS = 0.75
# Becomes another one when lines that came in have to come in again.
VERSION = "1"


class Importer:
    """Brings lines in. `tell(number, sentence)` is called for what somebody has to know about a line.

    `counts` says how the lines came in: new, changed, unchanged, draft (a story that may not be public as it is) or
    refused.
    """

    def __init__(self, folder: MediaFolder | None, tell: Callable[[int, str], None], *, dry_run: bool = False):
        self.folder = folder
        self.tell = tell
        self.dry_run = dry_run
        self.counts: Counter = Counter()
        # Lines that refer to a story further down: number and offset.
        self.waiting: list[tuple[int, int]] = []
        # What has a line in this file, and which.
        self.line_of: dict[tuple[str, str], int] = {}

    def run(self, file: BinaryIO, advance: Callable[[int], None] = lambda offset: None) -> None:
        """Bring in all lines of `file`; `advance` is told after each batch how far in the file it is.

        A line that refers to a story further down comes in without the reference, and at the end once more with it.
        """
        with (
            indexing.gathered() as self.saved,
            purging.together(),
            visibility.together() as self.pictures,
            search_changes.gathered() as self.to_find,
            self._undone_at_the_end() if self.dry_run else nullcontext(),
        ):
            self.finder = self.library = None
            for batch in batches(lines(file)):
                advance(self._take_batch(batch, last_call=False))
                let_others_write()
            waiting, self.waiting = self.waiting, []
            for batch in batches(read_again(file, waiting)):
                self._take_batch(batch, last_call=True)
                let_others_write()

    @contextmanager
    def _undone_at_the_end(self) -> Iterator[None]:
        with trial():
            yield
            self.saved.clear()

    def _take_batch(self, batch: Iterable[Line], *, last_call: bool) -> int:
        """Bring in some lines in one transaction; return where the last of them begins."""
        with transaction.atomic():
            if self.finder is None:
                self.finder = Finder(the_site())
                self.library = Library(self.folder, self.finder, dry_run=self.dry_run)
            changed = renewing.Gathered()
            for line in batch:
                changed.add(self._take(line, last_call=last_call))
            if not self.dry_run:
                changed.renew()
                self.pictures.refresh()
                indexing.send(self.saved)
                # At once, so that the readers' search is complete when the import ends, worker or not.
                search_changes.flush(self.to_find)
        return line.offset

    def _take(self, line: Line, *, last_call: bool) -> renewing.Gathered:
        """Bring in a line, and return what of the magazine it changed."""
        try:
            with transaction.atomic(), renewing.together() as changed:
                result = self._bring_in(line, last_call=last_call)
        except Wrong as wrong:
            result = "refused"
            self.tell(line.number, str(wrong))
        except Exception as error:
            # A fault of ours costs this line alone; the log has what is needed to mend it.
            logger.exception("Line %s could not be brought in", line.number)
            result = "refused"
            self.tell(line.number, f"this could not be brought in ({type(error).__name__}: {str(error)[:200]})")
        if result == "refused":
            # What the line made has been rolled back, and must not be remembered.
            self.finder.forget()
            changed = renewing.Gathered()
        if not last_call:
            self.counts[result] += 1
        return changed

    def _bring_in(self, line: Line, *, last_call: bool) -> str:
        parsed = parse(line)
        subject = subject_of(parsed)
        values = read(parsed, subject)
        key = subject.key(values)
        first = self.line_of.get((subject.TYPE, key), line.number)
        # Of a pair, each would undo the other at each import. Settings say only what they name.
        if first != line.number and subject is not settings:
            raise Wrong(f"line {first} says already what the {subject.TYPE} “{key}” is; leave one of the two out")
        result = self._make_so(line, parsed, subject, values, last_call=last_call)
        self.line_of[subject.TYPE, key] = line.number
        return result

    def _make_so(self, line: Line, parsed: dict, subject, values: dict, *, last_call: bool) -> str:
        key = subject.key(values)
        digest = self._digest(parsed)
        row = Imported.objects.filter(kind=subject.TYPE, key=key).first()
        if row and row.digest == digest and is_there(subject, row):
            is_story_out = subject is stories and row.note and is_out(row)
            self._tell_note(line, row, but=came_in_as_a_draft(values) if is_story_out else "")
            return "unchanged"
        found = self._found(subject, values, row)
        if found and not row and self._says_the_same(subject, found, parsed):
            Imported.objects.create(kind=subject.TYPE, key=key, object_id=found.pk, digest=digest)
            return "unchanged"
        tie = Tie(self.finder, self.library, key, last_call=last_call)
        self.library.changed_in_public.clear()
        brought = subject.bring_in(values, tie, found)
        is_draft = values.get("status") == "draft" or (subject is stories and bool(tie.problems))
        if is_draft:
            tie.notes += self.library.take_back()
        result = "changed" if row and found else "new"
        row = row or Imported(kind=subject.TYPE, key=key)
        row.object_id = brought.pk
        row.note = "\n".join(reports(subject, values, tie))
        row.digest = digest
        if tie.is_waiting and not tie.last_call:
            row.digest = ""
            self.waiting.append((line.number, line.offset))
        else:
            self._tell_note(line, row)
        row.save()
        if not is_draft:
            for sentence in self.library.changes_in_public():
                self.tell(line.number, sentence)
        return "draft" if subject is stories and tie.problems else result

    def _found(self, subject, values: dict, row: Imported | None):
        if row and subject.MODEL:
            found = subject.MODEL.objects.filter(pk=row.object_id).first()
            if found:
                return found
        return subject.find(values, self.finder)

    def _says_the_same(self, subject, found, parsed: dict) -> bool:
        """Whether the line is what an export of this database would write: then it came from here."""
        version = stories.version_of(found) if subject is stories and not found.live else found
        return subject.write(version, Untie(self.finder.site, None)) == {"type": subject.TYPE, **parsed}

    def _digest(self, parsed: dict) -> str:
        """Return the digest of a line and of the files that it names, so that a file that was missing is noticed."""
        files = {name: self.library.fingerprint(name) for name in sorted(set(files_in(parsed)))}
        said = json.dumps([VERSION, parsed, files], sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()

    def _tell_note(self, line: Line, row: Imported, *, but: str = "") -> None:
        """Tell what was reported of the line when it came in, without what begins with `but`."""
        for sentence in row.note.splitlines():
            if not (but and sentence.startswith(but)):
                self.tell(line.number, sentence)


def is_there(subject, row: Imported) -> bool:
    """Whether what a line became has not been deleted since."""
    return subject.MODEL is None or subject.MODEL.objects.filter(pk=row.object_id).exists()


def is_out(row: Imported) -> bool:
    """Whether the story that a line became is published by now, or will be at its time."""
    story = StoryPage.objects.get(pk=row.object_id)
    return story.live or story.revisions.filter(approved_go_live_at__isnull=False).exists()


def came_in_as_a_draft(values: dict) -> str:
    return f"“{values['headline']}” came in as a draft: "


def reports(subject, values: dict, tie: Tie) -> Iterator[str]:
    """Yield what has to be told about a line that came in."""
    if subject is stories and tie.problems:
        yield came_in_as_a_draft(values) + "; ".join(dict.fromkeys(tie.problems))
    else:
        yield from dict.fromkeys(tie.problems)
    yield from dict.fromkeys(tie.notes)


def batches(all_lines: Iterable[Line]) -> Iterator[Iterator[Line]]:
    """Yield the lines in groups, none of them empty; a group has to be used up before the next."""
    all_lines = iter(all_lines)
    for first in all_lines:
        yield batch_of(itertools.chain([first], all_lines))


def batch_of(all_lines: Iterator[Line]) -> Iterator[Line]:
    """Yield the next `BATCH` lines, or as many as are through in `BATCH_SECONDS`."""
    begun = time.monotonic()
    for line in itertools.islice(all_lines, BATCH):
        yield line
        if time.monotonic() > begun + BATCH_SECONDS:
            return


def read_again(file: BinaryIO, places: list[tuple[int, int]]) -> Iterator[Line]:
    for number, offset in places:
        file.seek(offset)
        yield Line(number, offset, file.readline())
