"""The house keeps to ARCHITECTURE.md: floors import downward only, no circles, no vendor where none belongs, small documented modules."""

from __future__ import annotations

import ast
import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from .conftest import SLOW

CHECKOUT = Path(__file__).parents[1]
SOURCE = CHECKOUT / "src"
PACKAGE = SOURCE / "listproof"
LONGEST = 500
LONGEST_FUNCTION = 60
FULLEST_ROOM = 35
VENDORS = re.compile(
    r"(?<![a-z])(huawei(cloud)?|alibaba(cloud)?|aliyun|nebula(graph)?|vesoft|explorer|coc|hss|dlc|pai)(?![a-z])", re.IGNORECASE
)
# Written in two parts, so that this file does not name them itself.
MACHINE = ("/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/Us" + "ers/", "C:" + "\\Users")
REGISTRIES = (
    "py" + "pi.org",
    "pyth" + "onhosted",
    "npm" + "js.org",
    "npm" + "js.com",
    "index" + "-url",
    "arti" + "factory",
    "mir" + "rors.",
)


@cache
def modules() -> tuple[Path, ...]:
    """Every module of the package."""
    found = tuple(sorted(PACKAGE.rglob("*.py")))
    assert len(found) > 350
    return found


@cache
def suites() -> tuple[Path, ...]:
    """Every file of laws."""
    found = tuple(sorted((CHECKOUT / "suites").glob("*.py")))
    assert len(found) > 10
    return found


def files_of(room: str) -> tuple[Path, ...]:
    """The files of one room of the package, or of the suites."""
    found = suites() if room == "suites" else tuple(sorted((PACKAGE / room).rglob("*.py")))
    assert len(found) > 3, room
    return found


def name_of(path: Path) -> str:
    """The dotted name of a module of the package."""
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")


def floor_of(name: str) -> str:
    """The floor of a module: the package or module right below listproof."""
    return name.split(".")[1] if "." in name else ""


@cache
def tree_of(path: Path) -> ast.Module:
    """A module as its syntax."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def _names() -> frozenset[str]:
    return frozenset(name_of(one) for one in modules())


def imports(path: Path) -> Iterator[str]:
    """The modules of listproof that a module imports, for types alone and inside functions too."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "listproof")
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import; expected the full name"
            if (node.module or "").split(".")[0] == "listproof":
                inner = [f"{node.module}.{alias.name}" for alias in node.names]
                yield from (one if one in _names() else str(node.module) for one in inner)


@cache
def floors() -> Mapping[str, frozenset[str]]:
    """What each floor may import, as the table of ARCHITECTURE.md says."""
    text = (CHECKOUT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[^|]+) \| ([^|]+) \|$", text, re.MULTILINE)
    said = {floor: words for cell, words in rows for floor in _quoted(cell)}
    found: dict[str, frozenset[str]] = {}

    def below(floor: str) -> frozenset[str]:
        if floor not in found:
            words = said[floor]
            named = frozenset(_quoted(words))
            if words.strip() == "everything":
                named = frozenset(said) - {floor}
            elif "and below" in words:
                named = named.union(*(below(one) for one in named))
            found[floor] = named
        return found[floor]

    return {floor: below(floor) for floor in said}


def _quoted(cell: str) -> list[str]:
    return [name.rstrip("/").removesuffix(".py") for name in re.findall(r"`([^`]+)`", cell)]


def test_the_table_of_floors_says_what_must_never_change() -> None:
    """The ground imports nothing; oracle, simulator and derive know the ground alone; no floor is above itself."""
    table = floors()
    assert table["contract"] == frozenset()
    assert table["oracle"] == table["simulator"] == table["derive"] == {"contract"}
    assert table["verdicts"] == {"contract"}
    assert table["laws"] == {"generating", "evidence", "paging", "transport", "values", "checks", "verdicts", "oracle", "contract"}
    faces = ("plugin", "cli", "replay")
    above = [floor for floor, below in table.items() if floor not in faces and any(floor in table[one] for one in below)]
    assert above == []


