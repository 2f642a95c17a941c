"""``run.py fault bitrot``: one flipped bit anywhere at rest is found, and never travels (F4, G5).

    python3 run.py fault bitrot [--flips 5000] [--seed N]

Half of the flips fall on photos in the vault, a third on the store file, the rest on the files of a
dossier and on a backup. Each is found by what a person has: opening, ``store check``, reading,
``dossier verify``, restore. With some the laptop then syncs: the damaged photo is not sent, is no
new entry, and the others arrive; one that the office has comes back whole. Exit 1 when a flip went
unseen or a control did.
"""

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import sqlcipher3  # noqa: E402 - run by path
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes  # noqa: E402
from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: E402

from tests.fault.rotting.stage import Stage, staged  # noqa: E402
from tests.sync.conftest import noise  # noqa: E402
from tests.sync.offices import CLOCK  # noqa: E402
from visitapp.clock import idle  # noqa: E402
from visitapp.errors import Known  # noqa: E402
from visitapp.evidence.verdict import Outcome, examine  # noqa: E402
from visitapp.store import backup, scrub, vault  # noqa: E402
from visitapp.store.check import check  # noqa: E402
from visitapp.store.store import DATABASE, open_store  # noqa: E402
from visitapp.sync.ledger import Ledger  # noqa: E402

SHARES = {"store": 0.34, "vault": 0.5, "dossier": 0.13, "backup": 0.03}
UNVOUCHED = ("verify.py", "verify.sh")  # the verifiers do not vouch for themselves
EVERY = 100  # so many flips to one sync


class Unseen(AssertionError):
    """A flipped bit that nobody noticed, or that did harm."""


@dataclass
class Tally:
    """How many flips each way of looking has found."""

    found: Counter[str] = field(default_factory=Counter)
    harmless: int = 0
    syncs: int = 0
    mended: int = 0


