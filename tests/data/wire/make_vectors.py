"""Make vectors.json: a second implementation of docs/WIRE.md that shares no code with the product.

Run by path: ``python tests/data/wire/make_vectors.py`` prints the JSON that is committed.
"""

import hashlib
import json
import sys

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def dump(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha(data):
    return hashlib.sha256(data).hexdigest()


def key(seed):
    private = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
    return private, private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def tree(leaves):
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\0" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\1" + tree(leaves[:k]) + tree(leaves[k:])).digest()


def grows(m, leaves, whole=True):
    if m == len(leaves):
        return [] if whole else [tree(leaves)]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    if m <= k:
        return [*grows(m, leaves[:k], whole), tree(leaves[k:])]
    return [*grows(m - k, leaves[k:], False), tree(leaves[:k])]


def times(a, b):
    product = 0
    for bit in range(5):
        if b >> bit & 1:
            product ^= a << bit
    for bit in range(8, 4, -1):
        if product >> bit & 1:
            product ^= 0b100101 << (bit - 5)
    return product


def numbered(seven):
    total, weight, weights = 0, 1, []
    for _ in range(8):
        weights.append(weight)
        weight = times(weight, 2)
    for w, c in zip(weights, seven, strict=False):
        total ^= times(w, ALPHABET.index(c))
    last = next(c for c in ALPHABET if times(weights[7], ALPHABET.index(c)) == total)
    return f"{seven[:4]}-{seven[4:]}{last}"


def entry(private, public, state, kind, body, *, attach=(), anchor=None, at=0):
    salt = hashlib.sha256(f"salt {state['n']}".encode()).digest()
    body_raw = dump(body)
    raw = dump(
        {
            "v": 1,
            "device": sha(public)[:32],
            "incarnation": "0123456789abcdef",
            "n": state["n"],
            "prev": state["prev"],
            "id": f"019abcde-0000-7000-8000-{state['n']:012x}",
            "kind": kind,
            "t": {
                "wall": 1795584600000000 + at,
                "tz": 540,
                "mono": 5000000 + at,
                "boot": "b007",
                "anchor": anchor,
            },
            "policy": "2026-11",
            "body_commit": sha(salt + body_raw),
            "attach": list(attach),
        }
    )
    state.update(n=state["n"] + 1, prev=sha(raw))
    return {
        "raw": raw.decode(),
        "hash": sha(raw),
        "sig": private.sign(raw).hex(),
        "salt": salt.hex(),
        "body": body_raw.decode(),
    }


def main():
    laptop, laptop_public = key(1)
    office, office_public = key(2)
    state = {"n": 1, "prev": "0" * 64}
    visit = {"visit": "019abcde-1111-7000-8000-000000000001"}
    anchor = {"boot": "b007", "mono": 4000000, "server": 1795584599000000, "u": 20000, "receipt": "ab" * 32}
    photo = {"sha256": sha(b"photo"), "size": 5, "mime": "image/jpeg", "origin": "imported"}
    number = numbered("K7Q429D")
    entries = [
        entry(laptop, laptop_public, state, "arrived", {"about": visit, "actor": "p1", "content": {"person": "p1"}}),
        entry(
            laptop,
            laptop_public,
            state,
            "outcome_recorded",
            {
                "about": visit,
                "actor": "p1",
                "content": {"outcome": "absent", "reason": "髙橋 𠮷 辻󠄀 \"\\\n\t\u0001\u007f\u2028 神"},
                "gates": [{"rule": "R-35", "reason": "雨"}],
            },
            anchor=anchor,
            at=1234567,
        ),
        entry(
            laptop,
            laptop_public,
            state,
            "note_numbered",
            {"about": visit, "actor": "p1", "content": {"note_no": number, "nonce": "0123456789ABCDEF", "revision": 1}},
            at=2234567,
        ),
        entry(
            laptop,
            laptop_public,
            state,
            "photo_taken",
            {"about": visit, "actor": "p1", "content": {"sha256": photo["sha256"], "role": "posted"}},
            attach=[photo],
            at=3234567,
        ),
        entry(laptop, laptop_public, state, "some_kind_of_2031", {"about": {}, "actor": "p1", "content": {"x": [1, -2, True, None]}}),
    ]
    raws = [e["raw"].encode() for e in entries]
    receipt = dump(
        {
            "v": 1,
            "type": "receipt",
            "device": sha(laptop_public)[:32],
            "incarnation": "0123456789abcdef",
            "size": 5,
            "root": tree(raws).hex(),
            "bodies_upto": 5,
            "blobs": [photo["sha256"]],
            "durable_size": 0,
            "server_time": 1795584700000000,
            "epoch": "e1",
            "office_size": 5,
            "office_root": tree(raws).hex(),
            "rehearsal": False,
        }
    )
    office_state = {"n": 1, "prev": "0" * 64}
    erasure = entry(
        office,
        office_public,
        office_state,
        "erased",
        {"about": {}, "actor": "admin", "content": {"entries": [entries[1]["hash"]], "blobs": [photo["sha256"]], "reason": "V-02"}},
    )
    vectors = {
        "laptop": {"seed": "01" * 32, "public": laptop_public.hex(), "device": sha(laptop_public)[:32]},
        "office": {"seed": "02" * 32, "public": office_public.hex(), "device": sha(office_public)[:32]},
        "entries": entries,
        "roots": [tree(raws[:k]).hex() for k in range(6)],
        "consistency": [
            {"since": m, "size": k, "proof": [h.hex() for h in grows(m, raws[:k])]} for k in range(1, 6) for m in range(1, k + 1)
        ],
        "receipt": {"raw": receipt.decode(), "sig": office.sign(receipt).hex()},
        "erasure": erasure,
        "note": {
            "seven": "K7Q429D",
            "number": number,
            "head": entries[2]["hash"][:16].upper(),
            "code": f"VA1/{number}/0123456789ABCDEF/{entries[2]['hash'][:16].upper()}",
        },
    }
    json.dump(vectors, sys.stdout, ensure_ascii=True, indent=1, sort_keys=True)
    sys.stdout.write("\n")


main()
