"""Whether a signed report is as the office signed it, and when at the latest.

Stricter than PDF programs: nothing may follow the signature, and what is left over in the place it
is kept in must be zero (otherwise 283 of 803 flipped bytes went unseen; reliability.md 3.3).
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from asn1crypto import cms, x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from visitapp.errors import Known
from visitapp.office.sealing.der import is_der

NO_PARAMETERS = b"\x05\x00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What a signature shows: the certificate's SHA-256, its name, the authority's time if any.

    ``trusted`` says whether that time leads to a certificate that this office trusts.
    """

    fingerprint: str
    name: str
    stamped_at: datetime | None
    trusted: bool


def checked_report(
    pdf: bytes, certificate: bytes, authorities: Sequence[Certificate], now: datetime
) -> Seal:
    """The seal of ``pdf`` after it held against the office's certificate (DER); Known if not."""
    try:
        signatures = PdfFileReader(io.BytesIO(pdf), strict=True).embedded_signatures
        if len(signatures) != 1:
            raise _broken("signatures")
        status = _status(signatures[0], certificate, authorities, now)
        padded = _is_padded_with_zeros(pdf, signatures[0])
    except Known:
        raise
    except Exception as error:  # foreign bytes, and a reader that may stumble over any of them
        raise _broken("form") from error
    if status.coverage is not SignatureCoverageLevel.ENTIRE_FILE:
        raise _broken("coverage")
    if not (status.intact and status.valid and status.trusted):
        raise _broken("signature")
    if not padded:
        raise _broken("padding")
    return _seal(status)


def _status(
    signature: EmbeddedPdfSignature,
    certificate: bytes,
    authorities: Sequence[Certificate],
    now: datetime,
) -> PdfSignatureStatus:
    known = [x509.Certificate.load(one.public_bytes(Encoding.DER)) for one in authorities]
    roots = [one for one in known if one.self_issued]
    others = [one for one in known if not one.self_issued]
    mine = ValidationContext(trust_roots=[x509.Certificate.load(certificate)], moment=now)
    theirs = ValidationContext(trust_roots=roots, other_certs=others, moment=now)
    return validate_pdf_signature(signature, mine, ts_validation_context=theirs)


def _is_padded_with_zeros(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
    """Whether the place of the signature is one CMS structure and zeros, in one way of writing.

    Hex digits may be small or have blanks between them for a PDF reader; not for us.
    """
    place = bytes(signature.pkcs7_content)
    first, length, second, _rest = signature.byte_range
    written = pdf[first + length : second] == b"<" + place.hex().upper().encode() + b">"
    found = cms.ContentInfo.load(place)
    rest = place[len(found.dump()) :]
    return written and not rest.strip(b"\0") and _is_plain(found)


def _is_plain(found: cms.ContentInfo) -> bool:
    """Whether what no signature covers in a CMS structure is as it must be (RFC 5652 5.1, 5.3).

    Its lengths, versions and the list of digests are read by nobody who checks a signature; the
    same is true of the authority's token inside (RFC 3161 2.4.2).
    """
    signed = found["content"]
    added = [one for signer in signed["signer_infos"] for one in signer["unsigned_attrs"]]
    tokens = [token for one in added for token in one["values"]]
    return (
        is_der(found.dump())
        and all(one["type"].native == "signature_time_stamp_token" for one in added)
        and _is_consistent(signed, "v1")
        and all(_is_consistent(token["content"], "v3") for token in tokens)
    )


def _is_consistent(signed: cms.SignedData, version: str) -> bool:
    """Whether versions, digests and the signer's certificate follow from what is signed."""
    signers = list(signed["signer_infos"])
    digests = {_digest(one["digest_algorithm"]) for one in signers}
    listed = [_digest(one) for one in signed["digest_algorithms"]]
    return (
        all(_is_whole(one) for one in (signed, *signers))
        and signed["version"].native == version
        and "" not in digests
        and sorted(listed) == sorted(digests)
        and all(_names_a_certificate(one, signed) for one in signers)
    )


def _is_whole(parts: cms.SignedData | cms.SignerInfo) -> bool:
    """Whether the reader took in all of it: what has another tag it passes over."""
    read: bytes = b"".join(parts[name].dump() for name in parts)
    return read == bytes(parts.contents)


def _digest(algorithm: cms.DigestAlgorithm) -> str:
    """The name of a digest; "" when it has parameters, for none of ours takes any (RFC 5754 2)."""
    bare = algorithm["parameters"].dump() in {b"", NO_PARAMETERS}
    return str(algorithm["algorithm"].native) if bare else ""


def _names_a_certificate(signer: cms.SignerInfo, signed: cms.SignedData) -> bool:
    """Whether a certificate inside is the signer's to the letter; names compare more loosely."""
    named = signer["sid"].chosen
    certificates = [one.chosen for one in signed["certificates"]]
    if signer["sid"].name == "subject_key_identifier":
        return signer["version"].native == "v3" and named.native in [
            one.key_identifier for one in certificates
        ]
    return signer["version"].native == "v1" and (
        (named["issuer"].dump(), named["serial_number"].native)
        in [(one.issuer.dump(), one.serial_number) for one in certificates]
    )


def _seal(status: PdfSignatureStatus) -> Seal:
    stamp = status.timestamp_validity
    if stamp is not None and not (stamp.intact and stamp.valid):
        raise _broken("time stamp")
    named = status.signing_cert.subject.native
    return Seal(
        fingerprint=status.signing_cert.sha256.hex(),
        name=str(named.get("common_name", "")),
        stamped_at=None if stamp is None else stamp.timestamp.astimezone(UTC),
        trusted=stamp is not None and bool(stamp.trusted),
    )


def _broken(what: str) -> Known:
    return Known(
        "Signature of the report",
        "The report is not as this office signed it ({what}).",
        "Ask for the original file; whatever this one says is not proven.",
        what=what,
    )
