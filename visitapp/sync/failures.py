"""Why an exchange with the office failed: a small closed list, each with its sentence and advice.

The operating system's word "connected" means nothing to us: online is "the last authenticated
exchange worked". Everything else falls into one of these causes, and none of them loses anything.
"""

from enum import StrEnum

from visitapp.errors import Known
from visitapp.texts import N_


class Cause(StrEnum):
    """What stands between the laptop and its office."""

    UNREACHABLE = "unreachable"
    CAPTIVE = "captive_portal"
    UNTRUSTED = "untrusted_connection"
    WRONG_OFFICE = "wrong_office"
    REVOKED = "revoked"
    FULL = "office_full"
    REFUSED = "refused"


SENTENCES = {
    Cause.UNREACHABLE: (
        N_("Office not reached"),
        N_("The office did not answer."),
        N_("Everything is kept on this laptop and will be sent by itself later."),
    ),
    Cause.CAPTIVE: (
        N_("Network asks for a sign-in"),
        N_("Something in this network answered in place of the office, such as a sign-in page."),
        N_("Open a web browser and sign in to the network, or use another network."),
    ),
    Cause.UNTRUSTED: (
        N_("Connection not secure"),
        N_("The connection to the office could not be confirmed as secure."),
        N_("Check the date of this laptop and the network. If it stays, tell your office."),
    ),
    Cause.WRONG_OFFICE: (
        N_("Not your office"),
        N_("The answer does not carry the signature of the office that this laptop belongs to."),
        N_("Nothing was sent or changed. Tell your office before you go on."),
    ),
    Cause.REVOKED: (
        N_("Laptop not admitted"),
        N_("The office no longer admits this laptop."),
        N_("Everything is kept here. Ask your office for a new enrolment code."),
    ),
    Cause.FULL: (
        N_("Office storage full"),
        N_("The office has no room left for photos."),
        N_("Everything is kept on this laptop. Tell your office that its disk is full."),
    ),
    Cause.REFUSED: (
        N_("Office refused"),
        N_("The office refused a request ({code})."),
        N_("Everything is kept on this laptop. Send the problem report to your office."),
    ),
}


class Failure(Known):
    """A failed exchange; ``code`` is the office's word for it, ``expect`` the n it waits for.

    ``detail`` (technical, English) is among the values and never in the sentence.
    """

    def __init__(
        self, cause: Cause, *, detail: str = "", code: str = "", expect: int | None = None
    ) -> None:
        title, message, advice = SENTENCES[cause]
        super().__init__(title, message, advice, cause=cause.value, code=code, detail=detail)
        self.cause = cause
        self.code = code
        self.expect = expect

    @property
    def is_final(self) -> bool:
        """Whether trying again by itself cannot help: a person must act first."""
        return self.cause in {Cause.WRONG_OFFICE, Cause.REVOKED}
