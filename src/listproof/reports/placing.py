"""The files of a run take their places: what they replace goes first, so that whoever looks in between never sees two runs."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

from listproof.contract.files import text_of

__all__ = ["OLD", "cleared", "place", "ready", "replaced_by"]

OLD = ".old"
"""Where a stage keeps what its files replace, until all of them are in their places."""
_REPLACED = ".replaced"
_LAST = ("run.json", "index.html")
"""What people and programs read a run by, the page at the very end: first to go and last to come."""


def ready(stage: Path, folder: Path, replaced: Sequence[str]) -> None:
    """Make a stage hold all that it takes to show it, however often that is tried. OSError where the disk takes no more."""
    for name in {one.partition("/")[0] for one in replaced if "/" in one}:
        if (folder / name).is_dir():
            (stage / name).mkdir(exist_ok=True)
    for path in [stage, *stage.rglob("*")]:
        if path.is_dir():
            (stage / OLD / path.relative_to(stage)).mkdir(parents=True, exist_ok=True)
    for name in {one.partition("/")[0] for one in replaced if "/" in one}:
        shutil.rmtree(stage / OLD / name, ignore_errors=True)
    gone = [one for one in replaced if "/" in one or not ((stage / one).exists() or _is_folder(folder / one))]
    (stage / _REPLACED).write_text(json.dumps(gone), encoding="utf-8")


def _is_folder(path: Path) -> bool:
    """Whether a folder stands where a file of ours would: it is somebody else's."""
    return path.is_dir() and not path.is_symlink()


def replaced_by(stage: Path) -> list[str]:
    """The names that go where a stage is shown. Raises ValueError for what is none of a file or folder in it."""
    told = json.loads(text_of(stage / _REPLACED))
    names = [one.partition("/")[0] for one in told] if isinstance(told, list) and all(isinstance(one, str) for one in told) else [""]
    if not all(name.strip(".") and Path(name).name == name for name in names):
        raise ValueError("names that are none")
    return told  # type: ignore[no-any-return]


def place(stage: Path, folder: Path) -> None:
    """Let the files of a stage that is ready take their places. Where one finds none (OSError) all that was moved goes back."""
    done: list[tuple[Path, Path]] = []
    try:
        for source, goal in _moves(stage, folder, replaced_by(stage)):
            goal.parent.mkdir(parents=True, exist_ok=True)
            os.replace(source, goal)
            done.append((source, goal))
    except OSError:
        for source, goal in reversed(done):
            with contextlib.suppress(OSError):
                os.replace(goal, source)
        raise
    shutil.rmtree(stage / OLD, ignore_errors=True)


def cleared(stage: Path) -> None:
    """Remove a stage, but not what went and for which nothing came."""
    if not any(path.is_symlink() or path.is_file() for path in (stage / OLD).rglob("*")):
        shutil.rmtree(stage, ignore_errors=True)


def _moves(stage: Path, folder: Path, replaced: Sequence[str]) -> Iterator[tuple[Path, Path]]:
    """What moves where. It may have been begun before: what is in its place already is in the stage no longer."""
    ours: dict[str, list[str]] = {}
    for name, _, pattern in (one.partition("/") for one in replaced if "/" in one):
        ours.setdefault(name, []).append(pattern)
    files = [path.relative_to(stage) for path in stage.rglob("*") if not path.is_dir()]
    alone = [path for path in files if path.parts[0] not in (*ours, OLD, _REPLACED)]
    units = sorted([*(Path(name) for name in ours if (stage / name).is_dir()), *alone], key=_rank)
    for one in (*(Path(name) for name in replaced if "/" not in name), *reversed(units)):
        if os.path.lexists(folder / one) and not os.path.lexists(stage / OLD / one):
            yield folder / one, stage / OLD / one
    for one in units:
        yield stage / one, folder / one
    for name, patterns in ours.items():
        old = stage / OLD / name
        for path in list(old.iterdir()) if old.is_dir() else ():
            if not any(fnmatch(path.name, pattern) for pattern in patterns) and not (folder / name / path.name).exists():
                yield path, folder / name / path.name


def _rank(name: Path) -> tuple[int, str]:
    return (_LAST.index(str(name)) + 1 if str(name) in _LAST else 0, str(name))
