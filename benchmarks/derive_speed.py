"""How long `listproof derive` needs for a page of 1,000 rows, in each dialect and form, and for four damaged megabytes.

Run `python benchmarks/derive_speed.py [ROWS]`. Seconds are those of the processor, so that a busy machine tells the same.
Aim: 1,000 rows in under 2 seconds.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

from listproof.derive import UnreadableDocument, derive_bytes, openapi
from listproof.derive.document import walk
from listproof.derive.formats.source import endless


def huawei_html(rows: int) -> str:
    """Parameters with labelled descriptions, and as many fields."""
    cell = "<p>Definition</p><p>One of many.</p><p>Range</p><p>1 to 10,000</p><p>Default Value</p><p>10</p>"
    parameters = "".join(f"<tr><td>p_{n}</td><td>No</td><td>Integer</td><td>{cell}</td></tr>" for n in range(rows // 2))
    fields = "".join(f"<tr><td>f_{n}</td><td>String</td><td>One of many.</td></tr>" for n in range(rows // 2))
    return (
        "<html><body><h1>Huawei Cloud things</h1><h4>URI</h4><p>GET /v1/things</p><table><caption>Table 1 Query Parameters</caption>"
        f"<tr><th>Parameter</th><th>Mandatory</th><th>Type</th><th>Description</th></tr>{parameters}</table>"
        "<h4>Response Parameters</h4><p>Status code: 200</p><table><caption>Table 2 Response body parameters</caption>"
        f"<tr><th>Parameter</th><th>Type</th><th>Description</th></tr>{fields}</table></body></html>"
    )


def huawei_flat(rows: int) -> str:
    """The same, one cell a line."""
    parameters = "\n\n".join(f"p_{n}\n\nNo\n\nInteger\n\nDefinition\n\nOne of many.\n\nRange\n\n1 to 10,000" for n in range(rows // 2))
    fields = "\n\n".join(f"f_{n}\n\nString\n\nOne of many." for n in range(rows // 2))
    return (
        "Huawei Cloud things\n\nURI\n\nGET /v1/things\n\nTable 1 Query Parameters\n\nParameter\n\nMandatory\n\nType\n\nDescription\n\n"
        f"{parameters}\n\nResponse Parameters\n\nStatus code: 200\n\nTable 2 Response body parameters\n\n"
        f"Parameter\n\nType\n\nDescription\n\n{fields}\n"
    )


def alibaba_pipes(rows: int) -> str:
    """A table of parameters and one of elements, one row a line."""
    parameters = "\n".join(f"| P{n} | integer | No | One of many. Valid values: 1 to 100. | {n} |" for n in range(rows // 2))
    fields = "\n".join(f"| F{n} | string | One of many. | x |" for n in range(rows // 2))
    return (
        "ListThings\nAlibaba Cloud\nRequest syntax\nGET /api/v1/things HTTP/1.1\nRequest parameters\n"
        f"| Parameter | Type | Required | Description | Example |\n|---|---|---|---|---|\n{parameters}\nResponse elements\n"
        f"| Element | Type | Description | Example |\n|---|---|---|---|\n{fields}\n"
    )


def mkdocs_pipes(rows: int) -> str:
    """Rows over several lines, with dashes for depth."""
    fields = "\n".join(f"- f{n} |\nnumber | {n} |\nOne of many. |" for n in range(rows))
    return (
        "List of things\nAPI path\napi/v1/things\nResponse parameters¶\nParameters | Type | Example | Description |\n---|---|---|---|\n"
        f"data |\nobject | - | The data. |\n{fields}\nLast update:\nnebula\n"
    )


def largest(make: Callable[[int], str]) -> str:
    """The same page many times, cut at as many rows as are read at most."""
    whole = make(1000) * 200
    low, high = 0, len(whole)
    while high - low > 100:
        middle = (low + high) // 2
        low, high = (low, middle) if endless(whole[:middle]) else (middle, high)
    return whole[:low]


def main() -> None:
    """Print seconds and what was read, one line for each page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", nargs="?", type=int, default=1000, help="rows of a page (1000)")
    rows = parser.parse_args().rows
    for make in (huawei_html, huawei_flat, alibaba_pipes, mkdocs_pipes):
        page = make(rows).encode()
        start = time.process_time()
        said = derive_bytes(page, make.__name__)
        openapi(said)
        seconds = time.process_time() - start
        found = sum(1 for _ in walk(said.fields)) + sum(1 for _ in walk(said.parameters, separator="."))
        print(f"{make.__name__:14} {rows:6} rows  {found:6} read  {len(page) / 1e6:5.2f} MB  {seconds:6.2f} s")
    for make in (huawei_html, huawei_flat, alibaba_pipes, mkdocs_pipes):
        page = make(rows).encode()
        most = largest(make)
        start = time.process_time()
        unread = len(derive_bytes(most.encode(), make.__name__).unread)
        took = time.process_time() - start
        print(f"{make.__name__:14} the longest that is read, {len(most) / 1e6:4.2f} MB: {took:6.2f} s  {unread} things not read")
        damaged = (page * (4_000_000 // len(page) + 1))[:4_000_000]
        start = time.process_time()
        try:
            outcome = f"{len(derive_bytes(damaged, make.__name__).unread)} things not read"
        except UnreadableDocument as error:
            outcome = f"refused: {error}"
        print(f"{make.__name__:14} repeated and cut to 4 MB: {time.process_time() - start:6.2f} s  {outcome[:80]}")


if __name__ == "__main__":
    main()
