"""What an installation may be told from outside, each variable read once, strictly, and described where it is read.

A settings module chooses `source` before it imports `base`, and calls `settle()` at its end. Mistakes are collected, so
that an operator sees all of them at once; `documented()` makes the table of docs/settings.md.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

PREFIX = "BROADSHEET_"
YES, NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}
HOST = re.compile(r"\.?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\.?")
MAIL_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class Variable:
    name: str
    kind: str
    default: str
    description: str


source: Mapping[str, str] = os.environ
variables: dict[str, Variable] = {}
problems: list[str] = []


def text(name: str, default: str = "", *, description: str, kind: str = "text") -> str:
    """Return the variable without surrounding blanks; one that is set but empty counts as not set."""
    full_name = PREFIX + name
    variables[full_name] = Variable(full_name, kind, default, description)
    return source.get(full_name, "").strip() or default


def secret(name: str, default: str = "", *, description: str) -> str:
    """Return a password or key: given by the variable itself, or in a file that `<NAME>_FILE` names."""
    value = text(name, default, description=description, kind="secret")
    path = source.get(f"{PREFIX}{name}_FILE", "").strip()
    if not path:
        return value
    try:
        return Path(path).read_text().strip()
    except OSError as error:
        complain(f"{name}_FILE", f"names the file {path}, which cannot be read ({error.strerror})", "correct the path")
        return value


def flag(name: str, default: bool = False, *, description: str) -> bool:
    value = text(name, "yes" if default else "no", description=description, kind="yes or no").lower()
    if value not in YES | NO:
        complain(name, f"is “{value}”", "write yes or no")
        return default
    return value in YES


def integer(name: str, default: int, *, description: str, least: int = 0, most: int = 2**31) -> int:
    value = text(name, str(default), description=description, kind="whole number")
    if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
        complain(name, f"is “{value}”", f"write a whole number from {least} to {most}")
        return default
    return int(value)


def choice(name: str, default: str, options: list[str], *, description: str) -> str:
    value = text(name, default, description=description, kind=" or ".join(options))
    if value not in options:
        complain(name, f"is “{value}”", f"write one of: {', '.join(options)}")
        return default
    return value


def words(name: str, default: str = "", *, description: str, options: list[str] | None = None) -> list[str]:
    """Return the parts of a list with commas between them."""
    kind = "list of " + (", ".join(options) if options else "words")
    found = [word.strip() for word in text(name, default, description=description, kind=kind).split(",")]
    found = [word for word in found if word]
    for word in found:
        if options and word not in options:
            complain(name, f"holds “{word}”", f"use only: {', '.join(options)}")
    return found


def url(name: str, default: str = "", *, description: str, schemes: list[str]) -> str:
    """Return an address; only its scheme and the presence of a host are checked here."""
    value = text(name, default, description=description, kind="address")
    if not value:
        return value
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018  (a port that is no number raises)
    except ValueError:
        parts = None
    if parts is None or parts.scheme not in schemes or not (parts.netloc or parts.path):
        # The value itself may hold a password, so it is not repeated.
        complain(
            name,
            "is not an address that can be used",
            f"begin it with {' or '.join(f'{scheme}://' for scheme in schemes if scheme)}",
        )
        return default
    return value


def hosts(name: str, default: str = "", *, description: str) -> list[str]:
    """Return host names, without scheme, port or path; a leading dot stands for all subdomains."""
    found = words(name, default, description=description)
    for host in found:
        if host != "*" and not (HOST.fullmatch(host) or host.startswith("[")):
            complain(name, f"holds “{host}”", "write host names only, without https:// and without a port")
        elif host.startswith(".") and "." not in host[1:]:
            complain(name, f"holds “{host}”", "write a whole domain, as in .news.example")
    return found


def mail_addresses(name: str, *, description: str) -> list[str]:
    """Return mail addresses, as they are written between commas."""
    found = words(name, description=description)
    for address in found:
        if not MAIL_ADDRESS.fullmatch(address):
            complain(name, f"holds “{address}”", "write mail addresses with commas between them")
    return found


def listener(name: str, default: str, *, description: str) -> str:
    """Return what a server listens on: an address and a port, or the path of a socket."""
    value = text(name, default, description=description)
    _, colon, port = value.rpartition(":")
    has_port = colon and port.isascii() and port.isdigit() and 1 <= int(port) <= 65535
    if not (has_port or value.startswith(("unix:", "fd://"))):
        complain(name, f"is “{value}”", "write an address and a port, as in 127.0.0.1:8000, or unix:/path")
        return default
    return value


def complain(name: str, problem: str, remedy: str) -> None:
    """Note what is wrong with a variable; `settle()` reports it."""
    problems.append(f"{PREFIX}{name} {problem}: {remedy}.")


def demand(name: str, value: object, remedy: str) -> None:
    """Note that a variable is missing where this installation cannot do without it."""
    if not value:
        complain(name, "is not set", remedy)


def settle() -> None:
    """Stop the start if anything was wrong with the environment, naming every variable at fault."""
    if problems:
        # Kept, and each told once: Django asks a second time for settings that failed, and the modules that read them
        # are not run again.
        raise ImproperlyConfigured("\n  ".join(["The settings cannot be used:", *dict.fromkeys(problems)]))


def is_near(address: str) -> bool:
    """Tell whether an address is on this machine: loopback, a socket or a file, where nobody can listen in."""
    return (urlsplit(address).hostname or "localhost") in LOOPBACK


def from_file(path: Path) -> dict[str, str]:
    """Return the NAME=value lines of a file; a missing file is empty."""
    if not path.exists():
        return {}
    lines = [line.strip() for line in path.read_text().splitlines()]
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))


def documented() -> str:
    """Return the table of every variable read so far, for docs/settings.md."""
    rows = [
        f"| `{each.name}` | {each.kind} | {f'`{each.default}`' if each.default else 'none'} | {each.description} |"
        for each in variables.values()
    ]
    return "\n".join(["| variable | kind | default | what it does |", "|---|---|---|---|", *rows, ""])
