"""What an answer says of another page: the value for a parameter, or the address that asks for it with all that was asked before."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, unquote_plus

from listproof.contract import Contract, Lead
from listproof.simulator.query import TypedQuery
from listproof.simulator.served import Served

__all__ = ["lead", "own_parameter"]


def own_parameter(contract: Contract) -> str:
    """The parameter in which this server's links carry the page, where the contract names none."""
    return next(name for name in ("page_token", "next_page_token", "x_page_token") if not contract.has_parameter(name))


def lead(service: Served, query: TypedQuery, leads: Lead | None, page: Any) -> Any:
    """What leads to a page: its token as it is, or an address with it; None where the contract has no such lead."""
    if leads is None or leads.place.kind == "last":
        return None
    if leads.form == "token":
        return page
    name = (leads.parameter if service.contract.pages.kind == "cursor" else None) or service.contract.pages.parameter
    return address(service, query, name or own_parameter(service.contract), page)


def address(service: Served, query: TypedQuery, name: str, page: Any) -> str:
    """The address of the request again, but for its page, without any where that is None; a key in the query stays behind."""
    asked = query.asked
    if asked is None:
        return ""
    pages = service.contract.pages
    paging = {name, pages.parameter, *(one.parameter for one in (pages.next, pages.previous) if one is not None)}
    keys = {str(entry["name"]) for entry in service.contract.sign_in if entry.get("type") == "query-key"}
    asking = [] if page is None else [f"{quote(name, safe='')}={quote(str(page), safe='')}"]
    kept = [part for part in asked.query.split("&") if part and unquote_plus(part.partition("=")[0]) not in paging | keys]
    line = "&".join([*kept, *asking])
    if service.decisions["links"] == "relative":
        return f"?{line}"
    path = f"{asked.path}?{line}"
    return path if service.decisions["links"] == "path" else f"{asked.scheme}://{asked.header('host') or '127.0.0.1'}{path}"
