"""What the README promises about installing, held against the files that do it."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
LOCKS = [ROOT / "requirements.lock", ROOT / ".ci" / "build.lock", ROOT / "requirements-semantic.lock"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def requirements(lock: Path) -> list[str]:
    """The requirements of a lock file, each with its hashes on one line."""
    text = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def locked(lock: Path) -> dict[str, set[str]]:
    """The versions of each package in a lock file: several where they differ by Python version."""
    versions: dict[str, set[str]] = {}
    for requirement in requirements(lock):
        name, version = re.split("==|[ ;]", requirement)[:2]
        versions.setdefault(canonicalize_name(name), set()).add(version)
    return versions


def unmet(needed: list[str], lock: Path) -> list[str]:
    """What of ``needed`` the lock file lacks, or holds in a version that is refused."""
    found = locked(lock)
    wanted = [Requirement(one) for one in needed]
    return [
        str(one)
        for one in wanted
        if not (versions := found.get(canonicalize_name(one.name), set()))
        or not all(version in one.specifier for version in versions)
    ]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_locked_requirement_is_one_version_with_its_hashes(lock: Path) -> None:
    found = requirements(lock)
    assert found
    for requirement in found:
        assert re.match(r"[a-z0-9._-]+==[^ ;]+( ;[^-]+)?( +--hash=sha256:[0-9a-f]{64})+ *$", requirement), requirement


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_index_and_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text
    assert "find-links" not in text


def test_the_lock_holds_everything_that_the_bot_needs() -> None:
    needed = PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["postgres"]
    assert unmet(needed, LOCKS[0]) == []


def test_the_lock_of_an_extra_holds_that_besides_and_all_else_in_the_same_versions() -> None:
    assert unmet(PROJECT["project"]["optional-dependencies"]["semantic"], LOCKS[2]) == []
    extra = locked(LOCKS[2])
    assert {name: extra.get(name) for name in locked(LOCKS[0])} == locked(LOCKS[0])


def test_the_image_takes_a_lock_for_each_extra_that_the_readme_builds_it_with() -> None:
    dockerfile, ignored = ((ROOT / name).read_text(encoding="utf-8") for name in ("Dockerfile", ".dockerignore"))
    extras = set(re.findall(r"EXTRAS[=:] ?(\w+)", README))
    assert extras
    for extra in extras:
        lock = f"requirements-{extra}.lock"
        assert (ROOT / lock).is_file()
        assert re.search(rf"^COPY .*{lock}", dockerfile, re.MULTILINE)
        assert f"!{lock}\n" in ignored


def test_the_build_lock_holds_the_build_backend() -> None:
    assert unmet(PROJECT["build-system"]["requires"], LOCKS[1]) == []


def test_the_readme_has_exactly_one_line_that_installs_and_tests() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    pattern = re.search(r"grep -m 1 -E '([^']+)' README\.md", script)
    assert pattern, ".ci/run no longer takes its command from the README"
    lines = [line for line in README.splitlines() if re.search(pattern.group(1), line)]
    assert lines == ['python3 -m venv .venv && .venv/bin/pip install -e ".[dev]" && .venv/bin/pytest']


def test_every_extra_that_the_readme_installs_exists() -> None:
    extras = {extra for group in re.findall(r'"?\.\[([a-z,]+)\]', README) for extra in group.split(",")}
    assert extras
    assert extras <= set(PROJECT["project"]["optional-dependencies"])


def test_the_image_and_the_project_agree_about_python() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    versions = {
        tuple(map(int, found)) for found in re.findall(r"^FROM python:(\d+)\.(\d+)-slim", dockerfile, re.MULTILINE)
    }
    assert len(versions) == 1, "both stages need the same Python"
    lowest = re.fullmatch(r">=(\d+)\.(\d+)", PROJECT["project"]["requires-python"])
    assert lowest
    assert versions.pop() >= tuple(map(int, lowest.groups()))


def test_both_stages_of_the_image_are_built_on_one_exact_image() -> None:
    lines = re.findall("^FROM .*", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    bases = [re.fullmatch(r"FROM (python:\S+@sha256:[0-9a-f]{64})(?: AS \w+)?", line) for line in lines]
    assert len(bases) == 2
    assert len({base and base[1] for base in bases}) == 1
    assert None not in bases


def test_the_licence_and_the_readme_tell_where_each_word_list_comes_from() -> None:
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    lists = sorted((ROOT / "bot").rglob("*.txt"))
    assert lists
    for file in lists:
        assert file.relative_to(ROOT).as_posix() in licence
        assert f"`{file.name}`" in README
    for text in (licence, README):
        assert "CC BY-SA 4.0" in text
        assert "https://creativecommons.org/licenses/by-sa/4.0/" in text


def test_an_older_python_is_refused_by_a_sentence_that_names_the_one_it_takes() -> None:
    pretended = "import sys; sys.version_info = (3, 9, 18, 'final', 0); import bot"
    done = subprocess.run([sys.executable, "-c", pretended], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (2, "versus-bot needs Python 3.11 or newer, and this is 3.9.\n")
    # The oldest syntax that can be asked for: what stands before the sentence must not be a mistake there.
    ast.parse((ROOT / "bot" / "__init__.py").read_text("utf-8"), feature_version=(3, 7))


def older_pythons() -> dict[str, str]:
    """The versions below 3.11 that are installed here, on the PATH or by pyenv, each with its program."""
    named = [found for minor in range(6, 11) if (found := shutil.which(f"python3.{minor}"))]
    versions: dict[str, str] = {}
    for python in [*named, *map(str, Path.home().glob(".pyenv/versions/3.*/bin/python"))]:
        # A version manager's stand-in for a Python that is not chosen only complains.
        shown = subprocess.run([python, "--version"], capture_output=True, text=True)
        found = re.fullmatch(r"Python (3\.(?:[6-9]|10))\.\d+\n", shown.stdout)
        if found and shown.returncode == 0:
            versions[found[1]] = python
    return versions


def test_the_older_pythons_of_this_machine_are_refused_so() -> None:
    found = older_pythons()
    if not found:
        pytest.skip("there is none")
    for version, python in found.items():
        done = subprocess.run([python, "-m", "bot", "check"], cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 2
        assert done.stderr == f"versus-bot needs Python 3.11 or newer, and this is {version}.\n"


def test_pip_meets_that_sentence_before_it_looks_for_packages() -> None:
    """Those that an older Python can't have would be named in its place: pip asks for the version first."""
    assert PROJECT["project"]["dynamic"] == ["version"]
    assert PROJECT["tool"]["hatch"]["version"] == {"source": "code", "path": "bot/__init__.py"}
