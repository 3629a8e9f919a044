from .asked import Asked
from .entries import Content, Entry, HeadlineWord, Posting
from .labels import Label
from .progress import Rebuild
from .words import Synonym, Word

__all__ = ["Asked", "Content", "Entry", "HeadlineWord", "Label", "Posting", "Rebuild", "Synonym", "Word"]
