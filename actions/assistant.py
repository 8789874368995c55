"""The one place that puts the room together: settings, outbox, store client, actions."""

from dataclasses import dataclass

import httpx
from rasa_sdk.executor import ActionExecutor

from actions.ask.actions import AnswerIfPaid, AnswerTactic, AnswerUnsure, ListTactics
from actions.ask.catalogue import Catalogue
from actions.ask.delete_draft import DeleteDraft
from actions.ask.in_between import InBetween
from actions.check.actions import AskToCheck, Check, CheckStep
from actions.identity.actions import AnswerIdentity, IdentityStep
from actions.identity.knowledge import Knowledge
from actions.intake.database import open_database
from actions.intake.evidence import FileOutbox
from actions.intake.file_forwarder import FileForwarder
from actions.intake.forwarder import Forwarder
from actions.intake.local_key import LocalKey
from actions.intake.outbox import Outbox
from actions.intake.reported import Reports
from actions.intake.status import ShowStatus
from actions.intake.store import Store
from actions.judge.judge import judge
from actions.known import LocalKnowledge
from actions.lists.lookup import ListsFile
from actions.report.actions import AskSummary, ReportStep, SubmitTip
from actions.report.already_paid import AlreadyPaid
from actions.settings import Settings

_STORE_SECONDS = 5.0


@dataclass(frozen=True)
class Assistant:
    """What the server needs: the executor for Rasa's calls, the outboxes and their forwarders, the client to close."""

    executor: ActionExecutor
    outbox: Outbox
    forwarder: Forwarder
    files: FileOutbox
    file_forwarder: FileForwarder
    client: httpx.AsyncClient


def assemble(settings: Settings) -> Assistant:
    """Open the database and register every action; raises BadCatalogue when a tactic file is broken."""
    client = httpx.AsyncClient(base_url=settings.citizen_url, timeout=_STORE_SECONDS)
    store = Store(client, settings.citizen_token)
    engine, key = open_database(settings.database), LocalKey(settings.actions_key)
    known = LocalKnowledge(ListsFile(settings.data_dir / "lists.db"), Reports(engine, key))
    outbox = Outbox(engine, key)
    forwarder = Forwarder(outbox, store)
    files = FileOutbox(engine, key)
    catalogue = Catalogue.read()
    judge(
        "http://a.example"
    )  # reads its tables and compiles its patterns now, so that the first resident need not wait
    knowledge = Knowledge.read()
    in_between = InBetween(catalogue, knowledge.briefly)
    executor = ActionExecutor()
    for action in (
        AnswerTactic(catalogue),
        AnswerIfPaid(catalogue),
        AnswerUnsure(catalogue),
        ListTactics(catalogue),
        Check(catalogue, in_between, known),
        CheckStep(),
        AskToCheck(),
        IdentityStep(knowledge, catalogue, in_between),
        AnswerIdentity(knowledge, AlreadyPaid()),
        DeleteDraft(),
        ReportStep(in_between, store),
        AlreadyPaid(),
        AskSummary(),
        SubmitTip(outbox, forwarder),
        ShowStatus(store),
    ):
        executor.register_action(action)
    return Assistant(executor, outbox, forwarder, files, FileForwarder(files, store), client)
