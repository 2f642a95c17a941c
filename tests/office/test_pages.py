"""The office's pages: visits and their evidence, in minutes, names exactly as written."""

import hashlib
import html
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx2
import pytest

from visitapp.domain.chain import Attachment, digest
from visitapp.domain.events import About, Draft
from visitapp.domain.office_entries import ErasureOrdered
from visitapp.evidence.verdict import fingerprint_of
from visitapp.office import own_journal, tables
from visitapp.office.blobs import blob_path
from visitapp.office.pages.headings import HEADINGS

NAME = '<script>alert("神")</script>& 𠮷田 邉󠄀子 {0} %s'
VISIT = "019abcde-0000-7000-8000-000000000001"
PHOTO = b"\xff\xd8\xff\xe0 the door" + bytes(2000)
SHA = hashlib.sha256(PHOTO).hexdigest()
JPEG = b"\xff\xd8\xff\xe0 small"


def tell_the_story(laptop: Any, name: str = NAME) -> None:
    """A planned, absent visit with one photo and a note; the photo is not uploaded."""
    about = {"visit": VISIT}
    group = {"group": "name", "base": "", "fields": {"name": name, "kana": "よしだ"}}
    person = {"group": "name", "base": "", "fields": {"name": "佐久間 亮"}}
    laptop.write(
        "record_changed", {"record": "customer", "groups": [group]}, about={"record": "c1"}
    )
    laptop.write("record_changed", {"record": "person", "groups": [person]}, about={"record": "p1"})
    laptop.write(
        "visit_planned",
        {
            "customer_id": "c1",
            "promised_at": "2026-11-25T14:30:00+09:00",
            "agreed_how": "phone",
            "staff": ["p1"],
        },
        about=about,
    )
    laptop.write("arrived", {"person": "p1"}, about=about)
    laptop.write("rang", {"person": "p1", "answered": False}, about=about)
    attach = (Attachment(sha256=SHA, size=len(PHOTO), mime="image/jpeg", origin="imported"),)
    laptop.write("photo_taken", {"sha256": SHA, "role": "door"}, about=about, attach=attach)
    laptop.write("outcome_recorded", {"outcome": "absent"}, about=about)
    note = {"note_no": "K7Q4-29DM", "revision": 1}
    laptop.write(
        "note_numbered",
        {**note, "nonce": "0123456789ABCDEF", "form": "open", "paper": "hagaki"},
        about=about,
    )
    laptop.write(
        "note_left",
        {"note_no": "K7Q4-29DM", "placement": "mailbox", "person": "p1"},
        about=about,
    )
    laptop.write("some_kind_of_2031", {"x": 1}, about=about)
    laptop.kept(laptop.push())


@pytest.fixture
def browser(office: Any) -> Any:
    """A browser on the office's own computer, set to English."""
    headers = {"Accept-Language": "en-GB,en;q=0.8,ja;q=0.5"}
    with httpx2.Client(base_url=office.url, headers=headers) as client:
        yield client


def page_of(browser: Any, path: str = f"/visits/{VISIT}") -> str:
    response = browser.get(path)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/html")
    return str(response.text)


def test_a_name_with_markup_stands_there_letter_by_letter(laptop: Any, browser: Any) -> None:
    """Faults: markup in names; names code point for code point."""
    tell_the_story(laptop)
    for path in ("/", f"/visits/{VISIT}"):
        page = page_of(browser, path)
        assert html.escape(NAME, quote=True).replace("&quot;", "&#34;") in page
        assert "<script" not in page


def test_the_list_tells_state_promise_note_and_what_is_here(laptop: Any, browser: Any) -> None:
    tell_the_story(laptop)
    page = page_of(browser, "/")
    for text in ("14:30", "佐久間 亮", "Nobody in", "K7Q4-29DM", "0 / 1", "03 藤井"):
        assert text in page
    assert "2026/11/25 (Wed)" in page


