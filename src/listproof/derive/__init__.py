"""From documents to contracts: reading a vendor's page, writing a first contract of it, comparing it with a contract."""

from listproof.derive.contradictions import Contradiction, contradictions
from listproof.derive.derive import derive, derive_bytes
from listproof.derive.document import Description
from listproof.derive.formats.page import Unread, UnreadableDocument
from listproof.derive.remarks import Remark, remarks
from listproof.derive.writing.openapi import as_yaml, openapi

__all__ = [
    "Contradiction",
    "Description",
    "Remark",
    "Unread",
    "UnreadableDocument",
    "as_yaml",
    "contradictions",
    "derive",
    "derive_bytes",
    "openapi",
    "remarks",
]
