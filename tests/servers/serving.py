"""A few lines of HTTP for servers that are written by hand: a function from a request to a status and a body, served on loopback."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

Listing = Callable[[str, Mapping[str, str], Mapping[str, str]], tuple[int, Any]]
"""Path, query parameters and headers (lower case) of a GET; returns the status and the body."""


@contextmanager
def serving(listing: Listing) -> Iterator[str]:
    """Serve a listing on a free port of this machine; the value is its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, body = listing(unquote(asked.path), dict(parse_qsl(asked.query, keep_blank_values=True)), headers)
            sent = json.dumps(body, ensure_ascii=False).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, format: str, *values: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


def whole(text: str | None, otherwise: int) -> int:
    """A whole number as it stands in a query; ValueError where it is none."""
    if text is None:
        return otherwise
    if not text.lstrip("-").isdigit() or len(text) > 18:
        raise ValueError(text)
    return int(text)
