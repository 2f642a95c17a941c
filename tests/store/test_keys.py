"""The store key: where it lies, how it is recovered, and that it never lies in clear."""

import stat
from pathlib import Path
from random import Random

import keyring
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import assume, given
from hypothesis import strategies as st
from keyring.backends.fail import Keyring as NoKeyring
from keyring.backends.null import Keyring as ForgetfulKeyring

from visitapp.domain.note_number import ALPHABET
from visitapp.errors import Known
from visitapp.keys import (
    create_store_key,
    key_from_recovery,
    load_store_key,
    new_signer,
    recovery_code,
    seal_to,
    unseal,
    verify,
)


def test_a_key_file_is_made_once_private_and_of_32_bytes(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "k"
    key = create_store_key(tmp_path / "data", f"file:{path}")
    assert path.read_bytes() == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert load_store_key(tmp_path / "data") == key
    assert create_store_key(tmp_path / "second", f"file:{path}") == key


@pytest.mark.parametrize("content", [b"", b"x" * 31, b"x" * 33])
def test_a_file_of_another_size_is_no_key(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "k").write_bytes(content)
    with pytest.raises(Known, match="exactly 32"):
        create_store_key(tmp_path / "data", f"file:{tmp_path / 'k'}")


def test_a_passphrase_opens_and_a_wrong_one_says_so(tmp_path: Path) -> None:
    key = create_store_key(tmp_path, "passphrase", lambda: "雨の日の玄関先で待つ")
    assert load_store_key(tmp_path, lambda: "雨の日の玄関先で待つ") == key
    with pytest.raises(Known, match="does not open"):
        load_store_key(tmp_path, lambda: "晴れの日の玄関先で待つ")
    assert key.hex() not in (tmp_path / "key.json").read_text()


def test_without_a_keyring_nothing_is_kept_in_clear(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring.core, "_keyring_backend", NoKeyring())
    with pytest.raises(Known, match="no keyring"):
        create_store_key(tmp_path, "keyring")
    assert not (tmp_path / "key.json").exists()


@given(st.binary(min_size=32, max_size=32))
def test_the_printed_code_brings_the_key_back_as_people_type_it(key: bytes) -> None:
    code = recovery_code(key)
    assert key_from_recovery(code) == key
    assert key_from_recovery(code.lower().replace(" ", "-").replace("0", "o")) == key


@given(st.binary(min_size=32, max_size=32), st.integers(0, 64), st.sampled_from(ALPHABET))
def test_a_wrong_character_names_its_group(key: bytes, place: int, wrong: str) -> None:
    code = recovery_code(key).replace(" ", "")
    assume(code[place] != wrong)
    changed = code[:place] + wrong + code[place + 1 :]
    with pytest.raises(Known, match=f"Group {place // 5 + 1} of"):
        key_from_recovery(changed)


@given(st.binary(min_size=32, max_size=32), st.integers(0, 11))
def test_two_groups_in_each_others_place_are_noticed(key: bytes, place: int) -> None:
    groups = recovery_code(key).split()
    assume(groups[place][:4] != groups[place + 1][:4])
    groups[place : place + 2] = groups[place + 1], groups[place]
    with pytest.raises(Known, match="Group"):
        key_from_recovery(" ".join(groups))


@pytest.mark.parametrize("typed", ["", "ABCDE", "あいうえお", "0000" * 20])
def test_something_else_is_no_recovery_code(typed: str) -> None:
    with pytest.raises(Known, match="recovery code"):
        key_from_recovery(typed)


def test_a_forgetful_keyring_is_no_keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring.core, "_keyring_backend", ForgetfulKeyring())
    with pytest.raises(Known, match="no keyring"):
        create_store_key(tmp_path, "keyring")
    assert not (tmp_path / "key.json").exists()


@pytest.mark.parametrize("content", ["", "{}", '{"kind": "passphrase", "salt": "zz"}', "[]"])
def test_a_damaged_description_of_the_key_is_a_sentence(tmp_path: Path, content: str) -> None:
    (tmp_path / "key.json").write_text(content)
    with pytest.raises(Known, match="does not say where the key"):
        load_store_key(tmp_path, lambda: "passphrase")


@given(st.binary(max_size=200), st.integers(0, 10**9))
def test_a_signature_holds_for_its_bytes_alone(raw: bytes, seed: int) -> None:
    signer = new_signer()
    sig = signer.sign(raw)
    assert verify(signer.public, raw, sig)
    other = bytes([Random(seed).randrange(256)]) + raw
    assert not verify(signer.public, other, sig)
    assert not verify(new_signer().public, raw, sig)


@pytest.mark.parametrize("source", ["", "file:", "cloud", "keyrings"])
def test_another_place_for_the_key_is_refused(tmp_path: Path, source: str) -> None:
    with pytest.raises(Known, match="no place for the key"):
        create_store_key(tmp_path, source)


@given(st.binary(min_size=32, max_size=32), st.integers(0, 91), st.integers(0, 7))
def test_a_sealed_key_opens_with_the_offices_recovery_key_alone(
    key: bytes, place: int, bit: int
) -> None:
    office = X25519PrivateKey.generate()
    sealed = seal_to(office.public_key().public_bytes_raw(), key)
    assert len(sealed) == 92
    assert unseal(office.private_bytes_raw(), sealed) == key
    with pytest.raises(Known, match="does not open with this recovery key"):
        unseal(X25519PrivateKey.generate().private_bytes_raw(), sealed)
    broken = bytearray(sealed)
    broken[place] ^= 1 << bit
    with pytest.raises(Known):
        unseal(office.private_bytes_raw(), bytes(broken))
