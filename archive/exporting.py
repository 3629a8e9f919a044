"""Writing everything as lines, one after the other, in an order in which it can come in again."""

import json
from collections.abc import Iterator

from .files import FileSink
from .finding import the_site
from .subjects import SUBJECTS
from .untying import Untie


def exported(sink: FileSink | None) -> Iterator[str]:
    """Yield the magazine as lines of the story format, without line ends; media files go to `sink`."""
    untie = Untie(the_site(), sink)
    for subject in SUBJECTS.values():
        for each in subject.all_of(untie):
            yield json.dumps(subject.write(each, untie), ensure_ascii=False)
