"""The wire: how a query is spelled, one small part for each way of spelling."""

from listproof.contract.wire.asked import as_sent
from listproof.contract.wire.body import body_of_text, spelled_body, text_of_body
from listproof.contract.wire.keys import asked_with, without_keys
from listproof.contract.wire.order import order_arguments
from listproof.contract.wire.query import Query
from listproof.contract.wire.spelling import spell, spelled_path
from listproof.contract.wire.tokens import written_token
from listproof.contract.wire.windows import spelled_headers

__all__ = [
    "Query",
    "as_sent",
    "asked_with",
    "body_of_text",
    "order_arguments",
    "spell",
    "spelled_body",
    "spelled_headers",
    "spelled_path",
    "text_of_body",
    "without_keys",
    "written_token",
]
