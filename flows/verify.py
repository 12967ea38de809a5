"""Checking that what is kept is whole: for the command and for the deployment."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Engine

from flows.counted import counted
from flows.settings import Settings
from flows.vaults import open_vault
from storage.verify import Check, Problem, checks

# so many facts of one problem are shown in Prefect's UI; `kuaibao verify --json` has all
_MOST_FACTS = 20


def checks_of(engine: Engine, settings: Settings, now: datetime) -> list[Check]:
    """Return the checks of an installation."""
    return checks(engine, open_vault(settings, engine), now)


def told(found: Sequence[Check], problems: int) -> str:
    """Return one sentence on what was checked and how it stands."""
    numbers = {check.name: check.total for check in found}
    looked = f"{counted(numbers['sources'], 'source')} hashed, {counted(numbers['facts'], 'revision')} held against their readings"
    return f"{looked}: {counted(problems, 'problem') if problems else 'all is well'}"


def row(problem: Problem) -> dict[str, str]:
    """Return a table's row: what is wrong, and which documents and facts that touches."""
    return {"code": problem.code, "what": problem.message, "touches": _touched(problem)}


def _touched(problem: Problem) -> str:
    names = [f"{named.document_id} {named.path or ''} {named.value or ''}".strip() for named in problem.affected]
    more = f"; and {len(names) - _MOST_FACTS} more" if len(names) > _MOST_FACTS else ""
    return "; ".join(names[:_MOST_FACTS]) + more
