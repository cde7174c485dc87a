"""Records made from a contract: what each field is for, what it is chosen from, and what makes mistakes visible."""
