"""Where words of a remark stand on the paper: another reader of the PDF finds them there too."""

from collections.abc import Callable

import pypdfium2
import pytest

from visitapp.documents.page import POINT
from visitapp.documents.papers import A4, PAPERS, Paper
from visitapp.documents.places import Place, places
from visitapp.documents.sheets import Sheet, pages, render
from visitapp.domain.letter import compose_letter
from visitapp.domain.note import compose
from visitapp.domain.note_facts import NoteFacts
from visitapp.domain.words import Form
from visitapp.lexicon import note_texts

Facts = Callable[..., NoteFacts]
REMARK = "髙橋様へ、先日の洗濯機の件 私の確認不足で申し訳ございません。"
PAPER = [*PAPERS[Form.OPEN].values(), A4]


def sheet(facts: NoteFacts, paper: Paper) -> Sheet:
    texts = note_texts()
    told = compose_letter(facts, texts) if paper == A4 else compose(facts, texts)
    return Sheet(told=told, paper=paper)


def found(asked: Sheet, words: str) -> tuple[Place, ...]:
    start = REMARK.index(words)
    return places(pages(asked)[0], REMARK, start, start + len(words))


def boxes(asked: Sheet, words: str) -> list[tuple[float, float]]:
    """Left edge and width in mm of each line of the words, as PDFium sees their characters."""
    with pypdfium2.PdfDocument(render(asked).pdf) as document:
        text = document[0].get_textpage()
        count = text.count_chars()
        chars = [(text.get_text_range(k, 1), text.get_charbox(k, loose=True)) for k in range(count)]
    solid = [(sign, box) for sign, box in chars if sign.strip()]
    whole = "".join(sign for sign, _ in solid)
    start = whole.index("".join(REMARK.split())) + len(
        "".join(REMARK[: REMARK.index(words)].split())
    )
    lines: dict[float, list[tuple[float, float]]] = {}
    for _sign, (left, bottom, right, _top) in solid[start : start + len(words)]:
        lines.setdefault(round(bottom), []).append((left, right))
    return [
        (
            min(a for a, _ in ends) * POINT,
            (max(b for _, b in ends) - min(a for a, _ in ends)) * POINT,
        )
        for ends in lines.values()
    ]


@pytest.mark.parametrize("words", ["髙橋様", "洗濯機の件", "私の確認不足で申し訳ございません"])
@pytest.mark.parametrize("paper", PAPER, ids=lambda paper: paper.name)
def test_the_words_are_found_where_they_are_drawn(facts: Facts, paper: Paper, words: str) -> None:
    """Ux 5: waves under what was found, in the preview as in the field."""
    asked = sheet(facts(remark=REMARK), paper)
    ours, seen = found(asked, words), boxes(asked, words)
    assert len(ours) == len(seen) > 0
    for place, (left, width) in zip(ours, seen, strict=True):
        assert place.x == pytest.approx(left, abs=0.5)
        assert place.width == pytest.approx(width, abs=0.7)


def test_what_is_not_on_the_page_has_no_place(facts: Facts) -> None:
    asked = sheet(facts(), A4)
    assert places(pages(asked)[0], "どこにもない文", 0, 3) == ()
