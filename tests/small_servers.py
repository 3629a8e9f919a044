"""Small servers of the tests' own, in place of a CDN or a store that misbehaves."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

import urllib3
from django.core.files.storage import storages

from media import storage


@contextlib.contextmanager
def servers() -> Iterator[Callable]:
    """Give a function that starts a server, which answers by the function it is given, and returns its address."""
    running = []

    def run(answer):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                answer(self)

            do_PUT = do_DELETE = do_HEAD = do_POST = do_GET

            def log_message(self, *arguments):
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        running.append(server)
        return f"http://127.0.0.1:{server.server_port}/"

    try:
        yield run
    finally:
        for server in running:
            server.shutdown()
            server.server_close()


@contextlib.contextmanager
def silence() -> Iterator[str]:
    """Give the address of a server that takes every call and never answers, as one does whose process is stopped."""
    with socket.create_server(("127.0.0.1", 0), backlog=200) as silent:
        yield f"http://127.0.0.1:{silent.getsockname()[1]}"


def refuse(request):
    """Answer as a store does that does not know our key any more."""
    if length := int(request.headers.get("Content-Length", 0)):
        request.rfile.read(length)
    answer = b"<?xml version='1.0'?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"
    request.send_response(403)
    request.send_header("Content-Type", "application/xml")
    request.send_header("Content-Length", str(len(answer)))
    request.end_headers()
    if request.command != "HEAD":
        request.wfile.write(answer)


def pass_on(request, name: str = "", *, cache_control: str = storage.PUBLIC_CACHE):
    """Answer with a file of the public bucket, as a CDN does."""
    name = name or unquote(request.path[1:])
    if request.command != "GET" or not name or not storages["public"].exists(name):
        return request.send_error(403)
    with storages["public"].open(name) as file:
        content = file.read()
    request.send_response(200)
    request.send_header("Content-Type", "image/jpeg")
    request.send_header("Cache-Control", cache_control)
    request.send_header("Content-Length", str(len(content)))
    request.end_headers()
    request.wfile.write(content)
    return None


def forward(request, store):
    """Answer as the store does, whose signatures hold since the Host header stays."""
    length = int(request.headers.get("Content-Length", 0))
    answer = urllib3.request(
        request.command,
        store.endpoint + request.path,
        headers=dict(request.headers),
        body=request.rfile.read(length) if length else None,
        retries=False,
        timeout=5,
        decode_content=False,
    )
    request.send_response_only(answer.status)
    for name, value in answer.headers.items():
        if name not in ("Content-Length", "Transfer-Encoding", "Connection"):
            request.send_header(name, value)
    of_what = answer.headers.get("Content-Length", "0") if request.command == "HEAD" else str(len(answer.data))
    request.send_header("Content-Length", of_what)
    request.end_headers()
    request.wfile.write(answer.data)
