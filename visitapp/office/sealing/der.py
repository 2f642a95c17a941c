"""Whether bytes are DER, the one way of writing a value in ASN.1 (X.690 10 and 11).

Readers of CMS take more than one way, so what nobody signs could be changed unseen. asn1crypto can
write a structure anew to compare it, in time exponential in its depth (33 s of CPU for the token of
a time stamp); one walk over the bytes says the same.
"""

LONG_TAG, CLASS, CONSTRUCTED = 0x1F, 0xC0, 0x20
BOOLEAN, INTEGER, BIT_STRING, NULL, OID, ENUMERATED = 0x01, 0x02, 0x03, 0x05, 0x06, 0x0A
SEQUENCE, SET = 0x30, 0x31
DEEPEST = 100  # levels; a report's signature with its time has about 20


def is_der(data: bytes) -> bool:
    """Whether ``data`` is exactly one value in DER, to its last byte."""
    try:
        return _end_of_value(data, 0, DEEPEST) == len(data)
    except (IndexError, ValueError):
        return False


def _end_of_value(data: bytes, start: int, levels: int) -> int:
    """Where the value that starts at ``start`` ends; ValueError or IndexError: it is not DER."""
    tag = data[start]
    first, end = _content(data, start + 1)
    if not levels or end > len(data) or not _is_tag(tag):
        raise ValueError(start)
    if tag & CONSTRUCTED:
        _look_inside(data, tag, (first, end), levels - 1)
    elif not _is_canonical(tag, data[first:end]):
        raise ValueError(start)
    return end


def _is_tag(tag: int) -> bool:
    """No tag above 30, which CMS has not; of the universal ones only sets and lists have parts."""
    parts = bool(tag & CONSTRUCTED)
    return (
        bool(tag)
        and tag & LONG_TAG != LONG_TAG
        and (bool(tag & CLASS) or parts == (tag | CONSTRUCTED in {SEQUENCE, SET}))
    )


def _content(data: bytes, at: int) -> tuple[int, int]:
    """Where the content starts and ends, of a length in as few bytes as it can be (X.690 10.1)."""
    length, at = data[at], at + 1
    if length < 0x80:
        return at, at + length
    digits = data[at : at + length - 0x80]
    length = int.from_bytes(digits, "big")
    if length < 0x80 or not digits[0]:
        raise ValueError(at)
    return at + len(digits), at + len(digits) + length


def _look_inside(data: bytes, tag: int, span: tuple[int, int], levels: int) -> None:
    at, end = span
    parts: list[bytes] = []
    while at < end:
        start, at = at, _end_of_value(data, at, levels)
        parts.append(data[start:at])
    if at != end or (tag == SET and parts != sorted(parts)):  # X.690 11.6
        raise ValueError(at)


def _is_canonical(tag: int, content: bytes) -> bool:
    """Whether a value without parts is written in the one way its type has (X.690 8 and 11)."""
    if tag == BOOLEAN:
        return content in {b"\x00", b"\xff"}
    if tag in {INTEGER, ENUMERATED}:
        return _is_integer(content)
    if tag == BIT_STRING:
        return _is_bit_string(content)
    if tag == OID:
        return _is_oid(content)
    return tag != NULL or not content


def _is_integer(content: bytes) -> bool:
    """No first byte that only repeats the sign of the second."""
    number = int.from_bytes(content, "big", signed=True)
    return bool(content) and (number + (number < 0)).bit_length() // 8 + 1 == len(content)


def _is_bit_string(content: bytes) -> bool:
    """The bits left over are fewer than eight, of a byte that is there, and zero."""
    over = content[0]
    return not over or (over < 8 and len(content) > 1 and not content[-1] & ((1 << over) - 1))


def _is_oid(content: bytes) -> bool:
    """Each number ends, and starts with something."""
    starts = [content[at] for at in range(len(content)) if not at or content[at - 1] < 0x80]
    return bool(content) and content[-1] < 0x80 and 0x80 not in starts
