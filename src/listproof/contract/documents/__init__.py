"""From any OpenAPI file, with or without an overlay, to the document of one listing that the rest of the contract is read from."""

from listproof.contract.documents.excerpt import excerpt
from listproof.contract.documents.listings import Listed, listings, name_of, slug_of
from listproof.contract.documents.misshapen import of_openapi
from listproof.contract.documents.overlay import overlaid, underlying
from listproof.contract.documents.versions import normalised

__all__ = ["Listed", "excerpt", "listings", "name_of", "normalised", "of_openapi", "overlaid", "slug_of", "underlying"]
