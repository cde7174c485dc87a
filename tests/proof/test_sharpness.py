"""The sharpness of the contracts, as docs/proof.md tells it."""

from __future__ import annotations

import re
from pathlib import Path

from listproof.contract import load
from listproof.proof.sharpness import sharpness_table

PAGE = Path(__file__).parents[2] / "docs" / "proof.md"
SLUGS = ("alibaba-pai-dlc-jobs", "huawei-coc-documents", "huawei-hss-kubernetes-jobs", "nebula-explorer-workflow-jobs")


def test_the_page_holds_the_table_of_today() -> None:
    """What `listproof prove --facts` writes for the contracts that come with listproof stands in docs/proof.md."""
    held = re.search(r"<!-- sharpness: .*? -->\n\n(.*?)<!-- /sharpness -->", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert held is not None
    assert held.group(1) == sharpness_table(load(slug) for slug in SLUGS)
