"""What a line can be: one module for each type, all with the same names in them.

`TYPE`, `MODEL`, `MEANING` and `PARTS` say what it is. `key(values)` is what a line calls its subject, `find(values,
finder)` the one that is there already, `bring_in(values, tie, found)` makes or changes it; `all_of(untie)` yields those
to export, `write(subject, untie)` returns one as a line.
"""

from . import (
    agencies,
    authors,
    columns,
    fronts,
    lists,
    promotions,
    sections,
    settings,
    standard_pages,
    stories,
    synonyms,
    topics,
)

# In the order of an export: what others refer to comes first.
SUBJECTS = {
    subject.TYPE: subject
    for subject in (
        agencies,
        sections,
        lists,
        authors,
        columns,
        topics,
        standard_pages,
        stories,
        fronts,
        synonyms,
        promotions,
        settings,
    )
}
