"""From the bytes of a saved page to its headings, lines and tables, whichever format it is written in."""
