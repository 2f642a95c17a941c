"""What a laptop hands out for a dossier: its own and the received entries, its vault."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from typing_extensions import override

from visitapp.domain.chain import Item
from visitapp.errors import Known
from visitapp.evidence.dossier import Chunks, Party, Stamped
from visitapp.evidence.gathering import Branch, Pair, Shelf
from visitapp.evidence.signed_words import read_certificate
from visitapp.store import strands
from visitapp.store.store import Store


class LaptopShelf(Shelf):
    """A store, read inside one transaction of the caller's."""

    def __init__(self, store: Store) -> None:
        """Read from ``store``."""
        self._store = store

    @override
    def branches(self, visits: Sequence[str]) -> Iterable[Branch]:
        return {branch for visit in visits for branch in strands.branches(self._store, visit)}

    @override
    def hashes_about(self, visits: Sequence[str]) -> Iterable[str]:
        return (found for visit in visits for found in strands.hashes_about(self._store, visit))

    @override
    def items(self, branch: Branch, told: frozenset[str]) -> Sequence[Item]:
        return strands.items(self._store, branch, told)

    @override
    def erasures(self) -> Sequence[Item]:
        return strands.erasures(self._store)

    @override
    def party(self, device: str) -> Party:
        """Our own key is here, another's comes with its certificate."""
        signer, certificate = self._store.meta.signer, strands.certificate(self._store, device)
        if device == signer.device:
            key = signer.public
        elif certificate is not None:
            key = bytes.fromhex(read_certificate(certificate[0]).public_key)
        else:
            raise Known(
                "Certificate missing",
                "The office's certificate of the laptop {device} is not on this computer.",
                "Sync with the office and try again.",
                device=device[:8],
            )
        return Party(device=device, public_key=key, certificate=certificate)

    @override
    def receipts(self, branch: Branch, told: Sequence[str], blobs: Sequence[str]) -> Sequence[Pair]:
        """Only of our own branches: the office gives a laptop its own receipts and no others."""
        if branch[0] != self._store.meta.signer.device:
            return []
        return strands.receipts(self._store, branch[1], told, blobs)

    @override
    def stamps(self, last: Mapping[Branch, str]) -> Sequence[Stamped]:
        """None: an authority stamps the office's log, and a laptop holds a part of it."""
        return ()

    @override
    def chunks(self, sha256: str) -> Chunks | None:
        vault = self._store.vault
        return partial(vault.chunks, sha256) if vault.has(sha256) else None
