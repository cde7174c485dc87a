"""A folder made ready: contracts, the targets file and a workflow, from three answers."""

from listproof.starting.address import sound_address
from listproof.starting.files import hand_written, target_name, targets_file, workflow

__all__ = ["hand_written", "sound_address", "target_name", "targets_file", "workflow"]
