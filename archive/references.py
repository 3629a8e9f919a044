"""What a line calls stories, sections, columns, authors and topics."""

from . import kinds


class StoryReference(kinds.Text):
    def store(self, value, tie):
        return tie.story(value)

    def write(self, value, untie):
        return untie.story(value)


class SectionReference(kinds.Text):
    def store(self, value, tie):
        return tie.section(value).pk

    def write(self, value, untie):
        return untie.section(value)


class SnippetReference(kinds.Text):
    """A column, author or topic."""

    def __init__(self, model):
        name = model._meta.model_name
        article = "an" if name[0] in "aeiou" else "a"
        super().__init__(limit=120, names=f"slug or name of {article} {name}")
        object.__setattr__(self, "model", model)

    def store(self, value, tie):
        return tie.snippet(self.model, value).pk

    def write(self, value, untie):
        return untie.snippet(self.model, value)


STORY = StoryReference(names="id of a story")
SECTION = SectionReference(names="path or title of a section")
