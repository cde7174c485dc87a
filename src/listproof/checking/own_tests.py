"""`listproof.check` for a test of one's own: an app or an address in, an AssertionError with the findings out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from listproof.checking.check import Checked, check
from listproof.checking.command import sign_in_from
from listproof.checking.telling import told
from listproof.contract import Document, read
from listproof.contract.documents import normalised
from listproof.openapi import chosen_of, list_operations
from listproof.transport.in_process import HOST, in_process

__all__ = ["check_service"]


def check_service(
    app_or_url: str | Callable[..., Any],
    *,
    contract: str | Path | Mapping[str, Any] | None = None,
    operations: Iterable[str] = (),
    path: Mapping[str, str] | None = None,
    strict: bool = True,
    auth: Mapping[str, Any] | None = None,
) -> Checked:
    """Check the list operations of a service, and raise AssertionError with all findings where it has any.

    `app_or_url` is an address, or an ASGI or WSGI app, which is asked inside the process. `contract` is an OpenAPI file or its contents;
    an app that has an `openapi()` of its own, as those of FastAPI do, needs none. `operations` are operationIds or paths, all where none
    is named. With `strict` suspicions, which rest on guesses, are raised as well. `auth` is a sign-in as the targets file has it, such as
    `{"type": "bearer", "value": …}`; without it the environment's LISTPROOF_TOKEN is taken. Raises ContractError for a file that cannot
    be read, KeyError for an unknown operation, and RuntimeError where nothing could be asked.
    """
    document = normalised(_document(app_or_url, contract))
    every = list_operations(document)
    chosen = chosen_of(every, tuple(operations))
    transport = None if isinstance(app_or_url, str) else in_process(app_or_url)
    try:
        checked = check(
            document,
            every,
            chosen,
            app_or_url.rstrip("/") if isinstance(app_or_url, str) else HOST,
            auth=sign_in_from(os.environ) if auth is None else lambda ways: auth,
            path=path,
            transport=transport,
        )
    finally:
        if transport is not None:
            transport.close()
    text = told(checked, False, 120)
    if all(row.contract is None for row in checked.rows) or checked.troubles:
        raise RuntimeError(text)
    if checked.findings or (strict and checked.suspicions):
        raise AssertionError(text)
    return checked


def _document(service: Any, contract: str | Path | Mapping[str, Any] | None) -> Document:
    if isinstance(contract, str | Path):
        return read(Path(contract))
    described = contract if contract is not None else getattr(service, "openapi", lambda: None)()
    if not isinstance(described, Mapping):
        raise TypeError("contract is missing; expected an OpenAPI file, for the app has no openapi() that describes it")
    return Document("openapi.json", dict(described), {})
