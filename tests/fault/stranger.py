"""``run.py fault stranger``: a year of visits in one dossier, checked on a bare system.

    python3 run.py fault stranger [--visits 2500] [--photos 10000] [--kilobytes 60]

Makes the dossier (photos of random bytes, scaled-down size), unpacks it and runs ``verify.sh``:
``unzip``, ``cd``, ``sh verify.sh FINGERPRINT``, three commands. ``--bare`` names a folder whose
programs are the only ones there are (busybox under its names, and openssl). Prints one table; exit
1 when the verdict is not ``proven`` or it takes longer than two minutes. The control is the same
dossier with one bit of one photo flipped.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from visitapp.clock import idle  # noqa: E402 - run by path
from visitapp.domain import merkle  # noqa: E402
from visitapp.domain.chain import (  # noqa: E402
    Attachment,
    Item,
    Link,
    Sealed,
    canonical,
    digest,
    forge,
)
from visitapp.domain.receipts import Receipt, receipt_bytes  # noqa: E402
from visitapp.domain.stamps import Stamp  # noqa: E402
from visitapp.evidence.dossier import (  # noqa: E402
    Dossier,
    Original,
    Party,
    Strand,
    write_dossier,
)
from visitapp.evidence.signed_words import Certificate, words_bytes  # noqa: E402
from visitapp.evidence.verdict import fingerprint_of  # noqa: E402
from visitapp.keys import Signer, new_signer  # noqa: E402

ENTRIES = 20  # of a visit
START = 1_795_584_600_000_000
LONGEST = 120.0
BRANCH = "0123456789abcdef"


@dataclass(frozen=True)
class Year:
    """How much happened."""

    visits: int
    photos: int
    size: int

    def photo(self, number: int) -> bytes:
        """The bytes of one photo, the same each time."""
        return random.Random(number).randbytes(self.size)


def entries(year: Year, laptop: Signer) -> Iterator[Item]:
    """Twenty entries a visit, the first ones with a photo each."""
    link, left = Link(device=laptop.device, incarnation=BRANCH), iter(range(year.photos))
    each = -(-year.photos // year.visits)
    for n in range(year.visits * ENTRIES):
        visit, place = divmod(n, ENTRIES)
        number = next(left, None) if place < each else None
        attach = [] if number is None else [attachment(year, number)]
        body = canonical({"about": {"visit": f"v{visit}"}, "actor": "p1", "content": {"n": place}})
        sealed = Sealed(salt=sha256(f"{n}".encode()).digest(), body=body, attach=attach)
        at = Stamp(wall=START + n * 60_000_000, tz=540, mono=n * 60_000_000, boot="b")
        name = f"01a20000-0000-7000-8000-{n:012x}"
        raw = forge(link, entry_id=name, kind="rang", t=at, policy="1", sealed=sealed)
        yield Item(raw=raw, sig=laptop.sign(raw), salt=sealed.salt, body=body)
        link = Link(device=link.device, incarnation=BRANCH, n=n + 2, prev=digest(raw))


def attachment(year: Year, number: int) -> Attachment:
    sha = sha256(year.photo(number)).hexdigest()
    return Attachment(sha256=sha, size=year.size, mime="image/jpeg", origin="captured")


def made(year: Year, path: Path) -> str:
    """Write the dossier of a year; returns the office's fingerprint."""
    laptop, office = new_signer(), new_signer()
    items = list(entries(year, laptop))
    numbers = sorted((attachment(year, n).sha256, n) for n in range(year.photos))
    dossier = Dossier(
        scope=f"visits {year.visits}",
        made="2026-12-31T15:00:00Z",
        maker=laptop.device,
        office_key=office.public,
        parties=[certified(laptop, office)],
        strands=[Strand(device=laptop.device, incarnation=BRANCH, items=items)],
        about={digest(item.raw): "" for item in items},
        originals=[
            Original(
                sha256=sha,
                size=year.size,
                mime="image/jpeg",
                chunks=partial(pieces, year, number),
            )
            for sha, number in numbers
        ],
        receipts=receipts(items, laptop, office),
    )
    with path.open("wb") as file:
        write_dossier(dossier, file, laptop)
    return fingerprint_of(office.public)


