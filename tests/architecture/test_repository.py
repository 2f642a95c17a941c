"""What lies in the repository: no trace of a machine, a lock that repeats, licences that allow."""

import importlib.metadata
import re
import tomllib

import pytest

from tests.architecture.sources import ROOT, name_of, tracked

# Class [x] stands for x itself, so that this file does not name what it forbids.
MACHINE = re.compile(
    r"/[w]ork/|/[f]arm/|/[r]oot/|/home/[a-z]|[p]ypi\.org|[p]ythonhosted|[r]egistry\.npm|[d]eb\.debian"
)
PICTURES = {".png", ".jpg", ".jpeg", ".ttf", ".mo", ".ico", ".pdf", ".zip", ".heic", ".xlsx"}

ALLOWED = re.compile(
    r"\b(MIT|BSD|Apache|PSF|Python Software Foundation|ISC|HPND|MPL|MIT-CMU|0BSD|Unlicense|CC0"
    r"|LGPL|Lesser General Public|zlib|Zlib|Public Domain)\b",
    re.IGNORECASE,
)
# What a package says too little about in its own metadata, read by hand from its licence file.
READ_BY_HAND = {
    "sqlcipher3": "zlib; SQLCipher inside: BSD-3-Clause",
}


def locked() -> dict[str, str]:
    """Package name to version, as requirements.lock pins them."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return dict(re.findall(r"^([A-Za-z0-9_.-]+)==([^ ;\\]+)", text, re.MULTILINE))


def test_no_file_names_a_machine_or_a_registry() -> None:
    wrong = []
    for file in tracked():
        if file.suffix in PICTURES:
            continue
        content = file.read_text(encoding="utf-8", errors="replace")
        wrong += [
            f"{name_of(file)}:{content.count(chr(10), 0, m.start()) + 1} {m[0]}"
            for m in MACHINE.finditer(content)
        ]
    assert not wrong, "\n".join(wrong)


def test_the_lock_pins_every_package_by_hash_and_knows_no_address() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text
    entries = re.split(r"\n(?=\S)", text.strip())
    assert len(entries) > 50
    assert not [e.split()[0] for e in entries if "==" not in e or "--hash=sha256:" not in e]


def test_the_lock_holds_everything_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = list(project["project"]["dependencies"])
    wanted += [
        name for extra in project["project"]["optional-dependencies"].values() for name in extra
    ]
    wanted += project["dependency-groups"]["test"]
    names = {re.split(r"[\[<>=!~; ]", line)[0].lower().replace("_", "-") for line in wanted}
    assert not names - {name.lower().replace("_", "-") for name in locked()}


def test_the_environment_is_the_locked_one() -> None:
    """A test that passes with other versions proves little."""
    other = []
    for name, version in locked().items():
        try:
            installed = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # for another system or Python
        if installed != version:
            other.append(f"{name} {installed}, locked {version}")
    assert not other, "\n".join(other)


def product_packages() -> set[str]:
    """Every installed package that the product needs, directly or through another one."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = list(project["dependencies"])
    waiting += [line for extra in project["optional-dependencies"].values() for line in extra]
    found: set[str] = set()
    while waiting:
        line = waiting.pop()
        name = re.split(r"[\[<>=!~; (]", line.strip())[0].lower().replace("_", "-")
        if name in found or "extra ==" in line:
            continue
        try:
            requires = importlib.metadata.requires(name) or []
        except importlib.metadata.PackageNotFoundError:
            continue
        found.add(name)
        waiting += requires
    return found


@pytest.mark.parametrize("name", sorted(product_packages()))
def test_the_licence_of_a_package_we_ship_lets_us_ship_it(name: str) -> None:
    """Apache-2.0 goes with permissive licences and LGPL libraries, never with GPL or AGPL."""
    about = importlib.metadata.metadata(name)
    said = [about.get("License-Expression") or "", (about.get("License") or "")[:200]]
    said += [c for c in about.get_all("Classifier") or [] if c.startswith("License ::")]
    licence = READ_BY_HAND.get(name) or " | ".join(said)
    assert ALLOWED.search(licence), f"{name}: {licence}"
    alone = re.sub(r"LGPL[\w.-]*|Lesser General Public|\bOR\b.*", "", licence)
    assert name in READ_BY_HAND or not re.search(r"\bA?GPL|General Public", alone), licence
