"""What the wording guard found, for scripts and for people."""

from collections.abc import Iterator

from visitapp.cli.shapes import Json
from visitapp.domain.wording import Finding
from visitapp.texts import translate


def findings_shape(findings: tuple[Finding, ...]) -> list[Json]:
    """Class, text, place, advice and neutral sentence of each; ``start``, ``end`` count signs."""
    return [
        {
            "class": f.kind.value,
            "text": f.text,
            "start": f.start,
            "end": f.end,
            "advice": translate(f.advice),
            "instead": f.instead,
            "blocks": f.blocks,
        }
        for f in findings
    ]


def finding_lines(findings: tuple[Finding, ...]) -> Iterator[str]:
    """One line per finding: what blocks first."""
    for f in sorted(findings, key=lambda f: not f.blocks):
        yield f"{f.kind.value}  {f.text}  {translate(f.advice)}  {f.instead}".rstrip()
