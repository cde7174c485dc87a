"""`listproof derive`: a vendor's saved page as a first contract, or compared with a contract."""

from __future__ import annotations

from pathlib import Path

import click

from listproof.contract.files import text_of
from listproof.contract.folders import NotWritten
from listproof.derive.comparing.compare import Agreement, compare, document_of
from listproof.derive.comparing.facts import UnreadableContract, facts_of, read_contract
from listproof.derive.comparing.grading import Grade
from listproof.derive.comparing.report import as_json, as_markdown, as_text, contradiction_lines, remark_lines
from listproof.derive.comparing.sentences import remembered, sentences_of
from listproof.derive.contradictions import Contradiction, contradictions
from listproof.derive.derive import derive, key_of
from listproof.derive.dialects import DIALECTS
from listproof.derive.document import Description, prose_of, walk
from listproof.derive.formats.page import Unread, UnreadableDocument
from listproof.derive.formats.source import describes_itself
from listproof.derive.remarks import remarks
from listproof.derive.writing.openapi import as_yaml, openapi

__all__ = ["command"]

_HELP = f"""Read a vendor's page into a first contract, or compare it with one.

DOCUMENT is a reference page of one list operation, saved from a browser as HTML or as text. Dialects:
{", ".join(dialect.name for dialect in DIALECTS)}; the page's own words tell which.

\b
  listproof derive page.html                          what was read, and the contract, on the screen
  listproof derive page.html -o openapi.yaml          the same, into a file
  listproof derive page.html --against contracts/SLUG the page against a contract

What is written is OpenAPI 3.1 in the form of docs/contract.md. Each line of its x-listing is a guess: x-guesses says
why, and its source is graded weak, so that nothing fails by it before a person has looked. What could not be read is
listed (x-unread, and on standard error), and so are the document's contradictions with itself (x-disputes) and what
is unlike its neighbours, though said once (x-remarks).

With --against the document is the newer side. Differences are graded breaking, risky, additive or editorial, each
with the reason; what the contract records as a dispute is no difference. Several documents are compared one by one. A row that says
something else, though no fact came of it, is told where the contract keeps its sentences (--remember).

Exit codes: 0 all is well; 1 a difference of --fail-on or worse, or, with --complete, something unread;
4 a document or contract that cannot be used.
"""


_SELF_DESCRIBED = (
    "{0} is an OpenAPI file and no page: `listproof derive {0}` writes its x-listing, "
    "`listproof check {0} --url URL` asks a server about it"
)
"""What is said of a file that describes itself. This is the one place where such a file is met."""


class _Unusable(click.ClickException):
    exit_code = 4


@click.command(help=_HELP, short_help="A saved vendor page as a first contract, or compared with a contract.")
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT...", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file, which must be new.")
@click.option("--force", is_flag=True, help="Overwrite the output file.")
@click.option("--against", type=click.Path(path_type=Path), metavar="CONTRACT", help="A contract's folder or file to compare with.")
@click.option("--dialect", type=click.Choice([dialect.name for dialect in DIALECTS]), help="The dialect, where the page does not show it.")
@click.option("--document", "key", metavar="KEY", help="The page's name in x-documents; else from its file name (001_….txt is 001).")
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True, help="Form of a comparison."
)
@click.option(
    "--fail-on",
    type=click.Choice([*(grade.value for grade in Grade), "never"]),
    default=Grade.RISKY.value,
    show_default=True,
    help="The least difference that makes the exit code 1.",
)
@click.option("--remember", is_flag=True, help="After a comparison, keep in the contract which sentences the page has now.")
@click.option("--complete", is_flag=True, help="Exit with 1 where something of a page was not read.")
def command(
    documents: tuple[Path, ...],
    output: Path | None,
    force: bool,
    against: Path | None,
    dialect: str | None,
    key: str | None,
    form: str,
    fail_on: str,
    remember: bool,
    complete: bool,
) -> None:
    """Read the pages, then write a contract or a comparison."""
    if output is not None and output.exists() and not force:
        raise _Unusable(f"{output} is already there; name another file or give --force")
    if remember and against is None:
        raise _Unusable("--remember keeps the sentences of a page in a contract; name the contract with --against")
    if against is None and len(documents) > 1:
        raise _Unusable("one contract comes of one document; name one, or compare several with --against")
    for path in documents:
        if describes_itself(path):
            raise _Unusable(_SELF_DESCRIBED.format(path))
    try:
        read = [derive(path, dialect, key or key_of(path)) for path in documents]
        if against is None:
            _write(as_yaml(openapi(read[0])), output)
            _tell(documents[0], read[0])
            failed = False
        else:
            failed = _compare(documents, read, against, output, form, fail_on, key)
            if remember:
                _remember(read, against, key)
    except (UnreadableDocument, UnreadableContract) as error:
        raise _Unusable(str(error)) from error
    if failed or (complete and any(said.unread for said in read)):
        raise click.exceptions.Exit(1)


def _compare(
    paths: tuple[Path, ...], read: list[Description], against: Path, output: Path | None, form: str, fail_on: str, key: str | None
) -> bool:
    contract = facts_of(read_contract(against))
    found: list[tuple[str, Agreement, tuple[Contradiction, ...], tuple[Unread, ...]]] = []
    for path, said in zip(paths, read, strict=True):
        name = key if key in contract.documents else document_of(contract, said.key)
        agreement = compare(facts_of(openapi(said)), contract, str(name), prose_of(said), sentences_of(said))
        found.append((str(path), agreement, contradictions(said), said.unread))
    text = as_json(found) if form == "json" else "\n".join((as_markdown if form == "markdown" else as_text)(*one) for one in found)
    _write(text, output)
    if fail_on == "never":
        return False
    least = Grade(fail_on).weight
    return any(one.grade.weight >= least for _, comparison, _, _ in found for one in comparison.differences)


def _remember(read: list[Description], against: Path, key: str | None) -> None:
    """Keep in a contract which sentences its documents have now."""
    file = against / "openapi.yaml" if against.is_dir() else against
    documents = facts_of(read_contract(against))
    text = text_of(file)
    for said in read:
        name = key if key in documents.documents else document_of(documents, said.key)
        text = remembered(text, str(name), sentences_of(said))
    _write(text, file)


def _write(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text.rstrip("\n"))
        return
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(text.rstrip("\n") + "\n", encoding="utf-8")
    except OSError as error:
        raise NotWritten(output, error) from None


def _tell(path: Path, said: Description) -> None:
    """What was read, what contradicts itself and what was not read, on standard error."""
    parameters = sum(1 for _ in walk(said.parameters, separator="."))
    fields = sum(1 for _ in said.answered())
    click.echo(
        f"{path}: {said.dialect}, {said.method} {said.path or '(no path)'}: {parameters} parameters, {fields} fields, "
        f"{len(said.examples)} examples; {len(said.unread)} things not read",
        err=True,
    )
    for line in contradiction_lines(contradictions(said)):
        click.echo(line, err=True)
    for line in remark_lines(remarks(said)):
        click.echo(line, err=True)
    for one in said.unread:
        click.echo(f"  unread: {one}", err=True)
