"""What a law talks to: one contract at one target."""

from __future__ import annotations

from typing import Any

from listproof.evidence import Census, Store
from listproof.laws.context.chosen_values import ChosenValues
from listproof.laws.context.comparison import Comparison
from listproof.laws.context.conversation import Conversation
from listproof.laws.context.filters import Filters
from listproof.laws.context.leads import Leads
from listproof.laws.context.ordering import Ordering
from listproof.laws.context.page_choice import PageChoice
from listproof.laws.context.run_so_far import RunSoFar
from listproof.laws.context.tolerance import Tolerance
from listproof.laws.law import Law
from listproof.verdicts import Evidence

__all__ = ["Listing"]


class Listing:
    """One listing as a law sees it, in some twenty words.

    A law asks (`ask`, `ask_normalised`, `page`, `first_page`, `walk`), compares (`require`, `require_accepted`, `require_unbroken`,
    `mark_exercised`), and ends early where it must (`inconclusive`, `unsupported`, `require_exercised`); what is not to be judged it
    records (`record_behaviour`). These are the words of its `conversation`, which holds the evidence and is not for laws to talk to.

    What to ask is chosen by `values`, `filters`, `order`, `pages` and `leads`; what comes back is compared with the `records` of the
    `census` by `comparison` and, while records move, with `tolerance`; `facts` are those of the `contract`, `run` is what surrounds the
    law. What few laws need they make of a listing themselves: its sign-in, its whole where it is narrowed, its disputes.
    """

    def __init__(self, store: Store, law: Law, evidence: Evidence | None = None) -> None:
        talk = self.conversation = Conversation(store, law, evidence or Evidence())
        self.contract = talk.contract
        self.facts = talk.facts
        self.run = RunSoFar(talk)
        self.tolerance = Tolerance(talk)
        self.comparison = Comparison(talk)
        self.values = ChosenValues(talk, self.comparison)
        self.filters = Filters(talk, self.comparison, self.values)
        self.order = Ordering(talk, self.comparison, self.values)
        self.pages = PageChoice(talk)
        self.leads = Leads(talk, self.pages)
        self.require = talk.require
        self.require_accepted = talk.require_accepted
        self.require_unbroken = talk.require_unbroken
        self.require_exercised = talk.require_exercised
        self.mark_exercised = talk.mark_exercised
        self.record_behaviour = talk.record_behaviour
        self.inconclusive = talk.inconclusive
        self.unsupported = talk.unsupported
        self.ask = talk.ask
        self.ask_normalised = self.order.ask_normalised
        self.page = talk.page
        self.first_page = talk.first_page
        self.walk = talk.walk

    @property
    def census(self) -> Census:
        """The records of the listing under its base query; a page of it that is no good answer is a violation."""
        return self.conversation.census

    @property
    def records(self) -> tuple[Any, ...]:
        """The records of the census, each once; inconclusive where there are none."""
        return self.conversation.records
