"""Checks: pure functions that return what is wrong with what came back, or nothing."""

from listproof.checks.shapes import faults_of_value, schema_mismatch

__all__ = ["faults_of_value", "schema_mismatch"]