def test_a_visit_is_not_complete_before_its_originals_are_here(laptop: Any, browser: Any) -> None:
    """screens 12: green only after recomputation on this page view."""
    tell_the_story(laptop)
    before = page_of(browser)
    assert "Not complete yet" in before
    assert "Originals 0 / 1" in before
    laptop.upload(PHOTO)
    laptop.client.put(f"/v1/thumbs/{SHA}", content=JPEG)
    after = page_of(browser)
    assert "Verified" in after
    assert "Chain of entries 8 / 8" in after
    assert f"/thumbs/{SHA}.jpg" in after
    assert "Entry of another version" in after
    assert browser.get(f"/thumbs/{SHA}.jpg").content == JPEG


def test_a_note_at_the_wrong_house_is_said_in_words(laptop: Any, browser: Any) -> None:
    """N-04, V-05: found only after the note was left; in Japanese 誤投函."""
    tell_the_story(laptop)
    assert "wrong house" not in page_of(browser)
    laptop.write("outcome_recorded", {"outcome": "not_found"}, about={"visit": VISIT})
    laptop.kept(laptop.push())
    page = page_of(browser)
    assert "Note left at the wrong house" in page
    assert "Note K7Q4-29DM lies at another house" in page
    japanese = browser.get(f"/visits/{VISIT}", headers={"Accept-Language": "ja"}).text
    assert "誤投函" in japanese


def test_times_on_the_pages_have_no_seconds(laptop: Any, browser: Any) -> None:
    """N-21: minutes on office pages, seconds in the dossier."""
    tell_the_story(laptop)
    for path in ("/", f"/visits/{VISIT}"):
        assert not re.search(r"\d\d:\d\d:\d\d", page_of(browser, path))


def test_the_original_is_handed_out_byte_for_byte_and_never_shown_inline(
    laptop: Any, browser: Any
) -> None:
    tell_the_story(laptop)
    laptop.upload(PHOTO)
    response = browser.get(f"/blobs/{SHA}.jpg")
    assert response.content == PHOTO
    assert response.headers["content-disposition"] == f'attachment; filename="{SHA}.jpg"'
    assert response.headers["content-type"] == "application/octet-stream"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert browser.get(f"/blobs/{SHA}.html").status_code == 404
    assert browser.get(f"/blobs/{'ab' * 32}.jpg").status_code == 404


def _flip_original(office: Any) -> None:
    path = blob_path(office.folder, SHA)
    data = bytearray(path.read_bytes())
    data[100] ^= 1
    path.write_bytes(data)


def _change(office: Any, **values: Any) -> None:
    opened = office.opened()
    with opened.database.writing() as connection:
        connection.execute(tables.entry.update().where(tables.entry.c.n == 5).values(**values))
    opened.database.close()


def _drop(office: Any) -> None:
    opened = office.opened()
    with opened.database.writing() as connection:
        connection.execute(tables.entry.delete().where(tables.entry.c.n == 5))
    opened.database.close()


@pytest.mark.parametrize(
    ("tamper", "words"),
    [
        (_flip_original, "1 differ from their SHA-256"),
        (lambda office: _change(office, sig=bytes(64)), "entry 5 disagrees"),
        (lambda office: _change(office, salt=bytes(32)), "entry 5 disagrees"),
        (lambda office: _change(office, raw=b"{}", visit=None), "entry 5 disagrees"),
        (_drop, "entry 3 disagrees"),
    ],
)
def test_a_silent_change_at_the_office_is_shown(
    laptop: Any, office: Any, browser: Any, tamper: Callable[[Any], None], words: str
) -> None:
    """Evidence: what the office's own administrator changes is found by recomputation."""
    tell_the_story(laptop)
    laptop.upload(PHOTO)
    assert "Verified" in page_of(browser)
    tamper(office)
    page = page_of(browser)
    assert "Does not hold" in page
    assert words in page


