"""How far something has come, in four words; ``kept`` only by the office's signed names for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from visitapp.domain.chain import Attachment
from visitapp.domain.events import About, Draft
from visitapp.domain.office_entries import ErasureOrdered
from visitapp.domain.receipts import Receipt
from visitapp.domain.words import SyncState
from visitapp.store.store import Store

Maker = Callable[..., Draft]
BLOBS = tuple(f"{k:02x}" * 32 for k in range(6))


@dataclass
class Model:
    """What must hold, told without a database."""

    attached: list[int | None] = field(default_factory=list)
    size: int = 0
    bodies: int = 0
    durable: int = 0
    blobs: set[int] = field(default_factory=set)
    sending: int = 0

    def state(self, n: int) -> SyncState:
        """The state of entry n; n counts from 1."""
        blob = self.attached[n - 1]
        if n > self.size:
            return SyncState.SENDING if n <= self.sending else SyncState.LOCAL
        kept = n <= self.bodies and (blob is None or blob in self.blobs)
        return SyncState.KEPT if kept else SyncState.ARRIVED


def receipt(store: Store, model: Model) -> Receipt:
    link = store.journal.head()
    return Receipt(
        device=link.device,
        incarnation=link.incarnation,
        size=model.size,
        root="00" * 32,
        bodies_upto=model.bodies,
        blobs=tuple(BLOBS[b] for b in sorted(model.blobs)),
        durable_size=model.durable,
        server_time=1,
        epoch="e",
        office_size=0,
        office_root="00" * 32,
    )


def keep(store: Store, model: Model) -> None:
    with store.writing():
        store.outbox.add_receipt(receipt(store, model), b"raw", b"sig")


def write(store: Store, draft: Draft) -> None:
    with store.writing() as tx:
        tx.append(draft)


def attached(number: int) -> tuple[Attachment, ...]:
    return (Attachment(sha256=BLOBS[number], size=9, mime="image/jpeg", origin="imported"),)


acts = st.lists(
    st.one_of(
        st.tuples(st.just("append"), st.none() | st.integers(0, 5)),
        st.tuples(
            st.just("receipt"), st.tuples(*[st.integers(0, 9)] * 3, st.sets(st.integers(0, 5)))
        ),
        st.tuples(st.just("sending"), st.integers(0, 9)),
        st.tuples(st.just("epoch"), st.none()),
    ),
    max_size=14,
)


@given(acts)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_states_are_what_the_receipts_name_and_nothing_else(
    store: Store, rang: Maker, told: Sequence[tuple[str, object]]
) -> None:
    """S-kept: entry, body and each blob named by receipts; anything less is not kept."""
    with store.writing():
        store.meta.open_incarnation("example")
        store.outbox.forget_receipts()
    model = Model(attached=[None])
    write(store, rang())
    model.attached.append(None)
    for what, value in told:
        play(store, rang, model, what, value)
    rows = store.db.execute(
        "SELECT hash, n FROM journal WHERE incarnation = ? ORDER BY n", (store.meta.incarnation,)
    ).fetchall()
    assert len(rows) == len(model.attached)
    for entry_hash, n in rows:
        assert store.outbox.entry_state(entry_hash) is model.state(n), n
        durable = n <= min(model.size, model.durable) and model.state(n) is SyncState.KEPT
        assert store.outbox.is_durable(entry_hash) is durable
    behind = [n for _, n in rows if n > min(model.size, model.bodies)]
    waiting = store.db.execute(
        "SELECT count(*) FROM outbox WHERE incarnation = ?", (store.meta.incarnation,)
    ).fetchone()
    assert waiting == (len(behind),)


def play(store: Store, rang: Maker, model: Model, what: str, value: object) -> None:
    match what, value:
        case "append", None:
            write(store, rang())
            model.attached.append(None)
        case "append", int():
            write(store, rang(attach=attached(value)))
            model.attached.append(value)
        case "receipt", (size, bodies, durable, blobs):
            grown = max(model.size, min(size, len(model.attached)))  # an office only grows
            model.size, model.durable = grown, max(model.durable, durable)
            model.bodies = max(model.bodies, min(bodies, grown))
            model.blobs |= blobs
            keep(store, model)
        case "sending", int():
            model.sending = value
            with store.writing():
                store.outbox.sending(store.meta.incarnation, value)
        case _:
            model.size = model.bodies = model.durable = 0
            model.blobs = set()
            with store.writing():
                store.outbox.forget_receipts()


def test_what_waits_is_counted_once_and_originals_go_newest_first(
    store: Store, rang: Maker
) -> None:
    first, second = store.vault.put(b"1" * 100), store.vault.put(b"22" * 100)
    store.vault.put_copy(first, "thumbnail", b"t")
    loose = store.vault.put(b"belongs to no entry")
    for sha256, size in ((first, 100), (second, 200)):
        attach = (Attachment(sha256=sha256, size=size, mime="image/jpeg", origin="imported"),)
        write(store, rang(attach=attach))
        write(store, rang(attach=attach))
    pending = store.outbox.pending()
    assert (pending.entries, pending.thumbnails, pending.originals, pending.bytes) == (5, 1, 2, 300)
    assert store.outbox.unsent_blobs() == [(second, 200), (first, 100)]
    model = Model(attached=[], size=5, bodies=5)
    with store.writing():
        told = receipt(store, model)
        store.outbox.add_receipt(
            Receipt(**{**{n: getattr(told, n) for n in told.__slots__}, "blobs": (second,)}),
            b"raw",
            b"sig",
        )
        store.outbox.thumbnail_sent(first)
    pending = store.outbox.pending()
    assert (pending.entries, pending.thumbnails, pending.originals, pending.bytes) == (0, 0, 1, 100)
    assert store.outbox.blob_state(second) is SyncState.KEPT
    assert store.outbox.blob_state(loose) is SyncState.LOCAL


def test_a_blob_erased_by_rule_is_owed_to_nobody(store: Store, rang: Maker) -> None:
    photo = store.vault.put(b"neighbour" * 9)
    attach = (Attachment(sha256=photo, size=81, mime="image/jpeg", origin="imported"),)
    write(store, rang(attach=attach))
    order = ErasureOrdered(entries=(), blobs=(photo,), reason="隣家")
    write(store, Draft(about=About(), actor="admin", content=order))
    assert store.outbox.pending().originals == 0
    keep(store, Model(attached=[], size=3, bodies=3))
    with store.reading() as tx:
        visit = tx.visit("v1")
    assert visit is not None
    assert store.outbox.visit_state(visit) == (SyncState.KEPT, False)


def test_a_number_is_taken_once_even_when_it_is_offered_again(store: Store) -> None:
    """N-12: a number is never used for another note."""
    numbers = [("AAAA-AAAA", "N1"), ("BBBB-BBBB", "N2")]
    with store.writing() as tx:
        store.outbox.add_numbers(numbers)
        first = tx.take_number()
        store.outbox.add_numbers(numbers)
        second, third = tx.take_number(), tx.take_number()
    assert {first, second} == set(numbers)
    assert third is None
    assert store.outbox.numbers_left == 0
