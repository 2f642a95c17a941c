"""The catalogue: what a forger tries, with which keys, and what nobody could find.

An *outsider* has no key. An *insider* has the key of the laptop that made the dossier and signs
anew whatever it may. Nobody has the office's key or another laptop's.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass

from tests.fault.tampering.bundle import Bundle, Files, Sign, Written, put_together, taken_apart
from tests.fault.tampering.stage import Stage
from tests.fault.tampering.stamps import stamp_edited, stamp_of_something_else, token_swapped
from visitapp.domain.chain import canonical, commit, digest
from visitapp.keys import device_id, new_signer

Luck = random.Random
Edit = Callable[[Bundle, Luck, Sign], None]


@dataclass(frozen=True)
class Forgery:
    """A name and what it does to the files."""

    name: str
    make: Callable[[Stage, Luck], Files]


def receipted(bundle: Bundle) -> int:
    """How many of the maker's entries the office has signed for."""
    sizes = [Written(raw, b"").value for raw, _ in bundle.receipts]
    mine = bundle.own().incarnation
    return max(value["size"] for value in sizes if value["incarnation"] == mine)


def edited(bundle: Bundle, luck: Luck, sign: Sign) -> None:
    """The maker rewrites what an entry of its own said, body and all, and signs everything anew."""
    chain, upto = bundle.own(), receipted(bundle)
    told = [k for k, e in enumerate(chain.entries[:upto]) if e.body is not None]
    at = luck.choice(told)
    entry = chain.entries[at]
    body = entry.body or b""
    entry.body = body[:32] + body[32:].replace(b'"actor":"p1"', b'"actor":"p2"')
    entry.change(body_commit=commit(entry.body[:32], entry.body[32:]))
    chain.relink(sign, at)


def back_dated(bundle: Bundle, luck: Luck, sign: Sign) -> None:
    """An hour earlier, signed anew."""
    chain = bundle.own()
    at = luck.randrange(receipted(bundle))
    entry = chain.entries[at]
    t = entry.value["t"]
    entry.change(t={**t, "wall": t["wall"] - 3_600_000_000, "anchor": None})
    chain.relink(sign, at)


def inserted(bundle: Bundle, luck: Luck, sign: Sign) -> None:
    """An entry twice, before the last receipted one (after it the tail is open)."""
    chain = bundle.own()
    at = luck.randrange(1, receipted(bundle) - 1)
    model = chain.entries[at]
    chain.entries.insert(at, Written(model.raw, model.sig))
    chain.relink(sign, at)


def deleted(bundle: Bundle, luck: Luck, sign: Sign) -> None:
    chain = bundle.own()
    bare = [k for k, e in enumerate(chain.entries[: receipted(bundle)]) if not e.value["attach"]]
    at = luck.choice([k for k in bare if chain.entries[k].order is None])
    del chain.entries[at]
    chain.relink(sign, at)


def reordered(bundle: Bundle, luck: Luck, sign: Sign) -> None:
    chain = bundle.own()
    at = luck.randrange(receipted(bundle) - 1)
    chain.entries[at : at + 2] = reversed(chain.entries[at : at + 2])
    chain.relink(sign, at)


def cut_below_receipt(bundle: Bundle, luck: Luck, _sign: Sign) -> None:
    chain = bundle.own()
    upto = receipted(bundle)
    bare = [k for k, e in enumerate(chain.entries[:upto]) if e.value["attach"]]
    del chain.entries[luck.randrange(max(bare) + 1, upto) :]


def cloned(bundle: Bundle, luck: Luck, sign: Sign) -> None:
    """A copied laptop went on by itself from some point: same key, same numbers, other entries."""
    chain, upto = bundle.own(), receipted(bundle)
    at = luck.randrange(upto)
    for entry in chain.entries[at:]:
        entry.change(id=entry.value["id"][:-12] + f"{luck.getrandbits(48):012x}")
    chain.relink(sign, at)


def other_laptops_entry(bundle: Bundle, luck: Luck, _sign: Sign) -> None:
    """An office administrator edits what a laptop wrote: its key is not at the office."""
    chain = luck.choice([c for c in bundle.chains if c.device != bundle.maker])
    at = luck.randrange(len(chain.entries))
    t = chain.entries[at].value["t"]
    chain.entries[at].change(t={**t, "wall": t["wall"] - 60_000_000})
    chain.relink(None, at)


def other_laptop_resigned(bundle: Bundle, luck: Luck, sign: Sign) -> None:
    """The same, signed with the wrong key."""
    chain = luck.choice([c for c in bundle.chains if c.device != bundle.maker])
    at = luck.randrange(len(chain.entries))
    chain.entries[at].change(policy="other")
    chain.relink(sign, at)


def unlinked(bundle: Bundle, _luck: Luck, sign: Sign) -> None:
    """An entry of the open tail is rewritten and signed; the one after it still names the old."""
    entry = bundle.own().entries[-2]
    t = entry.value["t"]
    entry.change(t={**t, "wall": t["wall"] - 60_000_000})
    entry.sig = sign(entry.raw)


