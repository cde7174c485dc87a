"""From any OpenAPI file to the listings in it: which operations list records, and what each of them is guessed to mean."""

from listproof.openapi.guessing import Draft, drafted
from listproof.openapi.operations import ListOperation, list_operations

__all__ = ["Draft", "ListOperation", "drafted", "list_operations"]
