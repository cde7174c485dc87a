"""Requests and whole queries that are drawn, the search through them, and what their answers are held to."""
