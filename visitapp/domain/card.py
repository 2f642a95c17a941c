"""What a business card left with a note says (layout 4): values from the sender's settings."""

from dataclasses import dataclass

from visitapp.domain.note_facts import Logo, Sender, Staff
from visitapp.domain.note_texts import NoteTexts
from visitapp.errors import Known

_SPECIAL = str.maketrans({c: f"\\{c}" for c in "\\;:,"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One person's card; ``number`` is the note's on the slip that goes with it, else empty.

    ``codes`` are the MECARD texts to try, from complete to short: the first that a code of 18 mm
    can hold is printed.
    """

    company: str
    department: str
    name: str
    kana: str
    address: tuple[str, ...]
    phone_label: str
    phone: str
    phone_kind: str
    mail: str
    advice: str
    number_label: str
    number: str
    codes: tuple[str, ...]
    code_label: str
    logo: Logo | None = None


def address_lines(postal_code: str, address: str) -> tuple[str, ...]:
    """The one line of an address on a card, 〒 before it; none without an address."""
    postal, place = postal_code.strip(), address.strip()
    if not place:
        return ()
    return (f"〒{postal} {place}",) if postal else (place,)


def postcode_apart(lines: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The lines of ``address_lines`` with 〒 and its figures taken out, which may be ""."""
    if not (lines and lines[0].startswith("〒")):
        return "", lines
    postcode, _space, place = lines[0].partition(" ")
    return postcode, (place, *lines[1:])


def compose_card(person: Staff, sender: Sender, note_no: str, texts: NoteTexts) -> Card:
    """The card of one of the staff; raises Known when company or phone is not set.

    The phone is the company's: a card left at a stranger's door names no mobile (layout 4).
    """
    if not (sender.company and sender.phone):
        raise Known(
            "Sender not complete",
            "The card can't be made: company or phone of the sender is not set.",
            "Set company and phone in the settings, section [sender].",
        )
    say = texts.say
    return Card(
        company=sender.company,
        department=" ".join(part for part in (sender.department, person.title) if part),
        name=person.name,
        kana=person.kana,
        address=sender.address,
        phone_label=say("card.phone"),
        phone=sender.phone,
        phone_kind=say("card.phone_kind"),
        mail=sender.mail,
        advice=say("card.advice"),
        number_label=say("paper.number_short") if note_no else "",
        number=note_no,
        codes=_codes(person, sender),
        code_label=say("card.code"),
        logo=sender.logo,
    )


def _codes(person: Staff, sender: Sender) -> tuple[str, ...]:
    fields = {
        "N": _comma(person.name),
        "SOUND": _comma(person.kana),
        "ORG": sender.company.translate(_SPECIAL),
        "TEL": sender.phone.translate(_SPECIAL),
        "EMAIL": sender.mail.translate(_SPECIAL),
    }
    shorter = [set[str](), {"EMAIL"}, {"EMAIL", "SOUND"}, {"EMAIL", "SOUND", "ORG"}]
    return tuple(
        "MECARD:" + "".join(f"{k}:{v};" for k, v in fields.items() if v and k not in left) + ";"
        for left in shorter
    )


def _comma(name: str) -> str:
    """Family and given name as MECARD parts them."""
    return ",".join(part.translate(_SPECIAL) for part in name.split())
