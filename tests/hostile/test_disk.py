"""A kill in the middle, a full disk, another writer, files from elsewhere: what stands in the folder of reports is one run, and whole."""

from __future__ import annotations

import contextlib
import copy
import functools
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from click.testing import CliRunner

from listproof.cli import main
from listproof.contract.files import text_of
from listproof.contract.text import ContractError
from listproof.contract.text import read as read_contract
from listproof.regression.keeping import keep_reports
from listproof.reports.file import RunFileError, read, run_schema, write, write_text
from listproof.reports.merge import command
from listproof.reports.together import together
from listproof.transport.targets_file import TargetsError, read_targets

from ..laws.test_instructions import blocks
from .disk_trials import run, told, tried

DEEP = "[" * 100_000 + "]" * 100_000


def test_a_kill_leaves_one_run_whole(tmp_path: Path) -> None:
    """Killed at twenty-five moments of writing, the folder tells of one run each time, and the next run clears up."""
    assert tried("kills", tmp_path) == ""
    assert told(tmp_path) == {run(3500).started}
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("trap", ["a link in the folder", "a link in the stage", "names that are none"])
def test_a_folder_from_elsewhere_moves_nothing_out_of_itself(trap: str, tmp_path: Path) -> None:
    """What a killed writer seems to have left is not shown where a link leads out of the folder, or names are none."""
    folder, own = tmp_path / "downloaded", tmp_path / "own"
    keep_reports(run(), folder)
    stage = folder / ".listproof-999999999-x-whole"
    (stage / "history").mkdir(parents=True)
    (stage / "history" / "new.json").write_text("theirs")
    (stage / ".replaced").write_text("5" if trap == "names that are none" else "[]")
    own.mkdir()
    (own / "kept").write_text("mine")
    if trap == "a link in the folder":
        shutil.rmtree(folder / "history")
        (folder / "history").symlink_to(own)
    if trap == "a link in the stage":
        (stage / "index.html").symlink_to(own / "kept")
    assert read(folder / "run.json").started == run().started
    assert {path.name: path.read_text() for path in own.iterdir()} == {"kept": "mine"}
    assert not (folder / "index.html").is_symlink()


