"""A dossier taken apart, so that it can be put together again as a forger would."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from visitapp.domain.chain import GENESIS, canonical, digest

Files = dict[str, bytes]
Sign = Callable[[bytes], bytes]


@dataclass
class Written:
    """One entry; ``body`` is salt ‖ body, ``order`` the entry that is said to have erased it."""

    raw: bytes
    sig: bytes
    body: bytes | None = None
    order: "Written | None" = None

    @property
    def value(self) -> dict[str, Any]:
        return json.loads(self.raw)

    def change(self, **fields: object) -> None:
        self.raw = canonical({**self.value, **fields})


@dataclass
class Chain:
    """A branch."""

    device: str
    incarnation: str
    entries: list[Written]

    def relink(self, sign: Sign | None = None, start: int = 0) -> None:
        """Number and link the entries from ``start`` on; sign them with a key one has."""
        prev = GENESIS if start == 0 else digest(self.entries[start - 1].raw)
        for n, entry in enumerate(self.entries[start:], start + 1):
            entry.change(n=n, prev=prev)
            if sign is not None:
                entry.sig = sign(entry.raw)
            prev = digest(entry.raw)


@dataclass
class Stamp:
    """A time stamp: the office's signed words, the authority's answer, and what it is shown for.

    ``proofs`` are entries with their index in the office's log and the path to its root.
    """

    raw: bytes
    sig: bytes
    answer: bytes
    proofs: list[tuple[Written, int, list[str]]]


@dataclass
class Bundle:
    """Everything in a dossier."""

    scope: str
    made: str
    maker: str
    office: str
    devices: list[list[str]]
    chains: list[Chain]
    receipts: list[tuple[bytes, bytes]]
    photos: list[list[Any]]
    stamps: list[Stamp]
    rest: Files = field(default_factory=dict)

    def own(self) -> Chain:
        """The branch of the maker."""
        return next(chain for chain in self.chains if chain.device == self.maker)

    def entries(self) -> list[Written]:
        return [entry for chain in self.chains for entry in chain.entries]


def taken_apart(files: Files) -> Bundle:
    rows = [line.split(" ") for line in files["MANIFEST"].decode().splitlines()]
    of = {kind: [row[1:] for row in rows if row[0] == kind] for kind in {row[0] for row in rows}}
    names = sorted(n for n in files if n.startswith("entries/") and n.endswith(".json"))
    entries = [Written(raw=files[n], sig=files[n[:-4] + "sig"]) for n in names]
    for place, state, *order in of.get("body", []):
        entry = entries[int(place) - 1]
        entry.body = files.get(f"bodies/{place}.bin")
        entry.order = entries[int(order[0]) - 1] if state == "erased" else None
    chains = [
        Chain(device, branch, entries[int(first) - 1 :][: int(count)])
        for device, branch, first, count in of["branch"]
    ]
    photos = [
        [sha, state, entries[int(more[0]) - 1] if state == "erased" else "".join(more)]
        for sha, state, *more in of.get("photo", [])
    ]
    receipts = sorted(n for n in files if n.startswith("receipts/") and n.endswith(".json"))
    made = ("MANIFEST", "SHA256SUMS", "entries/", "bodies/", "receipts/", "tst/", "verify.")
    return Bundle(
        scope=" ".join(of["scope"][0]),
        made=" ".join(of["made"][0]),
        maker=of["maker"][0][0],
        office=of["office"][0][0],
        devices=[list(row) for row in of["device"]],
        chains=chains,
        receipts=[(files[n], files[n[:-4] + "sig"]) for n in receipts],
        photos=photos,
        stamps=[_stamp(files, n[:-5], entries) for n in sorted(files) if _is_stamp(n)],
        rest={n: data for n, data in files.items() if not n.startswith(made)},
    )


def _is_stamp(name: str) -> bool:
    return name.startswith("tst/") and name.endswith(".json")


def _stamp(files: Files, name: str, entries: list[Written]) -> Stamp:
    rows = [line.split(" ") for line in files[f"{name}.proof"].decode().splitlines()]
    proofs = [(entries[int(place) - 1], int(index), path) for place, index, *path in rows]
    return Stamp(files[f"{name}.json"], files[f"{name}.sig"], files[f"{name}.tsr"], proofs)


def put_together(bundle: Bundle, old: Files, sign: Sign | None) -> Files:
    """The files of the changed bundle; without a key the list keeps its old signature."""
    files = dict(bundle.rest)
    places: dict[int, str] = {}
    for n, entry in enumerate(bundle.entries(), 1):
        places[id(entry)] = place = f"{n:06}"
        files[f"entries/{place}.json"], files[f"entries/{place}.sig"] = entry.raw, entry.sig
        if entry.body is not None:
            files[f"bodies/{place}.bin"] = entry.body
    for n, (raw, sig) in enumerate(bundle.receipts, 1):
        files[f"receipts/{n:06}.json"], files[f"receipts/{n:06}.sig"] = raw, sig
    stamps = [stamp for stamp in bundle.stamps if any(id(e) in places for e, _, _ in stamp.proofs)]
    for n, stamp in enumerate(stamps, 1):  # one about an entry that was cut off is left out
        name = f"tst/{n:06}"
        files[f"{name}.json"], files[f"{name}.sig"] = stamp.raw, stamp.sig
        proofs = sorted(
            " ".join((places[id(entry)], str(index), *path))
            for entry, index, path in stamp.proofs
            if id(entry) in places
        )
        files[f"{name}.proof"] = "".join(f"{line}\n" for line in proofs).encode()
        files[f"{name}.tsr"] = stamp.answer
    files["MANIFEST"] = "".join(
        f"{line}\n" for line in _lines(bundle, places, len(stamps))
    ).encode()
    return sealed(files, old, sign)


def sealed(files: Files, old: Files, sign: Sign | None) -> Files:
    """The files with a list of sums that fits them, signed if one has the key."""
    kept = {n: d for n, d in files.items() if not n.startswith(("SHA256SUMS", "verify."))}
    sums = "".join(f"{digest(kept[n])}  {n}\n" for n in sorted(kept)).encode()
    signature = sign(sums) if sign else old["SHA256SUMS.sig"]
    ours = {n: old[n] for n in ("verify.sh", "verify.py")}
    return {**kept, **ours, "SHA256SUMS": sums, "SHA256SUMS.sig": signature}


def _lines(bundle: Bundle, places: dict[int, str], stamps: int) -> list[str]:
    lines = ["visitapp-dossier 1", f"scope {bundle.scope}", f"made {bundle.made}"]
    lines += [f"maker {bundle.maker}", f"office {bundle.office}"]
    lines += ["device " + " ".join(row) for row in bundle.devices]
    first = 1
    for chain in bundle.chains:
        lines.append(f"branch {chain.device} {chain.incarnation} {first} {len(chain.entries)}")
        first += len(chain.entries)
    lines.append(f"receipts {len(bundle.receipts)}")
    lines += [f"stamps {stamps}"] if stamps else []
    for entry in bundle.entries():
        if entry.body is not None:
            lines.append(f"body {places[id(entry)]} here")
        elif entry.order is not None:
            lines.append(f"body {places[id(entry)]} erased {places[id(entry.order)]}")
    for sha, state, more in bundle.photos:
        told = places[id(more)] if state == "erased" else more
        lines.append(f"photo {sha} {state} {told}".rstrip())
    return lines
