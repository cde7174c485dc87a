"""The runs that came before: a bounded folder of run records, and for how many runs each law has been as it is."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from listproof.contract.files import text_of
from listproof.reports.file import RunFileError, verdicts, write_text
from listproof.reports.run import Run
from listproof.verdicts import Verdict

__all__ = ["MOST", "NOTES", "Earlier", "dated", "earlier", "keep", "note", "prune", "streaks"]

MOST = 30
"""Runs that a history keeps; older ones are removed."""
_LONGEST = 80
"""Characters of the targets' names in the name of a file."""
_DIGITS = 8
"""Digits of each digest in the name of a file."""
NOTES = ".verdicts"
"""The file beside the runs that says the verdicts of each: what is read of a run that came before, in a hundredth of its size."""
_LETTERS: Mapping[Verdict, str] = {
    "pass": "p", "fail": "f", "inconclusive": "i", "unsupported": "u", "waived": "w", "error": "e",
}  # fmt: skip
_UNASKED = "-"


@dataclass(frozen=True)
class Earlier:
    """A run that came before: the name of its file, which sorts by the start, and the verdict of each outcome by key.

    `stamp` is the size of the file and when it was written, in nanoseconds, so that what was read of it need not be read again.
    """

    name: str
    verdicts: Mapping[str, Verdict]
    stamp: tuple[int, int] = (0, 0)


def keep(run: Run, text: str | Path, folder: Path, most: int = MOST) -> Path:
    """Add a run to a history as the `text` of its file, or the file itself, and remove the oldest beyond `most`.

    A run replaces itself, and no other that started in the same second: the name of its file ends with a digest of the text.
    """
    with io.BytesIO(text.encode(errors="surrogatepass")) if isinstance(text, str) else text.open("rb") as record:
        digest = hashlib.file_digest(record, "sha256").hexdigest()[:_DIGITS]
    path = folder / f"{_start(run)}-{_whom(run)}-{digest}.json"
    if isinstance(text, str):
        write_text(path, text)
    else:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(text, path)
    prune(folder, most)
    return path


def prune(folder: Path, most: int = MOST) -> None:
    """Remove the oldest runs of a history beyond `most`."""
    for old in _files(folder)[:-most]:
        old.unlink(missing_ok=True)


def earlier(run: Run, folder: Path, passed_over: Callable[[str], object] = lambda says: None) -> tuple[Earlier, ...]:
    """The readable runs of a history that started before this one, newest first; `passed_over` is told what cannot be read, and why."""
    found = []
    noted = _noted(folder)
    for path in reversed(_files(folder)):
        if path.name.split("-", 1)[0] < _start(run):
            known, stamp = noted.get(path.name), _stamp(path)
            try:
                found.append(known if known is not None and known.stamp == stamp else Earlier(path.name, verdicts(path), stamp))
            except RunFileError as error:
                passed_over(f"{error}, or remove it from the history")
    return tuple(found)


def note(before: Sequence[Earlier], folder: Path) -> None:
    """Write down in a history what was read of these runs; `earlier` reads that in place of those whose files are as they were."""
    keys = list(dict.fromkeys(key for one in before for key in one.verdicts))
    runs = {one.name: [*one.stamp, "".join(_letter(one, key) for key in keys)] for one in before}
    write_text(folder / NOTES, json.dumps({"keys": keys, "runs": runs}) + "\n")


def _letter(run: Earlier, key: str) -> str:
    return _LETTERS[run.verdicts[key]] if key in run.verdicts else _UNASKED


def _noted(folder: Path) -> Mapping[str, Earlier]:
    """What was noted, by the names of the files; nothing where that cannot be read, for then the runs are."""
    words: dict[str, Verdict] = {letter: verdict for verdict, letter in _LETTERS.items()}
    try:
        told = json.loads(text_of(folder / NOTES))
        return {
            name: Earlier(name, {key: words[one] for key, one in zip(told["keys"], letters) if one != _UNASKED}, (size, written))
            for name, (size, written, letters) in told["runs"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return found.st_size, found.st_mtime_ns


def streaks(run: Run, before: Sequence[Earlier]) -> Mapping[str, int]:
    """For how many runs in a row, this one included, each outcome has had its verdict; by key, `before` newest first.

    A run in which the law was not asked neither counts nor breaks the row.
    """
    counts = {outcome.key: 1 for outcome in run.outcomes}
    now: dict[str, Verdict] = {outcome.key: outcome.verdict for outcome in run.outcomes}
    standing = dict(now)
    for old in before:
        for key, verdict in old.verdicts.items():
            if key in standing:
                if verdict == now[key]:
                    counts[key] += 1
                else:
                    del standing[key]
    return counts


def dated(run: Run, before: Sequence[Earlier], counts: Mapping[str, int]) -> Run:
    """The run with what its findings say of the time: for how many runs they stand (`counts`, see `streaks`), and since when."""
    found = []
    for finding in run.findings:
        runs = counts.get(finding.key, 1)
        asked = [old for old in before if finding.key in old.verdicts][: runs - 1]
        found.append(replace(finding, runs=runs, since=_started(asked[-1].name) if asked else run.started))
    return replace(run, findings=tuple(found))


def _started(name: str) -> str:
    """The start of a run as the name of its file tells it."""
    day, _, time = name.split("-", 1)[0].removesuffix("Z").partition("T")
    return f"{day[:4]}-{day[4:6]}-{day[6:8]}T{time[:2]}:{time[2:4]}:{time[4:6]}Z"


def _start(run: Run) -> str:
    """The start of a run as its file's name begins with it: names sort by the time."""
    return "".join(letter for letter in run.started if (letter.isascii() and letter.isalnum()) or letter == ".")[:_LONGEST]


def _whom(run: Run) -> str:
    """The targets of a run as its file's name says them, cut where they are many."""
    whom = quote("-".join(run.targets) or "none", safe="", errors="replace")
    return whom if len(whom) <= _LONGEST else f"{whom[:_LONGEST]}-{hashlib.sha256(whom.encode()).hexdigest()[:_DIGITS]}"


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.json") if path.name[:1].isdigit() and path.is_file())
