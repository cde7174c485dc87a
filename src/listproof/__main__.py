"""`python -m listproof`: the same as the command."""

from listproof.cli import main

main()
