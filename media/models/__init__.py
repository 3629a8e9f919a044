from .agencies import Agency
from .documents import Document
from .photos import Photo, Rendition
from .uses import Use

__all__ = ["Agency", "Document", "Photo", "Rendition", "Use"]
