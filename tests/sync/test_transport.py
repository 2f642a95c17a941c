"""What the laptop understands when something other than its office answers."""

import socket

import pytest

from tests.sync.doors import Said, stranger
from visitapp.sync import conversation
from visitapp.sync.failures import SENTENCES, Cause, Failure
from visitapp.sync.transport import HttpTransport
from visitapp.sync.wire import HelloRequest

HELLO = HelloRequest(device="a" * 32, incarnation="b" * 16, size=0, nonce="c")
HTML = {"Content-Type": "text/html; charset=utf-8"}
JSON = {"Content-Type": "application/json"}
STRANGERS: dict[str, tuple[Said, Cause]] = {
    "a sign-in page": ((200, HTML, b"<html>Welcome to Hotel Wi-Fi"), Cause.CAPTIVE),
    "a redirect": ((302, {"Location": "http://login.example/"}, b""), Cause.CAPTIVE),
    "network sign-in required": ((511, HTML, b"<html>"), Cause.CAPTIVE),
    "a page saying forbidden": ((403, HTML, b"<html>blocked"), Cause.CAPTIVE),
    "JSON of somebody else": ((200, JSON, b'{"ok": true}'), Cause.CAPTIVE),
    "no JSON at all": ((200, JSON, b"\xff\xfe"), Cause.CAPTIVE),
    "an empty yes": ((204, {}, b""), Cause.CAPTIVE),
    "a wrong compression": ((200, {**JSON, "Content-Encoding": "gzip"}, b"zz"), Cause.CAPTIVE),
    "a proxy without its office": ((502, HTML, b"<html>Bad Gateway"), Cause.UNREACHABLE),
    "a proxy that gave up": ((504, {}, b""), Cause.UNREACHABLE),
    "no admittance": (
        (401, JSON, b'{"code": "unauthorized", "message": "no"}'),
        Cause.REVOKED,
    ),
    "shut out": ((403, JSON, b'{"code": "revoked", "message": "no"}'), Cause.REVOKED),
    "a full disk": ((507, JSON, b'{"code": "disk_full", "message": "full"}'), Cause.FULL),
    "another number": (
        (409, JSON, b'{"code": "expect", "message": "n", "expect": 7}'),
        Cause.REFUSED,
    ),
}


@pytest.mark.parametrize("name", STRANGERS)
def test_every_answer_that_is_no_office_gets_its_own_name(name: str) -> None:
    """Sync rule 8: a captive portal is named as such, never taken for an office."""
    said, cause = STRANGERS[name]
    with stranger(said) as url:
        transport = HttpTransport(url, "token")
        with pytest.raises(Failure) as caught:
            conversation.hello(transport, HELLO)
        transport.close()
    assert caught.value.cause is cause
    assert str(caught.value)


def test_an_office_that_waits_for_another_entry_says_which() -> None:
    said, _ = STRANGERS["another number"]
    with stranger(said) as url:
        transport = HttpTransport(url)
        with pytest.raises(Failure) as caught:
            conversation.hello(transport, HELLO)
        transport.close()
    assert (caught.value.code, caught.value.expect) == ("expect", 7)


@pytest.mark.parametrize(
    "said", [(200, HTML, b""), (302, {"Location": "/"}, b""), (200, {}, b""), (204, {}, b"")]
)
def test_a_sign_in_page_never_counts_as_a_received_photo(said: Said) -> None:
    with stranger(said) as url:
        transport = HttpTransport(url)
        for call in (
            lambda: conversation.blob_offset(transport, "a" * 64),
            lambda: conversation.append_blob(transport, "a" * 64, 0, b"photo"),
        ):
            with pytest.raises(Failure) as caught:
                call()
            assert caught.value.cause is Cause.CAPTIVE
        transport.close()


def test_nobody_at_home_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    transport = HttpTransport(f"http://127.0.0.1:{port}")
    with pytest.raises(Failure) as caught:
        conversation.hello(transport, HELLO)
    transport.close()
    assert caught.value.cause is Cause.UNREACHABLE
    assert not caught.value.is_final


def test_silence_is_unreachable_after_the_stall_time() -> None:
    """No total timeout, but a connection on which no byte moves is given up."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        transport = HttpTransport(f"http://127.0.0.1:{silent.getsockname()[1]}", stall=0.2)
        with pytest.raises(Failure) as caught:
            conversation.hello(transport, HELLO)
        transport.close()
    assert caught.value.cause is Cause.UNREACHABLE


def test_every_cause_has_a_sentence_and_advice() -> None:
    for cause in Cause:
        title, message, advice = SENTENCES[cause]
        assert title
        assert message.endswith(".")
        assert advice.endswith(".")
        assert str(Failure(cause, code="x"))
