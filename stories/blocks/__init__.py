"""What a story is told with: the blocks of its body.

A block is a class, a template of its name in `templates/stories/blocks/`, and a plain one in `…/plain/`.
"""

from .body import StandardBody, StoryBody, body_photos, plain, search_text
from .contents import Contents, contents

__all__ = ["Contents", "StandardBody", "StoryBody", "body_photos", "contents", "plain", "search_text"]
