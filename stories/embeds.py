"""Pieces on other sites that a story can show: which sites, and how a piece's address becomes that of its player.

The address alone is enough. No server is asked, so an embed cannot fail, slow a page down
or tell anybody what is edited.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urlsplit

ID = r"[A-Za-z0-9_-]{1,64}"


@dataclass(frozen=True)
class Provider:
    name: str
    # Without "www." and "m.".
    hosts: tuple[str, ...]
    # The path, and the query where it says which piece. A closing slash and any other query are allowed for.
    pattern: str
    # Filled in with the pattern's groups, {url} (the whole address, quoted) and {start} (seconds).
    player: str
    # Sets the size: video, upright, audio, post or chart.
    shape: str = "video"
    # What an editor has to know about its addresses.
    limit: str = ""


@dataclass(frozen=True)
class Embed:
    """One piece, ready to be shown once a reader asks."""

    provider: str
    player: str
    shape: str


PROVIDERS = (
    Provider(
        "YouTube",
        ("youtube.com", "music.youtube.com"),
        rf"/watch\?(?:[^#]*&)?v=(?P<id>{ID})",
        "https://www.youtube-nocookie.com/embed/{id}?start={start}",
    ),
    Provider(
        "YouTube",
        ("youtube.com", "youtube-nocookie.com"),
        rf"/(?:live|embed|v)/(?P<id>{ID})",
        "https://www.youtube-nocookie.com/embed/{id}?start={start}",
    ),
    Provider(
        "YouTube",
        ("youtu.be",),
        rf"/(?P<id>{ID})",
        "https://www.youtube-nocookie.com/embed/{id}?start={start}",
    ),
    Provider(
        "YouTube",
        ("youtube.com",),
        rf"/shorts/(?P<id>{ID})",
        "https://www.youtube-nocookie.com/embed/{id}",
        shape="upright",
    ),
    Provider(
        "Vimeo",
        ("vimeo.com", "player.vimeo.com"),
        r"/(?:video/|channels/[\w-]+/|groups/[\w-]+/videos/)?(?P<id>\d+)",
        "https://player.vimeo.com/video/{id}?dnt=1",
    ),
    Provider(
        "Vimeo",  # Unlisted: the address carries a key.
        ("vimeo.com",),
        r"/(?P<id>\d+)/(?P<key>[0-9a-f]+)",
        "https://player.vimeo.com/video/{id}?h={key}&dnt=1",
    ),
    Provider(
        "Dailymotion",
        ("dailymotion.com", "dai.ly"),
        r"/(?:embed/)?(?:video/)?(?P<id>[a-z0-9]{5,20})",
        "https://geo.dailymotion.com/player.html?video={id}",
    ),
    Provider(
        "TikTok",
        ("tiktok.com",),
        r"/@[\w.-]+/video/(?P<id>\d+)",
        "https://www.tiktok.com/player/v1/{id}",
        shape="upright",
    ),
    Provider(
        "Instagram",
        ("instagram.com",),
        rf"/(?:[\w.]+/)?(?P<kind>p|reel|tv)/(?P<id>{ID})",
        "https://www.instagram.com/{kind}/{id}/embed/",
        shape="post",
    ),
    Provider(
        "X",
        ("x.com", "twitter.com", "mobile.twitter.com"),
        r"/\w+/status/(?P<id>\d+)(?:/(?:photo|video)/\d)?",
        "https://platform.twitter.com/embed/Tweet.html?dnt=true&id={id}",
        shape="post",
    ),
    Provider(
        # Its player refuses handles, and only a server can turn one into a "did:": bluesky-social/social-app#9073.
        "Bluesky",
        ("bsky.app",),
        r"/profile/(?P<did>did:(?:plc:[a-z2-7]+|web:[\w.-]+))/post/(?P<id>\w+)",
        "https://embed.bsky.app/embed/{did}/app.bsky.feed.post/{id}",
        shape="post",
        limit="with “did:” in the address",
    ),
    Provider(
        "SoundCloud",
        ("soundcloud.com",),
        r"/[\w-]+/(?:sets/)?[\w-]+",
        "https://w.soundcloud.com/player/?url={url}",
        shape="audio",
    ),
    Provider(
        "Spotify",
        ("open.spotify.com",),
        r"/(?:intl-\w+/)?(?:embed/)?(?P<kind>track|album|playlist|episode|show|artist)/(?P<id>[A-Za-z0-9]+)",
        "https://open.spotify.com/embed/{kind}/{id}",
        shape="audio",
    ),
    Provider(
        "Apple Podcasts",
        ("podcasts.apple.com", "embed.podcasts.apple.com"),
        r"(?P<path>/[a-z]{2}/podcast/[^/?]+/id\d+)(?:\?(?:[^#]*&)?i=(?P<episode>\d+))?",
        "https://embed.podcasts.apple.com{path}?i={episode}",
        shape="audio",
    ),
    Provider(
        "Datawrapper",
        ("datawrapper.dwcdn.net", "datawrapper.de"),
        r"/(?:_/)?(?P<id>[A-Za-z0-9]{5})(?:/\d+)?",
        "https://datawrapper.dwcdn.net/{id}/",
        shape="chart",
    ),
    Provider(
        "Flourish",
        ("public.flourish.studio", "flo.uri.sh"),
        r"/(?P<kind>visualisation|story)/(?P<id>\d+)(?:/embed)?",
        "https://flo.uri.sh/{kind}/{id}/embed",
        shape="chart",
    ),
)

# For the policy that says which sites a page may frame.
FRAME_ORIGINS = tuple(
    sorted({"https://" + urlsplit(provider.player.partition("{")[0]).netloc for provider in PROVIDERS})
)


def find(address: str) -> Embed | None:
    """Return the piece at `address`, or None where no provider knows such an address."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"}:
        return None
    target = f"{parts.path}?{parts.query}"
    for provider in PROVIDERS:
        if host in provider.hosts and (match := re.fullmatch(rf"{provider.pattern}/?(?:[?&].*)?", target)):
            fields = {name: quote(value or "", safe="/:") for name, value in match.groupdict().items()}
            player = provider.player.format(url=quote(address, safe=""), start=start(parts.query), **fields)
            return Embed(provider.name, player, provider.shape)
    return None


def start(query: str) -> int:
    """Return the second at which a video is to begin: "t=90", "start=90", "t=1m30s"."""
    values = parse_qs(query)
    asked = (values.get("t") or values.get("start") or [""])[0]
    match = re.fullmatch(r"(?:(\d{1,2})h)?(?:(\d{1,4})m)?(?:(\d{1,6})s?)?", asked, re.ASCII)
    hours, minutes, seconds = (int(number or 0) for number in match.groups()) if match else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds


def names(providers: Iterable[Provider] = PROVIDERS) -> str:
    """Return the providers' names for a message to editors."""
    named = {provider.name: f" ({provider.limit})" if provider.limit else "" for provider in providers}
    return ", ".join(name + limit for name, limit in named.items())