def test_laws_talk_to_the_listing_and_its_parts() -> None:
    """No law reaches through them to what asks and remembers."""
    found = [
        f"{path.name}:{node.lineno}"
        for path in suites()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and node.attr in ("store", "conversation", "session")
    ]
    assert found == []


def test_a_law_hands_over_the_answer_that_tells() -> None:
    """Findings go by what an answer is, not by words that say the same: `observed=reply`, never `observed=reply.said()`."""
    found = [
        f"{path.name}:{node.lineno}"
        for path in [*suites(), *files_of("laws")]
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.keyword) and node.arg == "observed" and ast.unparse(node.value).endswith((".said()", ".said())"))
    ]
    assert found == []


def _compared_kinds(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Where a way to page is compared: line, and what with."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            if any(isinstance(side, ast.Attribute) and ast.unparse(side).endswith("pages.kind") for side in sides):
                yield node.lineno, ast.unparse(node)


_COUNTING = ("suites", "checks", "values", "transport", "evidence", "laws", "running", "findings", "reports", "checking")


@pytest.mark.parametrize("room", _COUNTING)
def test_pages_are_counted_by_pagers_alone(room: str) -> None:
    """Where laws are made nobody asks by which kind of address pages are cut, or what the first one is called: the pager knows."""
    found = []
    for path in files_of(room):
        found += [f"{path.name}:{line}: {text}" for line, text in _compared_kinds(tree_of(path))]
        found += [
            f"{path.name}:{node.lineno}: {ast.unparse(node)}"
            for node in ast.walk(tree_of(path))
            if isinstance(node, ast.Attribute) and node.attr == "first" and ast.unparse(node.value).endswith(("contract.pages", "_pages"))
        ]
    assert found == []


def test_no_part_of_the_simulator_leads_back_to_itself() -> None:
    """Its rooms and files stand one above the other: whatever a part imports imports nothing, however far on, that stands in it."""
    below: dict[str, set[str]] = {}
    for path in files_of("simulator"):
        part = name_of(path).split(".")[2:3]
        for module in imports(path):
            other = module.split(".")[2:3] if module.startswith("listproof.simulator.") else []
            if part and other and part != other:
                below.setdefault(part[0], set()).add(other[0])
    reached = {part: set(others) for part, others in below.items()}
    for _ in reached:
        reached = {part: others.union(*(reached.get(one, ()) for one in others)) for part, others in reached.items()}
    assert len(reached) > 20
    assert [part for part, others in reached.items() if part in others] == []


def test_a_server_counts_pages_in_its_pagers_alone() -> None:
    """No other part of the simulator tells offsets from numbers, but the faults that mistake one for the other."""
    found = [
        f"{path.name}:{line}: {text}"
        for path in files_of("simulator")
        if path.parent.name not in ("pages", "faults")
        for line, text in _compared_kinds(tree_of(path))
        if "'offset'" in text or "'number'" in text
    ]
    assert found == []


def _words_of_a_listing() -> set[str]:
    """What a law may ask of a listing."""
    tree = tree_of(PACKAGE / "laws" / "context" / "listing.py")
    (listing,) = (node for node in tree.body if isinstance(node, ast.ClassDef))
    bound = {node.attr for node in ast.walk(listing) if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)}
    words = bound | {node.name for node in listing.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")}
    return words - {"conversation"}


def test_a_law_talks_in_twenty_five_words() -> None:
    """Whoever reads a law need not learn more of a listing than that."""
    assert 20 <= len(_words_of_a_listing()) <= 25


def test_every_word_of_a_listing_is_said_by_several_files_of_laws() -> None:
    """What one alone needs it makes of a listing itself."""
    said: dict[str, set[str]] = {word: set() for word in _words_of_a_listing()}
    for path in [*suites(), *files_of("laws")]:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Attribute) and node.attr in said and ast.unparse(node.value) == "listing":
                said[node.attr].add(path.name)
    assert sorted(word for word, files in said.items() if len(files) < 2) == []


def test_every_package_is_a_floor() -> None:
    """ARCHITECTURE.md has a row for every package and module of listproof, and no row without one."""
    here = {floor_of(name_of(path)) for path in modules()} - {"", "__main__"}
    assert here == set(floors())


