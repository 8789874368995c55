"""The order that loses nothing: write, sync, acknowledge, then move the cursor."""

from dataclasses import dataclass

from storage.pull.store_client import StoreClient
from storage.pull.tip_file import TipFile


@dataclass(frozen=True)
class Pulled:
    """Lines written, tips already there (an earlier run died before its cursor), and the cursor."""

    written: int
    repeated: int
    cursor: int


def pull(store: StoreClient, file: TipFile, after: int | None = None) -> Pulled:
    """Fetches until nothing is newer; raises PullStopped, after which another run loses nothing."""
    cursor = file.cursor if after is None else after
    written = repeated = 0
    while True:
        page = store.page(cursor)
        if not page.tips:
            return Pulled(written, repeated, cursor)
        fresh = {tip["id"]: tip for tip in page.tips if tip["id"] not in file.ids}
        file.append(fresh.values())
        for tip in page.tips:
            store.acknowledge(tip["id"])
        cursor = page.next
        file.remember(cursor)
        written += len(fresh)
        repeated += len(page.tips) - len(fresh)