def test_what_was_erased_is_said_and_the_rest_still_holds(
    laptop: Any, office: Any, browser: Any
) -> None:
    """screens 12: grey "erased by rule", still verified."""
    tell_the_story(laptop)
    laptop.upload(PHOTO)
    arrived = digest(laptop.items[3].raw)
    opened = office.opened()
    order = ErasureOrdered(entries=(arrived,), blobs=(SHA,), reason="V-02")
    own_journal.write(opened, Draft(about=About(), actor="admin", content=order))
    opened.database.close()
    page = page_of(browser)
    assert "Verified" in page
    assert "1 erased by rule" in page
    assert browser.get(f"/blobs/{SHA}.jpg").status_code == 404


def test_japanese_is_the_first_language(office: Any) -> None:
    with httpx2.Client(base_url=office.url) as plain:
        assert '<html lang="ja">' in plain.get("/").text
        assert '<html lang="en">' in plain.get("/?lang=en").text
        assert plain.get("/?lang=xx").status_code == 200


def test_every_page_forbids_what_is_not_ours(laptop: Any, browser: Any) -> None:
    """4-sync: CSP without inline."""
    tell_the_story(laptop)
    for path in ("/", f"/visits/{VISIT}", "/visits/nothing", "/static/css/office.css"):
        policy = browser.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
    assert browser.get("/visits/nothing").status_code == 404
    assert browser.get("/static/icons/doorbell.svg").status_code == 200
    for path in ("/static/icons/..%2fx.svg", "/static/css/x.css", "/static/fonts/x.ttf"):
        assert browser.get(path).status_code == 404


def test_pages_are_shut_for_a_name_that_only_points_here(laptop: Any, browser: Any) -> None:
    """DNS rebinding: the Host header must name this computer."""
    tell_the_story(laptop)
    for path in ("/", f"/visits/{VISIT}"):
        response = browser.get(path, headers={"Host": "evil.example"})
        assert response.status_code == 403
        assert "own computer" in response.text
    assert browser.get("/", headers={"X-Forwarded-For": "10.0.0.1"}).status_code == 200


def test_the_list_goes_on_page_by_page_and_by_day(laptop: Any, browser: Any) -> None:
    for number in range(55):
        planned = {
            "customer_id": f"c{number}",
            "promised_at": f"2026-11-{number % 28 + 1:02d}T10:00:00+09:00",
            "agreed_how": "phone",
            "staff": [],
        }
        laptop.write("visit_planned", planned, about={"visit": f"visit-{number:02d}"})
    laptop.kept(laptop.push())
    first = page_of(browser, "/")
    assert first.count('href="/visits/') == 50
    older = html.unescape(first.split('class="button" href="')[1].split('"')[0])
    second = page_of(browser, older)
    assert second.count('href="/visits/') == 5
    assert page_of(browser, "/?day=2026-11-03").count('href="/visits/') == 2
    for strange in ("/?day=x", "/?before=x", "/?before=9.", "/?day=0001-01-01"):
        assert browser.get(strange).status_code == 200


def test_what_a_person_must_look_at_is_on_the_first_page(laptop: Any, browser: Any) -> None:
    assert "Nothing to look at." in page_of(browser, "/")
    laptop.write("arrived", body=b"<html>")
    laptop.kept(laptop.push())
    clone = replace(laptop, items=[])
    clone.write()
    clone.push()
    page = page_of(browser, "/")
    assert "Laptop exists twice" in page
    assert "1 entries of another form" in page


def test_findings_and_what_lies_apart_have_a_page_of_their_own(laptop: Any, browser: Any) -> None:
    """Each with one sentence and what to do; the forked branch is in full view."""
    assert "Nothing to look at." in page_of(browser, "/attention")
    laptop.write()
    laptop.kept(laptop.push())
    clone = replace(laptop, items=[])
    clone.write(body=b'{"about":{},"actor":"<b>","content":{"person":"x"}}')
    clone.write()
    clone.push()
    page = page_of(browser, "/attention")
    assert "Two copies of a laptop wrote different records under the same numbers." in page
    assert f"2 records of 03 藤井, branch {laptop.incarnation}, are kept apart." in page


