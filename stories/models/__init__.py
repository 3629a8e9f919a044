from .authors import Author, AuthorIndexPage
from .columns import Column, ColumnAuthor, ColumnIndexPage
from .comments import Comment
from .corrections import Correction
from .listings import Listing
from .sections import SectionPage
from .settings import AppealSettings, NewsletterSettings, PublicationSettings
from .standard import StandardPage
from .stories import RelatedStory, StoryAuthor, StoryPage, StoryTopic
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
    "Listing",
    "NewsletterSettings",
    "PublicationSettings",
    "RelatedStory",
    "SectionPage",
    "StandardPage",
    "StoryAuthor",
    "StoryPage",
    "StoryTopic",
    "Topic",
    "TopicIndexPage",
]
