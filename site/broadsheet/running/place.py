"""Where this copy of Broadsheet runs: its addresses, ports and keys, chosen once and kept in `var/demo.env`."""

import fcntl
import ipaddress
import os
import secrets
import socket
import tempfile
from dataclasses import dataclass
from pathlib import Path

from broadsheet.settings import environment
from broadsheet.settings.paths import VAR
from media.embedded_store import LOOPBACK, is_free

DEMO_FILE = VAR / "demo.env"
EVERYWHERE = "0.0.0.0"  # noqa: S104
FIRST_SITE_PORT, FIRST_STORE_PORT = 8000, 8333
PRIVATE_BUCKET, PUBLIC_BUCKET = "broadsheet-private", "broadsheet-public"


_reserved: dict[int, int] = {}  # port → the open file that is locked for it


class CannotRun(Exception):
    """The magazine cannot run; the message is one sentence that says why and what to do."""


@dataclass(frozen=True)
class Place:
    host: str  # what the servers listen on
    name: str  # what this machine is called in addresses
    port: int
    store_port: int  # 0: files are kept in folders

    @property
    def site_url(self) -> str:
        return f"http://{self.name}:{self.port}"

    @property
    def store_url(self) -> str:
        return f"http://{self.name}:{self.store_port}" if self.store_port else ""

    @property
    def media_url(self) -> str:
        return f"{self.store_url}/{PUBLIC_BUCKET}/" if self.store_port else f"{self.site_url}/media/"


def choose(host: str, port: str, backend: str) -> tuple[Place, dict[str, str]]:
    """Return the place and every variable of the demo, as remembered from earlier runs or chosen now; write them down.

    `host` and `port` are what the user asked for; empty for what was used last, or loopback and the first free port.
    """
    known = environment.from_file(DEMO_FILE)
    host = address(host or known.get("BROADSHEET_HOST") or LOOPBACK)
    place_port = chosen_port(port, known, host)
    backend = backend or known.get("BROADSHEET_MEDIA_BACKEND") or "s3"
    if backend not in {"s3", "local"}:
        raise CannotRun(f"MEDIA_BACKEND={backend} is not known: write s3 or local.")
    if known.get("BROADSHEET_MEDIA_BACKEND", backend) != backend:
        raise CannotRun(
            f"This copy began with MEDIA_BACKEND={known['BROADSHEET_MEDIA_BACKEND']}: `make reset` first to change it."
        )
    store_port = 0
    if backend == "s3":
        store_port = first_free(host, int(known.get("BROADSHEET_STORE_PORT", FIRST_STORE_PORT)), taken=place_port)
    place = Place(host, name_of(host), place_port, store_port)
    variables = variables_of(place, known, backend)
    write(variables)
    return place, variables


def variables_of(place: Place, known: dict[str, str], backend: str) -> dict[str, str]:
    kept = {
        "BROADSHEET_SECRET_KEY": secrets.token_urlsafe(48),
        "BROADSHEET_S3_ACCESS_KEY": secrets.token_hex(10),
        "BROADSHEET_S3_SECRET_KEY": secrets.token_urlsafe(30),
        "BROADSHEET_DEMO_PASSWORD": "-".join(secrets.token_hex(2) for _ in range(4)),
    }
    kept |= {name: known[name] for name in kept if known.get(name)}
    if asked := os.environ.get("BROADSHEET_DEMO_PASSWORD", "").strip():
        kept["BROADSHEET_DEMO_PASSWORD"] = asked
    hosts = dict.fromkeys([place.name, "localhost", LOOPBACK, "[::1]", socket.gethostname().lower()])
    return kept | {
        "BROADSHEET_HOST": place.host,
        "BROADSHEET_PORT": str(place.port),
        "BROADSHEET_STORE_PORT": str(place.store_port or FIRST_STORE_PORT),
        "BROADSHEET_SITE_URL": place.site_url,
        "BROADSHEET_ALLOWED_HOSTS": ",".join(hosts),
        "BROADSHEET_MEDIA_BACKEND": backend,
        "BROADSHEET_S3_ENDPOINT_URL": place.store_url,
        "BROADSHEET_S3_REGION": "us-east-1",
        "BROADSHEET_S3_PRIVATE_BUCKET": PRIVATE_BUCKET,
        "BROADSHEET_S3_PUBLIC_BUCKET": PUBLIC_BUCKET,
        "BROADSHEET_MEDIA_PUBLIC_URL": place.media_url,
    }


