"""A target: where one contract is asked, as whom, and how hard."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["LOOPBACK", "Target", "Waiver"]

LOOPBACK = re.compile(r"https?://(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:\d+)?(/|$)", re.IGNORECASE)
"""The address of a server on this machine, such as `listproof serve`."""


@dataclass(frozen=True)
class Target:
    """One place to ask for one contract.

    `path` fills the path parameters, `other` those of a second scope that the same credentials may see. `auth` is the table of the
    targets file with secrets filled in, never shown. `requests_per_second` None means unpaced; `concurrency` counts requests in
    flight; `max_requests` and `max_records` bound a run; `timeout` is the longest silence in an answer and `deadline` the longest
    answer, in seconds; `max_body` the largest body in bytes, on the wire and unpacked; `verify` is a flag or a file of certificates;
    `mask` names record pointers whose values no report may hold. `try_wrong_signature` is how often a request may be signed badly under
    the real key, which can lock it: never, unless somebody asks for it.
    """

    name: str
    slug: str
    base_url: str
    path: Mapping[str, Any] = field(default_factory=dict)
    other: Mapping[str, Any] = field(default_factory=dict)
    auth: Mapping[str, Any] = field(default_factory=lambda: {"type": "none"}, repr=False)
    requests_per_second: float | None = None
    concurrency: int = 1
    max_requests: int | None = None
    max_records: int = 2000
    timeout: float = 30.0
    deadline: float = 120.0
    max_body: int = 64_000_000
    verify: bool | str = True
    mask: tuple[str, ...] = ()
    try_wrong_signature: int = 0
    app: str = ""
    """`module:name` of an app that is asked inside the process; `base_url` is then made up."""
    given: Mapping[str, str] = field(default_factory=dict)
    """What people call the settings that they gave by other means than a targets file; where one is read, nothing."""

    def setting(self, *names: str) -> str:
        """Settings as people find them, so that they can be told which to look at."""
        if self.given:
            return " and ".join(self.given.get(name, f"{name} of an entry in a targets file") for name in names)
        return f"{' and '.join(names)} of targets.{self.name}.{self.slug}"

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses that are sent a credential: that of the listing, and that of the token call where there is one."""
        return tuple(str(one) for one in (self.base_url, self.auth.get("token_url")) if one)

    @property
    def cautions(self) -> tuple[str, ...]:
        """What of these settings lets others read or take the credential; nothing for a server on this machine, or without one."""
        elsewhere = [one for one in self.addresses if not LOOPBACK.match(one)]
        if self.app or not elsewhere or self.auth.get("type", "none") == "none":
            return ()
        entry = f"targets.{self.name}.{self.slug}"
        if any(one.lower().startswith("http://") for one in elsewhere):
            return (f"{entry}: the credential goes over http://, where everybody on the way can read it; use https:// where it is served",)
        if self.verify is False:
            return (f"{entry}: verify = false sends the credential to whoever answers there; name a file that holds its certificate",)
        return ()


@dataclass(frozen=True)
class Waiver:
    """A known deviation: the law and contract (exact ids), the target, an optional subject, the reason, and the last day (ISO)."""

    law: str
    contract: str
    target: str
    reason: str
    until: str
    subject: str | None = None
