"""Japanese search over folded character pairs: two characters suffice (山田), hit or miss.

Names and addresses are folded to a key (``domain.names.search_key``) and cut into overlapping
pairs; each pair is one token of hexadecimal code points, so FTS5 never sees its own syntax. A
query of k characters is the phrase of its k-1 pairs. One character has a token
of its own.
"""

import itertools

from visitapp.domain.names import search_key
from visitapp.domain.record import Record
from visitapp.store.database import Connection

FIELDS = (
    "name",
    "kana",
    "company",
    "company_kana",
    "department",
    "customer_no",
    "postal_code",
    "prefecture",
    "city",
    "town_and_block",
    "building",
    "phone",
    "mobile",
)
NUMBERS = ("phone", "mobile", "postal_code")
SEPARATORS = str.maketrans("", "", "-()+ ")


def index_record(db: Connection, rowid: int, record: Record) -> None:
    """Make a record findable, by its present values only."""
    db.execute(
        "INSERT OR REPLACE INTO record_search (rowid, pairs) VALUES (?, ?)", (rowid, tokens(record))
    )


def tokens(record: Record) -> str:
    """What the index holds of a record: the pairs of each field, then every character once."""
    phrases = [pairs(search_key(record.value(field))) for field in FIELDS]
    address = "".join(record.value(f) for f in ("prefecture", "city", "town_and_block", "building"))
    phrases.append(pairs(search_key(address)))
    phrases += [pairs(digits(search_key(record.value(field)))) for field in NUMBERS]
    phrases.append(sorted({single(c) for f in FIELDS for c in search_key(record.value(f))}))
    return " | ".join(" ".join(found) for found in phrases if found)


def unindex_record(db: Connection, rowid: int) -> None:
    """Take a record out of the index."""
    db.execute("DELETE FROM record_search WHERE rowid = ?", (rowid,))


def purge(db: Connection) -> None:
    """Write the index anew without what was taken out: after an erasure nothing of it may stay."""
    db.execute("INSERT INTO record_search (record_search) VALUES ('optimize')")


def pairs(key: str) -> list[str]:
    """Overlapping pairs of a folded text as tokens."""
    codes = [f"{ord(letter):x}" for letter in key]
    return [f"x{a}y{b}" for a, b in itertools.pairwise(codes)]


def single(letter: str) -> str:
    """The token of one character: its own, because a prefix of pairs reads all their lists."""
    return f"s{ord(letter):x}"


def query(text: str) -> str:
    """The FTS5 query of what a person typed, "" when nothing searchable is in it."""
    words = [search_key(word) for word in text.split()]
    return " AND ".join(_phrase(word) for word in words if word)


def _phrase(word: str) -> str:
    """A word as it stands, or, for a number with hyphens, its digits alone as well."""
    bare = digits(word)
    if bare and bare != word:
        return f"({_exactly(word)} OR {_exactly(bare)})"
    return _exactly(word)


def _exactly(word: str) -> str:
    if len(word) == 1:
        return single(word)
    return '"' + " ".join(pairs(word)) + '"'


def digits(key: str) -> str:
    """The digits of a telephone number or postal code; "" for anything else."""
    bare = key.translate(SEPARATORS)
    return bare if bare.isdecimal() else ""


def search(db: Connection, text: str, kind: str, limit: int) -> list[tuple[str, str, str]]:
    """Rows (id, kind, value) of records that match, by reading; [] when nothing does."""
    wanted = query(text)
    if not wanted:
        return []
    rows: list[tuple[str, str, str]] = db.execute(
        "SELECT r.id, r.kind, r.value FROM record_search s JOIN record_row r ON r.rowid = s.rowid"
        " WHERE s.pairs MATCH ? AND r.kind = ? LIMIT ?",
        (wanted, kind, limit),
    ).fetchall()
    return rows
