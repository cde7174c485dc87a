"""Where the page leads when a section, a finding or a fact is followed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from listproof.reports.page import render

from . import made
from .test_page import browse


def long_run() -> str:
    """A page whose sections are taller than a window."""
    outcomes = [
        made.outcome(f"bounds.law-{n}", "fail" if n == 0 else "pass", f"p-{n}", violation=made.violation() if n == 0 else None)
        for n in range(90)
    ]
    run = made.full_run()
    listing = replace(run.listings[0], disputes=run.listings[0].disputes * 30)
    return render(replace(made.run(outcomes), listings=(listing,)))


@pytest.mark.browser
def test_the_navigation_leads_to_the_heading_of_each_section(tmp_path: Path) -> None:
    """However tall a section is, what is seen after its link is its heading, below the navigation and not its middle."""
    told = browse(
        long_run(),
        """
        const links = Array.from(document.querySelectorAll("nav.sections a")), seen = {};
        const next = (at) => {
          if (at === links.length) return tell(seen);
          location.hash = links[at].hash;
          setTimeout(() => {
            const section = document.querySelector(links[at].hash), place = section.querySelector("h2").getBoundingClientRect();
            const below = document.querySelector("nav.sections").getBoundingClientRect().bottom;
            seen[section.id] = [section.offsetHeight > innerHeight, place.top >= below && place.bottom <= innerHeight];
            next(at + 1);
          }, 100);
        };
        next(0);
        """,
        tmp_path,
    )
    assert {"findings", "overview", "results", "facts", "disputes", "cost"} <= set(told)
    assert told["disputes"][0], "taller than the window"
    assert all(heading for _, heading in told.values()), told


@pytest.mark.browser
def test_a_link_that_ends_a_filter_leaves_the_keyboard_where_it_leads(tmp_path: Path) -> None:
    """Following a link to what a filter hid ends the filter, and Tab goes on from there and not from the search."""
    told = browse(
        render(made.full_run()),
        """
        const search = document.getElementById("search"), findings = document.getElementById("findings");
        search.value = "no such thing"; search.dispatchEvent(new Event("input"));
        const before = findings.hidden;
        let searches = false;
        search.focus = () => { searches = true; };
        location.hash = "#findings";
        setTimeout(() => tell({before, after: findings.hidden, left: search.value, searches}), 200);
        """,
        tmp_path,
    )
    assert told == {"before": True, "after": False, "left": "", "searches": False}


@pytest.mark.browser
def test_what_is_not_drawn_yet_takes_the_room_of_its_rows(tmp_path: Path) -> None:
    """Two violated facts far below the window are no empty sheet of forty rows."""
    told = browse(
        long_run(),
        """
        const block = document.querySelector("#facts details[open] .block");
        tell({rows: block.querySelectorAll(".row").length, tall: block.offsetHeight});
        """,
        tmp_path,
    )
    assert told["rows"] < 5
    assert told["tall"] < 400
