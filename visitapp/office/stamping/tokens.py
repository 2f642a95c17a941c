"""RFC 3161 questions and answers: an answer is believed only after everything in it held.

What an answer says is read with asn1crypto; its signature is judged by rfc3161-client, and by the
openssl command where that one refuses the very form: a certificate SET that is not sorted as DER
wants it, as OpenSSL's own authority sends it with a chain (measured; reliability.md 3.3).
"""

import hashlib
import secrets
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from asn1crypto import cms, core, tsp
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate
from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

from visitapp.errors import Known

NONCE_BITS = 63
GRANTED = 0  # with modifications is not what was asked
SECONDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A DER request, and what its answer must repeat: the imprint (SHA-256), nonce and policy.

    ``nonce`` None and ``policy`` "" accept any: for an answer that was checked when it came.
    """

    imprint: bytes
    nonce: int | None = None
    policy: str = ""
    raw: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a checked answer says: the time (UTC), the policy's OID and the signer's name."""

    at: datetime
    policy: str
    signer: str


def ask_about(message: bytes, policy: str) -> Question:
    """The question about ``message``, for the authority's certificate too."""
    imprint, nonce = hashlib.sha256(message).digest(), secrets.randbits(NONCE_BITS) | 1
    request = {
        "version": "v1",
        "message_imprint": {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": imprint},
        "nonce": nonce,
        "cert_req": True,
    }
    if policy:
        request["req_policy"] = policy
    raw = tsp.TimeStampReq(request).dump()
    return Question(imprint=imprint, nonce=nonce, policy=policy, raw=raw)


def checked_answer(answer: bytes, question: Question, trusted: Sequence[Certificate]) -> Told:
    """What the answer says, after imprint, nonce, policy, signature and chain held; Known if not.

    The certificates in the answer must lead to one of ``trusted`` at the time it tells.
    """
    told = _read(answer, question)
    _demand_signature(answer, question, trusted, told.at)
    return told


def _read(answer: bytes, question: Question) -> Told:
    try:
        # a refusal has no token, which the class for whole answers can't read
        status = core.Sequence.load(answer, strict=True)[0][0].native
        if status != GRANTED:
            raise refused(f"status {status}")
        signed = tsp.TimeStampResp.load(answer, strict=True)["time_stamp_token"]["content"]
        info = signed["encap_content_info"]["content"].parsed.native
        found = info["message_imprint"]
        wrong = {
            "imprint": found["hash_algorithm"]["algorithm"] != "sha256"
            or found["hashed_message"] != question.imprint,
            "nonce": question.nonce is not None and info["nonce"] != question.nonce,
            "policy": bool(question.policy) and info["policy"] != question.policy,
        }
        for what in (what for what, is_wrong in wrong.items() if is_wrong):
            raise refused(what)
        return Told(
            at=info["gen_time"].astimezone(UTC), policy=info["policy"], signer=_signer(signed)
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise refused("form") from error


def _signer(signed: cms.SignedData) -> str:
    """How the certificate that signed calls its owner, "" when it is not in the answer."""
    sid = signed["signer_infos"][0]["sid"].native
    for one in signed["certificates"]:
        certificate = one.chosen
        if certificate.serial_number == sid["serial_number"]:
            named = certificate.subject.native
            return str(named.get("common_name") or certificate.subject.human_friendly)
    return ""


def _demand_signature(
    answer: bytes, question: Question, trusted: Sequence[Certificate], at: datetime
) -> None:
    try:
        reply = decode_timestamp_response(answer)
    except ValueError as error:
        if "InvalidSetOrdering" not in str(error):
            raise refused("form") from error
        _demand_by_openssl(answer, question, trusted, at)
        return
    verifier = VerifierBuilder(roots=list(trusted)).build()
    try:
        verifier.verify(reply, question.imprint)
    except (VerificationError, ValueError) as error:
        raise refused("signature") from error


def _demand_by_openssl(
    answer: bytes, question: Question, trusted: Sequence[Certificate], at: datetime
) -> None:
    """At the time it tells, as rfc3161-client does: certificates may have run out since then."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "answer").write_bytes(answer)
        pem = b"".join(one.public_bytes(Encoding.PEM) for one in trusted)
        (folder / "trusted").write_bytes(pem)
        command = ["openssl", "ts", "-verify", "-digest", question.imprint.hex()]
        command += ["-in", "answer", "-CAfile", "trusted", "-untrusted", "trusted"]
        command += ["-attime", str(int(at.timestamp()))]
        try:
            done = subprocess.run(  # noqa: S603 - fixed words and file names of ours
                command, cwd=folder, capture_output=True, timeout=SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise refused("openssl") from error
    if done.returncode:
        raise refused("openssl ts -verify")


def refused(what: str) -> Known:
    """The error of an answer that does not hold; ``what`` of it."""
    return Known(
        "Time stamp refused",
        "The time-stamp authority's answer does not hold ({what}).",
        "It was not kept. Check the authority's certificate and policy in the office's settings.",
        what=what,
    )
