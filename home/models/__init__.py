from .front import HomePage
from .settings import (
    FooterLink,
    FooterSettings,
    NameplateLink,
    NameplateSettings,
    SocialLink,
    SocialSettings,
    TrendingSettings,
    TrendingTopic,
)

__all__ = [
    "FooterLink",
    "FooterSettings",
    "HomePage",
    "NameplateLink",
    "NameplateSettings",
    "SocialLink",
    "SocialSettings",
    "TrendingSettings",
    "TrendingTopic",
]
