"""The front in the format."""

from wagtail.blocks import StreamValue

from home.models import HomePage

from .. import kinds
from ..blocks import kind_of
from ..kinds import Field
from . import pages

TYPE = "front"
MODEL = HomePage
MEANING = "The front: its title and its strips, in their order."
STRIPS = kind_of(HomePage.strips.field.stream_block)
PARTS = kinds.Parts(
    TYPE,
    Field("title", kinds.Text(255), "Its title, as a rule the name of the magazine.", "The Meridian", required=True),
    Field("strips", STRIPS, "What stands on it.", [{"type": "latest", "count": 6}]),
    pages.SEARCH,
)


def key(values):
    return "front"


def find(values, finder):
    return finder.front


def bring_in(values, tie, front):
    front.title = front.draft_title = values["title"]
    front.strips = StreamValue(front.strips.stream_block, STRIPS.store(values.get("strips", []), tie), is_lazy=True)
    pages.set_search(front, values)
    pages.check(front)
    front.save_revision(clean=False).publish()
    return front


def all_of(untie):
    yield untie.front.specific


def write(front, untie):
    return kinds.filled(
        {
            "type": TYPE,
            "title": front.title,
            "strips": STRIPS.write(front.strips.get_prep_value(), untie),
            "search": pages.write_search(front),
        }
    )
