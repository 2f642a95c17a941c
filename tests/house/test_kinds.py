"""What entries are called: no kind without a word, on the laptop and at the office."""

from visitapp.domain.codec import REGISTRY
from visitapp.kinds import KINDS
from visitapp.office.pages.words import KINDS as AT_THE_OFFICE


def test_every_kind_of_entry_has_a_word_on_the_laptop() -> None:
    """The sync page once showed "visit_arranged" to a person."""
    assert set(KINDS) == set(REGISTRY)


def test_every_kind_of_entry_has_a_word_at_the_office() -> None:
    assert set(AT_THE_OFFICE) == set(REGISTRY)
