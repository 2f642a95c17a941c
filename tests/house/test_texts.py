"""The catalogue of texts and the door to resources."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitapp import assets, texts
from visitapp.errors import Bug, Known

NUMBER = "“{text}” is not the number of one of our notes."


def test_a_known_problem_is_told_in_japanese_and_in_english() -> None:
    problem = Known("Not a note number", NUMBER, text="K7Q4")
    with texts.speaking("ja"):
        assert texts.tell(problem).message == "「K7Q4」は当社の連絡票の番号ではありません。"
    with texts.speaking("en"):
        assert texts.tell(problem).message == "“K7Q4” is not the number of one of our notes."


@given(st.text())
def test_any_value_is_shown_as_it_is(value: str) -> None:
    with texts.speaking("ja"):
        assert (
            texts.translate(NUMBER, text=value)
            == f"「{value}」は当社の連絡票の番号ではありません。"
        )


def test_a_place_without_a_value_never_hinders_showing_the_text() -> None:
    with texts.speaking("en"):
        assert texts.translate("{a} and {b}", b=1) == "{a} and 1"
        assert texts.translate("") == ""


def test_a_text_without_translation_is_shown_in_english() -> None:
    with texts.speaking("ja"):
        assert texts.translate("No catalogue holds this") == "No catalogue holds this"


def test_a_block_in_another_language_ends_with_the_block() -> None:
    before = texts.language()
    with texts.speaking("ja"), texts.speaking("en"):
        assert texts.language() == "en"
    assert texts.language() == before


def test_an_unknown_language_is_refused_with_advice() -> None:
    with pytest.raises(Known) as caught:
        texts.use_language("fr")
    assert "ja, en" in caught.value.advice


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "ja_JP.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "ja:en"}, "ja"),
        ({"LC_ALL": "C", "LANGUAGE": "ja"}, "en"),
        ({"LC_MESSAGES": "ja_JP", "LANG": "de_DE"}, "ja"),
        ({"LANG": "C.UTF-8"}, "en"),
    ],
)
def test_the_language_follows_the_environment(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert texts.system_language() == expected


def test_a_resource_is_found_and_a_missing_one_is_our_fault() -> None:
    assert isinstance(assets.path("fonts"), Path)
    with pytest.raises(Bug, match="nothing/here"):
        assets.path("nothing", "here")
