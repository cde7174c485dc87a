"""The simulator's own accounts. All of it is made up, and looks it: no secret here opens anything but the simulator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

__all__ = ["ACCOUNTS", "EXPIRED", "OTHER", "OWNER", "POWERLESS", "TEMPORARY", "Account", "settings"]


@dataclass(frozen=True)
class Account:
    """Somebody who may sign in, with a credential for each kind of sign-in."""

    name: str
    project_id: str
    token: str
    """For a header or a cookie that is given by hand."""
    access_key: str
    secret_key: str = field(repr=False)
    user: str
    password: str = field(repr=False)
    second_project_id: str
    """Another project in which the account may act."""
    security_token: str | None = None
    """Belongs to the access key where that is a temporary one."""
    expired: bool = False
    """Known, but past its time."""
    forbidden: bool = False
    """Signs in well and may do nothing."""


def _account(name: str, project_id: str, *, security_token: str | None = None, expired: bool = False, forbidden: bool = False) -> Account:
    return Account(
        name=name,
        project_id=project_id,
        token=f"made-up-token-of-the-{name}-of-the-simulator",
        access_key=f"MADEUPACCESSKEY{name.upper()}",
        secret_key=f"made-up-secret-key-of-the-{name}-of-the-simulator",
        user=f"made-up-{name}",
        password=f"made-up-password-of-the-{name}",
        second_project_id=project_id[::-1],
        security_token=security_token,
        expired=expired,
        forbidden=forbidden,
    )


OWNER = _account("owner", "0a1b2c3d4e5f60718293a4b5c6d7e8f9")
"""Whose records the listing shows."""
TEMPORARY = _account("temporary", OWNER.project_id, security_token="made-up-security-token-of-the-temporary-of-the-simulator")
"""The owner's project with a temporary key, as a security token service gives them."""
OTHER = _account("other", "f9e8d7c6b5a493827160f5e4d3c2b1a0")
"""Somebody else, with a project of their own."""
EXPIRED = _account("expired", OWNER.project_id, expired=True)
"""Whose credential was good once."""
POWERLESS = _account("powerless", OWNER.project_id, forbidden=True)
"""Who signs in and is allowed nothing."""

ACCOUNTS: tuple[Account, ...] = (OWNER, TEMPORARY, OTHER, EXPIRED, POWERLESS)


def settings(kind: str, account: Account = OWNER, sign_in: Sequence[Mapping[str, object]] = ()) -> dict[str, object]:
    """The `auth` table with which the suite signs in as that account; `kind` is a type of the contract's `sign-in`.

    Raises KeyError for a type that the simulator does not verify.
    """
    name = next((entry["name"] for entry in sign_in if entry.get("type") == kind and "name" in entry), None)
    named = {} if name is None else {"name": name}
    temporary = {} if account.security_token is None else {"security_token": account.security_token}
    tables: dict[str, dict[str, object]] = {
        "none": {},
        "header": {**named, "value": account.token},
        "cookie": {**named, "value": account.token},
        "query-key": {**named, "value": account.token},
        "bearer": {"value": account.token},
        "basic": {"user": account.user, "password": account.password},
        "huawei-ak-sk": {"access_key": account.access_key, "secret_key": account.secret_key, **temporary},
        "alibaba-acs3": {"access_key_id": account.access_key, "access_key_secret": account.secret_key, **temporary},
        "nebula-connect": {
            "user": account.user,
            "password": account.password,
            "address": "127.0.0.1",
            "port": 9669,
        },
    }
    return {"type": kind, **tables[kind]}
