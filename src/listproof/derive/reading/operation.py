"""The operation that a page tells of, as its lines, headings and examples give method and path."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from listproof.derive.addresses import (
    address_alone,
    asked_with,
    bare_method,
    bare_path,
    blueprint_in,
    generalises,
    part_of_operation,
    request_in,
    surrounds,
    template,
)
from listproof.derive.assembling import PARAMETERS
from listproof.derive.document import SourcePlace
from listproof.derive.formats.page import Text, Unread
from listproof.derive.parts import TablePart
from listproof.derive.reading.standing import Standing
from listproof.derive.rpc import Call, named_in_title, set_to
from listproof.derive.samples import request_lines
from listproof.derive.words import Section

__all__ = ["Operation"]

_AT_A_HOST = re.compile(r"[\s\"']\$\{?[A-Za-z_]\w*\}?/\w")
"""An address whose host stands in a variable of the shell."""
_METHOD_OF_TITLE = re.compile(r"(GET|POST|PUT|DELETE|PATCH)\s+(?!/)\S")
"""A title that begins with the method of its operation, whose path stands on the line below: `GET Red kites`."""
_IN_A_REQUEST = re.compile(r"(?:(GET|POST)[\"']?\s+[\"']?)?(?:https?://[^/\s]+|\$\{?[A-Za-z_]\w*\}?(?=/))(/[^\s?\\\"']*)")
"""The method and the path of an example of a request."""
_BY_EXAMPLE = "only an example request shows it; parts of it may be parameters"


class Operation:
    """Method and path, empty as long as nothing gave them, the names in the query behind the path, requests and addresses shown."""

    def __init__(self, standing: Standing, call: Call | None, unread: list[Unread]) -> None:
        self.standing = standing
        self.call = call
        self.unread = unread
        self.method = ""
        self.path = ""
        self.place = SourcePlace("URI", "")
        self.behind_title = False
        self.asked: set[str] = set()
        self.requests: list[tuple[str, SourcePlace]] = []
        self.shown: list[tuple[str, str, int]] = []
        self.addresses: list[Text] = []

    def take(self, method: str, path: str, line: int) -> None:
        """Take the path as an OpenAPI template."""
        self.path, self.method = (path := template(path)), method.upper()
        self.place = SourcePlace(self.standing.heading or "URI", f"{method.upper()} {path}".strip(), line)

    def says_part(self, text: str, line: int) -> bool:
        """Take the method or the path that a line says and nothing else; whether it says one."""
        method, path = part_of_operation(text) or (bare_method(text), "")
        self.method = self.method or method
        if path and not self.path:
            self.take(self.method, path, line)
        if method:
            self.standing.line = text
        return bool(method or path)

    def drawn(self, heading: str, line: int) -> bool:
        """Take what a heading of a blueprint has in brackets; whether it is one."""
        named = blueprint_in(heading)
        if named is None:
            return False
        self.method = self.method or named[0]
        self.asked |= set(named[2])
        if named[1] and not self.path:
            self.take(self.method, named[1], line)
        return True

    def titled(self, heading: str, line: int) -> None:
        """Take what a heading that opens no section says as a request line."""
        if (found := request_in(heading)) and not self.path:
            self.take(*found, line)
        elif self.standing.weak and not self.method and (named := _METHOD_OF_TITLE.match(heading)):
            self.method = named.group(1)
            self.behind_title = True

    def told(self, block: Text) -> None:
        """Take what a line says: a method and a path, a path under its heading or behind a method, or a request that is shown."""
        found = request_in(block.text)
        section = self.standing.section
        if found and section is Section.REQUEST_EXAMPLE:
            self.shown.append((*found, block.line))
        if section is Section.REQUEST_EXAMPLE and block.text.lstrip().startswith("http"):
            self.addresses.append(block)
        if found and self.path and generalises(template(found[1]), self.path) and found[0].upper() == self.method:
            self.take(*found, block.line)
        elif section is Section.URI and bare_path(block.text) and surrounds(template(block.text.partition("?")[0]), self.path):
            self.take(self.method, block.text.strip().partition("?")[0], block.line)
        elif found and section is not Section.REQUEST_EXAMPLE and not self.path:
            self.take(*found, block.line)
            self.asked |= set(re.findall(r"[?&]([\w.-]+)(?:=\{|(?=&|\s|$))", block.text))
        elif not self.path and bare_path(block.text) and (section is Section.URI or self.standing.behind_method() or self.behind_title):
            self.at_path(block)
        elif not self.path and (section is Section.URI or self.standing.behind_method()) and (path := address_alone(block.text)):
            self.take(self.method, path, block.line)
        self.behind_title = False
        for line in request_lines(block.text):
            if "://" in line or _AT_A_HOST.search(line):
                self.requests.append((line, SourcePlace(self.standing.heading or "Example Requests", "", block.line)))

    def at_path(self, block: Text) -> None:
        """Take a line that is nothing but a path, with what its query asks."""
        path, _, query = block.text.strip().partition("?")
        self.asked |= set(re.findall(r"(?:^|&)([\w.-]+)=\{", query))
        self.take(self.method, path, block.line)
        if fixed := re.findall(r"(?:^|&)([\w.-]+=[^{<&]+)", query):
            self.unread.append(Unread(block.line, f"query {', '.join(fixed)}", "the path is shown with it; taken for no parameter"))

    def reads(self) -> bool:
        """Whether what is told of so far is a request that reads."""
        return self.method == "GET" or (not self.method and any("GET" in line or line.startswith("curl http") for line, _ in self.requests))

    def find(self, parts: Sequence[TablePart], prose: Iterable[Text]) -> None:
        """Take the path from what else shows it, where no line gave one: the name of a call, an example, an address, a title."""
        if not self.path and (called := self.of_call(parts)):
            self.path, self.method = "/", "GET"
            self.place = SourcePlace("the operation's name", called, self.call.line if self.call else 0)
        if not self.path:
            self.find_shown(parts, prose)
        title = self.standing.title
        if not self.path and title and self.standing.dialect.sign_in_lacks and (named := named_in_title(title.text)):
            self.unread.append(Unread(title.line, "path", f"the page shows none; taken for a call of {named}, as its title is"))
            self.path, self.method, self.place = "/", "GET", SourcePlace("the operation's name", named, title.line)

    def of_call(self, parts: Sequence[TablePart]) -> str:
        """The operation of a page that calls by a parameter `Action`, empty where the page shows another form."""
        if self.call is not None and self.call.style not in ("", "RPC"):
            return ""
        rows = (row.item for part in parts if part.section is not Section.RESPONSE for row in part.rows)
        action = next((item for item in rows if item.name == "Action"), None)
        if action is not None:
            named = set_to(action.words) or (action.example if isinstance(action.example, str) else "")
            return self.call.operation if self.call else named
        return self.call.operation if self.call and self.call.style == "RPC" else ""

    def find_shown(self, parts: Sequence[TablePart], prose: Iterable[Text]) -> None:
        """Take the path from an example of a request, where no section gives it."""
        for line, place in self.requests:
            if found := _IN_A_REQUEST.search(line):
                self.unread.append(Unread(place.line, "path", _BY_EXAMPLE))
                self.take(found.group(1) or "", found.group(2), place.line)
                return
        if self.shown and self.standing.weak:
            method, path, at = self.shown[0]
            self.unread.append(Unread(at, "path", _BY_EXAMPLE))
            self.take(method, path, at)
            return
        names = {row.item.name for part in parts if part.section in PARAMETERS for row in part.rows}
        for block in (*prose, *self.addresses):
            if (path := asked_with(block.text, names)) and not self.path:
                self.unread.append(Unread(block.line, "path", "only an address shows it; parts of it may be parameters"))
                self.take("GET", path, block.line)
