"""`tinbao pull`: every tip ends in the officer's file exactly once, whatever dies on the way."""

import json
import stat
from pathlib import Path
from typing import Any

import httpx
import pytest

from storage.errors import PullStopped
from storage.pull.pull import Pulled, pull
from storage.pull.store_client import StoreClient
from storage.pull.tip_file import TipFile
from tests.storage.fake_store import FakeStore, paper_tip
from tests.storage.store_doors import POLICE_TOKEN, post_tip, tip


def run(store: FakeStore, out: Path, after: int | None = None, unit: str = "an_lao") -> Pulled:
    client = StoreClient("http://127.0.0.1:1", "token", unit, transport=store.transport)
    try:
        return pull(client, TipFile(out, unit), after)
    finally:
        client.close()


def lines(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "tips.jsonl"


def test_from_the_real_door_and_again(citizen: httpx.Client, police: httpx.Client, out: Path) -> None:
    for number in range(3):
        post_tip(citizen, f"k-{number}", tip(place="xã An Lão", document={"story": "nửa \ud83d chữ"}))
    url = str(police.base_url)
    client = StoreClient(url, POLICE_TOKEN, "an_lao")
    assert pull(client, TipFile(out, "an_lao")) == Pulled(written=3, repeated=0, cursor=3)
    assert pull(client, TipFile(out, "an_lao")) == Pulled(written=0, repeated=0, cursor=3)
    post_tip(citizen, "k-9", tip(place="xã An Lão"))
    assert pull(client, TipFile(out, "an_lao")) == Pulled(written=1, repeated=0, cursor=4)
    client.close()
    read = police.get("/v1/tips").json()["tips"]
    assert [line["id"] for line in lines(out)] == [t["id"] for t in read]
    assert {t["state"] for t in read} == {"acknowledged"}
    assert lines(out)[0]["document"]["story"] == "nửa \ud83d chữ"


def test_the_wrong_unit_or_token_writes_nothing(citizen: httpx.Client, police: httpx.Client, out: Path) -> None:
    post_tip(citizen, "k-1", tip(place="xã An Lão"))
    for unit, token, word in [("an_hung", POLICE_TOKEN, "wrong_unit"), ("an_lao", "no", "refused")]:
        client = StoreClient(str(police.base_url), token, unit)
        with pytest.raises(PullStopped) as stopped:
            pull(client, TipFile(out, unit))
        client.close()
        assert stopped.value.word == word
    assert not out.exists()
    assert police.get("/v1/tips").json()["tips"][0]["state"] == "received"


def test_files_are_the_officers_alone(out: Path) -> None:
    run(FakeStore([paper_tip()]), out)
    for path in (out, out.with_name("tips.jsonl.cursor")):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(path.name for path in out.parent.iterdir()) == ["tips.jsonl", "tips.jsonl.cursor"]


def test_odd_line_separators_do_not_split_a_line(out: Path) -> None:
    store = FakeStore([paper_tip(), paper_tip()])
    run(store, out)
    assert lines(out) == store.tips


@pytest.mark.parametrize("dies_at", range(1, 8))
def test_dying_at_any_request_loses_and_doubles_nothing(out: Path, dies_at: int) -> None:
    """Seven requests: page, ack, ack, page, ack, ack, page."""
    store = FakeStore([paper_tip() for _ in range(4)])
    asked = 0

    def die(_: httpx.Request) -> None:
        nonlocal asked
        asked += 1
        if asked == dies_at:
            raise httpx.ReadError("gone")

    store.instead = die
    with pytest.raises(PullStopped, match="unreachable"):
        run(store, out)
    assert set(store.acknowledged) <= {line["id"] for line in lines(out)} if out.exists() else not store.acknowledged
    store.instead = lambda _: None
    run(store, out)
    assert lines(out) == store.tips
    assert set(store.acknowledged) == {t["id"] for t in store.tips}


def test_a_line_cut_short_by_a_crash_comes_again_whole(out: Path) -> None:
    store = FakeStore([paper_tip(), paper_tip()])
    whole = json.dumps(store.tips[0]) + "\n"
    out.write_text(whole + json.dumps(store.tips[1])[:30], encoding="utf-8")
    assert run(store, out) == Pulled(written=1, repeated=1, cursor=2)
    assert lines(out) == store.tips


def test_a_lost_cursor_or_a_given_one_doubles_nothing(out: Path) -> None:
    store = FakeStore([paper_tip() for _ in range(3)])
    run(store, out)
    out.with_name("tips.jsonl.cursor").unlink()
    assert run(store, out) == Pulled(written=0, repeated=3, cursor=3)
    assert run(store, out, after=1) == Pulled(written=0, repeated=2, cursor=3)
    assert lines(out) == store.tips


def test_tips_taken_away_are_not_fetched_again(out: Path) -> None:
    store = FakeStore([paper_tip()])
    run(store, out)
    out.unlink()
    store.tips.append(paper_tip())
    run(store, out)
    assert lines(out) == store.tips[1:]


@pytest.mark.parametrize(
    "content", ["một bức thư\n", '{"id": "x"}\nthư\n', "[1]\n", '{"id": 5}\n', "không có dòng mới"]
)
def test_a_file_that_is_something_else_is_left_alone(out: Path, content: str) -> None:
    out.write_text(content, encoding="utf-8")
    with pytest.raises(PullStopped, match="foreign_file"):
        run(FakeStore([paper_tip()]), out)
    assert out.read_text(encoding="utf-8") == content


@pytest.mark.parametrize(
    "content", ["", "{}", '{"unit": "an_lao", "after": -1}', '{"unit": "an_hung", "after": 1}', "\x00"]
)
def test_a_broken_cursor_stops(out: Path, content: str) -> None:
    out.with_name("tips.jsonl.cursor").write_text(content, encoding="utf-8")
    with pytest.raises(PullStopped, match="bad_cursor"):
        run(FakeStore([paper_tip()]), out)


def test_a_disk_that_refuses_acknowledges_nothing(tmp_path: Path) -> None:
    store = FakeStore([paper_tip()])
    with pytest.raises(OSError, match="No such file"):
        run(store, tmp_path / "unplugged" / "tips.jsonl")
    assert store.acknowledged == []
