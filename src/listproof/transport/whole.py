"""Answers read whole, within their bounds, before anybody looks at them: unpacked piece by piece, and freed of what a client would obey."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO

import httpx

from listproof.transport.bounds import LARGE, Beyond, Bounds, Meter, OneLarge, size

__all__ = ["ACCEPTED", "WholeAnswers", "headers_of"]

ACCEPTED = "gzip, deflate"
"""The codings of an answer that can be unpacked within bounds, and so those that are asked for."""
_STEP = 64 * 1024
_MOST_CODINGS = 2
_SHOWN = 40
_GZIP = b"\x1f\x8b"
"""How each member of a gzip body begins, of which it may have several (RFC 1952)."""
_MOST_MEMBERS = 4000
_OBEYED = frozenset({"content-encoding", "content-length", "transfer-encoding", "location"})
"""Headers that httpx would act on by itself: it would unpack without a limit, and fail on an address that is none."""
_SENT = "headers_as_sent"


def headers_of(response: httpx.Response) -> Mapping[str, str]:
    """The headers of an answer as the target sent them, by name in lower case."""
    sent = response.extensions.get(_SENT, response.headers)
    return {name.lower(): value for name, value in sent.items()}


class WholeAnswers(httpx.BaseTransport):
    """Reads every answer of another transport to its end, or raises Beyond where that would be more than the bounds allow."""

    def __init__(self, transport: httpx.BaseTransport, bounds: Bounds, meter: Meter, large: OneLarge) -> None:
        """Whoever has read an answer leaves `large`."""
        self._transport = transport
        self._bounds = bounds
        self._meter = meter
        self._large = large

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer with its body in hand."""
        self._meter.start()
        response = self._transport.handle_request(request)
        self._meter.enter_body()
        try:
            assert isinstance(response.stream, httpx.SyncByteStream)
            whole = BytesIO()  # which holds a large body once, where joining its pieces would hold it twice
            whole.writelines(self._unpacked(response.stream, _codings(response)))
        finally:
            response.close()
        kept = httpx.Headers(response.headers)
        for name in _OBEYED.intersection(kept):
            del kept[name]
        return httpx.Response(
            response.status_code,
            headers=kept,
            content=whole.getvalue(),
            extensions={**response.extensions, _SENT: response.headers},
        )

    def _unpacked(self, pieces: Iterable[bytes], codings: list[str]) -> Iterator[bytes]:
        for coding in reversed(codings):
            pieces = _unpacked_once(pieces, coding, self._bounds.body)
        unpacked = 0
        for piece in pieces:
            _ = self._meter.left
            unpacked += len(piece)
            if unpacked > self._bounds.body:
                raise Beyond(f"answers with more than {size(self._bounds.body)} (max_body)")
            if unpacked > LARGE:
                self._large.enter(self._meter)
            yield piece

    def close(self) -> None:
        self._transport.close()


def _codings(response: httpx.Response) -> list[str]:
    named = [one.strip().lower() for one in response.headers.get("content-encoding", "").split(",")]
    found = [one for one in named if one not in ("", "identity")]
    if len(found) > _MOST_CODINGS:
        raise Beyond(f"packs its answer {len(found)} times; unpacked are at most {_MOST_CODINGS} layers")
    for one in found:
        if one not in ("gzip", "x-gzip", "deflate"):
            raise Beyond(f"packs its answer as {one[:_SHOWN]!r}, which listproof does not read: it asks for {ACCEPTED}")
    return found


def _unpacked_once(pieces: Iterable[bytes], coding: str, most: int) -> Iterator[bytes]:
    """The pieces unpacked, no more than a step of them in memory at a time; Beyond where one layer alone gives more than `most`."""
    unpacker, begun, done, members = None, False, 0, 1
    for piece in pieces:
        begun = begun or bool(piece)
        try:
            unpacker = unpacker or _unpacker(coding, piece)
            left = piece
            while left:
                data = unpacker.decompress(left, _STEP)
                left = unpacker.unconsumed_tail
                done += len(data)
                if done > most:
                    raise Beyond(f"answers with more than {size(most)} (max_body)")
                if data:
                    yield data
                if unpacker.eof and coding != "deflate" and unpacker.unused_data.startswith(_GZIP):
                    left, unpacker, members = unpacker.unused_data, _unpacker(coding, b""), members + 1
                    if members > _MOST_MEMBERS:
                        raise Beyond(f"packs its answer in more than {_MOST_MEMBERS:,} members")
                elif not data and (not left or unpacker.eof):
                    break
        except zlib.error as error:
            raise httpx.DecodingError(str(error)) from None
    if begun and unpacker is not None and not unpacker.eof:
        raise httpx.DecodingError("the packed answer ends before its end")


def _unpacker(coding: str, start: bytes) -> zlib._Decompress:
    """What unpacks a coding. Deflate comes with a frame, as it should, or without, as some send it."""
    if coding != "deflate":
        return zlib.decompressobj(zlib.MAX_WBITS | 16)
    framed = len(start) > 1 and start[0] & 0x0F == 8 and (start[0] * 256 + start[1]) % 31 == 0
    return zlib.decompressobj(zlib.MAX_WBITS if framed else -zlib.MAX_WBITS)