def test_two_writers_end_well(tmp_path: Path) -> None:
    """Two runs written into one folder at once leave one of them whole, and both in the history."""
    writers = [threading.Thread(target=keep_reports, args=(run(second), tmp_path)) for second in (1, 2, 3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(told(tmp_path)) == 1
    assert len(list((tmp_path / "history").glob("*.json"))) == 3


@pytest.mark.parametrize("name", ["index.html", "run.json", "exchanges.har"])
def test_a_folder_where_a_file_should_be_leaves_what_was_there(name: str, tmp_path: Path) -> None:
    """Nothing is shown of a run of which one file has no place: not the half that has."""
    keep_reports(run(), tmp_path)
    (tmp_path / name).unlink(missing_ok=True)
    (tmp_path / name / "theirs").mkdir(parents=True)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(OSError, match="it is a folder"):
        keep_reports(run(5), tmp_path, more={"exchanges.har": lambda path: path.write_text("{}")})
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()} == before


def test_what_another_machine_writes_is_left_alone(tmp_path: Path) -> None:
    """A stage is somebody's as long as it is held, whatever its number is here: a folder may be shared by machines."""
    with together(tmp_path) as theirs:
        elsewhere = theirs.folder.with_name(".listproof-999999999-x")
        theirs.folder.rename(elsewhere)
        (elsewhere / "run.json").write_text("theirs")
        with together(tmp_path) as ours:
            (ours.folder / "index.html").write_text("ours")
        assert (elsewhere / "run.json").read_text() == "theirs"
        elsewhere.rename(theirs.folder)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index.html", "run.json"]


def test_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    """Where nothing more can be written, the run before stays as it was, its Allure results among it."""
    keep_reports(run(), tmp_path)
    before = {str(path.relative_to(tmp_path)): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    assert "too large" in tried("full", tmp_path)
    assert {str(path.relative_to(tmp_path)): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_what_is_not_ours_among_the_results_stays(tmp_path: Path) -> None:
    """A file that somebody put beside the Allure results is there after the next run; an old result is not."""
    keep_reports(run(), tmp_path)
    (tmp_path / "allure-results" / "notes.txt").write_text("mine")
    (tmp_path / "allure-results" / "0000-result.json").write_text("{}")
    keep_reports(run(1), tmp_path)
    assert (tmp_path / "allure-results" / "notes.txt").read_text() == "mine"
    assert told(tmp_path) == {run(1).started}


def test_one_file_that_fails_keeps_no_other_back(tmp_path: Path) -> None:
    """A writer that breaks is told, leaves nothing of its own, and every other file is there."""

    def breaks(path: Path) -> None:
        path.write_text("half")
        raise ValueError("no such letter")

    kept = keep_reports(run(), tmp_path, more={"exchanges.har": breaks})
    assert kept.failed == ("exchanges.har could not be written (ValueError: no such letter)",)
    assert not (tmp_path / "exchanges.har").exists()
    assert told(tmp_path) == {run().started}


def test_a_bad_file_in_the_history_is_named_and_passed_over(tmp_path: Path) -> None:
    """Nested, cut, binary or foreign: the reports are written, and each bad file is told."""
    history = tmp_path / "history"
    history.mkdir()
    for number, text in enumerate((DEEP, '{"version": 1', "\0\xff", "[]", '{"version": 99}')):
        (history / f"20000101T00000{number}Z-x.json").write_text(text, "latin-1")
    kept = keep_reports(run(), tmp_path)
    assert len(kept.failed) == 5
    assert all("remove it from the history" in says for says in kept.failed)
    assert told(tmp_path) == {run().started}


def hostile_run(folder: Path, **changes: object) -> Path:
    """A run file with these values in place of its own."""
    write(run(), folder / "given.json")
    value = json.loads((folder / "given.json").read_text("utf-8"))
    (folder / "given.json").write_text(json.dumps({**value, **changes}))
    return folder / "given.json"


def test_merge_stays_in_its_folder(tmp_path: Path) -> None:
    """A target named `../../x`, `a/b` or with NUL and half a pair in it misplaces nothing, and no link runs anything."""
    (tmp_path / "in").mkdir()
    names = ["../../x", "a/b", "n\0l", "\ud800", "x" * 500]
    given = hostile_run(tmp_path / "in", targets=names)
    text = given.read_text().replace("https://", "javascript://")
    given.write_text(text)
    before = set(tmp_path.rglob("*"))
    done = CliRunner().invoke(command, [str(given), "-o", str(tmp_path / "out")])
    assert done.exit_code == 1, done.output  # as the run itself would have ended: a law fails in it
    assert all(path.is_relative_to(tmp_path / "out") for path in set(tmp_path.rglob("*")) - before)
    assert len(list((tmp_path / "out" / "history").iterdir())) == 1
    assert 'href="javascript' not in (tmp_path / "out" / "index.html").read_text("utf-8")
    for result in (tmp_path / "out" / "allure-results").glob("*-result.json"):
        assert '"url": "javascript' not in result.read_text("utf-8")


NASTY = (
    "../../x", "/etc/passwd", "javascript:alert(1)", "\0", "\ud800", "\u202e\n::error::x\x1b[2J", "<script>alert(1)</script>", "x" * 400,
    "http://[", "9999-99-99T99:99:99Z",
)  # fmt: skip


def texts_in(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The places of the texts of a JSON value."""
    if isinstance(value, str):
        yield place
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from texts_in(inner, (*place, key))


@pytest.fixture(scope="module")
def free(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], list[tuple[Any, ...]]]:
    """A run as JSON, and the places of its texts for which the format takes any."""
    value = json.loads(hostile_run(tmp_path_factory.mktemp("free")).read_text("utf-8"))
    takes, found = jsonschema_rs.validator_for(run_schema()).is_valid, []
    for *way, last in list(texts_in(value)):
        inner = functools.reduce(lambda reached, step: reached[step], way, value)
        usual, inner[last] = inner[last], "\0 ../x"
        if takes(value) and last not in ("started", "finished"):
            found.append((*way, last))
        inner[last] = usual
    return value, found


@pytest.mark.parametrize("nasty", NASTY, ids=ascii)
def test_whatever_the_texts_of_a_run_file_are_merge_writes_a_run(
    nasty: str, free: tuple[dict[str, Any], list[tuple[Any, ...]]], tmp_path: Path
) -> None:
    """With every text bent that the format leaves free, the files are written, stay in their folder, and run nothing."""
    value, places = copy.deepcopy(free[0]), free[1]
    assert len(places) > 100
    for number, (*way, last) in enumerate(places):
        functools.reduce(lambda reached, step: reached[step], way, value)[last] = f"{nasty}{number}"
    (tmp_path / "in").mkdir()
    given = tmp_path / "in" / "given.json"
    given.write_text(json.dumps(value))
    before = set(tmp_path.rglob("*"))
    done = CliRunner().invoke(command, [str(given), "-o", str(tmp_path / "out")])
    assert done.exit_code in (0, 1, 10, 11), done.output
    assert "could not be written" not in done.output
    assert all(path.is_relative_to(tmp_path / "out") for path in set(tmp_path.rglob("*")) - before)
    page = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert read(tmp_path / "out" / "run.json").outcomes


def test_a_mistake_is_told_without_what_steers(tmp_path: Path) -> None:
    """What a run file says is data in a message too, and the exit code is that of a file that cannot be used."""
    keep_reports(run(), tmp_path)
    record = json.loads((tmp_path / "run.json").read_text())
    record["outcomes"] = [{**record["outcomes"][0], "subject": "\r\n::error::x\x1b]0;y\x07\u202e"}] * 2
    record["planned"] = 2
    (tmp_path / "theirs.json").write_text(json.dumps(record))
    done = CliRunner().invoke(main, ["merge", str(tmp_path / "theirs.json"), "-o", str(tmp_path / "whole")])
    assert (done.exit_code, "two shards ran the same items" in done.output) == (4, True)
    assert not set("\x1b\x07\r\u202e") & set(done.output)
    assert not any(line.startswith("::") for line in done.output.splitlines())


@pytest.mark.parametrize("moment", ["2030-13-01T00:00:00Z", "0000-01-01T00:00:00Z", "9" * 300, ""])
def test_a_time_that_is_none_is_refused_in_a_sentence(moment: str, tmp_path: Path) -> None:
    """Month 13 and year 0 are no times: the file is named, and nothing is written."""
    given = hostile_run(tmp_path, started=moment)
    with pytest.raises(RunFileError, match="no sound run record"):
        read(given)
    done = CliRunner().invoke(command, [str(given), "-o", str(tmp_path / "out")])
    assert done.exit_code == 2
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("size", ["\x1b", "007", "9" * 5000, "-1", "²", ""])
def test_a_size_of_pages_that_is_no_number_is_refused_in_a_sentence(size: str, tmp_path: Path) -> None:
    """Sizes are the keys of a mapping, and whoever compares two runs counts with them."""
    given = json.loads(hostile_run(tmp_path).read_text("utf-8"))
    given["listings"][0]["page_sizes"] = {"20": 1, size: 1}
    with pytest.raises(RunFileError, match="no sound run record"):
        read(hostile_run(tmp_path, listings=given["listings"]))


@pytest.mark.parametrize("text", [DEEP, '{"version":' + DEEP + "}", "", "\0", "null", "1" * 5000])
def test_no_file_is_a_traceback(text: str, tmp_path: Path) -> None:
    """Whatever stands in a run file, reading it gives a run or one sentence."""
    (tmp_path / "given.json").write_text(text)
    with pytest.raises(RunFileError, match=r"given\.json"):
        read(tmp_path / "given.json")


def test_nothing_is_shown_of_what_broke(tmp_path: Path) -> None:
    """A block that raises leaves the folder as it was, and no trace of itself."""
    (tmp_path / "kept").write_text("old")
    with contextlib.suppress(RuntimeError), together(tmp_path) as staging:
        (staging.folder / "kept").write_text("new")
        raise RuntimeError
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("kept", "old")]


def test_what_a_disk_does_not_take_is_told_by_its_own_name(tmp_path: Path) -> None:
    """A summary for a full device and a SARIF file where a folder stands are named; the reports are there, and the run is no violation."""
    (tmp_path / "found.sarif").mkdir()
    command = [
        sys.executable, "-m", "listproof", "test", "--contract=huawei-hss-kubernetes-jobs", f"--reports={tmp_path / 'reports'}",
        "--queries=0", "--github", f"--sarif={tmp_path / 'found.sarif'}", "-p", "no:cacheprovider",
    ]  # fmt: skip
    environment = {**os.environ, "GITHUB_STEP_SUMMARY": "/dev/full"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 10, done.stdout + done.stderr
    assert f"{tmp_path / 'found.sarif'} could not be written (Is a directory)" in done.stdout
    assert "/dev/full could not be written (No space left on device)" in done.stdout
    assert "the reports could not be written" not in done.stdout
    assert (tmp_path / "reports" / "run.json").exists()


_FULL = (
    ("merge RUN -o FOLDER", 2_000, 4), ("compare RUN RUN -o FOLDER", 2_000, 4), ("schemas huawei-hss-kubernetes-jobs -o FOLDER", 2_000, 4),
    ("derive FILE -o FOLDER", 200, 4), ("check FILE --url http://127.0.0.1:9 -o FOLDER", 2_000, 4),
    ("prove --law pages.size-is-honoured --fault size-ignored -o FOLDER", 2_000, 4),
    ("test --contract=huawei-hss-kubernetes-jobs --queries=0 --reports=FOLDER", 2_000, 4),
    ("test --contract=huawei-hss-kubernetes-jobs --queries=0 --reports=FOLDER", 80_000, 10),
)  # fmt: skip
"""Commands, how large a file may be, and how they end: the least that a folder must take stands between the two of a run."""


@pytest.mark.parametrize(("command", "most", "code"), _FULL)
def test_a_folder_that_is_full_is_one_that_cannot_be_used(command: str, most: int, code: int, tmp_path: Path) -> None:
    """One sentence names the folder, before anybody is asked; it is trouble of a run only where the disk fills while that is written."""
    given = hostile_run(tmp_path)
    service = tmp_path / "openapi.yaml"
    described = blocks("add-a-contract.md", "yaml")[0]
    # What the file says of its listing itself is left as it is, and nothing would be written.
    service.write_text(re.sub(r"\n      x-listing:.*?(?=\ncomponents:)", "", described, flags=re.DOTALL), encoding="utf-8")
    places = {"RUN": str(given), "FILE": str(service), "FOLDER": str(tmp_path / "out")}
    words = [re.sub("RUN|FILE|FOLDER", lambda found: places[found[0]], word) for word in command.split()]
    limited = (
        "import resource, runpy; resource.setrlimit(resource.RLIMIT_FSIZE, (MOST, MOST)); runpy.run_module('listproof', None, '__main__')"
    )
    limited = limited.replace("MOST", str(most))
    # Python takes bytecode that was cut short for written, and then fails to read it: none is written here.
    done = subprocess.run(
        [sys.executable, "-B", "-c", limited, *words], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
    )
    told = done.stdout + done.stderr
    assert (done.returncode, "Traceback" in told) == (code, False), told
    assert len([line for line in told.splitlines() if "File too large" in line]) == 1
    assert "name another folder" in told
    assert ("passed" in told) == (code == 10), "before anybody is asked"


def test_merge_ends_as_the_run_would_where_a_file_of_the_history_is_none(tmp_path: Path) -> None:
    """A run passes over a bad file and ends in trouble; so does what joins its parts."""
    (tmp_path / "out" / "history").mkdir(parents=True)
    (tmp_path / "out" / "history" / "20000101T000000Z-x.json").write_text("[]")
    write(
        replace(run(), outcomes=tuple(one for one in run().outcomes if one.verdict == "pass"), trouble=(), waivers=()),
        tmp_path / "good.json",
    )
    done = CliRunner().invoke(command, [str(tmp_path / "good.json"), "-o", str(tmp_path / "out")])
    assert done.exit_code == 10, done.output
    assert "remove it from the history" in done.output


def test_a_device_stays_one(tmp_path: Path) -> None:
    """What is written to a pipe goes through it, and no file takes its place."""
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)  # a thread might not have opened it yet, and nobody waits for it
    try:
        write_text(tmp_path / "pipe", "said")
        assert os.read(reader, 100) == b"said"
    finally:
        os.close(reader)
    assert (tmp_path / "pipe").is_fifo()


def test_a_folder_for_allure_that_cannot_be_is_told_before_anything_is_asked(tmp_path: Path) -> None:
    """The plugin that makes the folder of `--alluredir` would end in a traceback."""
    (tmp_path / "file").touch()
    command = [sys.executable, "-m", "listproof", "test", "--alluredir", str(tmp_path / "file")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 4
    assert done.stderr.strip() == f"ERROR: --alluredir: {tmp_path / 'file'} is no folder; name another folder"


def test_a_history_that_is_none_is_told_before_anything_is_asked(tmp_path: Path) -> None:
    """A file in place of one of the folders below that of the reports: they could not be written after a night of asking."""
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "history").touch()
    command = [sys.executable, "-m", "listproof", "test"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 4
    assert done.stderr.strip() == "ERROR: --reports: reports/history is no folder; name another folder"


@pytest.mark.parametrize(
    "arguments",
    [("compare", "PIPE", "PIPE"), ("merge", "PIPE", "PIPE"), ("replay", "abcd1234", "--run", "PIPE"), ("lint", "PIPE"),
     ("lint", "--contracts", "FOLDER"), ("lint", "--targets-file", "PIPE"), ("derive", "PIPE"), ("derive", "PAGE", "--against", "PIPE"),
     ("check", "PIPE", "--url", "http://127.0.0.1:1"), ("report", "PIPE")],
    ids=" ".join,
)  # fmt: skip
@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
def test_what_is_no_file_is_told_and_not_waited_for(arguments: tuple[str, ...], kind: str, tmp_path: Path) -> None:
    """A pipe to which nobody writes, a device or a folder in place of a file: one sentence, at once."""
    place = tmp_path / "contracts" / "x" / "openapi.yaml"
    place.parent.mkdir(parents=True)
    {"pipe": os.mkfifo, "device": lambda at: at.symlink_to("/dev/null"), "folder": Path.mkdir}[kind](place)
    names = {
        "PIPE": str(place),
        "FOLDER": str(tmp_path / "contracts"),
        "PAGE": str(Path(__file__).parents[1] / "derive" / "pages" / "alibaba-beehives.zh.txt"),
    }
    done = CliRunner().invoke(main, [names.get(one, one) for one in arguments])
    assert done.exit_code not in (0, None)
    assert isinstance(done.exception, SystemExit), done.exception
    assert len([line for line in done.output.splitlines() if str(tmp_path / "contracts") in line]) == 1, done.output


def test_what_comes_through_a_pipe_is_read() -> None:
    """A pipe that another program writes to, as in `compare <(zcat old.gz) new.json`, is read to its end."""
    reading, writing = os.pipe()

    def write_it() -> None:
        with os.fdopen(writing, "w") as out:
            out.write("said\n" * 100_000)

    writer = threading.Thread(target=write_it)
    writer.start()
    assert text_of(Path(f"/dev/fd/{reading}")) == "said\n" * 100_000
    writer.join(10)
    os.close(reading)


def test_nobody_waits_for_a_reader_of_a_pipe(tmp_path: Path) -> None:
    """What would be written into a pipe that nobody reads from is told; where somebody does, it arrives, and the pipe stays one."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(OSError, match="nobody reads from this pipe"):
        write_text(pipe, "said")
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_text(pipe, "said")
    assert os.read(reading, 100) == b"said"
    assert pipe.is_fifo()
    os.close(reading)


def test_what_never_ends_is_not_read_until_memory_is_full(tmp_path: Path) -> None:
    """A device in place of a run, a contract or a targets file is told in a sentence; in a history it is passed over."""
    (tmp_path / "history").mkdir()
    (tmp_path / "history" / "20300101T000000Z-x.json").symlink_to("/dev/zero")
    kept = keep_reports(run(), tmp_path)
    assert kept.failed == ()
    with pytest.raises(RunFileError, match=r"/dev/zero cannot be read .*a device"):
        read(Path("/dev/zero"))
    with pytest.raises(TargetsError, match=r"/dev/zero: cannot be read .*a device"):
        read_targets(Path("/dev/zero"))
    with pytest.raises(ContractError, match="a device"):
        read_contract(Path("/dev/zero"))


@pytest.mark.parametrize("place", ["/dev/full", "junit.xml"])
def test_a_junit_file_that_finds_no_place_takes_nothing_with_it(place: str, tmp_path: Path) -> None:
    """The findings are told and the reports are there; a JUnit file of the run before stays until another is whole."""
    (tmp_path / "junit.xml").write_text("of the run before")
    limited = (
        "import resource, runpy; resource.setrlimit(resource.RLIMIT_FSIZE, (MOST, MOST)); runpy.run_module('listproof', None, '__main__')"
    ).replace("MOST", "66_000")  # what a folder must take, and less than the file of this listing
    start = ["-m", "listproof"] if place == "/dev/full" else ["-B", "-c", limited]
    words = ["test", "--contract=alibaba-pai-dlc-jobs", "--queries=0", f"--junitxml={place}"]
    done = subprocess.run([sys.executable, *start, *words], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (10, False), done.stderr
    assert f"{place} could not be written (" in done.stdout
    assert "numbers count what passed" in done.stdout
    assert (tmp_path / "junit.xml").read_text() == "of the run before"
    assert not list(tmp_path.glob(".junit*"))
    assert (place != "/dev/full") or (tmp_path / "reports" / "run.json").is_file()


def test_a_law_that_took_for_ever_has_a_result(tmp_path: Path) -> None:
    """A run file may say any number of seconds: Allure's results count no more than a year of them."""
    outcomes = tuple(replace(one, seconds=1e308) for one in run().outcomes)
    kept = keep_reports(replace(run(), outcomes=outcomes), tmp_path)
    assert kept.failed == ()
    assert len(list((tmp_path / "allure-results").glob("*-result.json"))) == len(outcomes)


def test_what_a_run_does_not_write_goes_with_the_run_that_did(tmp_path: Path) -> None:
    """What changed since a baseline, and the exchanges, are of one run: a later one without them leaves none that look like its own."""
    keep_reports(run(), tmp_path, baseline=run(), more={"exchanges.har": lambda path: path.write_text("{}")})
    of_one_run = {"regression.json", "regression.md", "regression.html", "exchanges.har"}
    assert of_one_run <= {path.name for path in tmp_path.iterdir()}
    (tmp_path / "notes.md").write_text("mine")
    keep_reports(run(5), tmp_path)
    assert not of_one_run & {path.name for path in tmp_path.iterdir()}
    assert (tmp_path / "notes.md").read_text() == "mine"


@pytest.mark.parametrize("merging", [False, True])
def test_a_folder_that_is_called_like_a_file_of_ours_is_left_alone(tmp_path: Path, merging: bool) -> None:
    """A folder of somebody's where a run would write a file, and does not, stays; a file of an earlier run goes by a merge too."""
    keep_reports(run(), tmp_path / "one")
    (tmp_path / "all" / "exchanges.har").mkdir(parents=True)
    (tmp_path / "all" / "exchanges.har" / "mine").write_text("mine")
    (tmp_path / "all" / "regression.md").write_text("what changed, of another run")
    if merging:
        CliRunner().invoke(command, [str(tmp_path / "one"), "-o", str(tmp_path / "all")])
    else:
        keep_reports(run(5), tmp_path / "all")
    assert (tmp_path / "all" / "exchanges.har" / "mine").read_text() == "mine"
    assert not (tmp_path / "all" / "regression.md").exists()
    assert (tmp_path / "all" / "run.json").exists()
