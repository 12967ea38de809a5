"""What archives and mails hold, in the ledger: each file once, however often it is entered, with its parent and its path."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, event

from storage import ledger, members
from storage.errors import LeaseLost
from storage.members import Held, admit, members_of
from storage.queries import deliveries, deliveries_of
from storage.tables import Delivery
from tests.sample import NOW, claimed, ingest, run, sha

A, B, BAD = (
    Held("一/a.txt", sha256=sha("a"), size=1),
    Held("b.txt", "not marked", sha("b"), 1),
    Held("../c", code="unsafe_member", message="no"),
)


def opened(engine: Engine, *held: Held) -> tuple[int, str]:
    """Enter what a new archive held; return its delivery and what was said."""
    parent = claimed(engine, "archive", "x.zip")
    return parent, admitted(engine, parent, *held)


def admitted(engine: Engine, parent: int, *held: Held) -> str:
    (delivery,) = [d for d in ledger.lease(engine, "me", 99, NOW, 60) if d.id == parent]
    return admit(engine, parent, "me", run(), held, token=delivery.token)


def inside(engine: Engine, parent: int) -> dict[str | None, tuple[str, str | None]]:
    return {d.member: (d.state, d.sha256) for d in members_of(engine, [parent])}


def one(engine: Engine, delivery_id: int) -> Delivery:
    return deliveries(engine, [delivery_id])[0]


def test_each_file_is_a_delivery_with_its_parent_and_path(engine: Engine) -> None:
    parent, said = opened(engine, A, B, BAD)
    assert said == "3 files in it: 2 taken, 1 refused (../c: unsafe_member)"
    assert (one(engine, parent).state, one(engine, parent).message) == ("ingested", said)
    assert inside(engine, parent) == {
        "一/a.txt": ("claimed", sha("a")),
        "b.txt": ("claimed", sha("b")),
        "../c": ("quarantined", None),
    }
    first, second, refused = members_of(engine, [parent])
    assert first.display_name == "x.zip/一/a.txt"
    assert first.inbox_key == "inbox/x.zip/archive!/%E4%B8%80/a.txt"
    assert (refused.code, refused.message) == ("unsafe_member", "no")
    assert ledger.history(engine, second.id)[0].why == f"found in delivery {parent}, its name not marked"
    assert not ledger.open_deliveries(engine), "none of them lies in the inbox"


def test_known_bytes_are_duplicates_and_sick_ones_are_tried_again(engine: Engine) -> None:
    ingest(engine, "a")
    sick = claimed(engine, "b")
    ledger.quarantine(engine, sick, "no_content", "nothing", NOW)
    parent, said = opened(engine, A, B, Held("again.txt", sha256=sha("a"), size=1))
    assert said == "3 files in it: 0 taken, 3 known already"
    assert [d.state for d in members_of(engine, [parent])] == ["duplicate"] * 3
    assert one(engine, sick).state == "claimed"


def test_the_same_path_in_two_archives_is_two_deliveries(engine: Engine) -> None:
    first, _ = opened(engine, A)
    second = claimed(engine, "other", "y.zip")
    admitted(engine, second, A)
    assert [d.name for d in deliveries_of(engine, sha("a"))] == ["x.zip/一/a.txt".encode(), "y.zip/一/a.txt".encode()]
    assert len(inside(engine, first)) == len(inside(engine, second)) == 1


def many(count: int) -> list[Held]:
    return [Held(f"{n}.txt", sha256=sha(str(n)), size=1) for n in range(count)] + [BAD]


def test_a_crash_in_between_repeats_nothing(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "_AT_ONCE", 3)
    parent = claimed(engine, "archive", "x.zip")
    commits = iter([False, False, False, True])  # the lease and two groups are committed, the third is not

    def crash(_connection: object) -> None:
        if next(commits):
            raise KeyError("the process fails here")

    event.listen(engine, "commit", crash)
    with pytest.raises(KeyError):
        admitted(engine, parent, *many(10))
    event.remove(engine, "commit", crash)
    assert (one(engine, parent).state, len(inside(engine, parent))) == ("claimed", 6)
    ledger.release(engine, [parent], "me")
    assert admitted(engine, parent, *many(10)).startswith("11 files in it: 10 taken, 1 refused")
    assert len(members_of(engine, [parent])) == len(inside(engine, parent)) == 11
    assert one(engine, parent).state == "ingested"


def test_who_lost_the_lease_enters_nothing(engine: Engine) -> None:
    parent = claimed(engine, "archive", "x.zip")
    (mine,) = ledger.lease(engine, "me", 1, NOW, 60)
    ledger.lease(engine, "other", 1, NOW + timedelta(hours=1), 60)
    with pytest.raises(LeaseLost):
        admit(engine, parent, "me", run(), [A], token=mine.token)
    assert not members_of(engine, [parent])


def test_a_refused_file_is_tried_again_with_what_it_came_in(engine: Engine) -> None:
    parent, _ = opened(engine, A, BAD)
    (refused,) = [d for d in members_of(engine, [parent]) if d.member == "../c"]
    assert set(ledger.retry(engine, [refused.id], NOW)) == {refused.id, parent}
    assert (one(engine, parent).state, one(engine, refused.id).state) == ("claimed", "quarantined")
    said = admitted(engine, parent, A, Held("../c", sha256=sha("c"), size=1))
    assert said == "2 files in it: 2 taken"
    assert one(engine, refused.id).state == "claimed"
    assert (one(engine, refused.id).code, len(inside(engine, parent))) == (None, 2)


def test_refused_again_stays_as_it_is(engine: Engine) -> None:
    parent, said = opened(engine, A, BAD)
    ledger.retry(engine, None, NOW)
    assert admitted(engine, parent, A, BAD) == said
    assert inside(engine, parent)["../c"] == ("quarantined", None)


def test_other_bytes_under_a_path_are_another_delivery(engine: Engine) -> None:
    parent, _ = opened(engine, A, BAD)
    ledger.retry(engine, None, NOW)
    admitted(engine, parent, Held(A.path, sha256=sha("newer"), size=5), BAD)
    assert [d.sha256 for d in members_of(engine, [parent]) if d.member == A.path] == [sha("a"), sha("newer")]


def test_paths_that_no_file_system_takes(engine: Engine) -> None:
    paths = ["两\n行", "\x00", "\ud83d", "长" * 4000, "'; --", "😀"]
    parent, _ = opened(engine, *(Held(path, sha256=sha(str(n)), size=1) for n, path in enumerate(paths)))
    assert [d.member for d in members_of(engine, [parent])] == paths
    assert all(d.display_name.isprintable() for d in members_of(engine, [parent]))
