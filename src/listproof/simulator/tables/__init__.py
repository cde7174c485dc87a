"""Records in SQLite, and a query as the SQL that filters, orders and counts them."""
