"""Columns in the format."""

from stories.models import Author, Column, ColumnAuthor

from .. import kinds
from ..kinds import Field
from ..references import SECTION, SnippetReference
from . import snippets

TYPE = "column"
MODEL = Column
MEANING = "A recurring series."
DESCRIPTION = kinds.Html(("bold", "italic", "link"))
WEEKDAYS = {name.lower().removesuffix("s"): number for number, name in Column.Weekday.choices}
PARTS = kinds.Parts(
    TYPE,
    *snippets.fields("Diplomacy Watch"),
    Field("description", DESCRIPTION, "What it is.", "<p>The week in foreign ministries.</p>"),
    Field("cadence", kinds.OneOf(Column.Cadence.values), "How often; `weekly` when left out.", "monthly"),
    Field("weekday", kinds.OneOf(WEEKDAYS), "On which day, where it has a fixed one.", "friday"),
    Field("section", SECTION, "Where its instalments live.", "analysis"),
    Field("authors", kinds.Each(SnippetReference(Author)), "Who writes it as a rule.", ["Ines Moreau"]),
)
key = snippets.key


def find(values, finder):
    return snippets.find(MODEL, values, finder)


def bring_in(values, tie, column):
    column = column or Column(slug=key(values), locale_id=tie.finder.front.locale_id)
    column.column_authors = [ColumnAuthor(author=author) for author in tie.snippets(Author, values.get("authors", ()))]
    own = {
        "description": DESCRIPTION.store(values.get("description", ""), tie),
        "cadence": values.get("cadence", Column.Cadence.WEEKLY),
        "weekday": WEEKDAYS[values["weekday"]] if values.get("weekday") else None,
        "section": tie.section(values["section"]) if values.get("section") else None,
    }
    return snippets.bring_in(MODEL, values, tie, column, own)


def all_of(untie):
    return snippets.all_of(MODEL, untie)


def write(column, untie):
    own = {
        "description": DESCRIPTION.write(column.description, untie),
        "cadence": column.cadence if column.cadence != Column.Cadence.WEEKLY else "",
        "weekday": PARTS.fields["weekday"].kind.write(column.weekday, untie),
        "section": untie.section(column.section_id) if column.section_id else None,
        "authors": [row.author.slug for row in column.column_authors.all()],
    }
    return snippets.write(column, TYPE, untie, own)
