"""The numbers of visits: planned, printed or by pen, each finds its visit for whoever is asked."""

from visitapp.domain.visit import Visit
from visitapp.store.database import Connection


def put_numbers(db: Connection, visit: Visit) -> None:
    """Write what differs from the numbers that stand; one that was withdrawn is free again."""
    rows = db.execute("SELECT number FROM visit_number WHERE visit = ?", (visit.id,)).fetchall()
    old = {row[0] for row in rows}
    for number in old - visit.numbers:
        db.execute("DELETE FROM visit_number WHERE number = ? AND visit = ?", (number, visit.id))
    for number in visit.numbers - old:
        db.execute("INSERT INTO visit_number VALUES (?, ?)", (number, visit.id))


def visits_numbered(db: Connection, number: str) -> list[str]:
    """The visits that have this number; those whose customer holds it, if there are any."""
    rows = db.execute(
        "SELECT n.visit, r.note_no = n.number FROM visit_number n"
        " JOIN visit_row r ON r.id = n.visit WHERE n.number = ? ORDER BY n.visit",
        (number,),
    ).fetchall()
    return [row[0] for row in rows if row[1]] or [row[0] for row in rows]
