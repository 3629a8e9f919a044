from .authors import Author, AuthorIndexPage
from .columns import Column, ColumnAuthor, ColumnIndexPage
from .comments import Comment
from .corrections import Correction
from .likenesses import Likeness
from .listings import Listing
from .sections import SectionPage
from .settings import AppealSettings, NewsletterSettings, PublicationSettings
from .standard import StandardPage
from .stories import StoryPage
from .story_lists import StoryListPage
from .story_rows import RelatedStory, StoryAuthor, StoryTopic
from .topics import Topic, TopicIndexPage

__all__ = [
    "AppealSettings",
    "Author",
    "AuthorIndexPage",
    "Column",
    "ColumnAuthor",
    "ColumnIndexPage",
    "Comment",
    "Correction",
    "Likeness",
    "Listing",
    "NewsletterSettings",
    "PublicationSettings",
    "RelatedStory",
    "SectionPage",
    "StandardPage",
    "StoryAuthor",
    "StoryListPage",
    "StoryPage",
    "StoryTopic",
    "Topic",
    "TopicIndexPage",
]
