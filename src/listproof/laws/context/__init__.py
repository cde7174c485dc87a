"""What a law talks to: a listing, its parts, and the conversation through which they ask and compare."""
