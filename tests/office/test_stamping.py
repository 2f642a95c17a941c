"""RFC 3161 on the office's root: a real OpenSSL authority answers, and may lie or be silent."""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import tsp

from tests.office.authorities import OTHER_POLICY, POLICY, Authority, use
from visitapp.clock import SystemClock
from visitapp.domain.entries import Exported
from visitapp.domain.events import About, Draft
from visitapp.errors import Known
from visitapp.evidence.signed_words import words_bytes
from visitapp.keys import verify
from visitapp.office import frontier, own_journal, tables
from visitapp.office.pages import stamps_page
from visitapp.office.seat import Office, establish
from visitapp.office.stamping import daily, ledger, standing, tokens
from visitapp.office.stamping.authority import FILE, load_authority, read_certificates
from visitapp.office.stamping.own_authority import root_of

CLOCK = SystemClock()


class LaterClock(SystemClock):
    """This computer's clock, set ahead."""

    ahead = timedelta(0)

    def now(self) -> datetime:
        return super().now() + self.ahead


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = establish(tmp_path / "office", "本社", LaterClock())
    write(office)
    yield office
    office.database.close()


def write(office: Office) -> None:
    content = Exported(what="dossier", reason="社内の確認", sha256="0" * 64)
    own_journal.write(office, Draft(about=About(), actor="p1", content=content))


def stamps(office: Office) -> list[ledger.Stamp]:
    with office.database.reading() as connection:
        return list(ledger.newest(connection))


def failed(office: Office) -> ledger.Failure | None:
    with office.database.reading() as connection:
        return ledger.failure(connection)


def swapped(answer: bytes) -> bytes:
    """The same answer with its certificates in the other order: signed bytes stay as they are."""
    reply = tsp.TimeStampResp.load(answer)
    signed = reply["time_stamp_token"]["content"]
    two = [one.dump() for one in signed["certificates"]]
    joined = b"".join(two)
    assert len(two) == 2
    assert joined in answer
    return answer.replace(joined, b"".join(reversed(two)))


def test_the_token_is_about_the_words_with_the_root_of_everything(
    office: Office, authority: Authority
) -> None:
    """N-11: what was there by the token's time can't be made up later, not even by the office."""
    use(office, authority)
    before = datetime.now(UTC) - timedelta(seconds=2)
    made = daily.stamp(office)
    assert before <= made.at <= datetime.now(UTC) + timedelta(seconds=2)
    with office.database.reading() as connection:
        head = connection.execute(tables.head.select()).one()
    assert (made.words.size, made.words.root) == (head.seq, frontier.root(head.frontier))
    assert verify(office.key.public, made.raw, made.sig)
    assert (made.signer, made.policy) == ("Test signer", POLICY)
    assert stamps(office) == [made]
    assert failed(office) is None


def test_a_stranger_checks_it_with_openssl_alone(
    office: Office, authority: Authority, tmp_path: Path
) -> None:
    use(office, authority)
    made = daily.stamp(office)
    (tmp_path / "words").write_bytes(made.raw)
    (tmp_path / "token").write_bytes(made.answer)
    words = ["openssl", "ts", "-verify", "-data", "words", "-in", "token"]
    words += ["-CAfile", str(authority.root), "-untrusted", str(office.folder / "trusted.pem")]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, b"Verification: OK" in done.stdout + done.stderr) == (0, True)


@pytest.mark.parametrize("what", ["imprint", "nonce", "policy", "signature", "form", "status"])
def test_an_answer_that_does_not_hold_is_never_kept(
    office: Office, authority: Authority, what: str
) -> None:
    """The imprint, the nonce, the policy and the chain, each on its own."""
    use(office, authority, **({"policy": "1.3.6.1.4.1.99999.7"} if what == "status" else {}))
    raw = b"the root of another day"
    question = tokens.ask_about(raw, "")
    whole = authority.answer(question.raw)
    trusted = read_certificates(office.folder / "trusted.pem")
    tokens.checked_answer(whole, question, trusted)
    if what == "status":  # an authority refuses a policy that it does not have
        with pytest.raises(Known, match="status"):
            daily.stamp(office)
    elif what == "imprint":
        authority.instead.append(whole)
        with pytest.raises(Known, match="imprint"):
            daily.stamp(office)
    else:
        nonce = (question.nonce or 0) + (what == "nonce")
        asked = replace(question, nonce=nonce, policy=OTHER_POLICY if what == "policy" else "")
        at = whole.index(question.imprint) if what == "form" else len(whole) - 3
        told = bytes([whole[0] ^ 1, *whole[1:]]) if what == "form" else whole
        if what == "signature":
            told = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        with pytest.raises(Known, match=what):
            tokens.checked_answer(told, asked, trusted)
    assert stamps(office) == []


def test_an_authority_that_we_do_not_trust_is_refused(office: Office, authority: Authority) -> None:
    use(office, authority, trusted=str(authority.folder / "intermediate.pem"))
    with pytest.raises(Known, match="signature"):
        daily.stamp(office)
    assert stamps(office) == []


def test_a_certificate_set_in_another_order_gets_a_second_opinion(
    office: Office, authority: Authority
) -> None:
    """rfc3161-client refuses a SET that is not sorted; openssl decides then, and strictly."""
    use(office, authority)
    authority.chain = True
    question = tokens.ask_about(b"words", "")
    answer = authority.answer(question.raw)
    trusted = read_certificates(authority.root)
    for told in (answer, swapped(answer)):
        assert tokens.checked_answer(told, question, trusted).signer == "Test signer"
        spoiled = bytearray(told)
        spoiled[-3] ^= 1
        with pytest.raises(Known):
            tokens.checked_answer(bytes(spoiled), question, trusted)


