"""Loads listproof into pytest, so that `pytest` in this folder runs the laws."""

pytest_plugins = ["listproof.plugin"]
