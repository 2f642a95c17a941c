"""How the office stands with its time stamps: each checked anew, and what its word is worth.

A stamp says that the office's whole log was there by a certain time. Who says it decides whom it
convinces: that is told in a sentence beside it, never left to the reader (RFC 3161 says nothing of
trust).
"""

from dataclasses import dataclass

from visitapp.errors import Known
from visitapp.marks import N_
from visitapp.office.seat import Office
from visitapp.office.stamping import ledger
from visitapp.office.stamping.authority import OFF, OWN, Authority, load_authority
from visitapp.office.stamping.ledger import Failure, Stamp
from visitapp.texts import translate

SHOWN = 10
WORTH = {
    OFF: N_("No time-stamp authority is set: nobody outside confirms when the records were there."),
    OWN: N_(
        "This office is its own authority: a stamp shows what this computer's clock said. It "
        "convinces nobody who does not trust this office already."
    ),
}
OUTSIDE = N_(
    "{url} confirms that all records were there at the time of the stamp. Its word is worth what "
    "the reader thinks of that authority; its certificate lies in {trusted}."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A stamp that was kept; ``trouble`` is why it does not hold any more, None while it does."""

    stamp: Stamp
    trouble: Known | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The authority that is set, the last stamps, newest first, and the last failure."""

    authority: Authority
    stamps: tuple[Standing, ...]
    failure: Failure | None

    @property
    def worth(self) -> str:
        """What the word of the authority that is set is worth, in the reader's language."""
        given = self.authority
        outside = translate(OUTSIDE, url=given.authority, trusted=given.trusted)
        return translate(WORTH[given.authority]) if given.authority in WORTH else outside


def overview(office: Office, limit: int = SHOWN) -> Overview:
    """The last stamps, each checked again: imprint, signature and the way to a trusted root.

    Raises Known for settings that don't make sense.
    """
    authority = load_authority(office.folder)
    with office.database.reading() as connection:
        stamps, failure = ledger.newest(connection, limit), ledger.failure(connection)
    checked = tuple(Standing(stamp=one, trouble=_trouble(office, one)) for one in stamps)
    return Overview(authority=authority, stamps=checked, failure=failure)


def _trouble(office: Office, stamp: Stamp) -> Known | None:
    # only an office with stamps loads what reads them
    import hashlib  # noqa: PLC0415

    from visitapp.keys import verify  # noqa: PLC0415
    from visitapp.office.stamping import asking, tokens  # noqa: PLC0415

    try:
        if not verify(office.key.public, stamp.raw, stamp.sig):
            raise tokens.refused("office")
        given = Authority(authority=stamp.authority, trusted=load_authority(office.folder).trusted)
        question = tokens.Question(imprint=hashlib.sha256(stamp.raw).digest())
        tokens.checked_answer(stamp.answer, question, asking.trusted_by(given, office.folder))
    except Known as known:
        return known
    return None
