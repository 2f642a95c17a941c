"""What entries are called: no kind without a word, on the laptop and at the office."""

from visitapp.domain import entries
from visitapp.domain.codec import Content
from visitapp.kinds import KINDS
from visitapp.office.pages.words import KINDS as AT_THE_OFFICE

EVERY = {
    made.kind
    for made in vars(entries).values()
    if isinstance(made, type) and issubclass(made, Content) and made is not Content
}


def test_every_kind_of_entry_has_a_word_on_the_laptop() -> None:
    """The sync page once showed "visit_arranged" to a person."""
    assert set(KINDS) >= EVERY


def test_every_kind_of_entry_has_a_word_at_the_office() -> None:
    assert set(AT_THE_OFFICE) >= EVERY
