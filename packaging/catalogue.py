"""The catalogue of texts: find every message id in the source, keep the .po, make the .mo.

    python packaging/catalogue.py            add new ids to the .po, drop vanished ones, compile
    python packaging/catalogue.py --check    change nothing; list what is not finished, exit 1

A message id is a literal in ``Known(title, message, advice)``, ``Refused(message=…, advice=…)``,
``Hint("…")``, ``Reason("…", "…")``, ``translate("…")``, ``N_("…")``, or ``_("…")`` in a page
template. Developers only: uses Babel.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations" / "ja" / "LC_MESSAGES"
PO, MO = FOLDER / "visitapp.po", FOLDER / "visitapp.mo"
MARKERS = {
    "translate": 1,
    "N_": 1,
    "_": 1,
    "Known": 3,
    "Hint": 1,
    "Reason": 2,
    "Refused": 0,
}  # name -> how many leading arguments are ids
PLACE = re.compile(r"\{([^{}]*)\}")
IN_TEMPLATE = re.compile(r"""\b_\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")
SOME_TIME = datetime(2026, 1, 1, tzinfo=UTC)  # a header that changes by itself would be noise


@dataclass(frozen=True, slots=True)
class Found:
    """One message id and where it stands; ``text`` is None when it is no literal."""

    text: str | None
    where: str
    line: int


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _ids_of_call(call: ast.Call) -> Iterator[ast.expr]:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    count = MARKERS.get(name, 0)
    yield from call.args[:count]
    if name in {"Known", "Refused", "Reason", "Hint"}:
        yield from (k.value for k in call.keywords if k.arg in {"title", "message", "advice"})


def _is_marked_elsewhere(node: ast.expr) -> bool:
    """A name, attribute, subscript or call: its literal carries N_ where it is written."""
    if isinstance(node, ast.IfExp):
        return True
    return isinstance(node, ast.Name | ast.Attribute | ast.Subscript | ast.Call | ast.Starred)


def ids_in_python(file: Path) -> Iterator[Found]:
    """Every message id of a Python file; text None for an argument that is put together."""
    where = file.relative_to(ROOT).as_posix()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        for argument in _ids_of_call(node):
            parts = (
                [argument.body, argument.orelse] if isinstance(argument, ast.IfExp) else [argument]
            )
            for part in parts:
                text = _literal(part)
                if text or (text is None and not _is_marked_elsewhere(part)):
                    yield Found(text, where, part.lineno)


def ids_in_template(file: Path) -> Iterator[Found]:
    """Every ``_("…")`` of a page template."""
    where = file.relative_to(ROOT).as_posix()
    content = file.read_text(encoding="utf-8")
    for match in IN_TEMPLATE.finditer(content):
        text = re.sub(r"\\(.)", r"\1", match[1] if match[1] is not None else match[2])
        yield Found(text, where, content.count("\n", 0, match.start()) + 1)


def ids_in_source() -> list[Found]:
    """All message ids of visitapp and ui, in the order of files and lines."""
    found: list[Found] = []
    for top in (ROOT / "visitapp", ROOT / "ui"):
        for file in sorted(top.rglob("*.py")):
            found += ids_in_python(file)
        for file in sorted(top.rglob("*.html")):
            found += ids_in_template(file)
    return found


def load() -> Catalog:
    """The stored catalogue, or an empty one."""
    if not PO.exists():
        return Catalog(locale="ja")
    with PO.open("rb") as stream:
        return read_po(stream, locale="ja", abort_invalid=True)


def fresh(stored: Catalog, found: list[Found]) -> Catalog:
    """A catalogue of exactly the ids found, with the translations already stored."""
    catalogue = Catalog(
        locale="ja",
        project="visitapp",
        version="1",
        header_comment="# Japanese texts of visitapp. Kept by `run.py texts`; translate here.",
        creation_date=SOME_TIME,
        revision_date=SOME_TIME,
        last_translator="visitapp",
        language_team="ja",
        fuzzy=False,
    )
    for item in sorted((f for f in found if f.text), key=lambda f: (f.where, f.line)):
        known = stored.get(item.text)
        string = known.string if known and not known.fuzzy else ""
        catalogue.add(item.text, string, locations=[(item.where, None)])
    for message in catalogue:  # babel guesses these from % signs, which mean nothing here
        message.flags -= {"python-format", "python-brace-format"}
    return catalogue


def po_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as the text a translator edits."""
    out = BytesIO()
    write_po(out, catalogue, width=100, include_lineno=False)
    return out.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as gettext reads it."""
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def problems(catalogue: Catalog, found: list[Found]) -> list[str]:
    """What is not finished, one line each: no literal, no translation, other places."""
    lines = [f"{f.where}:{f.line}: message is no literal" for f in found if f.text is None]
    first = {f.text: f for f in reversed(found)}
    for message in catalogue:
        if not message.id:
            continue
        item = first[message.id]
        spot = f"{item.where}:{item.line}: {message.id!r}"
        places = set(PLACE.findall(message.id))
        if bad := [place for place in places if not place.isidentifier()]:
            lines.append(f"{spot} has places that are no names: {bad}")
        if not message.string:
            lines.append(f"{spot} has no Japanese text")
        elif set(PLACE.findall(message.string)) != places:
            lines.append(f"{spot} has other places in Japanese: {message.string!r}")
    return lines


def main(arguments: list[str]) -> int:
    """Update or check; returns the exit code."""
    found = ids_in_source()
    stored = load()
    catalogue = fresh(stored, found)
    lines = problems(catalogue, found)
    if "--check" in arguments:
        vanished = {m.id for m in stored if m.id} - {m.id for m in catalogue}
        lines += [f"no longer in the source: {text!r}" for text in sorted(vanished)]
        if not MO.exists() or MO.read_bytes() != mo_bytes(stored):
            lines.append(f"{MO.name} is older than {PO.name}: run `python3 run.py texts`")
    else:
        FOLDER.mkdir(parents=True, exist_ok=True)
        PO.write_bytes(po_bytes(catalogue))
        MO.write_bytes(mo_bytes(load()))
    print("\n".join(lines) or f"{len(list(catalogue)) - 1} texts, all finished")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
