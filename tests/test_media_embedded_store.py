"""The embedded S3 server that `make run` and these tests use."""

import socket

import pytest
import urllib3
from django.conf import settings

from media import embedded_store
from media.embedded_store import EmbeddedStore, StoreError


def status(address: str, method: str = "GET") -> int:
    return urllib3.request(method, address, retries=False, timeout=5).status


def test_anybody_reads_the_public_bucket_and_nobody_lists_it_or_reads_the_private_one(store):
    for bucket in (settings.S3_PUBLIC_BUCKET, settings.S3_PRIVATE_BUCKET):
        store.client().put_object(Bucket=bucket, Key="folder/file.txt", Body=b"words")
    public = f"{store.endpoint}/{settings.S3_PUBLIC_BUCKET}"
    private = f"{store.endpoint}/{settings.S3_PRIVATE_BUCKET}"

    assert status(f"{public}/folder/file.txt") == 200
    assert status(public) == 403
    assert status(f"{public}/folder/file.txt", "DELETE") == 403
    assert status(f"{private}/folder/file.txt") == 403
    assert status(private) == 403


def test_a_wrong_secret_is_refused(store):
    stranger = EmbeddedStore("unused", access_key=store.access_key, secret_key="guessed", port=store.port)

    with pytest.raises(Exception, match="SignatureDoesNotMatch"):
        stranger.client().list_buckets()


def test_objects_survive_a_kill_and_a_restart_on_other_ports(tmp_path):
    with EmbeddedStore(tmp_path, access_key="key", secret_key="secret") as store:
        store.make_buckets(private="private", public="public")
        store.client().put_object(Bucket="private", Key="a", Body=b"words" * 100_000)

    with EmbeddedStore(tmp_path, access_key="key", secret_key="secret") as again:
        again.make_buckets(private="private", public="public")
        assert again.client().get_object(Bucket="private", Key="a")["Body"].read() == b"words" * 100_000


def test_from_outside_only_the_s3_port_is_reachable(tmp_path):
    with EmbeddedStore(tmp_path, access_key="key", secret_key="secret", host="0.0.0.0") as store:  # noqa: S104
        store.make_buckets(private="private", public="public")
        store.client().put_object(Bucket="public", Key="a", Body=b"words")

        # 127.0.0.2 is this machine, but not the address that the inner ports are bound to.
        assert status(f"http://127.0.0.2:{store.port}/public/a") == 200
        for port in store.ports:
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection(("127.0.0.2", port), timeout=2)


def test_the_worker_inside_finds_its_server(tmp_path):
    """It looks 10,000 above the other port, whatever it is told, and complains every five seconds."""
    with EmbeddedStore(tmp_path, access_key="key", secret_key="secret") as store:
        admin, beside_it = store.ports[-2:]

    assert beside_it == admin + 10_000


def test_a_taken_port_ends_in_one_sentence(store, tmp_path):
    second = EmbeddedStore(tmp_path, access_key="key", secret_key="secret", port=store.port)

    with pytest.raises(StoreError, match=f"Port {store.port} on 127.0.0.1 is taken"):
        second.start()


def test_a_missing_wheel_ends_in_one_sentence(monkeypatch, tmp_path):
    monkeypatch.setattr(embedded_store.shutil, "which", lambda *_a, **_k: None)

    with pytest.raises(StoreError, match="make run MEDIA_BACKEND=local"):
        EmbeddedStore(tmp_path, access_key="key", secret_key="secret").start()
