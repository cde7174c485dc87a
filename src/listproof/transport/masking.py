"""What of an exchange may be shown: secrets and contents that nobody may read are masked, and long bodies cut after that."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from listproof.contract import absent, text_of_body
from listproof.transport.answer import MARGIN, Answer
from listproof.transport.auth import covering
from listproof.transport.bounds import Beyond
from listproof.transport.credentials import Credentials
from listproof.transport.redaction import Hidden, covered
from listproof.verdicts import Exchange

__all__ = ["MASK", "Masking"]

MASK = "***"
_SHOWN_BODY = 20_000
"""Characters of a body that a report may hold."""
_SENSITIVE = re.compile(r"authorization|cookie|token|secret|signature|access-?key|password", re.IGNORECASE)
_SIGNATURE = re.compile(r"(Signature=)[0-9A-Za-z+/=%_-]+")


class Masking:
    """Masks the secrets of some credentials, the fields of bodies that `fields` point to, and the contents that it was told to hide.

    `begins`: the characters of a body from its beginning that are shown at all, for who publishes no exchange; None: as many as a report.
    """

    def __init__(self, credentials: Credentials, fields: Sequence[str] = (), begins: int | None = None) -> None:
        self._credentials = credentials
        self._fields = fields
        self._begins = begins
        self._contents = Hidden()

    def hide(self, contents: Iterable[str]) -> None:
        """Mask these texts from now on: record contents nobody may read."""
        self._contents.add(contents)

    def masked(self, text: str, most: int | None = None) -> str:
        """A text with every secret and every hidden content replaced, no more than `most` characters of it."""
        if most is not None and len(text) > most + MARGIN:
            text = text[: most + MARGIN]
            return self.masked(text)[: min(most, len(text) - MARGIN)]
        text = covering(self._credentials.secrets, MASK)(text)
        return self._contents.covered(_SIGNATURE.sub(rf"\1{MASK}", text), MASK, most)

    def shown(self, answer: Answer, purpose: str = "", *, walked: Sequence[str] = (), asked: Iterable[str] = ()) -> Exchange:
        """The exchange as a report may hold it: secrets masked, long bodies cut; `walked` are the addresses that led to it.

        `asked` names the parameters of the question, as the contract calls them.
        """
        return Exchange(
            method=answer.method,
            url=self.masked(answer.url),
            request_headers=self._headers(answer.request_headers),
            status=answer.status,
            response_headers=self._headers(answer.headers),
            body=self.masked(self._body(answer)[: self._begins], _SHOWN_BODY),
            seconds=answer.seconds,
            purpose=self.masked(purpose),
            sent=self.masked(text_of_body(answer.sent)),
            walked=tuple(map(self.masked, walked)),
            asked=tuple(map(self.masked, asked)),
        )

    def _body(self, answer: Answer) -> str:
        try:
            if not self._fields or answer.body is absent:
                return answer.text
        except Beyond as beyond:
            return f"(not shown, for what is to be masked in it cannot be found: {beyond})"
        return json.dumps(covered(answer.body, self._fields, MASK), ensure_ascii=False)

    def _headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        hidden = self._credentials.carriers.headers
        return {n: MASK if n.lower() in hidden or _SENSITIVE.search(n) else self.masked(value) for n, value in headers.items()}
