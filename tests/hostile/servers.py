"""Small servers that mean harm: raw bytes over loopback, bounded in count and time, each stopping by itself."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

__all__ = ["Attack", "Hostile", "answer", "hostile"]

Attack = Callable[[socket.socket, bytes], None]
"""What is done to a connection on which this request came; the connection is closed afterwards."""
_LONGEST_HEAD = 256 * 1024


@dataclass
class Hostile:
    """A server that is up: where it is, and the requests that it had."""

    url: str
    requests: list[bytes] = field(default_factory=list)


@contextmanager
def hostile(attack: Attack, seconds: float = 120, most: int = 5000) -> Iterator[Hostile]:
    """A server that does this to whoever asks, for so many seconds and requests at most."""
    up = Hostile("")

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.settimeout(seconds)
            try:
                head = b""
                while b"\r\n\r\n" not in head and len(head) < _LONGEST_HEAD:
                    piece = self.request.recv(65536)
                    if not piece:
                        return
                    head += piece
                up.requests.append(head)
                if len(up.requests) <= most:
                    attack(self.request, head)
            except OSError:
                return

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False
        allow_reuse_address = True
        request_queue_size = 64

    with Server(("127.0.0.1", 0), Handler) as server:
        up.url = f"http://127.0.0.1:{server.server_address[1]}"
        serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        serving.start()
        end = threading.Timer(seconds, _closed, [server])
        end.daemon = True
        end.start()
        try:
            yield up
        finally:
            end.cancel()
            server.shutdown()


def _closed(server: socketserver.ThreadingTCPServer) -> None:
    """Answer nobody any more, and take no connection: who asks afterwards would wait for an answer that never comes."""
    server.shutdown()
    server.server_close()


def answer(body: bytes, *headers: str, status: str = "200 OK", kind: str = "application/json") -> bytes:
    """The bytes of an answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body
