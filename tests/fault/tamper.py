"""``run.py fault tamper``: forge dossiers; program and both scripts find it and never disagree.

    python3 run.py fault tamper [--runs 500] [--seed N]

``--runs`` counts forged dossiers (each looked at three times); the whole catalogue once is the
least. Prints one table; exit 1 when a forgery passed, two verifiers said different things, an
untouched dossier failed, or a verifier that was blinded on purpose went unnoticed.
"""

import argparse
import io
import os
import random
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.fault.tampering.bundle import Files  # noqa: E402 - run by path
from tests.fault.tampering.files import BLUNT, VERIFIERS, ZIPS, flips, linked, odd_zip  # noqa: E402
from tests.fault.tampering.forgeries import CATALOGUE, UNCLAIMED, Forgery  # noqa: E402
from tests.fault.tampering.stage import Stage, stage  # noqa: E402
from tests.fault.tampering.stamps import token_flipped, token_of_another  # noqa: E402
from visitapp.clock import idle  # noqa: E402
from visitapp.evidence.verdict import examine  # noqa: E402

TOKENS = 12
TITLE = "記録一式の検査"
BLINDED = {
    "sums unsigned": ('raise Stop(1, "sums_sig")', "pass"),
    "chain unread": ('raise Stop(1, "chain"', 'self.say("chain"'),
    "roots unread": ('raise Stop(1, "root", branch=name)', "pass"),
    "signatures unread": ('raise Stop(1, "sig", **self.where(place))', "pass"),
    "stamps unread": ('raise Stop(1, "tst_path"', 'self.say("tst_path"'),
    "tokens unread": ("if _imprint(lines) != imprint:", "if False:"),
    "bodies unread": ('raise Stop(1, "body", **self.where(int(place)))', "pass"),
}


class Wrong(AssertionError):
    """A forgery that passed, or a disagreement."""


@dataclass
class Tally:
    """What was forged and which sentence told it."""

    by_name: Counter[str] = field(default_factory=Counter)
    told_by: Counter[str] = field(default_factory=Counter)
    untouched: int = 0
    zips: int = 0
    tokens: int = 0

    @property
    def forged(self) -> int:
        return sum(self.by_name.values())


@dataclass(frozen=True)
class Answer:
    """Exit code and lines of one verifier; ``key`` names the sentence that ended it."""

    code: int
    lines: tuple[str, ...]
    key: str = field(default="", compare=False)


