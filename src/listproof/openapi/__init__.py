"""From any OpenAPI file to the listings in it: which operations list records, and what each of them is guessed to mean."""

from listproof.openapi.guessing import Draft, drafted, regraded
from listproof.openapi.operations import ListOperation, chosen_of, list_operations
from listproof.openapi.overlay import overlay_text, write_overlay
from listproof.openapi.servers import prefix_of, server_of

__all__ = [
    "Draft",
    "ListOperation",
    "chosen_of",
    "drafted",
    "list_operations",
    "overlay_text",
    "prefix_of",
    "regraded",
    "server_of",
    "write_overlay",
]
