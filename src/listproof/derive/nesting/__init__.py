"""From rows to a tree: which field stands inside which, also where a text copy has lost the depth."""

from listproof.derive.nesting.attributes import in_attributes
from listproof.derive.nesting.moved import moved
from listproof.derive.nesting.nested import nested
from listproof.derive.nesting.placed import placed
from listproof.derive.nesting.tree import keys_of, pairs_of
from listproof.derive.nesting.undotted import undotted

__all__ = ["in_attributes", "keys_of", "moved", "nested", "pairs_of", "placed", "undotted"]
