"""One real S3 server for the whole run, with buckets of its own for each worker."""

import gc
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.db import connection, connections, transaction
from django.test import TestCase
from wagtail.contrib.frontend_cache.backends import BaseBackend

from media import store as store_module
from media.embedded_store import EmbeddedStore, free_ports
from tests.factories import make_site
from tests.sharing import alone, shared_folder

STORE = pytest.StashKey[EmbeddedStore]()
FORGOTTEN: list[str] = []


def pytest_sessionstart(session):
    """Start the store while the tests are still being collected; workers of pytest-xdist share that of their parent."""
    config = session.config
    if hasattr(config, "workerinput") or config.option.collectonly:
        return
    folder = tempfile.TemporaryDirectory(prefix="broadsheet-store-", ignore_cleanup_errors=True)
    store = EmbeddedStore(
        Path(folder.name),
        access_key=django_settings.S3_ACCESS_KEY,
        secret_key=django_settings.S3_SECRET_KEY,
        region=django_settings.S3_REGION,
    )
    store.start()
    config.stash[STORE] = store
    config.add_cleanup(folder.cleanup)
    config.add_cleanup(store.stop)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node):
    node.workerinput["store_port"] = node.config.stash[STORE].port


@pytest.fixture(scope="session", autouse=True)
def store(request) -> EmbeddedStore:
    """The running S3 server; the settings name it and the buckets of this worker."""
    config = request.config
    worker = getattr(config, "workerinput", None)
    running = (
        EmbeddedStore(
            Path("unused"),
            access_key=django_settings.S3_ACCESS_KEY,
            secret_key=django_settings.S3_SECRET_KEY,
            region=django_settings.S3_REGION,
            port=worker["store_port"],
        )
        if worker
        else config.stash[STORE]
    )
    running.wait_until_ready()
    name = worker["workerid"] if worker else "main"
    django_settings.S3_ENDPOINT_URL = running.endpoint
    django_settings.S3_PRIVATE_BUCKET = f"private-{name}"
    django_settings.S3_PUBLIC_BUCKET = f"public-{name}"
    django_settings.MEDIA_PUBLIC_URL = f"{running.endpoint}/public-{name}/"
    running.make_buckets(private=django_settings.S3_PRIVATE_BUCKET, public=django_settings.S3_PUBLIC_BUCKET)
    return running


@pytest.fixture(scope="session")
def django_db_setup(request, tmp_path_factory, store, django_db_blocker):
    """Leave a magazine without a story in the database, which every test begins with.

    Migrations take long, so the first worker of pytest-xdist puts its database into a file for the others.
    """
    shared = empty_database_at(tmp_path_factory)
    # As `prepare_demo` does: a quarter of their time would go into looking for what is no longer needed.
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
    if connection.vendor != "sqlite":
        request.getfixturevalue("django_db_setup")
        with django_db_blocker.unblock():
            make_site()
        return
    with alone(shared):
        if shared.exists():
            connection.settings_dict["TEST"]["MIGRATE"] = False
            request.getfixturevalue("django_db_setup")
            with django_db_blocker.unblock(), closing(sqlite3.connect(shared)) as source:
                connection.ensure_connection()
                source.backup(connection.connection)
        else:
            request.getfixturevalue("django_db_setup")
            with django_db_blocker.unblock(), closing(sqlite3.connect(shared.with_suffix(".unfinished"))) as target:
                if not connection.is_in_memory_db():
                    # pytest-django makes none where no test asks for it: browser journeys by themselves.
                    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
                make_site()
                connection.connection.backup(target)
            shared.with_suffix(".unfinished").rename(shared)


@pytest.fixture(scope="session")
def empty_database(django_db_setup, tmp_path_factory) -> Path:
    """A file with the database that every test begins with, on SQLite."""
    return empty_database_at(tmp_path_factory)


def empty_database_at(tmp_path_factory) -> Path:
    return shared_folder(tmp_path_factory) / "empty.sqlite3"


@pytest.fixture(scope="module")
def make_once(django_db_setup, django_db_blocker):
    """A function that calls another, to make what the tests of a file share that ask for it, and commits that.

    Each of them finds it as it was made, whatever the one before did; after the last of the file it is gone. Only the
    objects in memory stay the same ones: a fixture that tests change hands each of them a `copy.deepcopy`.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        empty_all_caches()

        def make(build):
            with TestCase.captureOnCommitCallbacks(execute=True):
                return build()

        yield make
        transaction.set_rollback(True)


def pytest_collection_modifyitems(items):
    """Let those tests come last that share what `make_once` makes: the others begin with no story."""
    items.sort(key=lambda item: "make_once" in item.fixturenames)


@pytest.fixture(autouse=True)
def store_is_asked_again():
    """Forget that the store was absent in an earlier test."""
    yield
    store_module.ask_again()


@pytest.fixture(autouse=True)
def empty_caches():
    """Begin each test with nothing kept from the one before."""
    empty_all_caches()


def empty_all_caches():
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture
def absent_store(settings):
    """From here on nobody answers at the store's address."""
    settings.S3_ENDPOINT_URL = f"http://127.0.0.1:{free_ports(1)[0]}"


@pytest.fixture
def store_calls():
    """A list that fills with the calls that are made to the store, as in "PUT"."""
    calls = []

    def note(request, **kwargs):
        calls.append(request.method)

    store_module.client().meta.events.register("before-send.s3", note)
    yield calls
    store_module.client().meta.events.unregister("before-send.s3", note)


@pytest.fixture
def committing(django_capture_on_commit_callbacks):
    """A block after which everything has happened that waits for the end of a transaction, tasks included."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def own_database(db, tmp_path_factory):
    """A database file of the test's own, for what cannot run inside the transaction that the other tests undo."""
    shared = connections["default"]
    if shared.vendor != "sqlite":
        pytest.skip("This is about the embedded database.")
    own = shared.copy()
    own.settings_dict["NAME"] = tmp_path_factory.mktemp("database") / "own.sqlite3"
    own.settings_dict["NAME"].write_bytes(shared.connection.serialize())
    connections["default"] = own
    yield own
    own.close()
    connections["default"] = shared


class Notebook(BaseBackend):
    """A cache that writes down what it was told to forget."""

    def purge(self, url):
        FORGOTTEN.append(url.removeprefix("http://localhost"))


@pytest.fixture
def forgotten(settings, django_capture_on_commit_callbacks):
    """Return a function that does some work, commits it and returns the addresses forgotten by then."""
    settings.WAGTAILFRONTENDCACHE = {"notebook": {"BACKEND": f"{__name__}.Notebook"}}

    def after(work):
        FORGOTTEN.clear()
        with django_capture_on_commit_callbacks(execute=True):
            work()
        return set(FORGOTTEN)

    return after
