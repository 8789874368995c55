"""Builds the tip as the store's citizen door takes it (tests/contract/tip.json)."""

from datetime import datetime
from typing import Any

from actions.extract.secrets import mask_secrets
from actions.report.draft import Draft


def build_tip(draft: Draft, *, code: str, route_token: str, received_at: datetime) -> dict[str, Any]:
    """The JSON object for POST /v1/tips; `received_at` is aware UTC. Card numbers, OTPs and passwords are masked."""
    verdict = (draft.checked or {}).get("verdict") or {}
    document = {
        "story": mask_secrets(draft.story or ""),
        "fields": {name: mask_secrets(text) for name, text in draft.facts.items() if text},
        "amount_vnd": draft.amount_vnd,
        "happened_at": draft.happened_iso,
        "answers": [{**a, "answer": mask_secrets(a["answer"])} for a in draft.answers],
        "checked_text": mask_secrets(draft.checked["text"]) if draft.checked else None,
        "verdict": verdict or None,
        "consent_at": draft.consent_at,
    }
    return {
        "schema": "tip/1",
        "code": code,
        "place": draft.facts.get("place") or None,
        "category": "fraud",
        "tactic": verdict.get("tactic") or draft.tactic,
        "severity": verdict.get("severity"),
        "urgency": draft.urgency,
        "received_at": f"{received_at:%Y-%m-%dT%H:%M:%SZ}",
        "route_token": route_token,
        "document": document,
    }
