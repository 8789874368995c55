"""Rasa and the action server, quick: a conversation knows what it heard, a report is a tip under its key."""

import asyncio
import re
import secrets
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.bot.fake_rasa import FakeActions, says

TOLD = re.compile(r"\[(\d+)/(\d+)\]")  # a chat's number and its message's
SUBMIT = "gửi tin báo"
LONG = "kể dài"
_PARAGRAPH = "Bác giữ lại tin nhắn, số điện thoại và số tài khoản để đưa công an. " * 21  # of 1,400 characters


@dataclass
class Tip:
    """What a report said, by the numbers of its messages, and the code it got."""

    code: str
    told: list[str]
    reports: int = 1
    changed: bool = False


class FarSide:
    """seconds: what a turn takes. tips: by report key, as the action server keeps them."""

    def __init__(self, port: int, seconds: float = 0.015) -> None:
        self.port = port
        self.seconds = seconds
        self.tips: dict[str, Tip] = {}
        self.turns = 0
        self.actions = FakeActions()
        self._instance = secrets.token_hex(8)
        self._heard: dict[str, list[str]] = defaultdict(list)
        self.app = Starlette(
            routes=[
                Route("/webhooks/tinbao/webhook", self._webhook, methods=["POST"]),
                Route("/webhooks/tinbao/health", self._health),
            ]
        )

    async def _health(self, _: Request) -> Response:
        return JSONResponse({"instance": self._instance})

    async def _webhook(self, request: Request) -> Response:
        turn: dict[str, Any] = await request.json()
        if turn["instance"] not in (None, self._instance):
            return JSONResponse({"instance": self._instance}, 409)
        self.turns += 1
        await asyncio.sleep(self.seconds)
        heard = self._heard[turn["sender"]]
        [told] = [f"{chat}/{number}" for chat, number in TOLD.findall(turn["message"])]
        before = heard[-1] if heard else "đầu"
        heard.append(told)
        head = f"«{told} sau {before}»"
        if SUBMIT in turn["message"]:
            code = self._submit(turn["metadata"]["report_key"], list(heard))
            card = {"type": "receipt", "code": code}
            replies = [says(f"{head} Mã tin báo của bác: {code}.", card=card, flow="done")]
        elif LONG in turn["message"]:
            replies = [says("\n\n".join(f"«{told}.{n} sau {before}» {_PARAGRAPH}" for n in range(1, 4)))]
        else:
            replies = [says(f"{head} Bác kể tiếp giúp tôi.")]
        return JSONResponse({"instance": self._instance, "active_loop": None, "replies": replies})

    def _submit(self, key: str, told: list[str]) -> str:
        if known := self.tips.get(key):
            known.reports += 1
            known.changed = known.changed or known.told != told
            return known.code
        self.tips[key] = Tip(f"CH{len(self.tips):06d}", told)
        return self.tips[key].code