@contextmanager
def flipped(path: Path, luck: random.Random) -> Iterator[int]:
    """One bit of a file is another; the file is as it was afterwards. Gives the bit."""
    whole = path.read_bytes()
    bit = luck.randrange(8 * len(whole))
    worse = bytearray(whole)
    worse[bit // 8] ^= 1 << bit % 8
    path.write_bytes(worse)
    try:
        yield bit
    finally:
        path.write_bytes(whole)


def store_flip(stage: Stage, luck: random.Random, tally: Tally) -> None:
    """The database file: opening refuses, or the check names the page."""
    with flipped(stage.folder / DATABASE, luck) as bit:
        try:
            store = open_store(stage.folder, stage.key, CLOCK)
        except Known:
            tally.found["store: opening"] += 1
            return
        finally:
            _logs_away(stage)
        try:
            if check(store).is_ok:
                raise Unseen(f"store.db: bit {bit}")
            tally.found["store: check"] += 1
        except Known:
            tally.found["store: check"] += 1
        finally:
            with suppress(Known):
                store.close()
            _logs_away(stage)


def _logs_away(stage: Stage) -> None:
    """What a refused opening leaves beside the file belongs to the flipped one."""
    for name in ("-wal", "-shm"):
        (stage.folder / (DATABASE + name)).unlink(missing_ok=True)


def vault_flip(stage: Stage, luck: random.Random, tally: Tally) -> None:
    """A photo or a copy of one: reading refuses; with some flips the laptop syncs."""
    laptop = stage.opened()
    store = laptop.store
    path = luck.choice(sorted(store.vault.files()))
    sha256, _, kind = path.name.partition(".")
    try:
        with flipped(path, luck) as bit:
            if kind:
                if store.vault.read_copy(sha256, kind) is not None:
                    raise Unseen(f"copy {path.name}: bit {bit}")
                tally.found["vault: copy not shown"] += 1
            else:
                _unreadable(laptop, sha256, bit, tally)
    finally:
        store.close()


def _unreadable(laptop: Any, sha256: str, bit: int, tally: Tally) -> None:
    try:
        laptop.store.vault.read(sha256)
    except Known:
        tally.found["vault: reading"] += 1
        return
    raise Unseen(f"photo {sha256[:12]}: bit {bit}")


def sync_flip(stage: Stage, luck: random.Random, tally: Tally) -> None:
    """A photo that waits for the office rots: it stays here, told; it is no new entry.

    Another photo arrives all the same, and the first one too once its bytes are right again.
    """
    laptop = stage.opened()
    try:
        sha256, other = (
            laptop.photo(stage.visit, noise(40_000, luck.getrandbits(60))) for _ in "12"
        )
        entries = len(laptop.raws())
        with flipped(laptop.store.vault.path(sha256), luck):
            report = laptop.sync()
            told = [known for known in report.incidents if sha256 in str(known.values)]
            if not told or len(laptop.raws()) != entries:
                raise Unseen(f"sync said nothing of {sha256[:12]}, or took it for an entry")
            if stage.arrived(sha256) or not stage.arrived(other):
                raise Unseen("bytes of a damaged photo went to the office, or a good one did not")
        if laptop.sync().pending.originals or not stage.arrived(sha256):
            raise Unseen("a photo that is right again does not arrive")
        tally.syncs += 1
        tally.found["vault: sync"] += 1
    finally:
        laptop.store.close()


def mend_flip(stage: Stage, luck: random.Random, tally: Tally) -> None:
    """A photo that the office has rots here: the weekly look finds it, sync brings it back."""
    laptop = stage.opened()
    try:
        data = noise(40_000 + luck.randrange(2_000_000), luck.getrandbits(60))
        sha256 = laptop.photo(stage.visit, data)
        laptop.sync()
        entries, path = len(laptop.raws()), laptop.store.vault.path(sha256)
        worse = bytearray(path.read_bytes())
        bit = luck.randrange(8 * len(worse))
        worse[bit // 8] ^= 1 << bit % 8
        path.write_bytes(worse)
        scrub.restart(laptop.store)
        while scrub.step(laptop.store, CLOCK.now()).reached:
            pass
        if sha256 not in scrub.scrub_of(laptop.store).damaged:
            raise Unseen(f"the weekly look passed photo {sha256[:12]}: bit {bit}")
        laptop.sync()
        if scrub.scrub_of(laptop.store).damaged or len(laptop.raws()) != entries:
            raise Unseen(f"photo {sha256[:12]} did not come back from the office")
        with suppress(Known):
            tally.mended += laptop.store.vault.read(sha256) == data
            tally.found["vault: weekly look, mended by sync"] += 1
            return
        raise Unseen(f"photo {sha256[:12]} counts as whole and is not")
    finally:
        laptop.store.close()


def dossier_flip(stage: Stage, luck: random.Random, tally: Tally) -> None:
    """A file of an unpacked dossier: the verdict is not "holds"."""
    files = [p for p in sorted(stage.dossier.rglob("*")) if p.is_file()]
    path = luck.choice([p for p in files if p.name not in UNVOUCHED])
    with flipped(path, luck) as bit:
        if examine(stage.dossier, stage.fingerprint).outcome is Outcome.HOLDS:
            raise Unseen(f"dossier {path.name}: bit {bit}")
        tally.found["dossier: verify"] += 1


def backup_flip(stage: Stage, luck: random.Random, tally: Tally) -> None:
    """A backup: restoring refuses, or what comes out is whole (dates and padding of the zip)."""
    with flipped(stage.backup, luck) as bit, tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "restored"
        try:
            backup.unpack(stage.backup, folder)
            store = backup.restored(folder, stage.key, CLOCK)
        except Known:
            tally.found["backup: restore"] += 1
            return
        try:
            if not check(store).is_ok:
                raise Unseen(f"backup: bit {bit}")
            tally.harmless += 1
        finally:
            store.close()


FLIPS = {"store": store_flip, "vault": vault_flip, "dossier": dossier_flip, "backup": backup_flip}


def campaign(stage: Stage, seed: int, flips: int, syncs: int) -> Tally:
    """``flips`` bits, and ``syncs`` with a damaged photo; raises Unseen."""
    luck, tally = random.Random(seed), Tally()
    for kind in luck.choices([*SHARES], [*SHARES.values()], k=flips):
        FLIPS[kind](stage, luck, tally)
    for _ in range(syncs):
        sync_flip(stage, luck, tally)
        mend_flip(stage, luck, tally)
    return tally


# -- programs that look away -----------------------------------------------------------------------


class Unsealed:
    """AES-GCM that forgets to look at the seal."""

    generate_key = staticmethod(AESGCM.generate_key)

    def __init__(self, key: bytes) -> None:
        self._key = key
        self.encrypt = AESGCM(key).encrypt

    def decrypt(self, nonce: bytes, data: bytes, _more: bytes | None) -> bytes:
        """The plain text, whatever became of it."""
        start = nonce + (2).to_bytes(4, "big")
        plain = Cipher(algorithms.AES(self._key), modes.CTR(start)).decryptor()
        return plain.update(data[: -vault.TAG]) + plain.finalize()


@contextmanager
def _blind(*changes: tuple[Any, str, object]) -> Iterator[None]:
    good = [getattr(where, name) for where, name, _ in changes]
    for where, name, worse in changes:
        setattr(where, name, worse)
    try:
        yield
    finally:
        for (where, name, _), old in zip(changes, good, strict=True):
            setattr(where, name, old)


def _unhashed(self: vault.Vault, sha256: str) -> bytes:
    return b"".join(self.chunks(sha256))


def without_seal(stage: Stage, seed: int) -> None:
    """Photos are read without seal and hash."""
    with _blind((vault, "AESGCM", Unsealed), (vault.Vault, "read", _unhashed)):
        luck = random.Random(seed)
        for _ in range(20):
            vault_flip(stage, luck, Tally())


def trusting_sync(stage: Stage, seed: int) -> None:
    """Sync takes for granted that a photo is what it was."""
    trusts = (Ledger, "is_intact", lambda _self, _original: True)
    with _blind((vault, "AESGCM", Unsealed), trusts):
        sync_flip(stage, random.Random(seed), Tally())


def plain_sqlite(stage: Stage, seed: int) -> None:
    """The same records in plain SQLite, looked at by its own integrity check."""
    plain = stage.folder.parent / "plain.db"
    plain.unlink(missing_ok=True)
    db = sqlcipher3.connect(str(stage.folder / DATABASE))
    db.execute(f"PRAGMA key = \"x'{stage.key.hex()}'\"")
    db.execute(f"ATTACH DATABASE '{plain}' AS plain KEY ''")
    db.execute("SELECT sqlcipher_export('plain')")
    db.close()
    luck, unseen = random.Random(seed), 0
    for _ in range(40):
        with flipped(plain, luck):
            unseen += _passes(plain)
    if unseen:
        raise Unseen(f"plain SQLite did not see {unseen} of 40")


def _passes(path: Path) -> bool:
    db = sqlcipher3.connect(str(path))
    try:
        return bool(db.execute("PRAGMA integrity_check").fetchone()[0] == "ok")
    except sqlcipher3.DatabaseError:
        return False
    finally:
        db.close()


def careless_mending(stage: Stage, seed: int) -> None:
    """What sync brings back is counted as whole without being put anywhere."""

    def forgets(store: Any, data: bytes) -> None:
        known, name = scrub.scrub_of(store), sha256(data).hexdigest()
        with store.writing():
            scrub._keep(store, replace(known, damaged=tuple({*known.damaged} - {name})))

    with _blind((scrub, "mend", forgets)):
        mend_flip(stage, random.Random(seed), Tally())


CONTROLS: dict[str, Callable[[Stage, int], None]] = {
    "photos without seal and hash": without_seal,
    "a sync that trusts its files": trusting_sync,
    "plain SQLite": plain_sqlite,
    "careless mending": careless_mending,
}


def control(name: str, stage: Stage, seed: int) -> str:
    """What gave the blind program away, "" when nothing did."""
    try:
        CONTROLS[name](stage, seed)
    except Unseen as unseen:
        return str(unseen)
    return ""


def main(arguments: list[str]) -> int:
    """The campaign, then its controls."""
    parser = argparse.ArgumentParser(prog="run.py fault bitrot")
    parser.add_argument("--flips", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    given = parser.parse_args(arguments)
    print(f"seed {given.seed}", flush=True)
    began = idle()
    scratch = tempfile.TemporaryDirectory(prefix="visitapp-bitrot-")
    with scratch as folder, staged(Path(folder)) as stage:
        try:
            tally = campaign(stage, given.seed, given.flips, max(1, given.flips // EVERY))
        except Unseen as unseen:
            print(f"UNSEEN: {unseen}")
            return 1
        found = {name: control(name, stage, given.seed) for name in CONTROLS}
    print(f"{'flipped bits found':44} {tally.found.total()}")
    for name, count in sorted(tally.found.items()):
        print(f"{'  ' + name:44} {count}")
    print(f"{'backups restored whole all the same':44} {tally.harmless}")
    print(f"{'damaged photos kept from the office':44} {tally.syncs}")
    print(f"{'photos that came back from the office':44} {tally.mended}")
    print(f"{'seconds':44} {idle() - began:.0f}")
    for name, by in found.items():
        print(f"{'control: ' + name:44} {by or 'NOT FOUND'}")
    return int("" in found.values())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
