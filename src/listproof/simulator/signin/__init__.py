"""The simulator's side of signing in: checks what a request carries, as each vendor's gateway does.

Written from the vendors' documents and independent of listproof.transport.auth, so that a misreading in one shows up
against the other. One file for each scheme, and one line in SCHEMES.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import ModuleType

from listproof.simulator.exchange import Request
from listproof.simulator.signin import alibaba_acs3, basic, bearer, huawei_ak_sk, nebula_connect, query_key, token
from listproof.simulator.signin.accounts import ACCOUNTS, Account, settings
from listproof.simulator.signin.outcome import Outcome, Refused, SessionOpened, SignedIn
from listproof.simulator.signin.shown import Way, shown
from listproof.simulator.signin.state import State

__all__ = ["ACCOUNTS", "Account", "Outcome", "Refused", "SessionOpened", "SignedIn", "State", "Way", "settings", "shown", "verify"]

SCHEMES: Mapping[str, ModuleType] = {
    "header": token,
    "cookie": token,
    "basic": basic,
    "bearer": bearer,
    "query-key": query_key,
    "huawei-ak-sk": huawei_ak_sk,
    "alibaba-acs3": alibaba_acs3,
    "nebula-connect": nebula_connect,
}


def verify(request: Request, sign_in: Sequence[Mapping[str, object]], state: State) -> Outcome:
    """What comes of the request's credential under the contract's `sign-in` list.

    The first scheme of the list that the request carries decides. A request that carries none is refused as
    `no-credential`, or belongs to the owner where the list is empty or names `none`: such a contract asks for nothing.
    """
    asked = [entry for entry in sign_in if entry["type"] != "none"]
    for entry in asked:
        scheme = SCHEMES[str(entry["type"])]
        if scheme.carried(request, entry):
            outcome: Outcome = scheme.verify(request, entry, state)
            return outcome
    if len(asked) < len(sign_in) or not sign_in:
        return SignedIn(state.accounts[0])
    return Refused("no-credential", "the request carries none of: " + ", ".join(str(entry["type"]) for entry in asked))
