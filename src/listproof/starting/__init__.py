"""A folder made ready: contracts, the targets file and a workflow, from three answers."""

from listproof.starting.files import hand_written, target_name, targets_file, workflow

__all__ = ["hand_written", "target_name", "targets_file", "workflow"]
