"""Schema fuzz: whatever a client may send, what comes back has one of the documented shapes."""

from listproof.laws import Listing, law
from listproof.laws.drawing.fuzzing import cases, fits_the_contract
from listproof.laws.drawing.searching import search


@law(
    "schema.answers-fit-the-contract",
    basis="implied",
    facts=("records", "media-type", "status.200", "errors.bad-parameter"),
    moving=True,
)
def test_answers_fit_the_contract(listing: Listing) -> None:
    """Whatever its schemas allow or forbid is sent, every answer is the documented page or a documented refusal, and nothing breaks."""
    search(listing, lambda: cases(listing.contract), fits_the_contract, "cases", "generated requests", ahead=True)
