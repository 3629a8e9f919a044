"""A Redis cache that a reader does not notice when it is down."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

PATIENCE = 0.5  # seconds that one call may take
PAUSE = 5.0  # seconds without a further try after a failure, so that a page waits once and not at every fragment


class ForgivingRedisCache(RedisCache):
    """Answers as an empty cache while Redis cannot be reached, and says so in the log once per pause."""

    def __init__(self, server: str, params: dict[str, Any]):
        options = {"socket_connect_timeout": PATIENCE, "socket_timeout": PATIENCE} | params.get("OPTIONS", {})
        super().__init__(server, params | {"OPTIONS": options})
        self.closed_until = 0.0

    def forgiving(self, call: Callable[..., Any], otherwise: Any, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() < self.closed_until:
            return otherwise
        try:
            return call(*args, **kwargs)
        except RedisError as error:
            self.closed_until = time.monotonic() + PAUSE
            log.warning("The cache cannot be used for now, pages are made without it: %s", error)
            return otherwise

    # What each returns while Redis is away is what Django's own DummyCache returns.
    def add(self, *args: Any, **kwargs: Any) -> bool:
        return self.forgiving(super().add, True, *args, **kwargs)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self.forgiving(super().get, default, key, default, version)

    def set(self, *args: Any, **kwargs: Any) -> None:
        self.forgiving(super().set, None, *args, **kwargs)

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        return self.forgiving(super().touch, False, *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        return self.forgiving(super().delete, False, *args, **kwargs)

    def get_many(self, *args: Any, **kwargs: Any) -> dict:
        return self.forgiving(super().get_many, {}, *args, **kwargs)

    def set_many(self, data: dict, *args: Any, **kwargs: Any) -> list:
        return self.forgiving(super().set_many, list(data), data, *args, **kwargs)

    def delete_many(self, *args: Any, **kwargs: Any) -> None:
        self.forgiving(super().delete_many, None, *args, **kwargs)

    def has_key(self, *args: Any, **kwargs: Any) -> bool:
        return self.forgiving(super().has_key, False, *args, **kwargs)

    def clear(self) -> bool:
        return self.forgiving(super().clear, False)
