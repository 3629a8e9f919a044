"""An embed is made from its address alone, and asks nobody before the reader does."""

import pytest
from django.core.exceptions import ValidationError

from stories import embeds
from stories.blocks import StoryBody


@pytest.mark.parametrize(
    ("address", "player"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=0"),
        (
            "https://m.youtube.com/watch?app=m&v=dQw4w9WgXcQ&t=90",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=90",
        ),
        ("https://youtu.be/dQw4w9WgXcQ?si=abc&t=1m30s", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=90"),
        (
            "https://www.youtube.com/live/dQw4w9WgXcQ?feature=share",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=0",
        ),
        ("https://youtube.com/shorts/dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?dnt=1"),
        ("https://vimeo.com/76979871/0a1b2c3d4e", "https://player.vimeo.com/video/76979871?h=0a1b2c3d4e&dnt=1"),
        ("https://vimeo.com/channels/staffpicks/76979871", "https://player.vimeo.com/video/76979871?dnt=1"),
        ("https://www.dailymotion.com/video/x8abcde", "https://geo.dailymotion.com/player.html?video=x8abcde"),
        ("https://dai.ly/x8abcde", "https://geo.dailymotion.com/player.html?video=x8abcde"),
        (
            "https://www.tiktok.com/@harbour.board/video/7106594312292453675",
            "https://www.tiktok.com/player/v1/7106594312292453675",
        ),
        ("https://www.instagram.com/p/CxYz_12-3/?igsh=abc", "https://www.instagram.com/p/CxYz_12-3/embed/"),
        ("https://www.instagram.com/harbour/reel/CxYz_12-3/", "https://www.instagram.com/reel/CxYz_12-3/embed/"),
        ("https://x.com/harbour/status/20?s=20", "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=20"),
        (
            "https://twitter.com/harbour/status/20/photo/1",
            "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=20",
        ),
        (
            "https://bsky.app/profile/did:plc:z72i7hdynmk6r22z27h6tvur/post/3kkrqzuydho2v",
            "https://embed.bsky.app/embed/did:plc:z72i7hdynmk6r22z27h6tvur/app.bsky.feed.post/3kkrqzuydho2v",
        ),
        (
            "https://soundcloud.com/harbour/last-crossing",
            "https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fharbour%2Flast-crossing",
        ),
        (
            "https://open.spotify.com/intl-de/episode/4rOoJ6Egrf8K2IrywzwOMk?si=1",
            "https://open.spotify.com/embed/episode/4rOoJ6Egrf8K2IrywzwOMk",
        ),
        (
            "https://podcasts.apple.com/gb/podcast/the-quay/id123456?i=1000654321",
            "https://embed.podcasts.apple.com/gb/podcast/the-quay/id123456?i=1000654321",
        ),
        ("https://datawrapper.dwcdn.net/AbC12/7/", "https://datawrapper.dwcdn.net/AbC12/"),
        ("https://www.datawrapper.de/_/AbC12/", "https://datawrapper.dwcdn.net/AbC12/"),
        ("https://public.flourish.studio/visualisation/123456/", "https://flo.uri.sh/visualisation/123456/embed"),
    ],
)
def test_the_player_is_found_from_the_address(address, player):
    found = embeds.find(address)

    assert found is not None
    assert found.player == player
    assert any(player.startswith(origin + "/") for origin in embeds.FRAME_ORIGINS)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "youtube",
        "https://www.youtube.com/",
        "https://www.youtube.com/@harbour",
        "https://www.youtube.com/playlist?list=PL1",
        "https://youtube.com.example.org/watch?v=dQw4w9WgXcQ",
        "https://example.org/youtube.com/watch?v=dQw4w9WgXcQ",
        "https://user@example.org/watch?v=dQw4w9WgXcQ",
        'https://www.youtube.com/watch?v="><script>alert(1)</script>',
        "https://youtu.be/../../evil",
        "javascript:alert(1)//youtu.be/dQw4w9WgXcQ",
        "ftp://youtu.be/dQw4w9WgXcQ",
        "https://vimeo.com/about",
        "https://x.com/harbour",
        "https://bsky.app/profile/harbour.example/post/3kkrqzuydho2v",
        "https://[bad/watch?v=1",
    ],
)
def test_other_addresses_have_no_player(address):
    assert embeds.find(address) is None


def embed(url: str, title: str = "The last crossing"):
    return StoryBody().to_python([{"type": "embed", "value": {"url": url, "title": title, "caption": ""}}])


def test_an_editor_reads_which_sites_work(db):
    with pytest.raises(ValidationError) as refusal:
        StoryBody().clean(embed("https://example.org/film"))

    message = str(
        refusal.value.block_errors[0].block_errors["url"].message
        % refusal.value.block_errors[0].block_errors["url"].params
    )
    assert "YouTube, Vimeo" in message
    assert "SoundCloud" in message


def test_a_page_names_no_other_site_but_in_a_link(db):
    html = embed("https://vimeo.com/76979871").render_as_block({})

    assert "<iframe" not in html
    assert 'src="http' not in html
    assert '<a href="https://vimeo.com/76979871">The last crossing</a>' in html
    assert 'data-embed="https://player.vimeo.com/video/76979871?dnt=1"' in html
    assert '<button class="embed__button" type="button" hidden>' in html, "it does nothing without JavaScript"


def test_an_address_that_lost_its_player_is_still_a_link(db):
    html = embed("https://example.org/film").render_as_block({})

    assert '<a href="https://example.org/film">The last crossing</a>' in html
    assert "data-embed" not in html


def test_a_page_may_frame_the_players_and_nothing_else(client, db):
    policy = client.get("/nowhere/").headers["Content-Security-Policy"]

    frames = next(part for part in policy.split(";") if part.strip().startswith("frame-src")).split()[1:]
    assert frames == list(embeds.FRAME_ORIGINS)
    assert "https://www.youtube-nocookie.com" in frames
