"""The files of one run become visible together, or not at all, whoever is killed in the middle and however many write into one folder."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

try:
    import fcntl
except ImportError:  # where there is none, two writers at once are not kept apart
    fcntl = None  # type: ignore[assignment]

__all__ = ["Staging", "settle", "together"]

_STAGED = ".listproof-"
_WHOLE = "-whole"
"""Ends the name of a stage from the moment on from which its files are the run that is shown."""
_REPLACED = ".replaced"


class Staging:
    """Where the files of a run are written before any of them is shown. `failed` names what could not be written, and why."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.failed: list[str] = []

    def write(self, name: str, writer: Callable[[Path], object]) -> None:
        """Let `writer` write what is called so (a file or a folder) to the path that it is given.

        What fails leaves nothing of it, is told in `failed`, and keeps nothing else from being written. OSError passes: where the disk
        is full or may not be written, nothing is to be shown.
        """
        try:
            writer(self.folder / name)
        except OSError:
            raise
        except Exception as mistake:
            _remove(self.folder / name)
            self.failed.append(f"{name} could not be written ({type(mistake).__name__}: {mistake})")


@contextlib.contextmanager
def together(folder: Path, replaced: Sequence[str] = ()) -> Iterator[Staging]:
    """Somewhere to write the files of a run; when the block ends, they take their places in `folder`, those called `replaced` first.

    A staged folder named in `replaced` as `NAME/PATTERN` takes the place of the one that is there, which keeps those of its files that
    match none of its patterns; any other is joined with it. Where the block raises, or a folder would take the place of a link (OSError),
    `folder` stays as it was.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(dir=folder, prefix=f"{_STAGED}{os.getpid()}-"))
    held = _held(stage)
    try:
        staging = Staging(stage)
        yield staging
        (stage / _REPLACED).write_text(json.dumps(list(replaced)), encoding="utf-8")
        with _alone(folder):
            _settle(folder)
            _refuse_others(stage, folder)
            whole = stage.with_name(stage.name + _WHOLE)
            os.rename(stage, whole)
            stage = whole
            _show(stage, folder, replaced)
            for left in folder.glob(f"{_STAGED}*"):
                if left != stage and not _alive(left):
                    shutil.rmtree(left, ignore_errors=True)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        if held is not None:
            os.close(held)


def _refuse_others(stage: Path, folder: Path) -> None:
    """Raise OSError where a folder would take the place of a link, for what lies where that leads is nobody's of ours, and where
    a file would take that of a folder, or a folder that of a file: then nothing is shown, and not the half that could be."""
    for one in stage.rglob("*"):
        place = folder / one.relative_to(stage)
        if one.is_dir() and place.is_symlink():
            raise OSError(errno.ELOOP, "it is a link, which nothing is written through", str(place))
        if not place.is_symlink() and place.exists() and place.is_dir() != one.is_dir():
            kind, code = ("a folder", errno.EISDIR) if place.is_dir() else ("no folder", errno.ENOTDIR)
            raise OSError(code, f"it is {kind}", str(place))


def settle(folder: Path) -> None:
    """Let the files of a run take their places whose writer was killed while they did; nothing where there is none, or it may not be.

    A folder may come from elsewhere: nothing is moved that is a link, or to where a link leads.
    """
    if any(folder.glob(f"{_STAGED}*{_WHOLE}")):
        with contextlib.suppress(OSError), _alone(folder):
            _settle(folder)


def _settle(folder: Path) -> None:
    for left in sorted(folder.glob(f"{_STAGED}*{_WHOLE}")):
        if not _alive(left) and not _leads_elsewhere(left, folder):
            with contextlib.suppress(OSError, ValueError):
                _show(left, folder, _replaced_by(left))
            shutil.rmtree(left, ignore_errors=True)


def _replaced_by(stage: Path) -> list[str]:
    """The names that are replaced where a stage is shown. Raises ValueError for what is none of a file or folder in it."""
    told = json.loads((stage / _REPLACED).read_text(encoding="utf-8"))
    if not isinstance(told, list) or not all(isinstance(one, str) and one.partition("/")[0].strip(".") for one in told):
        raise ValueError("names that are none")
    return told


def _leads_elsewhere(stage: Path, folder: Path) -> bool:
    """Whether a link stands in a stage, or where one of its files or folders would take its place."""
    inside = [stage, *stage.rglob("*")]
    return any(one.is_symlink() or (folder / one.relative_to(stage)).is_symlink() for one in inside[1:]) or stage.is_symlink()


def _show(stage: Path, folder: Path, replaced: Sequence[str]) -> None:
    ours: dict[str, list[str]] = {}
    for one in replaced:
        name, _, pattern = one.partition("/")
        ours.setdefault(name, []).append(pattern)
    for name, patterns in ours.items():
        if (stage / name).is_dir() or (stage / _OLD / name).is_dir():
            _swap(stage, folder / name, patterns)
    for path in sorted(stage.rglob("*"), key=lambda one: (one.name == "run.json", str(one))):
        if path.is_file() and path.relative_to(stage).parts[0] not in (*ours, _OLD, _REPLACED):
            place = folder / path.relative_to(stage)
            place.parent.mkdir(parents=True, exist_ok=True)
            os.replace(path, place)


_OLD = ".old"


def _swap(stage: Path, place: Path, patterns: Sequence[str]) -> None:
    """Put a staged folder where another is, and move into it what is nobody's of ours."""
    old = stage / _OLD / place.name
    if (stage / place.name).is_dir():
        if place.exists():
            old.parent.mkdir(exist_ok=True)
            os.rename(place, old)
        os.rename(stage / place.name, place)
    for path in old.iterdir() if old.is_dir() else ():
        if not any(fnmatch(path.name, pattern) for pattern in patterns) and not (place / path.name).exists():
            os.rename(path, place / path.name)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep other writers of the folder out for as long as files take their places, which is a moment."""
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _held(stage: Path) -> int | None:
    """A lock on a stage that lasts as long as whoever writes there; None where somebody else has it."""
    if fcntl is None:
        return None
    try:
        handle = os.open(stage, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


def _alive(stage: Path) -> bool:
    """Whether somebody may still write there. Numbers of processes tell it only where there are no locks: a folder may be shared by
    machines of which each counts its own."""
    if fcntl is not None:
        held = _held(stage) if stage.is_dir() and not stage.is_symlink() else None
        if held is not None:
            os.close(held)
        return held is None
    number = stage.name.removeprefix(_STAGED).partition("-")[0]
    try:
        os.kill(int(number), 0)
    except (ProcessLookupError, ValueError):
        return False
    except OSError:
        return True
    return True


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