def test_a_photo_that_must_not_be_kept_is_destroyed_by_a_form_with_a_reason(
    laptop: Any, browser: Any, office: Any
) -> None:
    """V-02."""
    tell_the_story(laptop)
    laptop.write("erasure_asked", {"sha256": SHA, "reason": NAME}, about={"visit": VISIT})
    laptop.kept(laptop.push())
    laptop.upload(PHOTO)
    assert "1 photos are asked to be destroyed" in page_of(browser, "/")
    asked = "EXPLAIN QUERY PLAN SELECT * FROM entry WHERE kind = 'erasure_asked' ORDER BY seq"
    assert [row.detail for row in office.query(asked)] == ["SCAN entry USING INDEX entry_wish"]
    page = page_of(browser, "/attention")
    assert html.escape(NAME, quote=True).replace("&#x27;", "&#39;").split(";")[0] in page
    assert "佐久間 亮" in page
    address, reason = f"/attention/{SHA}?lang=en", b"reason=%E6%A8%A9%E5%88%A9"
    elsewhere = {"Origin": "http://evil.example"}
    assert browser.post(address, content=reason, headers=elsewhere).status_code == 403
    assert browser.post(address, content=b"reason=+").status_code == 422
    assert blob_path(office.folder, SHA).exists()
    assert browser.post(address, content=reason).status_code == 200
    assert not blob_path(office.folder, SHA).exists()
    assert "Nothing to look at." in page_of(browser, "/attention")
    assert "erased by rule" in page_of(browser, f"/visits/{VISIT}")


def test_every_word_of_the_pages_has_a_heading() -> None:
    """Templates name headings by key; a missing key would fail only when shown."""
    folder = Path(own_journal.__file__).parent / "pages" / "templates"
    used = {
        key
        for template in folder.glob("*.html")
        for key in re.findall(r'w\("(\w+)"\)', template.read_text(encoding="utf-8"))
    }
    assert used == set(HEADINGS)


def test_a_dossier_is_made_on_the_page_of_its_visit(laptop: Any, office: Any, browser: Any) -> None:
    """V-08: with a reason, sent from a page of ours; removed from the disk when it was sent."""
    tell_the_story(laptop)
    page = page_of(browser)
    assert f'action="/visits/{VISIT}/dossier"' in page
    path = f"/visits/{VISIT}/dossier"
    form = {"reason": "弁護士へ", "case": "1"}
    assert (
        browser.post(path, data=form, headers={"Origin": "http://evil.example"}).status_code == 403
    )
    assert browser.post(path, data=form, headers={"Origin": "null"}).status_code == 403
    refused = browser.post(path, data={"reason": " "})
    assert refused.status_code == 422
    assert "only with a reason" in refused.text
    assert "no such visit" in browser.post("/visits/nothing/dossier", data=form).text
    assert not office.query("SELECT 1 FROM entry WHERE kind = 'exported'")
    answer = browser.post(path, data=form, headers={"Origin": office.url})
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].endswith(f'"dossier-{VISIT}.zip"')
    assert len(answer.content) == int(answer.headers["content-length"])
    with zipfile.ZipFile(BytesIO(answer.content)) as archive:
        assert f"scope visit {VISIT}\n" in archive.read("MANIFEST").decode()
    [(body,)] = office.query("SELECT body FROM entry WHERE kind = 'exported'")
    assert hashlib.sha256(answer.content).hexdigest().encode() in body
    assert not list((office.folder / "outgoing").iterdir())
    assert "Records given out" in page_of(browser)


def test_the_fingerprint_can_be_printed(office: Any, browser: Any) -> None:
    """Where a company finds what strangers compare."""
    seat = office.opened()
    seat.database.close()
    found = fingerprint_of(seat.key.public)
    page = page_of(browser, "/fingerprint")
    assert found in page
    assert " ".join(found[k : k + 8] for k in (0, 8, 16, 24)) in page
    assert browser.get("/fingerprint", headers={"Host": "evil.example"}).status_code == 403
