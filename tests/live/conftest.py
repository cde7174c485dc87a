"""A certificate and simulators for live runs."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from listproof.contract import load
from listproof.simulator.server import Running, start
from listproof.simulator.service import Service


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A self-signed certificate for this machine and its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs openssl to make a certificate")
    folder = tmp_path_factory.mktemp("tls")
    made, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-keyout", str(key), "-out", str(made), "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    return made, key


@pytest.fixture
def served() -> Iterator[Callable[..., Running]]:
    """Starts simulators over plain HTTP that stop with the test."""
    running: list[Running] = []

    def serve(slugs: Sequence[str], jobs: int = 61, **settings: Any) -> Running:
        running.append(start([Service(load(slug), jobs, **settings) for slug in slugs]))
        return running[-1]

    yield serve
    for one in running:
        one.stop()