def test_silence_is_told_kept_and_tried_again_later(office: Office, authority: Authority) -> None:
    """A failure is calm: no entry, no laptop waits for it; the next answer forgets it."""
    use(office, authority)
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        dead = replace(authority, url=f"http://127.0.0.1:{nobody.getsockname()[1]}/")
        use(office, dead)
        daily.turn(office)
    found = failed(office)
    assert found is not None
    assert found.known.title == "Time-stamp authority not reached"
    write(office)  # laptops and the office's own journal go on
    use(office, authority)
    assert not daily.is_due(office)
    LaterClock.ahead = daily.AGAIN
    try:
        daily.turn(office)
    finally:
        LaterClock.ahead = timedelta(0)
    assert (len(stamps(office)), failed(office)) == (1, None)


def test_it_is_asked_once_a_day_when_something_is_new(office: Office, authority: Authority) -> None:
    use(office, authority, at=f"{CLOCK.now():%H:%M}")
    daily.turn(office)
    daily.turn(office)
    assert len(authority.asked) == 1
    try:
        LaterClock.ahead = timedelta(days=1)
        assert not daily.is_due(office)  # nothing is new
        write(office)
        assert daily.is_due(office)
        LaterClock.ahead = timedelta(0)
        assert not daily.is_due(office)  # new, but today's is there already
    finally:
        LaterClock.ahead = timedelta(0)


def test_none_is_asked_by_default(office: Office) -> None:
    daily.turn(office)
    assert failed(office) is None
    with pytest.raises(Known, match="No time-stamp authority is set"):
        daily.stamp(office)


def test_the_offices_own_authority_answers_and_is_checked_like_any_other(office: Office) -> None:
    """It is worth what the office's word is worth; the page says so."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl on this computer")
    (office.folder / FILE).write_text('[timestamp]\nauthority = "own"\n', encoding="utf-8")
    first, second = daily.stamp(office), daily.stamp(office)
    assert first.authority == "own"
    assert first.answer != second.answer
    assert len(read_certificates(root_of(office.folder))) == 1
    assert not list(root_of(office.folder).parent.glob(".ask-*"))


@pytest.mark.parametrize(
    "text",
    [
        "[timestamp]\nauthority = 'ftp://a'\ntrusted = 'x'\n",
        "[timestamp]\nauthority = 'https://a.example/'\n",
        "[timestamp]\nat = '25:00'\n",
        "[timestamp]\npolicy = 'best'\n",
        "[timestamp]\nurl = 'https://a.example/'\n",
        "[timestamps]\nauthority = 'own'\n",
        "timestamp = 3\n",
        "[timestamp\n",
    ],
)
def test_a_setting_that_makes_no_sense_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(Known):
        load_authority(tmp_path)


def test_two_answers_of_a_day_are_two_tokens(office: Office, authority: Authority) -> None:
    """The earliest that covers an entry is the one that counts."""
    use(office, authority)
    first = daily.stamp(office)
    write(office)
    second = daily.stamp(office)
    with office.database.reading() as connection:
        assert ledger.first_over(connection, 1) == first
        assert ledger.first_over(connection, 2) == second
        assert ledger.first_over(connection, 3) is None
        assert ledger.last_over(connection) == second


def test_a_stamp_of_a_log_that_was_lost_covers_nothing_of_this_one(
    office: Office, authority: Authority
) -> None:
    """After a restore the log went on otherwise: the old stamp is not about its beginning."""
    use(office, authority)
    made = daily.stamp(office)
    other = replace(made.words, root="ab" * 32)
    with office.database.writing() as connection:
        connection.execute(tables.timestamp.delete())
        ledger.keep(connection, replace(made, raw=words_bytes(other)))
    with office.database.reading() as connection:
        assert ledger.first_over(connection, 1) is None
        assert ledger.last_over(connection) is None


def test_the_office_tells_which_stamps_hold_and_what_they_are_worth(
    office: Office, authority: Authority
) -> None:
    """A stamp that was changed afterwards, or whose authority nobody trusts any more, is told."""
    use(office, authority)
    daily.stamp(office)
    found = standing.overview(office)
    assert [one.trouble for one in found.stamps] == [None]
    assert authority.url in found.worth
    with office.database.writing() as connection:
        connection.execute(tables.timestamp.update().values(raw=found.stamps[0].stamp.raw + b" "))
    assert standing.overview(office).stamps[0].trouble is not None
    (office.folder / "trusted.pem").write_text("", encoding="utf-8")
    assert standing.overview(office).stamps[0].trouble is not None


def test_an_own_authority_is_called_what_it_is(office: Office) -> None:
    """It convinces nobody who does not trust the office already: said, not hidden."""
    assert "nobody outside" in standing.overview(office).worth
    (office.folder / FILE).write_text('[timestamp]\nauthority = "own"\n', encoding="utf-8")
    daily.stamp(office)
    found = standing.overview(office)
    assert "convinces nobody who does not trust" in found.worth
    assert found.stamps[0].trouble is None
    page = stamps_page.compose(office)
    assert [line.holds for line in page.lines] == [True]
    assert page.worth == found.worth


def test_a_setting_that_makes_no_sense_is_told_on_the_page(office: Office) -> None:
    (office.folder / FILE).write_text("[timestamp]\nat = '25:00'\n", encoding="utf-8")
    assert "does not make sense" in stamps_page.compose(office).failure
