"""What each finding is called, says and asks for: one table for laptop, office and command line.

The codes are those of ``docs/SYNC.md``. A finding never blocks anything; it asks a person to look.
"""

from typing import NamedTuple

from visitapp.texts import N_, translate


class Words(NamedTuple):
    """A finding in words: a title, what happened in one sentence, what to do."""

    title: str
    sentence: str
    advice: str


AT_THE_LAPTOP = {
    "split_view": Words(
        N_("The office's log does not continue"),
        N_("The office signed two states of its log that do not fit together."),
        N_("Go on working. Both signed states are kept here; show them to your office."),
    ),
    "office_restored": Words(
        N_("The office was restored"),
        N_("The office was put back to an older state; everything is offered to it again."),
        N_("Nothing to do: what this computer has is sent again by itself."),
    ),
    "rolled_back": Words(
        N_("Older state of this laptop"),
        N_("The office had more records of this laptop than were here."),
        N_("What was missing was fetched. Tell your office if nobody restored this laptop."),
    ),
    "forked": Words(
        N_("This laptop exists twice"),
        N_("The office holds other records under the same numbers: a copy of this laptop wrote."),
        N_("Both stay visible. Find the copy, and let only one of the two go on."),
    ),
    "receipt_refuted": Words(
        N_("A receipt does not hold"),
        N_("A receipt of the office does not fit the records here and counts for nothing."),
        N_("Go on working; the records stay here. Show this to your office."),
    ),
    "original_damaged": Words(
        N_("A stored photo or paper is damaged"),
        N_("An original no longer has the bytes it was kept with: the disk may be failing."),
        N_("It is not sent. The next sync brings it back if the office has it; else a backup."),
    ),
    "page_refuted": Words(
        N_("Records from the office do not hold"),
        N_("Something the office sent does not fit its signatures and was not taken."),
        N_("Go on working. Show this to your office."),
    ),
}
AT_THE_OFFICE = {
    "shrunk": Words(
        N_("This office was put back"),
        N_("A laptop showed a signed receipt for more records than are here."),
        N_("A new epoch was opened and the laptops offer everything again; find out who restored."),
    ),
    "rewritten": Words(
        N_("The log here was changed"),
        N_("A laptop showed a signed receipt for another log than the one here."),
        N_("Keep a copy of this folder and find out who changed it; laptops offer all again."),
    ),
    "restored": Words(
        N_("Restored from a backup"),
        N_("This office was restored from a backup; laptops offer everything again."),
        N_("Nothing to do once every laptop has been in touch."),
    ),
    "rolled_back": Words(
        N_("Laptop in an older state"),
        N_("A laptop knew less of its own records than this office: restored or copied."),
        N_("Ask whether it was restored. It goes on in a branch of its own; nothing is lost."),
    ),
    "forked": Words(
        N_("Laptop exists twice"),
        N_("Two copies of a laptop wrote different records under the same numbers."),
        N_("Both are kept, the later ones set apart. Find the copy and shut one of them out."),
    ),
    "chain": Words(
        N_("Broken chain"),
        N_("Records of a laptop did not follow one another and were not taken."),
        N_("Keep the laptop as it is and have its records checked (store check)."),
    ),
    "signature": Words(
        N_("Wrong signature"),
        N_("Records arrived that the laptop's own key had not signed."),
        N_("Keep the laptop as it is and have its records checked (store check)."),
    ),
    "commitment": Words(
        N_("Changed text"),
        N_("The text of a record was not the one it commits to; it was not taken."),
        N_("Keep the laptop as it is and have its records checked (store check)."),
    ),
    "damaged": Words(
        N_("Unreadable record"),
        N_("A record arrived that cannot be read; it was not taken."),
        N_("Update the program on that laptop; if it goes on, have its records checked."),
    ),
}
OTHER = Words(N_("Something to look at"), N_("An unusual finding was kept."), "")


def laptop_words(what: str) -> Words:
    """The finding's words in the language in force, as a laptop says them."""
    return _said(AT_THE_LAPTOP.get(what, OTHER))


def office_words(what: str) -> Words:
    """The same as the office says them."""
    return _said(AT_THE_OFFICE.get(what, OTHER))


def _said(words: Words) -> Words:
    return Words(*(translate(text) if text else "" for text in words))
