"""A laptop joins with a one-time code and is known by its token from then on."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from visitapp.domain.note_number import STANDALONE, read_number
from visitapp.errors import Known
from visitapp.evidence.receipting import checked_certificate, checked_greeting
from visitapp.keys import verify
from visitapp.office import tables
from visitapp.sync import wire


def code_of(response: Any) -> tuple[int, str]:
    return response.status_code, response.json()["code"]


def hello(laptop: Any, nonce: str = "n1", left: int = 0, size: int = 0) -> wire.HelloReply:
    request = wire.HelloRequest(
        device=laptop.device,
        incarnation=laptop.incarnation,
        size=size,
        nonce=nonce,
        numbers_left=left,
    )
    return msgspec.json.decode(laptop.post("/v1/hello", request).content, type=wire.HelloReply)


def test_a_laptop_joins_and_gets_an_office_signed_certificate(laptop: Any) -> None:
    """WIRE 5: the certificate names the laptop's own key."""
    reply = laptop.reply
    signed = reply.certificate
    certificate = checked_certificate(signed.raw.encode(), signed.sig, reply.office_public_key)
    assert (certificate.device, certificate.name) == (laptop.device, "03 藤井")
    assert certificate.public_key == laptop.public.hex()
    assert reply.office_name == "本社"


def test_a_code_works_once_and_as_it_is_typed(office: Any, stranger: Callable[..., Any]) -> None:
    """WIRE 8: a code works once; case, hyphens and look-alikes don't matter."""
    code = office.code()
    assert re.fullmatch("[0-9A-HJKMNP-TV-Z]{10}", code)
    typed = f" {code[:5].lower()}-{code[5:].replace('1', 'l').replace('0', 'o')} "
    assert stranger().enroll(typed).status_code == 200
    assert code_of(stranger().enroll(code)) == (403, "code")


def test_a_code_ends_after_fifteen_minutes(office: Any, stranger: Callable[..., Any]) -> None:
    code, opened = office.code(), office.opened()
    with opened.database.writing() as connection:
        connection.execute(tables.enroll_code.update().values(expires_at=opened.micros() - 1))
    opened.database.close()
    assert code_of(stranger().enroll(code)) == (403, "code")


def test_a_guesser_soon_waits(office: Any, stranger: Callable[..., Any]) -> None:
    """Wrong codes are throttled per address; the right one must wait as well."""
    answers = [code_of(stranger().enroll("0000000000")) for _ in range(12)]
    assert answers == [(403, "code")] * 10 + [(429, "throttled")] * 2
    assert code_of(stranger().enroll(office.code())) == (429, "throttled")


@pytest.mark.parametrize("token", ["", "Bearer x", "Basic abc", "Bearer"])
def test_nobody_speaks_without_a_token(stranger: Callable[..., Any], token: str) -> None:
    unknown = stranger()
    unknown.client.headers["Authorization"] = token
    for method, path in (
        ("POST", "/v1/hello"),
        ("POST", "/v1/push"),
        ("GET", "/v1/pull"),
        ("POST", "/v1/receipt"),
        ("POST", "/v1/missing"),
        ("POST", "/v1/blobs"),
        ("PATCH", f"/v1/blobs/{'ab' * 32}"),
        ("GET", f"/v1/blobs/{'ab' * 32}"),
        ("PUT", f"/v1/thumbs/{'ab' * 32}"),
    ):
        response = unknown.client.request(method, path)
        assert code_of(response) == (401, "unauthorized"), path
    assert unknown.client.head(f"/v1/blobs/{'ab' * 32}").status_code == 401


def test_a_laptop_speaks_only_for_itself(laptop: Any, enrolled: Callable[..., Any]) -> None:
    other = replace(laptop, key=enrolled("02 江口").key)
    other.write()
    assert code_of(other.push()) == (403, "device")


def test_a_laptop_that_was_shut_out_is_refused(laptop: Any, office: Any) -> None:
    opened = office.opened()
    with opened.database.writing() as connection:
        connection.execute(tables.device.update().values(revoked_at=1))
    opened.database.close()
    laptop.write()
    assert code_of(laptop.push()) == (403, "revoked")
    laptop.client.headers.pop("Authorization")
    assert code_of(laptop.enroll(office.code())) == (403, "revoked")


def test_the_greeting_is_signed_and_fresh(laptop: Any) -> None:
    """Rule 8: online means that this worked; an old greeting can't be played again."""
    laptop.write()
    laptop.kept(laptop.push())
    signed = hello(laptop, "my nonce", size=1).greeting
    greeting = checked_greeting(signed.raw.encode(), signed.sig, laptop.office_key, "my nonce")
    assert (greeting.size, greeting.device) == (1, laptop.device)
    with pytest.raises(Known, match="nonce"):
        checked_greeting(signed.raw.encode(), signed.sig, laptop.office_key, "another")
    stranger = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    assert not verify(stranger, signed.raw.encode(), signed.sig)


def test_note_numbers_are_topped_up_and_known_to_the_office(laptop: Any, office: Any) -> None:
    """3-journal: pools of (number, nonce); no number twice, none with the reserved letter."""
    numbers = (
        hello(laptop).numbers + hello(laptop, left=45).numbers + hello(laptop, left=60).numbers
    )
    assert len(numbers) == 55
    assert len({number for number, _ in numbers}) == 55
    for number, nonce in numbers:
        assert read_number(number) == number
        assert not number.startswith(STANDALONE)
        assert re.fullmatch("[0-9A-F]{16}", nonce)
    known = office.query("SELECT note_no, nonce FROM note_number")
    assert sorted(map(tuple, known)) == sorted(map(tuple, numbers))


def test_a_branch_that_became_shorter_is_an_incident(laptop: Any, office: Any) -> None:
    """reliability 3.2: the office refuses a rolled-back device tree and opens an incident."""
    laptop.write()
    laptop.write()
    laptop.kept(laptop.push())
    hello(laptop, size=1)
    hello(laptop, size=1)
    assert office.query("SELECT what FROM incident") == [("rolled_back",)]


def test_the_description_of_the_interface_names_every_value(laptop: Any) -> None:
    """4-sync: OpenAPI 3.1 generated from the code."""
    description = laptop.client.get("/openapi.json").json()
    schemas = description["components"]["schemas"]
    assert description["openapi"].startswith("3.1")
    assert {"PushRequest", "PullReply", "WireItem", "Problem"} <= set(schemas)
    push = description["paths"]["/v1/push"]["post"]
    reference = push["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    assert reference == "#/components/schemas/PushRequest"
    assert set(description["paths"]["/v1/blobs/{sha256}"]) >= {"head", "patch", "get"}
