"""The ledger: one state at a time, one delivery per source that carries it, and the reasons written down."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TypeVar

import pytest
from sqlalchemy import Engine, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from storage import ledger
from storage.errors import LeaseLost, NotFound, WrongState
from storage.inserts import WAITING
from storage.ledger import Claimed, Duplicate
from storage.queries import deliveries, deliveries_of, quarantined
from storage.states import ALLOWED, move
from storage.tables import Delivery, Transition
from tests.sample import NOW, claimed, ingest, sha

LATER = NOW + timedelta(minutes=5)
T = TypeVar("T")


def see(engine: Engine, name: str = "a.txt", inode: int = 2) -> int:
    return ledger.see(engine, f"inbox/{name}", name.encode(), 1, inode, NOW)


def state(engine: Engine, delivery_id: int) -> str:
    return deliveries(engine, [delivery_id])[0].state


def states(engine: Engine, delivery_id: int) -> list[str]:
    return [transition.to_state for transition in ledger.history(engine, delivery_id)]


@pytest.mark.parametrize("start", sorted(ALLOWED))
@pytest.mark.parametrize("to", sorted(ALLOWED))
def test_only_the_steps_of_the_design_are_possible(start: str, to: str) -> None:
    history: dict[object, list[object]] = {Transition: []}
    session = Session(info={WAITING: history})
    delivery = Delivery(id=1, state=start, lease_owner="me", lease_until=NOW)
    if to in ALLOWED[start]:
        move(session, delivery, to, NOW, "why")
        assert (delivery.state, delivery.lease_owner, len(history[Transition])) == (to, None, 1)
    else:
        with pytest.raises(WrongState):
            move(session, delivery, to, NOW, "why")
        assert (delivery.state, history[Transition]) == (start, [])


def test_a_path_has_one_open_delivery(engine: Engine) -> None:
    first = see(engine)
    assert see(engine) == first
    ledger.settle(engine, first, 6, 7, NOW)
    assert see(engine) == first
    ledger.claim(engine, first, sha("a"), 6, NOW)
    assert see(engine) == first, "after a crash between commit and removal it is still the same file"
    ledger.removed(engine, [first], NOW)
    assert see(engine) != first


def test_another_file_at_the_path_of_an_unclaimed_one_starts_over(engine: Engine) -> None:
    delivery_id = see(engine)
    ledger.settle(engine, delivery_id, 6, 7, NOW)
    assert see(engine, inode=3) == delivery_id
    assert states(engine, delivery_id) == ["seen", "settled", "seen"]


def test_another_file_at_the_path_of_a_claimed_one_is_a_new_delivery(engine: Engine) -> None:
    first = see(engine)
    ledger.claim(engine, first, sha("a"), 6, NOW)
    second = see(engine, inode=3)
    assert second != first
    assert [delivery.id for delivery in ledger.open_deliveries(engine)] == [second]


def test_open_deliveries_are_found_by_the_exact_beginning_of_their_key(engine: Engine) -> None:
    keys = ["in_box/甲", "IN_box/乙", "inxbox/丙"]
    ids = [ledger.see(engine, key, b"x", 1, 2, NOW) for key in keys]
    assert [delivery.id for delivery in ledger.open_deliveries(engine, "in_box/")] == [ids[0]]
    assert [delivery.id for delivery in ledger.open_deliveries(engine)] == ids


def test_the_first_delivery_of_a_source_carries_it_and_later_ones_are_sightings(engine: Engine) -> None:
    first, second = see(engine, "a.txt"), see(engine, "b.txt")
    assert ledger.claim(engine, first, sha("x"), 1, NOW) == Claimed(first)
    assert ledger.claim(engine, second, sha("x"), 1, NOW) == Duplicate(second, of=first, revived=False)
    assert ledger.claim(engine, first, sha("x"), 1, NOW) == Claimed(first)
    assert ledger.claim(engine, second, sha("x"), 1, NOW) == Duplicate(second, of=first, revived=False)
    assert [(d.display_name, d.state) for d in deliveries_of(engine, sha("x"))] == [("a.txt", "claimed"), ("b.txt", "duplicate")]


def test_a_source_that_was_ingested_makes_later_deliveries_duplicates(engine: Engine) -> None:
    first = ingest(engine, "x").delivery_id
    second = see(engine)
    assert ledger.claim(engine, second, sha("x"), 1, NOW) == Duplicate(second, of=first, revived=False)


def test_dropping_the_bytes_of_a_quarantined_delivery_again_revives_it(engine: Engine) -> None:
    first = claimed(engine, "x")
    ledger.lease(engine, "me", 1, NOW, 60)
    ledger.quarantine(engine, first, "parser_crashed", "look at it", NOW, "me")
    second = see(engine)
    assert ledger.claim(engine, second, sha("x"), 1, NOW) == Duplicate(second, of=first, revived=True)
    revived = deliveries(engine, [first])[0]
    assert (revived.state, revived.attempts, revived.code, revived.message) == ("claimed", 0, None, None)
    assert f"dropped again as delivery {second}" in [transition.why for transition in ledger.history(engine, first)]


def test_other_bytes_for_a_claimed_delivery_are_a_delivery_of_their_own(engine: Engine) -> None:
    first = see(engine)
    ledger.claim(engine, first, sha("x"), 1, NOW)
    second = ledger.claim(engine, first, sha("y"), 1, NOW)
    assert second == Claimed(second.delivery_id)
    assert (state(engine, first), state(engine, second.delivery_id)) == ("claimed", "claimed")
    assert [delivery.id for delivery in ledger.open_deliveries(engine)] == [second.delivery_id]


def test_of_workers_that_claim_the_same_bytes_in_the_same_instant_one_wins(engine: Engine) -> None:
    ids = [see(engine, f"{n}.txt") for n in range(8)]
    claims = at_once([lambda n=n: ledger.claim(engine, n, sha("x"), 1, NOW) for n in ids])  # type: ignore[misc]
    winners = [claim.delivery_id for claim in claims if isinstance(claim, Claimed)]
    assert len(winners) == 1
    assert {claim.of for claim in claims if isinstance(claim, Duplicate)} == set(winners)


def test_watchers_that_see_the_same_path_in_the_same_instant_agree(engine: Engine) -> None:
    assert len(set(at_once([lambda: see(engine)] * 8))) == 1


def at_once(actions: list[Callable[[], T]]) -> list[T]:
    start = threading.Barrier(len(actions))

    def act(action: Callable[[], T]) -> T:
        start.wait(10)
        return action()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(act, actions))


def test_a_file_taken_away_is_withdrawn_unless_the_vault_has_it(engine: Engine) -> None:
    lost, kept = see(engine, "lost"), see(engine, "kept")
    ledger.claim(engine, kept, sha("x"), 1, NOW)
    assert ledger.withdraw(engine, lost, NOW, "deleted by somebody") == "withdrawn"
    assert ledger.withdraw(engine, lost, NOW, "again") == "withdrawn"
    assert ledger.withdraw(engine, kept, NOW, "deleted by somebody") == "claimed"
    assert ledger.open_deliveries(engine) == []
    with pytest.raises(WrongState):
        ledger.claim(engine, lost, sha("y"), 1, NOW)


def test_a_file_that_moves_again_is_no_longer_settled(engine: Engine) -> None:
    delivery_id = see(engine)
    assert ledger.settle(engine, delivery_id, 6, 7, NOW) == "settled"
    assert ledger.unsettle(engine, delivery_id, NOW, "grew") == "seen"
    assert states(engine, delivery_id) == ["seen", "settled", "seen"]


def test_a_file_that_was_never_read_waits_in_quarantine_and_is_looked_at_again_on_retry(engine: Engine) -> None:
    delivery_id = see(engine)
    ledger.quarantine(engine, delivery_id, "unreadable", "give kuaibao the right to read it", NOW)
    ledger.quarantine(engine, delivery_id, "unreadable", "give kuaibao the right to read it", NOW)
    assert [(d.id, d.code) for d in quarantined(engine)] == [(delivery_id, "unreadable")]
    assert states(engine, delivery_id) == ["seen", "quarantined"]
    assert ledger.retry(engine, [delivery_id], NOW) == [delivery_id]
    assert state(engine, delivery_id) == "seen"


def test_a_file_readable_at_last_is_claimed_from_quarantine(engine: Engine) -> None:
    delivery_id = see(engine)
    ledger.quarantine(engine, delivery_id, "unreadable", "give kuaibao the right to read it", NOW)
    assert ledger.claim(engine, delivery_id, sha("x"), 1, NOW) == Claimed(delivery_id)
    assert deliveries(engine, [delivery_id])[0].code is None


def test_a_file_that_is_refused_for_another_reason_by_now_has_that_one(engine: Engine) -> None:
    delivery_id = see(engine)
    ledger.quarantine(engine, delivery_id, "empty", "the file has no bytes", NOW)
    ledger.quarantine(engine, delivery_id, "too_large", "split it", NOW)
    assert [(d.code, d.message) for d in quarantined(engine)] == [("too_large", "split it")]


def test_what_a_worker_said_of_bytes_that_were_read_is_not_said_otherwise_by_the_intake(engine: Engine) -> None:
    delivery_id = claimed(engine, "x")
    ledger.lease(engine, "me", 1, NOW, 60)
    ledger.quarantine(engine, delivery_id, "parser_crashed", "look at it", NOW, "me")
    ledger.quarantine(engine, delivery_id, "empty", "the file has no bytes", NOW)
    assert [d.code for d in quarantined(engine)] == ["parser_crashed"]


def test_a_retry_of_what_is_not_in_quarantine_changes_nothing(engine: Engine) -> None:
    delivery_id = see(engine)
    ledger.quarantine(engine, delivery_id, "unreadable", "give kuaibao the right to read it", NOW)
    with pytest.raises(WrongState, match="not in quarantine: 999"):
        ledger.retry(engine, [delivery_id, 999], NOW)
    assert state(engine, delivery_id) == "quarantined"


def test_what_has_neither_bytes_nor_file_cannot_be_retried(engine: Engine) -> None:
    delivery_id = see(engine)
    ledger.quarantine(engine, delivery_id, "empty", "the file has no bytes", NOW)
    ledger.removed(engine, [delivery_id], NOW)
    assert ledger.retry(engine, None, NOW) == []
    assert state(engine, delivery_id) == "quarantined"


def test_empty_files_are_not_each_other(engine: Engine) -> None:
    for name in ("a", "b"):
        ledger.quarantine(engine, see(engine, name), "empty", "the file has no bytes", NOW)
    assert ledger.counts(engine, NOW).quarantined == {"empty": 2}


def test_retry_gives_a_quarantined_delivery_its_attempts_back(engine: Engine) -> None:
    ids = [claimed(engine, content) for content in "xyz"]
    ledger.lease(engine, "me", 3, NOW, 60)
    for delivery_id in ids[:2]:
        ledger.quarantine(engine, delivery_id, "parser_crashed", "look at it", NOW, "me")
    assert ledger.retry(engine, ids[:1], NOW) == ids[:1]
    assert ledger.retry(engine, None, NOW) == ids[1:2]
    assert [(d.state, d.attempts) for d in deliveries(engine, ids)] == [("claimed", 0), ("claimed", 0), ("claimed", 1)]


def test_a_worker_without_the_lease_cannot_quarantine(engine: Engine) -> None:
    delivery_id = claimed(engine, "x")
    ledger.lease(engine, "other", 1, NOW, 60)
    with pytest.raises(LeaseLost):
        ledger.quarantine(engine, delivery_id, "parser_crashed", "look at it", NOW, "me")
    with pytest.raises(LeaseLost):
        ledger.quarantine(engine, delivery_id, "parser_crashed", "look at it", LATER, "other")


def test_ingested_deliveries_go_back_to_claimed_behind_fresh_ones_to_be_read_again(engine: Engine) -> None:
    old = ingest(engine, "old").delivery_id
    fresh = claimed(engine, "fresh")
    assert ledger.reprocess(engine, [old, fresh], LATER) == [old]
    assert [delivery.id for delivery in ledger.lease(engine, "me", 2, LATER, 60)] == [fresh, old]


def test_the_ledger_at_a_glance(engine: Engine) -> None:
    ingest(engine, "done")
    claimed(engine, "waiting")
    claimed(engine, "leased")
    ledger.lease(engine, "me", 1, NOW, 600)
    ledger.see(engine, "inbox/late", b"late", 1, 9, NOW, missed_by_watcher=True)
    counts = ledger.counts(engine, LATER)
    assert {name: number for name, number in counts.states.items() if number} == {"seen": 1, "claimed": 2, "ingested": 1}
    assert set(counts.states) == set(ALLOWED)
    assert (counts.leased, counts.oldest_claimed_seconds, counts.missed_by_watcher) == (1, 300.0, 1)
    assert (counts.documents, counts.revisions, counts.unreported_runs) == (1, 1, 1)


def test_an_unknown_delivery_is_said_to_be_unknown(engine: Engine) -> None:
    with pytest.raises(NotFound):
        ledger.withdraw(engine, 99, NOW, "taken away")


def test_a_state_that_is_none_is_refused_by_the_database(engine: Engine) -> None:
    see(engine)
    with pytest.raises(IntegrityError, match="state_is_known"), engine.begin() as connection:
        connection.execute(update(Delivery).values(state="lost"))
