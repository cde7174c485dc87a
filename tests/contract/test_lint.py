"""`listproof lint` names file, line and what was expected for each mistake, and says nothing of a contract that is right."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from listproof.cli import main
from listproof.contract import Contract, ContractError, Mistake, build, facts, load, read, slugs
from listproof.contract.lint import lint, lint_file
from listproof.contract.mentions import mentioned_in_page, mentioned_in_waivers
from listproof.contract.schemas import schemas
from listproof.proof.suite import laws

from .changed import CONTRACTS, GONE, changed, original

HSS, DLC, NEBULA, COC = "huawei-hss-kubernetes-jobs", "alibaba-pai-dlc-jobs", "nebula-explorer-workflow-jobs", "huawei-coc-documents"
LAWS = frozenset(law.id for law in laws())
RECORD = ("components", "schemas", "Record", "properties")


def _get(slug: str) -> tuple[str | int, ...]:
    (path,) = original(slug).value["paths"]
    return ("paths", path, "get")


def _parameter(slug: str, name: str) -> tuple[str | int, ...]:
    get = _get(slug)
    entries = original(slug).value[get[0]][get[1]]["get"]["parameters"]
    return (*get, "parameters", next(i for i, entry in enumerate(entries) if entry["name"] == name))


def _dispute(slug: str, name: str) -> tuple[str | int, ...]:
    return ("x-disputes", next(i for i, one in enumerate(original(slug).value["x-disputes"]) if one["id"] == name))


@pytest.mark.parametrize("slug", slugs(CONTRACTS))
def test_a_contract_of_the_project_has_no_mistake(slug: str) -> None:
    """Every bundled contract is clean, and its line counts what it holds."""
    found = lint_file(CONTRACTS / slug / "openapi.yaml", slug, LAWS)
    assert found.mistakes == ()
    contract = load(slug, CONTRACTS)
    assert str(found) == (
        f"{slug}: {len(contract.parameters)} parameters, {len(contract.fields)} fields, "
        f"{len(facts(contract))} facts, {len(contract.disputes)} disputes"
    )


MISTAKES: list[tuple[str, tuple[str | int, ...], Any, str]] = [
    # x-listing against its schema
    (HSS, ("x-listing", "recrods"), "/data", "did you mean records?"),
    (HSS, ("x-listing", "records"), GONE, "'records' is missing"),
    (HSS, ("x-listing",), GONE, "'x-listing' is missing"),
    (HSS, ("x-listing",), [], "expected an object"),
    (HSS, ("x-listing", "pages", "size", "means"), "about", "expected one of exactly, at-most"),
    (HSS, ("x-listing", "pages", "number"), {"parameter": "offset", "first": 1}, "exactly one of offset, number, cursor and link"),
    (HSS, ("x-listing", "filters", "job_name", "matches"), "alike", "did you mean like?"),
    (HSS, ("x-listing", "filters", "job_name", "matches"), "opaque", "`opaque` and `not-opaque` alone go without a field"),
    (HSS, ("x-listing", "errors", "teapot"), {"status": 418, "body": {}}, "'teapot' is unknown"),
    (HSS, ("x-listing", "sources", "identities"), {"document": "003", "grade": "document"}, "'identities'"),
    # the other extensions
    (HSS, (*_parameter(HSS, "limit"), "x-source"), GONE, "parameter limit has no source"),
    (HSS, (*_parameter(HSS, "limit"), "x-source", "grade"), "sure", "expected one of document, vendor, weak, unknown"),
    (HSS, (*_parameter(HSS, "limit"), "x-source", "document"), "004", "document '004' is not among x-documents"),
    (HSS, (*RECORD, "status", "x-source"), GONE, "property status has no source"),
    (HSS, (*RECORD, "name", "x-source", "but"), {"maximum": {"document": "003", "grade": "document"}}, "gives a place for 'maximum'"),
    (HSS, (*_get(HSS), "responses", "400", "x-source"), GONE, "response 400 has no source"),
    (NEBULA, (*_get(NEBULA), "responses", "200", "headers", "Date", "x-source"), GONE, "header Date of 200 has no source"),
    (HSS, ("x-listing", "sources", "identity", "document"), "page", "document 'page' is not among x-documents"),
    (HSS, ("x-listing", "sources", "identity"), GONE, "the fact identity has no source"),
    (HSS, ("x-documents",), GONE, "'x-documents' is missing"),
    (HSS, ("x-documents", "003", "kind"), "leaflet", "'leaflet' is unknown; expected one of document, client"),
    # OpenAPI
    (HSS, ("openapi",), "3.0.3", "expected a version 3.1"),
    (HSS, ("x-vendor",), GONE, "x-vendor is missing"),
    (HSS, ("components", "schemas", "Error"), GONE, "#/components/schemas/Error leads nowhere"),
    (HSS, (*_get(HSS), "responses", "200", "content"), {}, "the 200 response has no content"),
    (HSS, (*_parameter(HSS, "limit"), "in"), "body", "expected in to be one of query, path, header, cookie"),
    (HSS, (*_parameter(HSS, "limit"), "schema"), GONE, "expected either schema or content"),
    (HSS, (*_parameter(HSS, "limit"), "name"), "offset", "the parameter 'offset' stands twice"),
    (HSS, (*_parameter(HSS, "project_id"), "name"), "project", "expected each path parameter in it"),
    # pointers
    (HSS, ("x-listing", "records"), "/jobs", "leads to no field of the answer"),
    (HSS, ("x-listing", "records"), "/total_num", "expected array"),
    (HSS, ("x-listing", "total", "at"), "/total", "did you mean /total_num?"),
    (HSS, ("x-listing", "total", "at"), "/job_info_list", "expected integer or number or string"),
    (HSS, ("x-listing", "identity", 0), "/cluster", "did you mean /cluster_name?"),
    (HSS, ("x-listing", "settled", 0), "/cluster", "leads to no field of a record"),
    (HSS, ("x-listing", "filters", "job_name", "field"), "/job_name", "filters.job_name: '/job_name' leads to no field of a record"),
    (NEBULA, ("x-listing", "pages", "number", "echo"), "/data/number", "pages.echo"),
    (NEBULA, ("x-listing", "pages", "size", "echo"), "/data/size", "size.echo"),
    (NEBULA, ("x-listing", "scope", "workflow_id", "field"), "/workflow", "scope.workflow_id"),
    (NEBULA, ("x-listing", "order", "keys", "createTime", "field"), "/created", "order.keys.createTime"),
    (NEBULA, ("x-listing", "success"), {"/codes": 0}, "did you mean /code?"),
    (NEBULA, ("x-listing", "success"), {"/code": "ok"}, "success: the value at /code is refused"),
    # names of parameters and filters
    (HSS, ("x-listing", "pages", "offset", "parameter"), "ofset", "did you mean offset?"),
    (HSS, ("x-listing", "pages", "size", "parameter"), "size", "size: there is no query parameter 'size'"),
    (HSS, ("x-listing", "base"), {"project_id": "1"}, "base: there is no query parameter 'project_id'"),
    (HSS, ("x-listing", "filters", "job"), {"field": "/name", "matches": "equals"}, "filters: there is no query parameter 'job'"),
    (HSS, ("x-listing", "filters", "limit"), {"matches": "opaque"}, "this parameter pages or orders"),
    (HSS, ("x-listing", "scope"), {"limit": {}}, "scope: there is no path parameter 'limit'"),
    (NEBULA, ("x-listing", "order", "direction"), "order", "order.direction: there is no query parameter 'order'"),
    (DLC, ("x-listing", "order", "by"), "Sort", "did you mean SortBy?"),
    (DLC, ("x-listing", "order", "by"), GONE, "several keys and no parameter that names one"),
    (DLC, ("x-listing", "filters", "JobIds", "yields-to"), "Jobs", "filters.JobIds.yields-to: there is no filter 'Jobs'"),
    (DLC, ("x-listing", "filters", "JobId", "yields-to"), "JobIds", "yield to each other"),
    (DLC, ("x-listing", "filters", "NumericRangeMin", "needs"), {"Range": "a"}, "filters.NumericRangeMin.needs: there is no query"),
    (DLC, ("x-listing", "filters", "StartTime", "field", "chosen-by"), "TimeField", "filters.StartTime.chosen-by"),
    (DLC, ("x-listing", "close"), "Until", "close: there is no filter 'Until'"),
    (DLC, ("x-listing", "close"), "StartTime", "close: StartTime is no upper bound of time"),
    # readings
    (HSS, ("x-listing", "filters", "job_name", "matches"), ["between"], "between does not compare as text; expected as: number or time"),
    (DLC, ("x-listing", "filters", "StartTime", "matches"), "contains", "contains does not compare as time; expected as: text"),
    (DLC, ("x-listing", "filters", "StartTime", "field"), "/DisplayName", "seconds since 1970 are compared `as: number`"),
    (DLC, ("x-listing", "filters", "Tags", "field"), "/DisplayName", "expected an object for entries"),
    (DLC, ("x-listing", "filters", "Caller", "field"), "/Settings", "expected a single value"),
    (DLC, ("x-listing", "filters", "Caller", "separator"), ",", "no reading takes parts"),
    # values
    (HSS, (*_parameter(HSS, "limit"), "schema", "default"), 5, "the default is refused by its own schema"),
    (HSS, (*_parameter(HSS, "limit"), "schema", "minimum"), 201, "maximum 200 is below minimum 201"),
    (HSS, (*_parameter(HSS, "limit"), "schema", "type"), "whole", "is no JSON Schema"),
    (HSS, (*_parameter(HSS, "limit"), "example"), "ten", "the example of parameter limit is refused"),
    (HSS, (*RECORD, "status", "enum"), ["Running", "Running"], "stands twice in enum"),
    (HSS, (*RECORD, "status", "enum"), ["Running", 3], "enum holds 3, which its own schema refuses"),
    (HSS, (*RECORD, "status", "enum"), ["Failed"], "the example"),
    (HSS, (*RECORD, "name", "type"), "integer", "the example"),
    (HSS, (*RECORD, "name", "pattern"), "(", "is no JSON Schema"),
    (HSS, ("components", "schemas", "Record"), {"$ref": "#/components/schemas/Record"}, "leads back to itself"),
    (HSS, ("components", "schemas", "Answer", "properties", "job_info_list", "items"), {"$ref": "#/components/Job"}, "leads nowhere"),
    (HSS, ("x-listing", "errors", "bad-parameter", "body"), {"code": 1}, "errors.bad-parameter: the body is refused by its schema"),
    (HSS, ("x-listing", "errors", "bad-parameter", "status"), 422, "no response 422 is described"),
    (HSS, ("x-listing", "pages", "size", "safe"), 500, "size.safe: the value for limit is refused"),
    (HSS, ("x-listing", "pages", "offset", "first"), -1, "pages.first: the value for offset is refused"),
    (HSS, ("x-listing", "base", "enterprise_project_id"), 5, "base: the value for enterprise_project_id is refused"),
    (DLC, ("x-listing", "filters", "ShowOwn", "absent"), ["maybe"], "filters.ShowOwn.absent: the value for ShowOwn is refused"),
    (DLC, ("x-listing", "filters", "JobType", "everything"), "All", "filters.JobType.everything: the value for JobType is refused"),
    (DLC, ("x-listing", "filters", "FromAllWorkspaces", "needs"), {"ShowOwn": "yes"}, "the value for ShowOwn is refused"),
    (DLC, ("x-listing", "order", "keys", "Age"), {"field": "/Duration", "as": "number"}, "SortBy does not take 'Age'"),
    (DLC, ("x-listing", "order", "default"), ["Age", "desc"], "there is no key 'Age'"),
    (DLC, ("x-listing", "order", "default"), ["unspecified", "asc"], "the default of Order is desc"),
    # facts and laws
    (HSS, ("x-listing", "sources", "filters.job_nam"), {"document": "003", "grade": "document"}, "did you mean filters.job_name?"),
    (HSS, ("x-listing", "not-testable", "errors.teapot"), "nobody brews tea here", "not-testable: there is no fact 'errors.teapot'"),
    (HSS, ("x-listing", "not-testable", "fields.*.colour"), "nobody sees colours", "not-testable: there is no fact"),
    (HSS, ("x-listing", "equivalent"), {"size.mean": "the same in every answer"}, "did you mean size.means?"),
    (HSS, ("x-listing", "equivalent"), {"size": "told by pages.size-is-honored alone"}, "did you mean pages.size-is-honoured?"),
    # disputes
    (HSS, (*_dispute(HSS, "limit-required"), "about", 0), "parameters.limits", "did you mean parameters.limit?"),
    (HSS, (*_dispute(HSS, "token-required"), "id"), "limit-required", "the dispute 'limit-required' stands twice"),
    (HSS, (*_dispute(HSS, "limit-required"), "readings", 1, "says"), "mandatory", "two readings say 'mandatory'"),
    (HSS, (*_dispute(HSS, "limit-required"), "readings", 1, "shows"), {"ask": {"limit": None}, "gets": "refused"}, "show the same"),
    (HSS, (*_dispute(HSS, "limit-required"), "readings", 1, "shows", "ask"), {"size": 1}, "there is no parameter 'size' to ask with"),
    (HSS, (*_dispute(HSS, "limit-required"), "readings", 1, "shows"), {"at": "/total_num"}, "one of the forms of `shows`"),
    (COC, (*_dispute(COC, "document-id-form"), "readings", 0, "shows", "at"), "/time", "leads to no field of the answer"),
    (COC, (*_dispute(COC, "create-time-type"), "readings", 0, "shows", "schema"), {"type": "object"}, "does not accept object"),
    (COC, (*RECORD, "create_time", "type"), "string", "does not accept integer"),
    (NEBULA, (*_dispute(NEBULA, "body-or-query"), "readings", 0, "shows", "schema"), {"const": "1"}, "does not accept '1'"),
    (DLC, (*_dispute(DLC, "display-name-wildcards"), "readings", 0, "shows", "reading"), "equals", "equals is no reading of filter"),
    (DLC, (*_dispute(DLC, "display-name-wildcards"), "readings", 0, "shows", "filter"), "Name", "there is no filter 'Name'"),
]


@pytest.mark.parametrize(
    ("slug", "path", "value", "expected"), MISTAKES, ids=[f"{slug.split('-')[1]}-{'.'.join(map(str, path[-3:]))}-{n}"
                                                           for n, (slug, path, _, _) in enumerate(MISTAKES)]
)  # fmt: skip
def test_a_mistake_is_told_with_its_line(slug: str, path: tuple[str | int, ...], value: Any, expected: str) -> None:
    """A planted mistake is named once at least, in the file, within the lines of the block that holds it."""
    document = original(slug)
    broken = changed(document, (path, value))
    found = [mistake for mistake in lint(broken, slug, LAWS).mistakes if expected in mistake.message]
    assert found, [str(mistake) for mistake in lint(broken, slug, LAWS).mistakes]
    assert found[0].file == document.file
    assert 1 <= found[0].line <= max(document.lines.values())


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("x-listing", "filters", "job_name", "field"), "/nam"),
        (("x-listing", "pages", "size", "parameter"), "size"),
        ((*_parameter(HSS, "limit"), "schema", "default"), 5),
        ((*RECORD, "status", "x-source", "document"), "004"),
        (("x-listing", "errors", "throttled", "status"), 418),
    ],
)
def test_the_line_is_that_of_the_mistake(path: tuple[str | int, ...], value: Any) -> None:
    """A wrong value is shown at the line where it stands in the file."""
    document = original(HSS)
    found = lint(changed(document, (path, value)), HSS, LAWS).mistakes
    assert document.line(path) in [mistake.line for mistake in found]
    text = Path(document.file).read_text(encoding="utf-8").splitlines()[document.line(path) - 1]
    assert str(path[-1]) in text


def test_several_mistakes_are_told_at_once() -> None:
    """Mistakes in different places do not hide one another."""
    document = changed(
        original(HSS),
        (("x-listing", "recrods"), "/data"),
        (("x-listing", "filters", "job_name", "field"), "/nam"),
        ((*_parameter(HSS, "limit"), "x-source"), GONE),
    )
    told = "\n".join(mistake.message for mistake in lint(document, HSS, LAWS).mistakes)
    assert "did you mean records?" in told
    assert "'/nam' leads to no field" in told
    assert "parameter limit has no source" in told


def test_a_malformed_contract_fails_at_load(tmp_path: Path) -> None:
    """A misspelt word of x-listing is refused when the contract is loaded, with file and line."""
    folder = tmp_path / "contracts" / HSS
    folder.mkdir(parents=True)
    text = (CONTRACTS / HSS / "openapi.yaml").read_text(encoding="utf-8").replace("  identity: [/cl", "  identiy: [/cl")
    (folder / "openapi.yaml").write_text(text, encoding="utf-8")
    line = next(number for number, one in enumerate(text.splitlines(), 1) if "identiy" in one)
    with pytest.raises(ContractError, match=rf"openapi\.yaml:{line}: .*did you mean identity\?"):
        load(HSS, tmp_path / "contracts")


JSON: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 10**20), st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["", "x", "/a/b", "unknown", "(", "everything", "now", "#/nowhere", "object", "x-source", "*", "\x00", "é/~"]),
    st.sampled_from([{"$ref": "#/nowhere"}, {"$ref": "#/components/schemas/Answer"}, {"$ref": "#"}, {"$ref": 1}, {"ago": "x"}]),
    st.lists(st.sampled_from([None, 1, "a", "/name", [], {}]), max_size=3),
    st.dictionaries(st.sampled_from(["a", "type", "at", "field", "chosen-by", "properties"]), st.sampled_from([None, 1, "a", [], {}])),
)  # fmt: skip


def _paths(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, item in inner for found in _paths(item, (*path, key)))]


PATHS = {slug: [path for path in _paths(original(slug).value) if path] for slug in (HSS, DLC, NEBULA, COC)}


@pytest.mark.parametrize("slug", [HSS, COC, NEBULA, DLC])
def test_a_broken_contract_gives_mistakes_and_no_traceback(slug: str) -> None:
    """Whatever is taken out of a contract or put into it: lint and load give mistakes or accept it; what load refuses lint does too."""

    @given(data=st.data())
    @settings(
        max_examples=10 if slug == DLC else 30, deadline=None, database=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    def broken(data: st.DataObject) -> None:
        document = original(slug)
        for path in data.draw(st.lists(st.sampled_from(PATHS[slug]), min_size=1, max_size=3)):
            new = data.draw(st.one_of(st.just(GONE), JSON))
            try:
                document = changed(document, (path, new))
            except (KeyError, TypeError, IndexError):
                continue
        linted = lint(document, slug, LAWS)
        contract: Contract | None = None
        try:
            contract = build(document, slug)
            schemas(contract)
        except ContractError as error:
            told.append(error.mistakes)
        assert (contract is None) == (linted.contract is None)
        assert linted.mistakes or linted.contract is not None

    told: list[tuple[Mistake, ...]] = []
    broken()
    assert all(told)


@given(st.text(max_size=60) | st.sampled_from(["&a [*a]", "a: &x {b: *x}", "[" * 3000, "1: 2", "a: .nan", "? [1]\n: 2", "!!int x", "\x01"]))
@settings(max_examples=150, deadline=None, database=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_any_text_gives_mistakes_and_no_traceback(tmp_path: Path, text: str) -> None:
    """A file that is no contract, no YAML or no plain data is a mistake with a line."""
    path = tmp_path / "openapi.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    found = lint_file(path, "any", LAWS).mistakes
    assert found
    assert all(mistake.file == str(path) and mistake.line >= 1 for mistake in found)


def _folder(tmp_path: Path, *names: str) -> Path:
    folder = tmp_path / "contracts"
    for name in names:
        shutil.copytree(CONTRACTS / name, folder / name)
    return folder


def test_the_command_tells_no_mistake_and_ends_with_0_where_there_is_none() -> None:
    """A line for each contract with its counts; on the error stream warnings alone, of what its sources leave open altogether."""
    done = CliRunner().invoke(main, ["lint"])
    assert done.exit_code == 0
    assert re.fullmatch(r"(\S+: \d+ parameters, \d+ fields, \d+ facts, \d+ disputes\n){4}", done.stdout)
    assert all("warning:" in line and "exclude nothing" in line for line in done.stderr.splitlines())


def test_the_command_ends_with_1_and_tells_each_mistake(tmp_path: Path) -> None:
    """File, line and expectation for each mistake; the clean contract beside it is still counted."""
    folder = _folder(tmp_path, HSS, COC)
    path = folder / HSS / "openapi.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("field: /name\n", "field: /nam\n"), encoding="utf-8")
    done = CliRunner().invoke(main, ["lint", "--contracts", str(folder)])
    assert done.exit_code == 1
    assert re.search(rf"^{re.escape(str(path))}:\d+: filters.job_name: '/nam' leads to no field of a record", done.stderr, re.MULTILINE)
    assert done.stdout.startswith(f"{COC}: ")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [(["lint", "nobody"], "has no contract 'nobody'; expected one of"), (["lint", "--contracts", "nowhere"], "holds no contract")],
)
def test_an_unknown_contract_or_folder_is_one_sentence(arguments: list[str], expected: str) -> None:
    """The sentence names what was asked for and what there is."""
    done = CliRunner().invoke(main, arguments)
    assert (done.exit_code, done.stdout) == (1, "")
    assert expected in done.stderr
    assert "Traceback" not in done.output


def test_a_folder_without_its_file_is_a_mistake(tmp_path: Path) -> None:
    """A contract whose file is missing or called otherwise is told, not passed over."""
    folder = _folder(tmp_path, HSS)
    (folder / "another").mkdir()
    done = CliRunner().invoke(main, ["lint", "--contracts", str(folder)])
    assert done.exit_code == 1
    assert "another" in done.stderr
    assert "there is no such file" in done.stderr


def test_a_law_that_does_not_exist_is_told_in_pages_and_waivers(tmp_path: Path) -> None:
    """Names of laws in backticks and in waivers are checked, with line and the nearest name."""
    page = tmp_path / "page.md"
    page.write_text("# Laws\n\n`pages.size-is-honoured` and `pages.size-is-kept`, but never `pages.past-end`.\n")
    assert [(m.line, "did you mean" in m.message) for m in mentioned_in_page(page, LAWS)] == [(3, True)]
    file = tmp_path / "listproof.toml"
    file.write_text(f'[[waivers]]\nlaw = "pages.echoes"\ncontract = "{HSS}"\n[[waivers]]\nlaw = "pages.echo"\ncontract = "mine"\n')
    found = list(mentioned_in_waivers(file, LAWS, (HSS,)))
    assert [mistake.line for mistake in found] == [2, 6]
    assert "did you mean pages.echo?" in found[0].message
    done = CliRunner().invoke(main, ["lint", HSS, "--targets-file", str(file), "--docs", str(tmp_path)])
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 4


def test_a_targets_file_that_is_no_toml_is_one_mistake(tmp_path: Path) -> None:
    """The file is named; nothing else is claimed. So it is where it is nested too deeply to be read."""
    file = tmp_path / "listproof.toml"
    for text in ("[[waivers]\n", f"a = {'[' * 5000}{']' * 5000}\n"):
        file.write_text(text)
        (found,) = mentioned_in_waivers(file, LAWS, (HSS,))
        assert "cannot be read as TOML" in str(found)


def test_lint_reads_only(tmp_path: Path) -> None:
    """A lint leaves the file as it was."""
    folder = _folder(tmp_path, HSS)
    before = (folder / HSS / "openapi.yaml").read_bytes()
    CliRunner().invoke(main, ["lint", "--contracts", str(folder)])
    assert (folder / HSS / "openapi.yaml").read_bytes() == before
    assert read(folder / HSS / "openapi.yaml").value == original(HSS).value


def test_a_path_is_linted_where_it_stands(tmp_path: Path) -> None:
    """An argument may be a file, the folder of a contract or a folder of contracts, from any place; a path to nothing is one sentence."""
    folder = _folder(tmp_path, HSS, COC)
    for place in (folder / HSS / "openapi.yaml", folder / HSS):
        done = CliRunner().invoke(main, ["lint", str(place)])
        assert (done.exit_code, done.stdout.partition(":")[0]) == (0, HSS)
    assert CliRunner().invoke(main, ["lint", str(folder)]).stdout.count("\n") == 2
    nothing = CliRunner().invoke(main, ["lint", str(folder / "nobody")])
    assert (nothing.exit_code, nothing.stderr.splitlines()[0]) == (1, f"{folder / 'nobody'}: there is no such file or folder")


def test_a_folder_or_file_that_is_there_needs_no_slash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bare name that is no slug and stands here is linted where it stands; one that is a slug means the contract."""
    _folder(tmp_path, HSS).rename(tmp_path / "drafts")
    (tmp_path / COC).mkdir()
    shutil.copy(tmp_path / "drafts" / HSS / "openapi.yaml", tmp_path / "draft")
    monkeypatch.chdir(tmp_path)
    for name, slug in (("drafts", HSS), ("draft", "draft"), (COC, COC)):
        done = CliRunner().invoke(main, ["lint", name])
        assert (done.exit_code, done.stdout.partition(":")[0]) == (0, slug), done.output


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (("x-listing", "records"), "/job_infos", "records: '/job_infos' leads to no field of the answer; did you mean /job_info_list?"),
        (("x-listing", "reads"), "yes", "x-listing.reads: expected true"),
    ],
    ids=["records", "reads"],
)
def test_what_follows_from_a_mistake_is_held_back(path: tuple[str, ...], value: str, expected: str) -> None:
    """Records that are not found, and a POST that is not rightly said to read, are one line each and not one for all that is in them."""
    get = _get(HSS)
    moved = [((*get[:2], "post"), original(HSS).value["paths"][get[1]]["get"]), (get, GONE)] if path[-1] == "reads" else []
    found = lint(changed(original(HSS), (path, value), *moved), HSS, LAWS)
    assert [mistake.message for mistake in found.mistakes] == [expected]


@pytest.mark.parametrize("command", [["prove"], ["serve", HSS], ["test", "--queries=0"]], ids=lambda words: words[0])
def test_what_lint_refuses_is_run_by_nobody(tmp_path: Path, command: list[str]) -> None:
    """Proof, simulator and run end with the mistake's line, before anything is asked."""
    folder = _folder(tmp_path, HSS)
    path = folder / HSS / "openapi.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("field: /name\n", "field: /nam\n"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "listproof", *command, "--contracts", str(folder)], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert re.search(r"openapi\.yaml:\d+: filters.job_name: '/nam' leads to no field of a record", said)
    assert "Traceback" not in said