def test_every_file_that_is_named_is_there() -> None:
    """ARCHITECTURE.md names no file and no room that is not in the tree; KIND stands for whatever is added."""
    text = (CHECKOUT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = {name for name in re.findall(r"`([\w./-]+(?:/|\.py|\.json|\.md))`", text) if "KIND" not in name}
    assert len(named) > 40
    assert sorted(name for name in named if not ((CHECKOUT / name).exists() or (PACKAGE / name).exists())) == []


def test_no_room_is_so_full_that_one_gets_lost() -> None:
    """A folder that outgrows what the eye takes in is divided by what its files are for."""
    held = Counter(path.parent for path in modules())
    assert {str(room.relative_to(SOURCE)): many for room, many in held.items() if many > FULLEST_ROOM} == {}


def test_floors_import_downward_only() -> None:
    """A module imports its own floor and those that its row of the table names."""
    found = []
    for path in modules():
        own = floor_of(name_of(path))
        allowed = floors().get(own, frozenset(floors())) | {own, ""}
        found += [f"{name_of(path)}: {one}" for one in sorted(set(imports(path))) if floor_of(one) not in allowed]
    assert found == []


def test_no_modules_name_each_other() -> None:
    """The modules can be put in one order in which each names only those before it, be it for types alone or inside a function."""
    left = {name_of(path): {one for one in imports(path) if one != name_of(path)} for path in modules()}
    while left:
        free = [name for name, wanted in left.items() if not wanted & left.keys()]
        assert free, f"these name each other in a circle, or are named by such: {sorted(left)}"
        for name in free:
            del left[name]


def test_no_suite_names_another() -> None:
    """Laws of one file stand on listproof alone, not on another file of laws."""
    stems = {path.stem for path in suites()}
    found = [
        f"{path.name}:{node.lineno}"
        for path in suites()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        and stems & {part for name in (getattr(node, "module", None) or "", *(a.name for a in node.names)) for part in name.split(".")}
    ]
    assert found == []


def _without_vendors() -> list[Path]:
    floors_without = ("contract", "oracle", "checks", "values", "transport", "paging", "evidence", "laws", "proof")
    found = [path for floor in floors_without for path in files_of(floor) if "auth" not in path.parts]
    assert len(found) > 100
    return sorted([*found, PACKAGE / "verdicts.py", *suites()])


def test_no_vendor_is_known_where_none_belongs() -> None:
    """Laws and what they stand on (sign-in aside), oracle, contracts' code and proof name no vendor and no product."""
    found = [
        f"{path.name}:{number}: {line.strip()}"
        for path in _without_vendors()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if VENDORS.search(line)
    ]
    assert found == []


def _public(tree: ast.Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return [node for node in tree.body if isinstance(node, kinds) and not node.name.startswith("_")]


def _exported(tree: ast.Module) -> list[str] | None:
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets):
            return list(ast.literal_eval(node.value))
    return None


def test_a_module_says_what_it_is_for_and_what_it_offers() -> None:
    """A docstring in every module; `__all__` wherever it offers something, naming only what is there."""
    found = []
    for path in modules():
        tree = tree_of(path)
        if not ast.get_docstring(tree):
            found.append(f"{name_of(path)} has no docstring; expected its purpose in a sentence")
        offered = _exported(tree)
        if path.name not in ("__main__.py", "__init__.py") and _public(tree) and offered is None:
            found.append(f"{name_of(path)} offers {[one.name for one in _public(tree)]} without __all__")
        bound = {name for node in ast.walk(tree) for name in _bound(node)}
        found += [f"{name_of(path)} offers {name}, which is not there" for name in offered or () if name not in bound]
    assert found == []


def _bound(node: ast.AST) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.Import | ast.ImportFrom):
        return [(alias.asname or alias.name).split(".")[0] for alias in node.names]
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        return [node.id]
    return []