def laid_out(files: Files, folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def by_script(command: Iterable[str]) -> Answer:
    done = subprocess.run(
        [*command],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        check=False,
    )
    if done.stderr:
        raise Wrong(f"{done.stderr[-800:]}")
    return Answer(done.returncode, tuple(done.stdout.splitlines()))


def by_program(path: Path, fingerprint: str, tsa: Path | None = None) -> Answer:
    verdict = examine(path, fingerprint, authority=tsa)
    lines = (TITLE, *(f.text for f in verdict.findings))
    return Answer(int(verdict.outcome), lines, verdict.findings[-2].key)


def answers(folder: Path, fingerprint: str, tsa: Path) -> tuple[Answer, Answer, Answer]:
    """What the three say."""
    words = ("--tsa", str(tsa), *((fingerprint,) if fingerprint else ()))
    with ThreadPoolExecutor(2) as pool:
        shell = pool.submit(by_script, ("sh", str(folder / "verify.sh"), *words))
        python = pool.submit(by_script, (sys.executable, "-I", str(folder / "verify.py"), *words))
        return shell.result(), python.result(), by_program(folder, fingerprint, tsa)


def judged(name: str, folder: Path, fingerprint: str, tsa: Path) -> Answer:
    """The one answer all three give; Wrong when they differ."""
    told = answers(folder, fingerprint, tsa)
    if len(set(told)) != 1:
        raise Wrong(f"{name}: they disagree\n" + "\n".join(str(one) for one in told))
    return told[2]


def forged(scene: Stage, forgery: Forgery, luck: random.Random, folder: Path, tally: Tally) -> None:
    """One forged dossier, seen by all three."""
    files = forgery.make(scene, luck)
    try:
        answer = judged(forgery.name, laid_out(files, folder), scene.fingerprint, scene.tsa)
    except Wrong as wrong:
        raise Wrong(f"{forgery.name}: {wrong}") from wrong
    if answer.code == 0:
        raise Wrong(f"{forgery.name} passed\n" + "\n".join(answer.lines))
    tally.by_name[forgery.name] += 1
    tally.told_by[answer.key] += 1


def untouched(scene: Stage, folder: Path, tally: Tally) -> None:
    """An honest dossier: no false alarm, with and without the fingerprint."""
    laid_out(scene.files, folder)
    for fingerprint in (scene.fingerprint, ""):
        answer = judged("untouched", folder, fingerprint, scene.tsa)
        if answer.code != 0 or not stamped(answer):
            raise Wrong("untouched failed\n" + "\n".join(answer.lines))
        tally.untouched += 1


def unclaimed(scene: Stage, luck: random.Random, folder: Path) -> None:
    """What we do not claim to find must not be told as found either."""
    for forgery in UNCLAIMED:
        made = laid_out(forgery.make(scene, luck), folder)
        if judged(forgery.name, made, "", scene.tsa).code != 0:
            raise Wrong(f"{forgery.name}: told as found")


def stamped(answer: Answer) -> set[str]:
    """The lines that say by when the authority saw the records."""
    return {line for line in answer.lines if line.startswith("○ 時刻印あり")}


def tokens(scene: Stage, luck: random.Random, folder: Path, tally: Tally) -> None:
    """Answers that are not the named authority's: none of them may ever tell another time."""
    honest = stamped(judged("untouched", laid_out(scene.files, folder), "", scene.tsa))
    stranger = judged("token", laid_out(token_of_another(scene, luck), folder), "", scene.tsa)
    if stranger.code != 0 or stamped(stranger):
        raise Wrong("the token of another authority was believed")
    for _time in range(TOKENS):
        files = token_flipped(scene, luck)
        told = stamped(judged("token flipped", laid_out(files, folder), "", scene.tsa))
        if told - honest:
            raise Wrong("a changed token told another time\n" + "\n".join(told))
        tally.tokens += 1


def zips(scene: Stage, luck: random.Random, folder: Path, tally: Tally) -> None:
    """Zips with odd members, read by program and verify.py."""
    laid_out({n: scene.files[n] for n in ("verify.py",)}, folder)
    for kind in ZIPS:
        data = odd_zip(scene, kind, luck)
        path = folder / "odd.zip"
        path.write_bytes(data)
        script = (sys.executable, "-I", str(folder / "verify.py"), scene.fingerprint, str(path))
        told = by_script(script), by_program(path, scene.fingerprint)
        if told[0] != told[1]:
            raise Wrong(f"zip {kind}: they disagree\n{told}")
        if told[0].code == 0 and not is_harmless(scene, data):
            raise Wrong(f"zip {kind} passed")
        tally.zips += 1


def is_harmless(scene: Stage, data: bytes) -> bool:
    """Whether a flipped bit of a zip lies where nothing is told (its padding, dates, versions)."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist()) - set(VERIFIERS)
        return all(archive.read(name) == scene.files.get(name) for name in names)


def linked_file(scene: Stage, luck: random.Random, folder: Path, tally: Tally) -> None:
    linked(laid_out(scene.files, folder), luck)
    answer = judged("linked", folder, scene.fingerprint, scene.tsa)
    if answer.code == 0:
        raise Wrong("a link passed")
    tally.by_name["file linked"] += 1
    tally.told_by[answer.key] += 1


def campaign(
    scene: Stage, seed: int, runs: int, folder: Path, every: Sequence[Forgery] = ()
) -> Tally:
    """The whole catalogue, again and again until ``runs`` forgeries; raises Wrong."""
    luck, tally = random.Random(seed), Tally()
    every = every or (*CATALOGUE, *BLUNT, *flips(scene))
    untouched(scene, folder, tally)
    unclaimed(scene, luck, folder)
    zips(scene, luck, folder, tally)
    tokens(scene, luck, folder, tally)
    linked_file(scene, luck, folder, tally)
    done = 0
    while done < runs:
        for forgery in luck.sample(every, min(len(every), runs - done)):
            forged(scene, forgery, luck, folder, tally)
            done += 1
    untouched(scene, folder, tally)
    return tally


def control(
    scene: Stage, blind: str, seed: int, folder: Path, among: Sequence[Forgery] = CATALOGUE
) -> str | None:
    """A verify.py that looks away: the forgery that gave it away, None when none did."""
    here, there = BLINDED[blind]
    source = scene.files["verify.py"].decode()
    assert here in source
    blinded = {**scene.files, "verify.py": source.replace(here, there).encode()}
    luck = random.Random(seed)
    weak = replace(scene, files=blinded)
    for forgery in luck.sample(among, len(among)):
        try:
            forged(weak, forgery, luck, folder, Tally())
        except Wrong:
            return forgery.name
    return None


def rows(tally: Tally, seconds: float) -> list[tuple[str, str]]:
    """The table."""
    groups: Counter[str] = Counter()
    for name, count in tally.by_name.items():
        groups[name.partition(":")[0]] += count
    return [
        ("forged dossiers, all found by all three", str(tally.forged)),
        *((f"  {name}", str(count)) for name, count in sorted(groups.items())),
        ("kinds of forgery", str(len(tally.by_name))),
        ("disagreements", "0"),
        ("untouched dossiers, no false alarm", str(tally.untouched)),
        ("odd zips", str(tally.zips)),
        ("changed tokens, none told another time", str(tally.tokens)),
        *((f"  found by sentence {told}", str(n)) for told, n in tally.told_by.most_common()),
        ("seconds", f"{seconds:.0f}"),
    ]


def main(arguments: list[str]) -> int:
    """The campaign, then its controls."""
    parser = argparse.ArgumentParser(prog="run.py fault tamper")
    parser.add_argument("--runs", type=int, default=500)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    given = parser.parse_args(arguments)
    print(f"seed {given.seed}", flush=True)
    began = idle()
    with tempfile.TemporaryDirectory(prefix="visitapp-tamper-") as scratch:
        scene = stage(Path(scratch) / "stage")
        folder = Path(scratch) / "forged"
        try:
            tally = campaign(scene, given.seed, given.runs, folder)
        except Wrong as wrong:
            print(f"WRONG: {wrong}")
            return 1
        found = {blind: control(scene, blind, given.seed, folder) for blind in BLINDED}
    for name, value in rows(tally, idle() - began):
        print(f"{name:44} {value}")
    for blind, by in found.items():
        print(f"{'control ' + blind:44} {'NOT FOUND' if by is None else 'found by ' + by}")
    return int(None in found.values())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
