from .agencies import Agency
from .documents import Document
from .fingerprints import Fingerprint
from .photos import Photo, Rendition
from .uses import Use

__all__ = ["Agency", "Document", "Fingerprint", "Photo", "Rendition", "Use"]
