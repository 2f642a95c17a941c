"""A new epoch: this office was put back to an older state and may have lost what it confirmed.

Laptops notice at the next hello, count nothing as kept any more and offer everything again. The
office's own journal goes on in a new branch, because the old one may have gone on elsewhere.
"""

import secrets

from sqlalchemy import Connection, update

from visitapp.office import tables

NAME_BYTES = 8


def begin(connection: Connection) -> str:
    """Open a new epoch inside the caller's transaction; returns its name (16 hex)."""
    epoch = secrets.token_hex(NAME_BYTES)
    connection.execute(update(tables.head).values(epoch=epoch))
    branch = secrets.token_hex(NAME_BYTES)
    connection.execute(update(tables.tenant).values(incarnation=branch))
    return epoch
