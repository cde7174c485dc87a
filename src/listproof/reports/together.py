"""The files of one run become visible together, or not at all, whoever is killed in the middle and however many write into one folder."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from listproof.reports.placing import OLD, cleared, place, ready

try:
    import fcntl
except ImportError:  # where there is none, two writers at once are not kept apart
    fcntl = None  # type: ignore[assignment]

__all__ = ["Staging", "settle", "together"]

_STAGED = ".listproof-"
_WHOLE = "-whole"
"""Ends the name of a stage from the moment on from which its files are the run that is shown."""


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
    """Somewhere to write the files of a run; when the block ends, they take their places in `folder`.

    A staged folder named in `replaced` as `NAME/PATTERN` takes the place of the one that is there, which keeps those of its files that
    match none of its patterns; any other is joined with it. A file named in `replaced` goes also where none takes its place. Where the
    block raises, or a folder would take the place of a link (OSError), `folder` stays as it was.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(dir=folder, prefix=f"{_STAGED}{os.getpid()}-"))
    held = _held(stage)
    try:
        staging = Staging(stage)
        yield staging
        with _alone(folder):
            _settle(folder)
            _refuse_others(stage, folder)
            ready(stage, folder, replaced)
            whole = stage.with_name(stage.name + _WHOLE)
            os.rename(stage, whole)
            stage = whole
            place(stage, folder)
            for left in folder.glob(f"{_STAGED}*"):
                if left != stage and not _alive(left):
                    shutil.rmtree(left, ignore_errors=True)
    finally:
        cleared(stage)
        if held is not None:
            os.close(held)


def _refuse_others(stage: Path, folder: Path) -> None:
    """Raise OSError where a folder would take the place of a link, for what lies where that leads is nobody's of ours, and where
    a file would take that of a folder, or a folder that of a file: then nothing is shown, and not the half that could be."""
    for one in stage.rglob("*"):
        there = folder / one.relative_to(stage)
        if one.is_dir() and there.is_symlink():
            raise OSError(errno.ELOOP, "it is a link, which nothing is written through", str(there))
        if not there.is_symlink() and there.exists() and there.is_dir() != one.is_dir():
            kind, code = ("a folder", errno.EISDIR) if there.is_dir() else ("no folder", errno.ENOTDIR)
            raise OSError(code, f"it is {kind}", str(there))


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
            try:
                place(left, folder)
            except (ValueError, RecursionError):
                shutil.rmtree(left, ignore_errors=True)
            except OSError:
                cleared(left)
            else:
                shutil.rmtree(left, ignore_errors=True)


def _leads_elsewhere(stage: Path, folder: Path) -> bool:
    """Whether a link stands in a stage, or where one of its folders would take its place. What went may have been a link itself."""
    inside = list(stage.rglob("*"))
    links = [one for one in inside if one.is_symlink() and (one.is_dir() or OLD not in one.relative_to(stage).parts)]
    return stage.is_symlink() or bool(links) or any((folder / one.relative_to(stage)).is_symlink() for one in inside)


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