@pytest.mark.parametrize(("side", "least"), [("laws", 200), ("simulator", 40)])
def test_a_name_means_one_thing(side: str, least: int) -> None:
    """No two public classes share a name, but where one stands in the simulator: it reads the same words a second time."""
    places: dict[str, list[str]] = {}
    for path in modules():
        if ("simulator" in path.parts) is (side == "simulator"):
            for one in _public(tree_of(path)):
                if isinstance(one, ast.ClassDef):
                    places.setdefault(one.name, []).append(name_of(path))
    assert len(places) > least
    assert {name: rooms for name, rooms in places.items() if len(rooms) > 1} == {}


def test_what_a_module_offers_is_documented_and_typed() -> None:
    """Every public function and class has a docstring; every argument and result of them has a type."""
    missing = []
    for path in modules():
        for one in _public(tree_of(path)):
            where = f"{name_of(path)}.{one.name}"
            if not ast.get_docstring(one):
                missing.append(f"{where}: no docstring")
            for part in [one] if not isinstance(one, ast.ClassDef) else one.body:
                if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef):
                    missing += [f"{where}.{part.name}: {what}" for what in _untyped(part)]
    assert missing == []


def _untyped(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs, function.args.vararg, function.args.kwarg]
    bare = [one.arg for one in arguments if one is not None and one.annotation is None and one.arg not in ("self", "cls", "mcs")]
    return bare + ([] if function.returns is not None else ["result"])


def tracked() -> list[Path]:
    """Every file of the project that git keeps; all files where this is no checkout of git."""
    try:
        done = subprocess.run(["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, text=True, check=True, timeout=30)
    except (OSError, subprocess.SubprocessError):
        pytest.skip("not a checkout of git")
    found = [CHECKOUT / name for name in done.stdout.split("\0") if name and (CHECKOUT / name).is_file()]
    assert len(found) > 600
    return found


@cache
def _python() -> tuple[Path, ...]:
    found = tuple(path for path in tracked() if path.suffix == ".py")
    assert len(found) > 500
    return found


def test_no_file_of_code_is_long() -> None:
    """Every Python file has at most 500 lines."""
    lengths = {str(path.relative_to(CHECKOUT)): len(path.read_text(encoding="utf-8").splitlines()) for path in _python()}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def _lists_faults(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a function is a table of faults: it yields them, and does nothing else."""
    return function.returns is not None and ast.unparse(function.returns) in ("Iterator[Fault]", "Iterator[Planted]")


def test_no_function_is_long() -> None:
    """Every function has at most 60 lines, those aside that only list faults, or write one invented contract, one thing after another."""
    lengths = [
        ((one.end_lineno or 0) - one.lineno + 1, f"{path.relative_to(CHECKOUT)}: {one.name}")
        for path in _python()
        if path.name != "invented.py"
        for one in ast.walk(tree_of(path))
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef) and not _lists_faults(one)
    ]
    assert len(lengths) > 5000
    assert [one for one in lengths if one[0] > LONGEST_FUNCTION] == []


def _texts() -> Iterator[tuple[str, str]]:
    for path in tracked():
        try:
            yield str(path.relative_to(CHECKOUT)), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


@pytest.mark.parametrize(("what", "marks"), [("machine", MACHINE), ("registry", REGISTRIES)], ids=["machine", "registry"])
def test_no_place_of_a_machine_is_in_the_project(what: str, marks: tuple[str, ...]) -> None:
    """No tracked file holds an absolute path of a machine or the host of a package registry."""
    found = [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in _texts()
        for number, line in enumerate(text.splitlines(), 1)
        if any(mark.casefold() in line.casefold() for mark in marks)
    ]
    assert found == []


def test_the_project_is_looked_at_whole() -> None:
    """The tests above would see a planted breach; what each list that they look through must at least hold is asserted where it is made."""
    assert len(_without_vendors()) > 100
    assert VENDORS.search("huawei-ak-sk")
    assert VENDORS.search("HSS.0001")
    assert not VENDORS.search("compass, chess and paid")
    assert list(imports(PACKAGE / "contract" / "__init__.py"))


def test_what_is_marked_slow_is_there() -> None:
    """A test that moves takes its place among the slow ones along."""
    assert [named for named in SLOW if not (Path(__file__).parent / named).exists()] == []
