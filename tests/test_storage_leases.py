"""Leases: one worker at a time, counted before the work, and shut out when lost."""

import json
import subprocess
import sys
from datetime import timedelta

from sqlalchemy import Engine

from storage import ledger
from storage.queries import deliveries
from tests.sample import NOW, claimed, sha

LATER = NOW + timedelta(seconds=61)
LEASES = """
import json, sys
from datetime import UTC, datetime
from storage import ledger
from storage.database import open_database
engine, mine = open_database(sys.argv[1]), []
print("ready", flush=True)
sys.stdin.readline()
while got := ledger.lease(engine, sys.argv[2], 7, datetime(2025, 3, 1, 9, tzinfo=UTC), 600):
    mine += [delivery.id for delivery in got]
print(json.dumps(mine))
"""


def test_processes_that_lease_at_once_get_disjoint_sets(engine: Engine, database_url: str) -> None:
    ids = [claimed(engine, str(n)) for n in range(100)]
    workers = [
        subprocess.Popen([sys.executable, "-c", LEASES, database_url, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for name in ("one", "two")
    ]
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
    shares = [json.loads(worker.communicate("go\n")[0]) for worker in workers]
    assert sorted(shares[0] + shares[1]) == ids
    assert {delivery.attempts for delivery in deliveries(engine, ids)} == {1}


def test_a_worker_killed_after_its_lease_has_been_counted(engine: Engine, database_url: str) -> None:
    delivery_id = claimed(engine, "poison")
    program = LEASES.replace("mine += [", "os.kill(os.getpid(), 9); [").replace("import json", "import json, os")
    result = subprocess.run([sys.executable, "-c", program, database_url, "me"], input="go\n", text=True, check=False)
    assert result.returncode == -9
    assert deliveries(engine, [delivery_id])[0].attempts == 1


def test_highest_priority_first_then_oldest(engine: Engine) -> None:
    late, early, urgent = (ledger.see(engine, key, key.encode(), 1, 2, NOW) for key in ("late", "early", "urgent"))
    ledger.claim(engine, late, sha("l"), 1, LATER)
    ledger.claim(engine, early, sha("e"), 1, NOW)
    ledger.claim(engine, urgent, sha("u"), 1, LATER, priority=5)
    assert [delivery.id for delivery in ledger.lease(engine, "me", 3, LATER, 60)] == [urgent, early, late]


def test_above_a_priority_others_are_left_where_they_are(engine: Engine) -> None:
    usual, urgent = (ledger.see(engine, key, key.encode(), 1, 2, NOW) for key in ("usual", "urgent"))
    ledger.claim(engine, usual, sha("l"), 1, NOW)
    assert not ledger.is_waiting(engine, NOW, above=0)
    assert ledger.lease(engine, "me", 9, NOW, 60, above=0) == []
    ledger.claim(engine, urgent, sha("u"), 1, NOW, priority=5)
    assert ledger.is_waiting(engine, NOW, above=0)
    assert [delivery.id for delivery in ledger.lease(engine, "me", 9, NOW, 60, above=0)] == [urgent]
    assert not ledger.is_waiting(engine, NOW, above=0)


def test_a_lease_that_ran_out_goes_to_another_with_a_new_token(engine: Engine) -> None:
    claimed(engine, "x")
    first = ledger.lease(engine, "me", 1, NOW, 60)[0]
    assert ledger.lease(engine, "you", 1, NOW + timedelta(seconds=59), 60) == []
    second = ledger.lease(engine, "you", 1, LATER, 60)[0]
    assert (first.token, second.token, second.attempts, second.lease_owner) == (1, 2, 2, "you")


def test_renewing_keeps_what_is_held_and_says_what_is_lost(engine: Engine) -> None:
    ids = [claimed(engine, content) for content in "xy"]
    ledger.lease(engine, "me", 1, NOW, 60)
    ledger.lease(engine, "you", 1, NOW, 60)
    assert ledger.renew(engine, ids, "me", NOW, 600) == ids[:1]
    assert ledger.renew(engine, ids, "you", LATER, 600) == []
    assert [delivery.id for delivery in ledger.lease(engine, "third", 5, LATER, 60)] == ids[1:]


def test_a_released_delivery_is_free_at_once_and_not_to_blame(engine: Engine) -> None:
    ids = [claimed(engine, content) for content in "xy"]
    ledger.lease(engine, "me", 2, NOW, 60)
    assert ledger.release(engine, ids, "me", token=0) == 0  # by a lease of before
    assert ledger.release(engine, ids, "you") == 0
    assert ledger.release(engine, ids[:1], "me") == 1
    assert ledger.release(engine, ids[1:], "me", uncount=False) == 1
    assert [(delivery.id, delivery.attempts) for delivery in ledger.lease(engine, "you", 2, NOW, 60)] == [(ids[0], 1), (ids[1], 2)]


def test_what_kills_its_worker_again_and_again_ends_in_quarantine(engine: Engine) -> None:
    delivery_id = claimed(engine, "poison")
    for attempt in range(3):
        at = NOW + timedelta(hours=attempt)
        assert ledger.give_up(engine, 3, at) == []
        assert len(ledger.lease(engine, "me", 1, at, 60)) == 1
        assert ledger.give_up(engine, 3, at) == [], "its worker may still make it"
    assert ledger.give_up(engine, 3, NOW + timedelta(hours=3)) == [delivery_id]
    given_up = deliveries(engine, [delivery_id])[0]
    assert (given_up.state, given_up.code, given_up.lease_owner) == ("quarantined", "attempts_exhausted", None)
    assert "died 3 times" in (given_up.message or "")
