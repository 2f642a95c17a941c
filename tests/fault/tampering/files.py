"""Blunter tampering: bits, lines, names and zip members."""

import io
import random
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.fault.tampering.bundle import Files, sealed
from tests.fault.tampering.forgeries import Forgery
from tests.fault.tampering.stage import Stage

Luck = random.Random
VERIFIERS = ("verify.sh", "verify.py")
Retell = Callable[[list[str], Luck], list[str]]


def flipped(name: str) -> Forgery:
    """One bit of one file."""

    def make(stage: Stage, luck: Luck) -> Files:
        data = bytearray(stage.files[name])
        bit = luck.randrange(8 * len(data))
        data[bit // 8] ^= 1 << bit % 8
        return {**stage.files, name: bytes(data)}

    return Forgery(f"bit flipped: {name.partition('/')[0]}", make)


def flips(stage: Stage) -> list[Forgery]:
    """A flipped bit for every file but the verifiers."""
    return [flipped(name) for name in sorted(stage.files) if name not in VERIFIERS]


def removed(stage: Stage, luck: Luck) -> Files:
    name = luck.choice([n for n in stage.files if n not in VERIFIERS])
    return {n: data for n, data in stage.files.items() if n != name}


def added(stage: Stage, luck: Luck) -> Files:
    name = luck.choice(["photos/extra.jpg", "entries/000999.json", "note.txt", "a\nb", "MANIFEST2"])
    return {**stage.files, name: luck.randbytes(10)}


def truncated(stage: Stage, luck: Luck) -> Files:
    name = luck.choice([n for n in stage.files if n not in VERIFIERS])
    return {**stage.files, name: stage.files[name][: luck.randrange(len(stage.files[name]))]}


def exchanged(stage: Stage, luck: Luck) -> Files:
    files = stage.files
    names = [n for n in files if n not in VERIFIERS]
    while True:
        one, two = luck.sample(names, 2)
        if files[one] != files[two]:
            return {**files, one: files[two], two: files[one]}


def _retold(name: str, change: Retell, *, keep: bool) -> Forgery:
    """Lines of MANIFEST or SHA256SUMS told otherwise, signed by the insider."""

    def make(stage: Stage, luck: Luck) -> Files:
        lines = stage.files[name].decode().splitlines()
        told = "".join(f"{line}\n" for line in change(lines, luck)).encode()
        files = {**stage.files, name: told}
        if keep:
            return {**files, "SHA256SUMS.sig": stage.insider.sign(told)}
        return sealed(files, stage.files, stage.insider.sign)

    return Forgery(f"insider: {name} {change.__name__.strip('_')}", make)


def _moved(lines: list[str], luck: Luck) -> list[str]:
    at = luck.randrange(len(lines) - 1)
    return [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]]


def _doubled(lines: list[str], luck: Luck) -> list[str]:
    at = luck.randrange(len(lines))
    return [*lines[: at + 1], *lines[at:]]


def _left_out(lines: list[str], luck: Luck) -> list[str]:
    """Any line but that of an erased text: which texts are told is the maker's word."""
    at = luck.choice(
        [k for k, line in enumerate(lines) if not line.startswith("body") or "here" in line]
    )
    return lines[:at] + lines[at + 1 :]


def _digit(lines: list[str], luck: Luck) -> list[str]:
    """One digit or letter becomes another."""
    while True:
        at = luck.randrange(len(lines))
        place = luck.randrange(len(lines[at]))
        if lines[at].startswith(("made", "scope")):
            continue  # the maker's own word; a visit's number is compared with the bodies
        new = luck.choice("0123456789abcdef")
        if lines[at][place] != new:
            changed = lines[at][:place] + new + lines[at][place + 1 :]
            return [*lines[:at], changed, *lines[at + 1 :]]


def _carriage_returns(lines: list[str], _luck: Luck) -> list[str]:
    return [f"{line}\r" for line in lines]


def _blank(lines: list[str], luck: Luck) -> list[str]:
    at = luck.randrange(len(lines))
    return [*lines[:at], "", *lines[at:]]


def _nul(lines: list[str], luck: Luck) -> list[str]:
    at = luck.randrange(len(lines))
    return [*lines[:at], lines[at] + "\0", *lines[at + 1 :]]


def _wandering(lines: list[str], luck: Luck) -> list[str]:
    """A name that leads out of the folder, or that a shell might take for more than a name."""
    name = luck.choice(
        ["../x", "/etc/hosts", "$(reboot)", "-rf", "entries/../x", "a b", "photos/..."]
    )
    return [*lines[:3], "0" * 64 + "  " + name, *lines[3:]]


RETOLD = (_moved, _doubled, _left_out, _digit, _carriage_returns, _blank, _nul)
BLUNT = (
    *(Forgery(f"file {make.__name__}", make) for make in (removed, added, truncated, exchanged)),
    *(_retold("MANIFEST", change, keep=False) for change in RETOLD),
    *(_retold("SHA256SUMS", change, keep=True) for change in (*RETOLD, _wandering)),
)

# -- zips: read by program and verify.py, never unpacked ------------------------------------------


def odd_zip(stage: Stage, kind: str, luck: Luck) -> bytes:
    """The dossier as a zip with something that a careless reader falls for."""
    if kind == "bit":
        data = bytearray(stage.zipped)
        bit = luck.randrange(8 * len(data))
        data[bit // 8] ^= 1 << bit % 8
        return bytes(data)
    if kind == "cut":
        return stage.zipped[: luck.randrange(len(stage.zipped))]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in stage.files.items():
            archive.writestr(name, data)
        name, data, row = ODD[kind]
        member = zipfile.ZipInfo(name)
        member.external_attr = row
        method = zipfile.ZIP_DEFLATED if kind == "bomb" else zipfile.ZIP_STORED
        archive.writestr(member, data, compress_type=method)
    return file.getvalue()


ODD = {
    "parent": ("../outside", b"x", 0),
    "absolute": ("/outside", b"x", 0),
    "drive": ("C:\\outside", b"x", 0),
    "link": ("photos/link", b"/etc/passwd", (stat.S_IFLNK | 0o777) << 16),
    "folder": ("photos/", b"", 0),
    "case": ("manifest", b"x", 0),
    "bomb": ("photos/bomb", bytes(5_000_000), 0),
    "colon": ("MANIFEST:stream", b"x", 0),
}
ZIPS = (*ODD, "bit", "cut")


def linked(folder: Path, luck: Luck) -> None:
    """A file becomes a link to a copy of itself."""
    names = [p for p in sorted(folder.rglob("*")) if p.is_file() and p.name not in VERIFIERS]
    victim = luck.choice(names)
    aside = folder.parent / f"{folder.name}-aside"
    aside.write_bytes(victim.read_bytes())
    victim.unlink()
    victim.symlink_to(aside)
