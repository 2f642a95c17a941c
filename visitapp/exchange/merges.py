"""Cells merged downwards in a workbook: one value that people mean for several rows.

openpyxl does not tell merges when it reads without loading everything, so the few parts of the
package that name them are looked at here.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from xml.etree import ElementTree as ET

_MERGE = re.compile(rb'mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_TALLEST = 100


def merged_down(data: bytes, title: str) -> Mapping[tuple[int, int], int]:
    """(row, column) -> first row of its merge, for cells merged within one column of a sheet.

    Rows count from 1, columns from 0. Taller merges than 100 rows are decoration and left out.
    Raises KeyError or SyntaxError when the package is not a sound workbook.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read(_part(archive, title))
    firsts = {}
    for left, top, right, bottom in _MERGE.findall(sheet):
        rows = range(int(top) + 1, int(bottom) + 1)
        if left == right and len(rows) < _TALLEST:
            firsts.update({(row, _column(left)): int(top) for row in rows})
    return firsts


def _part(archive: zipfile.ZipFile, title: str) -> str:
    """Which part of the package holds the sheet ``title``; names compared without namespaces."""
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 # size is capped before
    links = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    ids = {
        sheet.get("name"): "".join(value for key, value in sheet.items() if key.endswith("}id"))
        for sheet in book.iter()
        if sheet.tag.endswith("}sheet")
    }
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    return posixpath.normpath(posixpath.join("/xl", targets[ids[title]]))[1:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
