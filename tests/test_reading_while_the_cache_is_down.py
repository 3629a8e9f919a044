"""Redis away: pages are made without it."""

import logging
import time

import pytest

from broadsheet.cache import ForgivingRedisCache
from media.embedded_store import free_ports


@pytest.fixture
def cache():
    """A cache whose server is not there."""
    return ForgivingRedisCache(f"redis://127.0.0.1:{free_ports(1)[0]}/0", {})


def test_every_call_answers_as_an_empty_cache(cache):
    assert cache.get("a", "usual") == "usual"
    assert cache.get_many(["a", "b"]) == {}
    assert cache.set("a", 1) is None
    assert cache.set_many({"a": 1}) == ["a"]
    assert cache.add("a", 1) is True
    assert cache.touch("a") is False
    assert cache.delete("a") is False
    assert cache.has_key("a") is False
    assert cache.clear() is False
    assert cache.get_or_set("a", lambda: 3) == 3


def test_only_the_first_call_of_a_page_waits_and_the_log_says_so_once(cache, caplog):
    with caplog.at_level(logging.WARNING):
        cache.get("a")
        begun = time.monotonic()
        for _ in range(1000):
            cache.get("a")

    assert time.monotonic() - begun < 0.1
    assert len(caplog.records) == 1


def test_it_is_tried_again_after_a_pause(cache, monkeypatch):
    cache.get("a")

    assert cache.closed_until > time.monotonic()
    monkeypatch.setattr("broadsheet.cache.PAUSE", 0)
    cache.closed_until = 0
    cache.get("a")
    assert cache.closed_until <= time.monotonic()
