"""A tracker of Roundup, with jobs as issues, served on loopback: python roundup_tracker.py PORT, in its folder."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import roundup.instance
from roundup.cgi.wsgi_handler import RequestDispatcher

TRACKER = Path("tracker").absolute()


class Threaded(ThreadingMixIn, WSGIServer):
    """One thread a request."""

    daemon_threads = True


def fill() -> None:
    """Jobs as issues: those without a rank have no priority."""
    base = roundup.instance.open(str(TRACKER)).open("admin")
    for job in json.loads(Path("db.json").read_text(encoding="utf-8"))["jobs"]:
        wanted = {} if job["rank"] is None else {"priority": str(1 + job["rank"] // 3)}
        base.issue.create(title=job["name"], status=str(1 + job["id"] % 3), **wanted)
    base.commit()
    base.close()


if __name__ == "__main__":
    fill()
    port = int(sys.argv[1])
    make_server("127.0.0.1", port, RequestDispatcher(str(TRACKER)), Threaded, WSGIRequestHandler).serve_forever()
