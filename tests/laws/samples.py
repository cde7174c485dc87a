"""The samples of docs/laws: what each law says of the simulator with one fault. `python tests/laws/samples.py` writes them anew."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import httpx

from listproof.contract import load
from listproof.evidence import Store
from listproof.laws import judge
from listproof.laws.law import Law
from listproof.proof.suite import all_laws, plan
from listproof.proof.trials import Clock
from listproof.simulator.faults import catalogue
from listproof.simulator.service import Service
from listproof.simulator.targets import mock
from listproof.simulator.transport import InProcess
from listproof.transport import Session, Target
from listproof.verdicts import Outcome

CHECKOUT = Path(__file__).parents[2]
PAGES = CHECKOUT / "docs" / "laws"
RECORDS = 257
WIDTH = 130
AT = 1_795_000_000.0
"""When samples are taken, in epoch seconds: some records are as old as the hour says."""
_SECTION = re.compile(r"^## (\S+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_SAMPLE = re.compile(r"`listproof serve (\S+)(?: --contracts=\S+)?(?: --fault (\S+))?`:\n\n```\n(.*?)```\n", re.DOTALL)
_MADE = CHECKOUT / "tests" / "contracts"
_FOLDERS = (CHECKOUT / "contracts", _MADE / "invented", _MADE / "spelled", CHECKOUT / "contracts" / "examples")


@dataclass(frozen=True)
class Section:
    """What a page says of one law: its text, and the sample with the contract and the fault that it comes from."""

    page: Path
    law: str
    text: str
    contract: str
    fault: str | None
    sample: tuple[str, ...]


def pages() -> list[Path]:
    """The pages of laws, one an area."""
    return sorted(page for page in PAGES.glob("*.md") if page.stem != "README")


def sections(page: Path) -> list[Section]:
    """The sections of a page. Raises ValueError where one has no sample."""
    found = []
    for law, text in _SECTION.findall(page.read_text(encoding="utf-8")):
        sample = _SAMPLE.search(text)
        if sample is None:
            raise ValueError(f"{page}: {law} has no sample; expected a line `listproof serve SLUG --fault ID`: and a block below it")
        contract, fault, lines = sample.groups()
        found.append(Section(page, law, text, contract, fault, tuple(lines.splitlines())))
    return found


@cache
def _laws() -> dict[str, Law]:
    return {law.id: law for law in all_laws()}


@cache
def _service(slug: str) -> Service:
    folder = next(folder for folder in _FOLDERS if (folder / slug).is_dir())
    return Service(load(slug, folder), RECORDS, clock=lambda: AT)


def sample(law: str, slug: str, fault: str | None) -> list[str]:
    """The lines that a run prints for the first violation of a law by a fault; without one, what the law records."""
    base = _service(slug)
    planted = next((one for one in catalogue(base.contract) if one.id == fault), None)
    if fault is not None and planted is None:
        raise ValueError(f"{slug} has no fault {fault!r}; `listproof faults` lists them")
    target = Target("mock", slug, try_wrong_signature=1, **mock(base.contract, "http://127.0.0.1:8000"))
    service = base.like(planted, None)
    clock = Clock(service.clock())
    service.clock = clock.time
    transport = _Passing(service, clock) if planted is not None and planted.drift else InProcess(service, sleep=clock.sleep)
    store = Store(base.contract, Session(target, base.contract.sign_in, transport=transport, sleep=clock.sleep))
    outcomes = []
    for one, subject in plan(base.contract, [_laws()[law]]):
        outcomes.append(judge(one, store, subject))
        if outcomes[-1].verdict == "fail":
            return _violation(outcomes[-1])
    return [f"• {key} = {value}" for outcome in outcomes for key, value in outcome.behaviours.items()]


class _Passing(InProcess):
    """A transport on which each request takes a twentieth of a second: records move only while time passes."""

    def __init__(self, service: Service, clock: Clock) -> None:
        super().__init__(service, sleep=clock.sleep)
        self.clock = clock

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer, a moment later."""
        self.clock.sleep(0.05)
        return super().handle_request(request)


def _violation(outcome: Outcome) -> list[str]:
    violation = outcome.violation
    assert violation is not None
    subject = f" [{outcome.subject}]" if outcome.subject else ""
    curl = violation.exchanges[-1].curl if violation.exchanges else "no exchange was kept"
    lines = [
        f"✗ {outcome.law}{subject} · {outcome.contract} · {outcome.target}",
        f"  fact      {violation.fact} ({violation.source})",
        f"  expected  {violation.expected}",
        f"  observed  {violation.observed}",
        f"  curl      {curl}",
    ]
    return [line if line.startswith("  curl") else _cut(line) for line in lines]


def _cut(line: str) -> str:
    return line if len(line) <= WIDTH else line[: WIDTH - 1].rstrip() + "…"


_CURSORS = re.compile(r"(?<==)[A-Za-z0-9_%.-]{24,}(?=['&])")
_TIMES = re.compile(r"\d{12,13}(\.\d+)?|\d{8}T\d{6}Z|\d{4}-\d{2}-\d{2}T[\d:%A.]+Z")


def steady(lines: Iterable[str]) -> list[str]:
    """Lines without what hangs on the day of the run: times, cursors that are signed anew, and what is cut off after them."""
    told = [_CURSORS.sub("CURSOR", _TIMES.sub("TIME", line)) for line in lines]
    return [line if line.startswith("  curl") else re.sub(r"\d{4,}$", "", line[: WIDTH - 20].rstrip("…")) for line in told]


def write() -> None:
    """Put the samples and the sentences of today into the pages."""
    for page in pages():
        text = page.read_text(encoding="utf-8")
        for section in sections(page):
            said = sample(section.law, section.contract, section.fault)
            # What differs in nothing but the time of the run stays as it is.
            same = steady(said) == steady(section.sample)
            lines = "".join(f"{line}\n" for line in (section.sample if same else said))
            old = _SAMPLE.search(section.text)
            assert old is not None
            new = old.group().replace(f"```\n{old.group(3)}```", f"```\n{lines}```")
            sentence = section.text.strip().split("\n")[0]
            renewed = section.text.replace(old.group(), new).replace(sentence, _laws()[section.law].sentence, 1)
            text = text.replace(f"## {section.law}\n{section.text}", f"## {section.law}\n{renewed}")
        page.write_text(text, encoding="utf-8")
        print(f"written: {page.relative_to(CHECKOUT)}")


if __name__ == "__main__":
    write()