def photo_swapped(bundle: Bundle, luck: Luck, _sign: Sign) -> None:
    """Other bytes under the name of the photo."""
    name = luck.choice([n for n in bundle.rest if n.startswith("photos/")])
    bundle.rest[name] = luck.randbytes(len(bundle.rest[name]))


def photo_and_entry_swapped(bundle: Bundle, luck: Luck, sign: Sign) -> None:
    """Other bytes, and an entry that names them."""
    chain, new = bundle.own(), luck.randbytes(5000)
    photo = next(p for p in bundle.photos if p[1] == "here")
    for entry in chain.entries:
        entry.raw = entry.raw.replace(photo[0].encode(), digest(new).encode())
    del bundle.rest[f"photos/{photo[0]}.{photo[2]}"]
    photo[0] = digest(new)
    bundle.rest[f"photos/{photo[0]}.{photo[2]}"] = new
    bundle.photos.sort()
    chain.relink(sign)


def body_exchanged(bundle: Bundle, luck: Luck, _sign: Sign) -> None:
    """Two bodies change places."""
    first, second = luck.sample([e for e in bundle.entries() if e.body is not None], 2)
    first.body, second.body = second.body, first.body


def body_hidden_as_erased(bundle: Bundle, luck: Luck, _sign: Sign) -> None:
    """A body goes, and an order is named that never named it."""
    order = next(e for e in bundle.entries() if e.value["kind"] == "erased")
    told = [e for e in bundle.entries() if e.body is not None and e is not order]
    victim = luck.choice(told)
    victim.body, victim.order = None, order


def own_order(bundle: Bundle, luck: Luck, sign: Sign) -> None:
    """The laptop orders an erasure itself, in its open tail: only the office may."""
    chain = bundle.own()
    victim = luck.choice([e for e in chain.entries[:4] if e.body is not None])
    salt = luck.randbytes(32)
    content = {"entries": [digest(victim.raw)], "blobs": [], "reason": "x"}
    body = canonical({"about": {}, "actor": "p1", "content": content})
    order = Written(chain.entries[-1].raw, b"", salt + body)
    order.change(kind="erased", body_commit=commit(salt, body), attach=[])
    chain.entries.append(order)
    chain.relink(sign, len(chain.entries) - 1)
    victim.body, victim.order = None, order


def photo_hidden(bundle: Bundle, luck: Luck, _sign: Sign) -> None:
    """A photo and its line go; the entry still names it."""
    photo = luck.choice(bundle.photos)
    bundle.photos.remove(photo)
    bundle.rest.pop(f"photos/{photo[0]}.{photo[2]}", None)


def receipt_edited(bundle: Bundle, luck: Luck, _sign: Sign) -> None:
    """The office is made to say another time, size or root."""
    at = luck.randrange(len(bundle.receipts))
    entry = Written(*bundle.receipts[at])
    value = entry.value
    change = luck.choice(
        [
            {"server_time": value["server_time"] - 86_400_000_000},
            {"size": value["size"] + 1},
            {"root": digest(luck.randbytes(8))},
            {"rehearsal": not value["rehearsal"]},
        ]
    )
    entry.change(**change)
    bundle.receipts[at] = (entry.raw, entry.sig)


def receipt_resigned(bundle: Bundle, luck: Luck, sign: Sign) -> None:
    """The same, signed by the laptop."""
    receipt_edited(bundle, luck, sign)
    bundle.receipts = [(raw, sign(raw)) for raw, _ in bundle.receipts]


def certificate_edited(bundle: Bundle, luck: Luck, _sign: Sign) -> None:
    name = luck.choice([n for n in bundle.rest if n.startswith("certs/") and n.endswith(".json")])
    entry = Written(bundle.rest[name], b"")
    entry.change(name=entry.value["name"] + "2")
    bundle.rest[name] = entry.raw


def certificates_exchanged(bundle: Bundle, luck: Luck, _sign: Sign) -> None:
    names = [n[:-5] for n in bundle.rest if n.startswith("certs/") and n.endswith(".json")]
    one, two = luck.sample(names, 2)
    for ending in (".json", ".sig"):
        rest = bundle.rest
        rest[one + ending], rest[two + ending] = rest[two + ending], rest[one + ending]


def key_replaced(bundle: Bundle, luck: Luck, _sign: Sign) -> None:
    """A device's key becomes the forger's, under the old number."""
    row = luck.choice([row for row in bundle.devices if row[0] != bundle.maker])
    row[1] = new_signer().public.hex()


def own_office(bundle: Bundle, _luck: Luck, sign: Sign) -> None:
    """An office of one's own certifies and receipts everything; only the fingerprint differs."""
    office = new_signer()
    bundle.office = office.public.hex()
    for name in [n for n in bundle.rest if n.startswith("certs/") and n.endswith(".json")]:
        bundle.rest[name[:-4] + "sig"] = office.sign(bundle.rest[name])
    bundle.receipts = [(raw, office.sign(raw)) for raw, _ in bundle.receipts]
    for stamp in bundle.stamps:
        stamp.sig = office.sign(stamp.raw)


