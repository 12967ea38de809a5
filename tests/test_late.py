"""What is told to Prefect afterwards: of many runs as much as their table shows, of one run all that its page shows."""

from sqlalchemy import Engine

from flows import describe
from flows.late import outcome_of, unreported
from storage import queries
from tests.sample import document, ingest, read, sha


def test_many_late_runs_have_the_rows_that_their_whole_documents_would_give(engine: Engine) -> None:
    for content in "ab":
        ingest(engine, content, None, document(sha(content), read()), document(sha(content), read(), position=1))
    late = [outcome for _, outcome in unreported(engine)]
    whole = [outcome_of(engine, queries.deliveries_of(engine, sha(content))[0]) for content in "ab"]
    assert describe.table(late) == describe.table(whole)
    assert len(describe.table(late)) == 4
    assert (describe.run_name(late), describe.tags(late)) == (describe.run_name(whole), describe.tags(whole))


def test_a_single_late_run_has_the_page_of_its_document(engine: Engine) -> None:
    ingest(engine, "a")
    ((_, late),) = unreported(engine)
    assert describe.page(late) == describe.page(outcome_of(engine, queries.deliveries_of(engine, sha("a"))[0]))
