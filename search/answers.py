"""What is answered: plain values for the page, the API and the feed to print. Nothing here asks the database."""

from dataclasses import dataclass, field

from .questions import Question

# Text in pieces, each with whether it is one of the words that were searched: templates mark those.
Extract = tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Hit:
    """One story that was found. `story` has what a card prints; a higher `score` is a better match, 0 where sorted by
    date; `is_partial` says that only some of the words were found."""

    story: object
    score: float
    headline: Extract
    extract: Extract
    is_partial: bool = False

    @property
    def telling_extract(self) -> Extract:
        """The extract where it shows why the story was found; otherwise its standfirst says more than its beginning."""
        return self.extract if any(is_marked for _text, is_marked in self.extract) else ()


@dataclass(frozen=True)
class FacetValue:
    """A value to narrow by: its slug, its name for readers, how many stories it would leave, whether it is chosen."""

    value: str
    label: str
    count: int
    is_chosen: bool = False


@dataclass(frozen=True)
class Facet:
    """A facet with its values, most stories first, chosen ones always among them."""

    name: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True)
class Place:
    """An author, column, topic or section whose name was asked for. `kind` is the model's name: "author" and so on."""

    kind: str
    title: str
    url: str
    text: str = ""


@dataclass(frozen=True)
class Promoted:
    """A story or an address that editors put on top of these words."""

    title: str
    url: str
    text: str = ""


@dataclass(frozen=True)
class Answer:
    """One page of results.

    `question` is what was asked, with the page that is shown. `searched` is what was looked for in the end; where it is
    not what was typed, `is_repaired` says so and `question.text` is the original. `total` counts all pages: the stories
    that hold every word, or, where none does, those that hold some. A short first page is filled up with the best that
    hold only some (`Hit.is_partial`); `total` leaves those out. `tried` are sentences for readers on what was asked
    before something was found, `unknown` others on chosen values that nothing is called, and which were passed over:
    `question` is without them. `nearest` are stories to offer when nothing was, the newest of `nearest_in`
    where that is said.
    """

    question: Question
    searched: str = ""
    is_repaired: bool = False
    total: int = 0
    pages: int = 0
    hits: tuple[Hit, ...] = ()
    facets: tuple[Facet, ...] = ()
    places: tuple[Place, ...] = ()
    promoted: tuple[Promoted, ...] = ()
    tried: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    nearest: tuple[object, ...] = field(default_factory=tuple)
    nearest_in: Place | None = None


class SearchUnavailable(Exception):
    """The index cannot be asked just now; readers are told so, and to try again."""

    # The header of the answer that says so; in seconds.
    headers = {"Retry-After": "60"}
