"""The keyring file: whole or absent, for its owner alone, and one clear sentence otherwise."""

import stat

import pytest

from mangnon.core.encryption.keyring import (
    Key,
    Keyring,
    KeysRefused,
    keyring,
    make_first,
    retired,
    write,
)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "keys" / "keyring.json"


def test_it_is_made_once_and_only_its_owner_reads_it(file):
    make_first(file)
    first = keyring(file)
    make_first(file)
    assert keyring(file) == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert [f.name for f in file.parent.iterdir()] == ["keyring.json"]


def test_what_another_process_wrote_is_seen_at_once(file):
    make_first(file)
    before = keyring(file)
    write(file, before.with_keys("values", (*before.values, Key.new())))
    assert len(keyring(file).values) == 2
    assert keyring(file).values[0] == before.values[0]


def test_a_missing_keyring_is_told_and_never_made_anew(file):
    with pytest.raises(KeysRefused, match=r"keyring\.json"):
        keyring(file)
    assert not file.exists()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"version": 1, "values": [], "index": []}',
        '{"version": 1, "values": [{"id": "ab", "secret": "cd"}], "index": []}',
        Keyring.new().text.replace('"version": 1', '"version": 2'),
        Keyring.new().text.replace('"secret": "', '"secret": "zz'),
        Keyring.new().text.replace('"secret": "', '"secret": "ab'),
    ],
)
def test_a_damaged_keyring_is_refused_in_one_sentence(file, text):
    file.parent.mkdir()
    file.write_text(text)
    with pytest.raises(KeysRefused, match=r"keyring\.json") as refused:
        keyring(file)
    assert len(str(refused.value).splitlines()) == 1


def test_it_is_read_back_as_it_was_written():
    ring = Keyring.new()
    ring = ring.with_keys("index", (retired(ring.index[0]), Key.new()))
    assert Keyring.parse(ring.text) == ring
    assert not ring.waiting
    assert ring.with_keys("values", (*ring.values, Key.new())).waiting


def test_two_states_of_a_ring_are_joined_to_the_later_with_what_it_dropped():
    old = Keyring.new()
    new = Key.new()
    later = Keyring((new,), old.index)
    assert old.joined(later) == Keyring((old.values[0], new), old.index)
    assert later.joined(later) == later
