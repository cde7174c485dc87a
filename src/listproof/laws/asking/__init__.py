"""Questions that several laws put alike: each made of a listing, and asked as one sentence of a law."""
