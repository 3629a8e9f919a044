"""The tables of docs/story-format.md, written from the declarations that lines are read by."""

import json
from collections.abc import Iterator

from . import kinds
from .blocks import BlockParts, Items, Stream
from .subjects import SUBJECTS

BEGIN = "<!-- written by `manage.py describe_story_format`; change archive/ instead -->\n"


def tables() -> str:
    """Return everything below the introduction, as Markdown."""
    return BEGIN + "\n".join([*lines_of_types(), *lines_of_parts(), *lines_of_blocks()]) + "\n"


def lines_of_types() -> Iterator[str]:
    yield "\n## Types of lines\n"
    # Stories first: it is what most files hold.
    for subject in sorted(SUBJECTS.values(), key=lambda subject: subject.TYPE != "story"):
        yield from table(3, subject.TYPE, subject.MEANING, subject.PARTS.fields.values())


def lines_of_parts() -> Iterator[str]:
    yield "\n## Objects inside lines\n"
    seen: dict[str, kinds.Parts] = {}
    for subject in SUBJECTS.values():
        for field in subject.PARTS.fields.values():
            gather(field.kind, seen)
    for name, parts in sorted(seen.items()):
        yield from table(3, name, parts.meaning, parts.fields.values())


def gather(kind: kinds.Kind, seen: dict[str, kinds.Parts]) -> None:
    if isinstance(kind, kinds.Each):
        gather(kind.kind, seen)
    elif isinstance(kind, kinds.Parts) and not isinstance(kind, BlockParts) and kind.name not in seen:
        seen[kind.name] = kind
        for field in kind.fields.values():
            gather(field.kind, seen)


def lines_of_blocks() -> Iterator[str]:
    yield "\n## Blocks\n"
    yield (
        "A block is an object with its name as `type`. Fields that are left out get the block’s default. Where one "
        "that carries a star (\\*) is empty, the story comes in as a draft.\n"
    )
    yield from blocks_of("Body of a story", SUBJECTS["story"].PARTS.fields["body"].kind)
    others = SUBJECTS["page"].PARTS.fields["body"].kind.blocks
    yield f"A standard page takes of these: {', '.join(f'`{name}`' for name in others)}.\n"
    yield from blocks_of("Strips of the front", SUBJECTS["front"].PARTS.fields["strips"].kind)


def blocks_of(title: str, stream: Stream) -> Iterator[str]:
    yield f"\n### {title}\n"
    yield "| block | what it is | fields |"
    yield "|---|---|---|"
    for name, parts in stream.blocks.items():
        fields = "; ".join(
            f"{starred(field.name, parts)}: {in_a_cell(describe(field.kind))}" for field in parts.fields.values()
        )
        yield f"| `{name}` | {parts.block.meta.description} | {fields or 'none'} |"
    yield ""


def starred(name: str, parts: BlockParts) -> str:
    return f"`{name}`\\*" if name in parts.needed else f"`{name}`"


def describe(kind: kinds.Kind) -> str:
    if isinstance(kind, Items) and isinstance(kind.kind, BlockParts):
        parts = kind.kind
        inner = ", ".join(f"{starred(field.name, parts)} ({describe(field.kind)})" for field in parts.fields.values())
        return f"list of objects with {inner}"
    return kind.describe()


def table(level: int, title: str, meaning: str, fields) -> Iterator[str]:
    yield f"\n{'#' * level} {title}\n"
    if meaning:
        yield meaning + "\n"
    yield "| field | value | | meaning | example |"
    yield "|---|---|---|---|---|"
    for field in fields:
        example = f"`{json.dumps(field.example, ensure_ascii=False)}`" if field.example is not None else ""
        needed = "required" if field.required else ""
        value = in_a_cell(describe(field.kind))
        yield f"| `{field.name}` | {value} | {needed} | {in_a_cell(field.meaning)} | {in_a_cell(example)} |"


def in_a_cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
