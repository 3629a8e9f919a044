"""Topics in the format."""

from stories.models import Topic

from .. import kinds
from ..kinds import Field
from . import snippets

TYPE = "topic"
MODEL = Topic
MEANING = "A subject that stories are about."
DESCRIPTION = kinds.Html(("bold", "italic", "link"))
PARTS = kinds.Parts(
    TYPE,
    *snippets.fields("Grain corridor"),
    Field("description", DESCRIPTION, "What it is about.", "<p>Grain on its way through the strait.</p>"),
)
key = snippets.key


def find(values, finder):
    return snippets.find(MODEL, values, finder)


def bring_in(values, tie, topic):
    own = {"description": DESCRIPTION.store(values.get("description", ""), tie)}
    return snippets.bring_in(MODEL, values, tie, topic, own)


def all_of(untie):
    return snippets.all_of(MODEL, untie)


def write(topic, untie):
    return snippets.write(topic, TYPE, untie, {"description": DESCRIPTION.write(topic.description, untie)})
