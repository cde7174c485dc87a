"""listproof: conformance tests for list endpoints."""