def unreceipted_edit(bundle: Bundle, luck: Luck, sign: Sign) -> None:
    """The maker leaves its receipts out and rewrites what the stamp is about."""
    edited(bundle, luck, sign)
    mine = bundle.own().incarnation
    bundle.receipts = [r for r in bundle.receipts if Written(*r).value["incarnation"] != mine]


def signatures_exchanged(bundle: Bundle, luck: Luck, _sign: Sign) -> None:
    told = [e for e in bundle.entries() if e.body is not None]
    one, two = luck.sample(told, 2)
    one.sig, two.sig = two.sig, one.sig


def signature_of_another_length(bundle: Bundle, luck: Luck, _sign: Sign) -> None:
    entry = luck.choice([e for e in bundle.entries() if e.body is not None])
    entry.sig = luck.choice([b"", entry.sig[:63], entry.sig + b"\0"])


def loose_form(bundle: Bundle, luck: Luck, sign: Sign) -> None:
    """The same values in other bytes: blanks, a line end, a doubled key, a float."""
    chain = bundle.own()
    entry = chain.entries[-1]
    entry.raw = luck.choice(
        [
            entry.raw + b"\n",
            entry.raw.replace(b'":', b'": ', 1),
            b'{"n":1,' + entry.raw[1:],
            entry.raw.replace(b'"v":1', b'"v":1.0'),
            entry.raw.replace(b'"v":1', b'"v":1,"w":2'),
            b"\n" + entry.raw,
            b"",
            entry.raw + b"\0",
        ]
    )
    entry.sig = sign(entry.raw)


EDITS: tuple[Edit, ...] = (
    edited, back_dated, inserted, deleted, reordered, cut_below_receipt, cloned,
    other_laptops_entry, other_laptop_resigned, unlinked, photo_swapped,
    photo_and_entry_swapped, body_exchanged, body_hidden_as_erased, own_order, photo_hidden,
    receipt_edited, receipt_resigned, certificate_edited, certificates_exchanged,
    key_replaced, own_office,
    signatures_exchanged, signature_of_another_length, loose_form,
    unreceipted_edit, stamp_edited, stamp_of_something_else,
)  # fmt: skip


def by_insider(edit: Edit) -> Forgery:
    """Everything the maker's key can sign is signed anew."""

    def make(stage: Stage, luck: Luck) -> Files:
        bundle = taken_apart(stage.files)
        edit(bundle, luck, stage.insider.sign)
        return put_together(bundle, stage.files, stage.insider.sign)

    return Forgery(f"insider: {edit.__name__}", make)


def by_outsider(edit: Edit) -> Forgery:
    """A key of the forger's own, and sums that fit."""

    def make(stage: Stage, luck: Luck) -> Files:
        bundle = taken_apart(stage.files)
        edit(bundle, luck, new_signer().sign)
        return put_together(bundle, stage.files, None)

    return Forgery(f"outsider: {edit.__name__}", make)


def newcomer(stage: Stage, _luck: Luck) -> Files:
    """All of it made anew under fresh keys, consistent to the last byte."""
    bundle = taken_apart(stage.files)
    signer = new_signer()
    for chain in bundle.chains:
        chain.device = device_id(signer.public)
        for entry in chain.entries:
            entry.change(device=chain.device)
        chain.relink(signer.sign)
    bundle.maker, bundle.receipts, bundle.stamps = device_id(signer.public), [], []
    bundle.devices = [[bundle.maker, signer.public.hex(), "uncertified"]]
    bundle.rest = {n: d for n, d in bundle.rest.items() if not n.startswith("certs/")}
    bundle.chains.sort(key=lambda chain: chain.incarnation)
    return put_together(bundle, stage.files, signer.sign)


CATALOGUE = (
    Forgery("insider: token_swapped", token_swapped),
    *map(by_insider, EDITS),
    *map(by_outsider, EDITS),
    Forgery("outsider: newcomer", newcomer),
)


def tail_cut(stage: Stage, luck: Luck) -> Files:
    """Not claimed: what no receipt names can be left out by whoever has the laptop."""
    bundle = taken_apart(stage.files)
    chain = bundle.own()
    del chain.entries[luck.randrange(receipted(bundle), len(chain.entries)) :]
    return put_together(bundle, stage.files, stage.insider.sign)


def verifier_changed(stage: Stage, luck: Luck) -> Files:
    """Not claimed: the verifiers do not vouch for themselves."""
    name = luck.choice(["verify.sh", "verify.py"])
    return {**stage.files, name: stage.files[name] + b"\n# changed\n"}


def text_withheld(stage: Stage, luck: Luck) -> Files:
    """Not claimed: which texts of the chain belong to the visit is the maker's word."""
    bundle = taken_apart(stage.files)
    told = [e for e in bundle.entries() if e.body is not None and not e.value["attach"]]
    luck.choice([e for e in told if e.value["kind"] != "erased"]).body = None
    return put_together(bundle, stage.files, stage.insider.sign)


UNCLAIMED = (
    Forgery("text withheld", text_withheld),
    Forgery("open tail cut", tail_cut),
    Forgery("verifier changed", verifier_changed),
)
