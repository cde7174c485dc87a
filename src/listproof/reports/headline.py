"""What came of a run, in a sentence: who was asked, and how it went."""

from __future__ import annotations

from listproof.findings import Finding
from listproof.reports.run import Run
from listproof.verdicts import Verdict

__all__ = ["MOCK", "asked", "because", "headline", "many"]

MOCK = "mock"
"""The target that is the bundled simulator."""


def asked(run: Run) -> str:
    """Who was asked: the simulator, which proves the laws and nothing else, or targets by name and host."""
    names = [f"{one.target} ({one.host})" if one.host else one.target for one in run.listings if one.target != MOCK]
    simulated = ["the simulator"] if MOCK in run.targets else []
    return ", ".join(dict.fromkeys([*simulated, *names])) or ", ".join(run.targets) or "nobody"


def headline(run: Run) -> tuple[Verdict, str]:
    """The verdict on the whole run and the sentence that says it."""
    counts = run.counts
    if counts.get("fail"):
        listings = many(len({(one.target, one.contract) for one in run.with_verdict("fail")}), "listing")
        failing = "1 law fails" if counts["fail"] == 1 else f"{counts['fail']} laws fail"
        return "fail", f"{many(len(run.findings), 'finding')} in {listings} ({failing})"
    if run.trouble or counts.get("error") or not run.outcomes:
        if counts.get("pass"):
            return "error", "The suite had trouble: what it could ask holds"
        cut_short = any(one.requests for one in run.listings) and any(one.kind == "unfinished" for one in run.trouble)
        return "error", "The run ended before anything was judged" if cut_short else "Nothing could be asked"
    if counts.get("inconclusive"):
        return "inconclusive", f"No violation; {many(counts['inconclusive'], 'law')} found nothing to be tried on"
    count = many(len(run.listings), "listing")
    one = len(run.listings) == 1
    if set(run.targets) == {MOCK}:
        return "pass", f"The simulator does as the {'document of 1 listing says' if one else f'documents of {count} say'}"
    return "pass", f"{count} {'does as its document says' if one else 'do as their documents say'}"


def many(count: int, word: str) -> str:
    """A number with its word, in the plural where it is not one."""
    return f"{count} {word}{'' if count == 1 else 's'}"


def because(finding: Finding) -> str:
    """How many more laws fail because of a finding."""
    return f"{many(len(finding.follows), 'more law')} {'fails' if len(finding.follows) == 1 else 'fail'} because of it"