def write(variables: dict[str, str]) -> None:
    """Keep the variables, readable by their owner alone; a run that is cut off leaves the old file or the new one."""
    VAR.mkdir(exist_ok=True)
    lines = "".join(f"{name}={value}\n" for name, value in variables.items())
    fresh = Path(f"{DEMO_FILE}.new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(f"# Written by `make run`; the keys are this copy's own. `make reset` makes new ones.\n{lines}")
    fresh.replace(DEMO_FILE)


def address(host: str) -> str:
    """Return the IPv4 address to listen on."""
    if host == "localhost":
        return LOOPBACK
    try:
        ipaddress.IPv4Address(host)
    except ValueError:
        raise CannotRun(
            f"HOST={host} is not an IPv4 address: use 0.0.0.0 for every network, or one of this machine’s addresses."
        ) from None
    if not is_free(host, 0):
        raise CannotRun(f"HOST={host} is not an address of this machine.")
    return host


def name_of(host: str) -> str:
    """Return the address by which others reach a server that listens on `host`."""
    if host != EVERYWHERE:
        return host
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # No packet leaves: connecting a datagram socket only chooses the network it would leave by.
            probe.connect(("192.0.2.1", 9))
            return probe.getsockname()[0]
        except OSError:
            return LOOPBACK


def chosen_port(asked: str, known: dict[str, str], host: str) -> int:
    if not asked:
        return first_free(host, int(known.get("BROADSHEET_PORT", FIRST_SITE_PORT)))
    if not asked.isascii() or not asked.isdigit() or not 1 <= int(asked) <= 65535:
        raise CannotRun(f"PORT={asked} is not a port: write a number from 1024 to 65535.")
    port = int(asked)
    if not take(host, port):
        if port < 1024 and os.geteuid():
            raise CannotRun(f"Port {port} is for the system’s administrator: choose one above 1023.")
        raise CannotRun(f"Port {port} is taken by another program: choose another, as in `make run PORT={port + 1}`.")
    return port


def first_free(host: str, first: int, taken: int = 0) -> int:
    for port in range(first, min(first + 200, 65536)):
        if port != taken and take(host, port):
            return port
    raise CannotRun(f"No port from {first} on is free: name one, as in `make run PORT=8123`.")


def take(host: str, port: int) -> bool:
    """Keep a port for this copy until it ends; tell whether it could be had, as nobody else listens there.

    Some systems let two programs bind a port, so this knocks as well.
    """
    if not is_free(host, port):
        return False
    with socket.socket() as probe:
        probe.settimeout(0.2)
        if probe.connect_ex((LOOPBACK if host == EVERYWHERE else host, port)) == 0:
            return False
    return reserve(port)


def reserve(port: int) -> bool:
    """Keep a port from other copies that start now, as its server listens there only later; tell whether that could be.

    The lock on a file that all copies on this machine know ends with this process.
    """
    if port in _reserved:
        return True
    path = Path(tempfile.gettempdir()) / f"broadsheet-port-{port}.lock"
    # The folder is everybody's: whatever somebody put there under this name is neither followed nor waited for.
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
    try:
        lock = os.open(path, flags | (0 if path.exists() else os.O_CREAT), 0o644)
    except OSError:
        return True  # a folder where nothing can be kept: whoever is second will be told
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return False
    _reserved[port] = lock
    return True
