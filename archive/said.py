"""What Django and Wagtail say when they refuse something, as sentences that name the place."""

from collections.abc import Iterator, Mapping

from django.core.exceptions import ValidationError


def sentences(error: ValidationError, *places: str, called: Mapping[str, str] | None = None) -> Iterator[str]:
    """Yield one sentence for each reason in `error`, however deep in a body it lies.

    `called` says what a line calls fields that have another name in the body.
    """
    inner = list(inner_errors(error))
    for place, each in inner:
        yield from sentences(each, *places, (called or {}).get(place, place), called=called)
    messages = list(getattr(error, "non_block_errors", None) or [])
    if not inner and not messages:
        if hasattr(error, "error_dict"):
            for field, each in error.message_dict.items():
                named = [] if field == "__all__" else [field]
                yield from (joined(message, *places, *named) for message in each)
            return
        messages = list(error.messages)
    yield from (joined(message, *places) for message in messages)


def inner_errors(error: ValidationError) -> Iterator[tuple[str, ValidationError]]:
    for key, each in (getattr(error, "block_errors", None) or {}).items():
        yield (str(key + 1) if isinstance(key, int) else key), each
    for row, cells in (getattr(error, "cell_errors", None) or {}).items():
        for column, each in cells.items():
            yield f"row {row + 1}, cell {column + 1}", each


def joined(message: str, *places: str) -> str:
    return f"{', '.join(places)}: {message}" if places else str(message)