def pieces(year: Year, number: int) -> Iterator[bytes]:
    yield year.photo(number)


def certified(laptop: Signer, office: Signer) -> Party:
    raw = words_bytes(
        Certificate(
            device=laptop.device,
            public_key=laptop.public.hex(),
            name="03 藤井",
            tenant="1",
            server_time=START,
        )
    )
    return Party(
        device=laptop.device, public_key=laptop.public, certificate=(raw, office.sign(raw))
    )


def receipts(items: list[Item], laptop: Signer, office: Signer) -> list[tuple[bytes, bytes]]:
    """One a day, some 250 in a year, the last over everything."""
    leaves = [merkle.leaf(item.raw) for item in items]
    step = max(1, len(items) // 250)
    found = []
    for size in sorted({*range(step, len(items), step), len(items)}):
        raw = receipt_bytes(
            Receipt(
                device=laptop.device,
                incarnation=BRANCH,
                size=size,
                root=merkle.root(leaves[:size]).hex(),
                bodies_upto=size,
                blobs=(),
                durable_size=size,
                server_time=START + size * 60_000_000,
                epoch="e",
                office_size=size,
                office_root=merkle.root(leaves[:size]).hex(),
            )
        )
        found.append((raw, office.sign(raw)))
    return found


def checked(folder: Path, fingerprint: str, bare: str) -> tuple[float, int, str]:
    """Seconds, exit code, and what it cost and said last."""
    environment = {**os.environ, "PATH": bare} if bare else dict(os.environ)
    shell = str(Path(bare) / "sh") if bare else "sh"
    began, before = idle(), os.times()
    done = subprocess.run(
        [shell, str(folder / "verify.sh"), fingerprint],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )
    took, after = idle() - began, os.times()
    worked = after.children_user + after.children_system
    worked -= before.children_user + before.children_system
    said = (done.stderr or done.stdout).splitlines()[-1]
    return took, done.returncode, f"{worked:.1f} s of CPU, {said}"


def main(arguments: list[str]) -> int:
    """Make, unpack, check, and check again with a flipped bit."""
    parser = argparse.ArgumentParser(prog="run.py fault stranger")
    parser.add_argument("--visits", type=int, default=2500)
    parser.add_argument("--photos", type=int, default=10_000)
    parser.add_argument("--kilobytes", type=int, default=60)
    parser.add_argument("--bare", default="")
    given = parser.parse_args(arguments)
    year = Year(given.visits, given.photos, given.kilobytes * 1024)
    with tempfile.TemporaryDirectory(prefix="visitapp-stranger-") as scratch:
        path, folder = Path(scratch) / "year.zip", Path(scratch) / "year"
        began = idle()
        fingerprint = made(year, path)
        took = idle() - began
        began = idle()
        with zipfile.ZipFile(path) as archive:
            archive.extractall(folder)
        unpacked = idle() - began
        seconds, code, line = checked(folder, fingerprint, given.bare)
        photo = next((folder / "photos").iterdir())
        photo.write_bytes(photo.read_bytes()[:-1] + b"\0")
        control = checked(folder, fingerprint, given.bare)
        size = path.stat().st_size
    rows = {
        "visits, entries, photos": f"{year.visits}, {year.visits * ENTRIES}, {year.photos}",
        "zip": f"{size / 1e6:.0f} MB",
        "made, unpacked": f"{took:.0f} s, {unpacked:.0f} s",
        "verify.sh": f"{seconds:.1f} s, exit {code}: {line}",
        "control, one bit of one photo": f"{control[0]:.1f} s, exit {control[1]}",
    }
    for name, value in rows.items():
        print(f"{name:32} {value}")
    return int(code != 0 or seconds > LONGEST or control[1] != 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
