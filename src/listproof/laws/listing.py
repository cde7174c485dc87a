"""What a law talks to: one contract at one target."""

from __future__ import annotations

from typing import Any

from listproof.evidence import Census, Reply, Store
from listproof.laws.chosen_values import ChosenValues
from listproof.laws.comparison import Comparison
from listproof.laws.conversation import Conversation
from listproof.laws.disputes import Disputes
from listproof.laws.filters import Filters
from listproof.laws.law import Law
from listproof.laws.leads import Leads
from listproof.laws.ordering import Ordering
from listproof.laws.page_choice import PageChoice
from listproof.laws.sign_in import SignIn
from listproof.laws.tolerance import Tolerance
from listproof.laws.whole_listing import WholeListing
from listproof.verdicts import Evidence

__all__ = ["Listing"]


class Listing:
    """One listing as a law sees it.

    A law asks (`ask`, `ask_normalised`, `page`, `first_page`, `walk`), compares (`require`, `require_accepted`, `mark_exercised`),
    and ends early where it must (`inconclusive`, `unsupported`, `require_exercised`, `require_testable`); what is not to be judged
    it records (`record_behaviour`). These are the words of its `conversation`, which holds the evidence.

    What to ask is chosen by `values`, `filters`, `order`, `pages`, `leads` and `whole`; what comes back is compared by `comparison`
    and, while records move, with `tolerance`; `facts` are those of the contract; `disputes` and `sign_in` are what they say.
    """

    def __init__(self, store: Store, law: Law, evidence: Evidence | None = None) -> None:
        talk = self.conversation = Conversation(store, law, evidence or Evidence())
        self.contract = talk.contract
        self.target = talk.target
        self.facts = talk.facts
        self.tolerance = Tolerance(talk)
        self.comparison = Comparison(talk)
        self.values = ChosenValues(talk, self.comparison)
        self.filters = Filters(talk, self.comparison, self.values)
        self.whole = WholeListing(talk, self.comparison, self.values)
        self.order = Ordering(talk, self.comparison, self.values)
        self.pages = PageChoice(talk)
        self.leads = Leads(talk, self.pages)
        self.sign_in = SignIn(talk)
        self.disputes = Disputes(talk, self.comparison, self.order, self.sign_in)
        self.require = talk.require
        self.require_accepted = talk.require_accepted
        self.require_exercised = talk.require_exercised
        self.require_testable = talk.require_testable
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
    def replies(self) -> tuple[Reply, ...]:
        """Every reply in hand that shows records whole, whichever law asked for it."""
        return self.conversation.replies

    @property
    def another_law_failed(self) -> bool:
        """Whether a law has failed in this run, be it that what it found was not confirmed."""
        return self.conversation.store.failed

    @property
    def records(self) -> tuple[Any, ...]:
        """The records of the census, each once; inconclusive where there are none."""
        return self.conversation.records
