"""The tables of the office; one database per office, plain SQL that SQLite and PostgreSQL share.

Times are µs since 1970 UTC, hashes lower-case hex. ``frontier`` columns hold the peaks of an
RFC 6962 tree (``visitapp.office.frontier``), so that a root costs O(log n).
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
)

metadata = MetaData()

version = Table("version", metadata, Column("step", Integer, primary_key=True))

# one row: who this office is; incarnation names the branch of its own journal
tenant = Table(
    "tenant",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("incarnation", Text, nullable=False),
)

# one row, locked by every write: the gapless order, its tree, the backup watermark
head = Table(
    "head",
    metadata,
    Column("tenant", Text, ForeignKey("tenant.id"), primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("epoch", Text, nullable=False),
    Column("durable", BigInteger, nullable=False),
    Column("frontier", LargeBinary, nullable=False),
)

device = Table(
    "device",
    metadata,
    Column("id", Text, primary_key=True),
    Column("public_key", LargeBinary, nullable=False),
    Column("name", Text, nullable=False),
    Column("token_hash", Text, unique=True),
    Column("cert_raw", LargeBinary, nullable=False),
    Column("cert_sig", LargeBinary, nullable=False),
    Column("sealed_store_key", LargeBinary),
    Column("enrolled_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger),
    Column("revoked_at", BigInteger),
)

# stored subtrees of the whole log's tree (visitapp.office.tree): made anew from entries at will
tree = Table(
    "tree",
    metadata,
    Column("node", BigInteger, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, nullable=False),
)

# size: entries held; claimed: entries the laptop said it has (the difference is not yet here);
# durable: entries that lie, with all their blobs, in the office's last backup
incarnation = Table(
    "incarnation",
    metadata,
    Column("device", Text, ForeignKey("device.id"), primary_key=True),
    Column("incarnation", Text, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("last", Text, nullable=False),
    Column("bodies_upto", BigInteger, nullable=False),
    Column("frontier", LargeBinary, nullable=False),
    Column("claimed", BigInteger, nullable=False),
    Column("durable", BigInteger, nullable=False, server_default="0"),
)

entry = Table(
    "entry",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("device", Text, nullable=False),
    Column("incarnation", Text, nullable=False),
    Column("n", BigInteger, nullable=False),
    Column("hash", Text, nullable=False, unique=True),
    Column("id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Column("sig", LargeBinary, nullable=False),
    Column("salt", LargeBinary),
    Column("body", LargeBinary),
    Column("visit", Text),
    Column("record", Text),
    Column("received_at", BigInteger, nullable=False),
    UniqueConstraint("device", "incarnation", "n"),
    Index("entry_visit", "visit", "seq"),
    Index("entry_record", "record", "seq"),
)

# what laptops were told when something new was taken in: their dossiers tell it to others
receipt = Table(
    "receipt",
    metadata,
    Column("place", Integer, primary_key=True),
    Column("device", Text, nullable=False),
    Column("incarnation", Text, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Column("sig", LargeBinary, nullable=False),
    Index("receipt_branch", "device", "incarnation", "place"),
)

# the few wishes to destroy a photo among all entries: the first page asks for them each time
IS_WISH = entry.c.kind == literal_column("'erasure_asked'")
wishes = Index("entry_wish", entry.c.seq, sqlite_where=IS_WISH, postgresql_where=IS_WISH)

# entries of a branch that forked (a copied laptop): kept and shown, never part of the order
quarantine = Table(
    "quarantine",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("device", Text, nullable=False),
    Column("incarnation", Text, nullable=False),
    Column("n", BigInteger, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Column("sig", LargeBinary, nullable=False),
    Column("salt", LargeBinary),
    Column("body", LargeBinary),
    Column("received_at", BigInteger, nullable=False),
    Index("quarantine_branch", "device", "incarnation", "n"),
)

# where the visit pages find their rows: rebuilt from entries at will, never evidence
visit = Table(
    "visit",
    metadata,
    Column("id", Text, primary_key=True),
    Column("promised_at", BigInteger, nullable=False),
    Column("last_seq", BigInteger, nullable=False),
    Index("visit_promised", "promised_at", "id"),
)

# where a number on paper is looked up: rebuilt from entries as well
visit_number = Table(
    "visit_number",
    metadata,
    Column("number", Text, primary_key=True),
    Column("visit", Text, primary_key=True),
    Index("visit_number_visit", "visit"),
)

blob = Table(
    "blob",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("stored_at", BigInteger, nullable=False),
    Column("device", Text, nullable=False),
    Column("announced", Boolean, nullable=False),
    Index("blob_news", "device", "announced"),
)

blob_part = Table(
    "blob_part",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("length", BigInteger, nullable=False),
    Column("device", Text, nullable=False),
    Column("opened_at", BigInteger, nullable=False),
)

thumb = Table(
    "thumb",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("stored_at", BigInteger, nullable=False),
)

# what was removed by rule: applied before anything else on every ingest (WIRE section 6)
erasure = Table(
    "erasure",
    metadata,
    Column("target", Text, primary_key=True),
    Column("what", Text, primary_key=True),  # entry | blob
    Column("by_hash", Text, nullable=False),
)

enroll_code = Table(
    "enroll_code",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("expires_at", BigInteger, nullable=False),
    Column("used_at", BigInteger),
    Column("device", Text),  # who used it: the same laptop may ask again
)

note_number = Table(
    "note_number",
    metadata,
    Column("note_no", Text, primary_key=True),
    Column("nonce", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("handed_at", BigInteger, nullable=False),
)

incident = Table(
    "incident",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("device", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("evidence", LargeBinary),
    UniqueConstraint("device", "what", "detail"),
)

# entries whose content this program can't read: they are kept and passed on, and shown here
tray = Table(
    "tray",
    metadata,
    Column("seq", BigInteger, ForeignKey("entry.seq"), primary_key=True, autoincrement=False),
    Column("reason", Text, nullable=False),
)

# what a time-stamp authority said of the whole log: checked before it is kept
timestamp = Table(
    "timestamp",
    metadata,
    Column("place", Integer, primary_key=True),
    Column("asked_at", BigInteger, nullable=False),
    Column("authority", Text, nullable=False),
    Column("policy", Text, nullable=False),
    Column("signer", Text, nullable=False),
    Column("stamped_at", BigInteger, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("epoch", Text, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Column("sig", LargeBinary, nullable=False),
    Column("answer", LargeBinary, nullable=False),
    Index("timestamp_size", "epoch", "size"),
)

# one row at most: the last question that came to nothing
timestamp_failure = Table(
    "timestamp_failure",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Column("reason", Text, nullable=False),
)
