"""The sentences of a verdict in English; in Japanese they are the verifiers' own."""

from visitapp import texts
from visitapp.evidence.verdict import Finding

ENGLISH = {
    "not_dossier": "× There is no dossier here (MANIFEST or SHA256SUMS is missing).",
    "special": "× Something is neither file nor folder, or a member of the zip is odd.",
    "sums_form": "× SHA256SUMS is not in the agreed form.",
    "missing": "× {count} files are missing (the first is {name}).",
    "extra": "× There are files that the list does not name.",
    "changed": "× {count} files are not as they were made (the first is {name}).",
    "files": "○ Files: all {count} are here and as they were made.",
    "manifest_form": "× MANIFEST is not in the agreed form.",
    "key_id": "× The key of device {device} does not fit its number.",
    "sums_sig": "× The signature of the list is not that of the device that made it.",
    "list": "× MANIFEST and the list of files do not agree.",
    "sums": "○ List: as device {device} signed it.",
    "office_other": "× The fingerprint given is not that of the office in this dossier: it is"
    " another office's, or was made anew.",
    "office_none_given": "× A fingerprint was given, but a device without an office made this.",
    "office": "○ Office: it has the fingerprint given.",
    "office_unasked": "－ Office: no fingerprint was given, so whose it is was not checked.",
    "office_none": "－ Office: the records of a device that belongs to none.",
    "cert": "× The certificate of device {device} does not hold.",
    "devices": "○ Devices: {count} have a certificate of the office.",
    "uncertified": "－ Devices: {device} has no certificate of the office.",
    "entry_form": "× An entry is not in the agreed form.",
    "chain": "× The chain of device {branch} breaks at entry {n}.",
    "branch": "○ Chain: entries 1 to {count} of device {branch}, none missing, none moved.",
    "sig": "× The signature of entry {n} of device {branch} does not hold.",
    "sigs": "○ Signatures: {count} checked one by one; the last one guards the others through the"
    " chain.",
    "body": "× The text of entry {n} of device {branch} is not what the entry promised.",
    "body_other": "× The text of entry {n} of device {branch} is not about this visit.",
    "erased_unproven": "× Something is said to be erased, but no record orders it.",
    "bodies": "○ Texts: {count} agree with their entries.",
    "bodies_erased": "－ Texts: {count} were erased by rule (the order is on record).",
    "bodies_other": "－ Texts: {count} other entries are without theirs, as those of other visits"
    " (the maker's word).",
    "photo_list": "× The list of photos and papers does not agree with the entries.",
    "photos": "○ Photos and papers: {count} agree with their entries.",
    "photos_erased": "－ Photos and papers: {count} were erased by rule (the order is on record).",
    "erased_alone": "－ Erased: {count} by the device itself, before it belonged to the office.",
    "photos_absent": "－ Photos and papers: {count} are not in this dossier.",
    "receipt_form": "× A receipt is not in the agreed form.",
    "receipt": "× Receipt {place} does not hold.",
    "tail": "× Of {size} entries that the office received only {count} are here (device {branch}).",
    "root": "× The entries of device {branch} are not those that the office received.",
    "received": "○ Receipted: the office had entries 1 to {size} of device {branch} by {time}.",
    "unreceived": "－ Not receipted: entries {first} to {count} of device {branch}.",
    "blobs": "○ Receipted: {count} photos and papers.",
    "tst_form": "× A time stamp is not in the agreed form.",
    "tst": "× Time stamp {place} does not hold.",
    "tst_path": "× Entry {n} of device {branch} is not among what time stamp {place} is about.",
    "tst_imprint": "× Time stamp {place} is about something else.",
    "stamped": "○ Time-stamped: entries 1 to {n} of device {branch} were there by {time}, says the"
    " authority given.",
    "stamp_unasked": "－ Time stamp: entries 1 to {n} of device {branch}. No certificate of the"
    " authority was given (--tsa), so its time was not checked.",
    "stamp_unknown": "－ Time stamp: entries 1 to {n} of device {branch}. It is not by the"
    " authority given, so it proves no time.",
    "stamp_unread": "－ Time stamp: entries 1 to {n} of device {branch}. openssl does not run here,"
    " so its time was not checked.",
    "unstamped": "－ Not time-stamped: entries {first} to {count} of device {branch}.",
    "stampless": "－ Time stamps: there are none in this dossier.",
    "rehearsal": "－ Made under a clock for rehearsals: no proof of time.",
    "proven": "Conclusion: proven. The records are as they were written, by devices that the office"
    " of this fingerprint vouches for.",
    "consistent": "Conclusion: nothing contradicts. Where it was made is not proven; give the"
    " office's fingerprint.",
    "partly": "Conclusion: nothing contradicts. Where entries of devices without a certificate come"
    " from is not proven.",
    "alone": "Conclusion: nothing contradicts. Where it was made cannot be proven without an"
    " office.",
    "broken": "Conclusion: not proven. Nothing after the × was checked.",
    "incomplete": "Conclusion: it is not complete and could not be checked. It proves nothing.",
}


def finding_line(finding: Finding) -> str:
    """A finding in the language spoken; Japanese comes from the verifier itself, word for word."""
    if texts.language() == "ja" or finding.key not in ENGLISH:
        return finding.text
    return ENGLISH[finding.key].format(**finding.values)
