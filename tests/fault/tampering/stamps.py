"""What a forger tries with time stamps: other words, another way to the root, another token."""

import random

from tests.fault.tampering.bundle import Bundle, Files, Sign, Written, put_together, taken_apart
from tests.fault.tampering.stage import Stage
from visitapp.domain.chain import digest

Luck = random.Random


def stamp_edited(bundle: Bundle, luck: Luck, sign: Sign) -> None:
    """Another root, another size, an earlier day: the office never signed these words."""
    stamp = bundle.stamps[0]
    words = Written(stamp.raw, stamp.sig)
    value = words.value
    change = luck.choice(
        [
            {"server_time": value["server_time"] - 86_400_000_000},
            {"size": value["size"] + 1},
            {"root": digest(luck.randbytes(8))},
        ]
    )
    words.change(**change)
    stamp.raw, stamp.sig = words.raw, luck.choice([stamp.sig, sign(words.raw)])


def stamp_of_something_else(bundle: Bundle, luck: Luck, _sign: Sign) -> None:
    """The way of an entry to the root is bent: another entry, another index, other hashes."""
    stamp = bundle.stamps[0]
    at = luck.randrange(len(stamp.proofs))
    entry, index, path = stamp.proofs[at]
    others = [e for e in bundle.entries() if e is not entry and e.raw != entry.raw]
    stamp.proofs[at] = luck.choice(
        [
            (luck.choice(others), index, path),
            (entry, index - 1 or 2, path),
            (entry, index, path[1:]),
            (entry, index, [*path[:-1], digest(luck.randbytes(8))]),
            (entry, index, [*path, digest(luck.randbytes(8))]),
        ]
    )


def token_swapped(stage: Stage, _luck: Luck) -> Files:
    """The authority's word about something else."""
    bundle = taken_apart(stage.files)
    bundle.stamps[0].answer = stage.other_answers[0]
    return put_together(bundle, stage.files, stage.insider.sign)


def token_of_another(stage: Stage, _luck: Luck) -> Files:
    """The same words, stamped by an authority that the reader does not name."""
    bundle = taken_apart(stage.files)
    bundle.stamps[0].answer = stage.other_answers[1]
    return put_together(bundle, stage.files, stage.insider.sign)


def token_flipped(stage: Stage, luck: Luck) -> Files:
    """One bit of the authority's answer, under a list of sums that fits."""
    bundle = taken_apart(stage.files)
    answer = bytearray(bundle.stamps[0].answer)
    bit = luck.randrange(8 * len(answer))
    answer[bit // 8] ^= 1 << bit % 8
    bundle.stamps[0].answer = bytes(answer)
    return put_together(bundle, stage.files, stage.insider.sign)
