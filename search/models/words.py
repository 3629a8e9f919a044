from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .. import analysis


class Word(models.Model):
    """A word of published stories without case and accents, and how many of them hold it. Typing errors are mended by
    these.
    """

    text = models.CharField(max_length=64, primary_key=True)
    term = models.CharField(max_length=64)
    length = models.PositiveSmallIntegerField()
    stories = models.IntegerField()

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [
            models.Index(fields=["term"], name="search_word_term"),
            models.Index(fields=["length"], name="search_word_length"),
        ]

    def __str__(self):
        return self.text


class Synonym(models.Model):
    """Words and phrases that mean the same to this magazine: who asks for one finds them all."""

    words = models.TextField(
        _("words"),
        max_length=500,
        help_text=_(
            "Words or phrases that mean the same, with commas between them: “Kyiv, Kiev”. Who searches for one of them "
            "finds the stories that have any."
        ),
    )

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ["words"]

    def __str__(self):
        return self.words

    def clean(self):
        if problem := next(self._problems(), None):
            raise ValidationError({"words": problem})

    @property
    def phrases(self) -> list[str]:
        """The words and phrases as they were written, each once."""
        return list(dict.fromkeys(phrase.strip() for phrase in self.words.split(",") if phrase.strip()))

    def _problems(self) -> Iterator[str]:
        """Yield why this line would help nobody."""
        if len(self.phrases) < 2:
            yield str(_("Write at least two words or phrases, with a comma between them."))
        known: dict[str, str] = {}
        for phrase in self.phrases:
            key = _key(phrase)
            if not key:
                yield _("In “%(phrase)s” there is no word.") % {"phrase": phrase}
            elif analysis.STOP_WORDS.issuperset(analysis.words(phrase)):
                yield _("“%(phrase)s” says nothing by itself, so no search looks for it.") % {"phrase": phrase}
            if key in known:
                same = {"one": known[key], "other": phrase}
                yield _("“%(one)s” and “%(other)s” are the same word to the search anyway.") % same
            known[key] = phrase
        for line in Synonym.objects.exclude(pk=self.pk):
            for phrase in line.phrases:
                if _key(phrase) in known:
                    where = {"phrase": phrase, "line": line}
                    yield _("“%(phrase)s” stands in another line already: %(line)s") % where


def _key(phrase: str) -> str:
    """Return what makes a phrase the same as another to the search."""
    return " ".join(analysis.terms(phrase))
