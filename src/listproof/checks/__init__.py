"""Checks: pure functions that return what is wrong with what came back, or nothing."""

from listproof.checks.shapes import faults_of_value, holds_schema

__all__ = ["faults_of_value", "holds_schema"]
