"""A report with the office's PAdES signature: level B-T with an authority's time, B-B without."""

import asyncio
import io
import logging
from typing import Any

from asn1crypto import keys, tsp, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore
from typing_extensions import override

from visitapp.errors import Known
from visitapp.office.sealing.checking import checked_report
from visitapp.office.sealing.report_key import ReportKey, report_key
from visitapp.office.seat import Office
from visitapp.office.stamping import asking
from visitapp.office.stamping.authority import OFF, Authority, load_authority

log = logging.getLogger(__name__)
FIELD = "Office"


class AuthorityStamper(TimeStamper):
    """Asks the office's authority whenever pyHanko needs a token."""

    def __init__(self, office: Office, authority: Authority) -> None:
        super().__init__(include_nonce=True)  # type: ignore[no-untyped-call]
        self._office, self._authority = office, authority

    @override
    def request_cms(self, message_digest: bytes, md_algorithm: str) -> tuple[int, tsp.TimeStampReq]:
        asked = super().request_cms(message_digest, md_algorithm)  # type: ignore[no-untyped-call]
        nonce, request = asked
        if self._authority.policy:
            request["req_policy"] = self._authority.policy
        return nonce, request

    @override
    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        office = self._office
        now = office.clock.now()
        answer = await asyncio.to_thread(
            asking.ask, self._authority, office.folder, req.dump(), now
        )
        return tsp.TimeStampResp.load(answer)


def signed_report(office: Office, pdf: bytes) -> bytes:
    """``pdf`` with the office's signature; what it said before is in it byte for byte.

    Whether the authority's time can be trusted is for ``checking`` to say. An authority that is
    silent, or writes what would not hold there, costs the report its time, not its signature.
    """
    key = report_key(office.folder, office.name, office.clock.now())
    authority = load_authority(office.folder)
    if authority.authority != OFF:
        try:
            made = _signed(office, pdf, key, AuthorityStamper(office, authority))
            checked_report(made, key.certificate, [], office.clock.now())
            return made
        except (Known, ValueError, TypeError, OSError) as error:
            log.warning("report without an authority's time: %s", error)
    return _signed(office, pdf, key, None)


def _signed(office: Office, pdf: bytes, key: ReportKey, stamper: AuthorityStamper | None) -> bytes:
    signer = signers.SimpleSigner(
        signing_cert=x509.Certificate.load(key.certificate),
        signing_key=keys.PrivateKeyInfo.load(key.private),
        cert_registry=SimpleCertificateStore(),
    )
    about = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        name=office.name,
        subfilter=fields.SigSeedSubFilter.PADES,
    )
    made: Any = signers.PdfSigner(about, signer=signer, timestamper=stamper).sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(pdf))
    )
    whole: bytes = made.getvalue()
    return whole
