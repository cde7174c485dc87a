"""The page for people: what is served, how to sign in, commands to paste, and what is wrong on purpose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from listproof.contract import Contract
from listproof.contract.visible import visible
from listproof.simulator.front.lines import Line, lines
from listproof.simulator.service import Service
from listproof.simulator.signin import Way, shown
from listproof.simulator.targets import snippet

if TYPE_CHECKING:
    import jinja2

__all__ = ["page", "planted"]


@dataclass(frozen=True)
class _Listing:
    """One listing as the page tells it."""

    slug: str
    title: str
    method: str
    path: str
    records: int
    ways: tuple[Way, ...]
    before: str
    lines: tuple[Line, ...]
    leads: str
    entry: str


def page(services: Sequence[Service], url: str) -> str:
    """The page of some services at an address, as HTML that needs nothing from elsewhere."""
    listings = [_listing(one, url) for one in services]
    wrong = [(one.contract.slug, *told) for one in services for told in planted(one)]
    return _template().render(url=url, listings=listings, planted=wrong)


def planted(service: Service) -> Iterator[tuple[str, str, str]]:
    """What makes a service differ from the usual one: a kind of change, its id, and a sentence on it."""
    for kind, twist in (("fault", service.fault), ("variant", service.variant)):
        if twist is not None:
            yield kind, twist.id, str(getattr(twist, "sentence", ""))
    for fact, reading in service.readings.items():
        yield "reading", f"{fact}={reading}", ""
    if service.motion is not None and getattr(service.variant, "drift", None) is None:
        yield "drift", "records move", "records are added, finished and deleted while they are read"
    if service.disturbance is not None and getattr(service.variant, "chaos", None) is None:
        yield "chaos", "answers are disturbed", "delays, 429, 503, resets, truncated bodies"


def _listing(service: Service, url: str) -> _Listing:
    contract = service.contract
    ways = shown(contract.sign_in)
    function = ways[0].function
    before = f"URL={url} HOST={urlsplit(url).netloc}\n{function}" if function else ""
    return _Listing(
        contract.slug,
        visible(contract.title),
        contract.method,
        contract.path,
        service.jobs,
        ways,
        before,
        lines(service, url),
        _leads(contract),
        snippet(contract, url, "simulator"),
    )


def _leads(contract: Contract) -> str:
    """How an answer leads to the next page, where that page has no address that could be told beforehand."""
    lead = contract.pages.next
    if lead is None or contract.pages.addressed:
        return ""
    if lead.form == "link":
        return f"the next page is at the address that an answer gives at {lead.place}"
    return f"the next page comes by what an answer gives at {lead.place}, sent as {lead.parameter or contract.pages.parameter}"


@cache
def _template() -> jinja2.Template:
    import jinja2

    source = (resources.files("listproof.simulator.front") / "templates" / "page.html.jinja").read_text("utf-8")
    return jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True).from_string(source)
