"""Reference pages made with MkDocs, such as NebulaGraph's: dashes in front of names show their depth."""

from __future__ import annotations

from listproof.derive.dialects.base import Dialect
from listproof.derive.words import Section

__all__ = ["MKDOCS"]

MKDOCS = Dialect(
    name="mkdocs",
    vendor="NebulaGraph",
    marks=(
        (r"mkdocs|md-typeset|md-content", 3),
        (r"If required|是否必填", 3),
        (r"¶|&para;", 2),
        (r"API path|API 路径", 2),
        (r"nebula", 2),
        (r"Headers parameters|Headers 参数", 2),
        (r"^[^\w\n]*- `?\w+`?[ \t]*\|", 1),
        (r"huawei|aliyun|alibaba", -3),
    ),
    nesting="dashes",
    closing=(Section.RESPONSE_EXAMPLE,),
)
