"""A visit's dossier: gathered from the store, checked, logged, and only then given its name (V-08).

The file is not encrypted, and the originals in it keep their position data: who exports is told.
"""

import hashlib
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC
from functools import partial
from pathlib import Path

from visitapp.actions.act import drafts, known_visit
from visitapp.actions.report import compose_report
from visitapp.documents.report_pdf import render
from visitapp.domain.chain import Item, digest, read_entry
from visitapp.domain.entries import Exported
from visitapp.domain.visit import Visit
from visitapp.errors import Known
from visitapp.evidence.dossier import (
    Dossier,
    Original,
    Party,
    Strand,
    Told,
    attached,
    orders,
    write_dossier,
)
from visitapp.evidence.signed_words import read_certificate
from visitapp.evidence.verdict import Outcome, Verdict, examine, fingerprint_of
from visitapp.store import strands
from visitapp.store.strands import Branch
from visitapp.store.vault import sync_folder
from visitapp.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A dossier that was written: its file, SHA-256, the office's fingerprint ("" without one)."""

    visit: Visit
    file: Path
    sha256: str
    size: int
    fingerprint: str
    verdict: Verdict


def export(ws: Workspace, visit_id: str, reason: str, out: Path, told: Told | None = None) -> Made:
    """Write the dossier of a visit to ``out`` and log that it was given out, and why.

    Raises Known without a reason, when the file exists or can't be written, and when the records
    don't hold: a dossier that contradicts itself is not made.
    """
    if not reason.strip():
        raise Known(
            "A reason is missing",
            "Records are given out only with a reason.",
            "Say in a few words who needs them and why.",
        )
    scratch = _scratch(out)
    try:
        with ws.store.reading() as tx:
            visit = known_visit(tx, visit_id)
            report = render(compose_report(ws, tx, visit)).pdf
            dossier = replace(gather(ws, visit), report=report)
            with scratch.open("xb") as file:
                write_dossier(dossier, file, ws.store.meta.signer, told)
                file.flush()
                os.fsync(file.fileno())
        return _released(ws, visit, scratch, out, reason.strip())
    except OSError as error:
        raise _unwritable(out, error) from error
    finally:
        scratch.unlink(missing_ok=True)


def verify(path: Path, fingerprint: str = "", *, every: bool = False) -> Verdict:
    """The verdict on a dossier of anybody's; needs no records of our own."""
    return examine(path, fingerprint, every=every)


def _released(ws: Workspace, visit: Visit, scratch: Path, out: Path, reason: str) -> Made:
    """Check what was written, log it, give it its name."""
    office = ws.store.outbox.office
    fingerprint = fingerprint_of(office.public_key) if office else ""
    verdict = examine(scratch, fingerprint, every=True)
    if verdict.outcome is not Outcome.HOLDS:
        raise Known(
            "Records do not hold",
            "The dossier was not made, because the records contradict themselves: {what}",
            "Run store check and tell your office. Don't delete anything.",
            what=verdict.findings[-2].text,
        )
    sha256 = _sha256(scratch)
    with ws.store.writing() as tx:
        content = Exported(what="dossier", reason=reason, sha256=sha256)
        tx.append(*drafts(ws, visit.id, [content]))
    size = scratch.stat().st_size
    scratch.replace(out)
    sync_folder(out.parent)
    return Made(
        visit=visit,
        file=out,
        sha256=sha256,
        size=size,
        fingerprint=fingerprint,
        verdict=verdict,
    )


def gather(ws: Workspace, visit: Visit) -> Dossier:
    """Everything this laptop has about a visit, as a dossier's values."""
    store = ws.store
    erasures = strands.erasures(store)
    ordered = orders(erasures)
    hashes = strands.hashes_about(store, visit.id)
    read = {
        branch: strands.items(store, branch, visit.id, ordered.values())
        for branch in strands.branches(store, visit.id)
    }
    mine = [i for items in read.values() for i in items if digest(i.raw) in set(hashes)]
    originals = _originals(ws, mine, ordered)
    about = {digest(item.raw): _order(item, ordered) for item in mine}
    used = {*about.values(), *(one.order for one in originals)}
    for branch in _branches_of(erasures, used):
        if branch not in read:
            read[branch] = strands.items(store, branch, visit.id, used)
    return _dossier(ws, visit, read, about, originals)


def _dossier(
    ws: Workspace,
    visit: Visit,
    read: dict[Branch, list[Item]],
    about: dict[str, str],
    originals: list[Original],
) -> Dossier:
    store, office = ws.store, ws.store.outbox.office
    signer = store.meta.signer
    made = ws.clock.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    blobs = [one.sha256 for one in originals]
    own = [incarnation for device, incarnation in sorted(read) if device == signer.device]
    return Dossier(
        scope=f"visit {visit.id}",
        made=f"{made} rehearsal" if ws.clock.rehearsal else made,
        maker=signer.device,
        office_key=office.public_key if office else b"",
        parties=_parties(ws, {signer.device, *(device for device, _ in read)}),
        strands=[
            Strand(device=branch[0], incarnation=branch[1], items=read[branch])
            for branch in sorted(read)
        ],
        about=about,
        originals=originals,
        receipts=[pair for one in own for pair in strands.receipts(store, one, about, blobs)],
    )


def _order(item: Item, ordered: dict[str, str]) -> str:
    """The order that erased an entry's body; "" while the body is here."""
    return "" if item.body is not None else ordered.get(digest(item.raw), "")


def _originals(ws: Workspace, items: Iterable[Item], ordered: dict[str, str]) -> list[Original]:
    vault = ws.store.vault
    return [
        Original(
            sha256=sha256,
            size=size,
            mime=mime,
            chunks=partial(vault.chunks, sha256) if vault.has(sha256) else None,
            order="" if vault.has(sha256) else ordered.get(sha256, ""),
        )
        for sha256, size, mime in attached(items)
    ]


def _branches_of(erasures: Iterable[Item], wanted: set[str]) -> list[Branch]:
    found = [read_entry(item.raw) for item in erasures if digest(item.raw) in wanted]
    return [(entry.device, entry.incarnation) for entry in found]


def _parties(ws: Workspace, devices: set[str]) -> list[Party]:
    """Keys and certificates: our own key is here, another's comes with its certificate."""
    signer, found = ws.store.meta.signer, []
    for device in sorted(devices):
        certificate = strands.certificate(ws.store, device)
        if device == signer.device:
            key = signer.public
        else:
            key = _certified_key(device, certificate)
        found.append(Party(device=device, public_key=key, certificate=certificate))
    return found


def _certified_key(device: str, certificate: tuple[bytes, bytes] | None) -> bytes:
    if certificate is None:
        raise Known(
            "Certificate missing",
            "The office's certificate of the laptop {device} is not on this computer.",
            "Sync with the office and try again.",
            device=device[:8],
        )
    return bytes.fromhex(read_certificate(certificate[0]).public_key)


def _scratch(out: Path) -> Path:
    """A hidden name beside ``out``; Known when there is a file already, or no such folder."""
    if out.exists():
        raise Known(
            "File exists already",
            "There is already a file {path}.",
            "Choose another name; a dossier is never overwritten.",
            path=out,
        )
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(out, error) from error
    return out.with_name(f".{out.name}.{secrets.token_hex(4)}.tmp")


def _unwritable(path: Path, error: OSError) -> Known:
    return Known(
        "File cannot be written",
        "The file {path} cannot be written ({what}).",
        "Choose another place; nothing was lost.",
        path=path,
        what=error.strerror or error,
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
