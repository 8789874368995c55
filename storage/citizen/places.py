"""GET /v1/units/resolve: which unit serves a place, so that the assistant can ask back."""

from fastapi import APIRouter
from pydantic import BaseModel

from storage.citizen.access import Door
from storage.citizen.tips import UnitLabel
from storage.jurisdiction import resolve
from storage.units import Unit

router = APIRouter()


class Resolved(BaseModel):
    """`unit` when certain; else `candidates` (empty: unknown) and places `elsewhere` that the words may mean;
    `default` is who takes the tip when nobody asks back."""

    unit: UnitLabel | None
    candidates: list[UnitLabel]
    elsewhere: list[str]
    default: UnitLabel


@router.get("/v1/units/resolve")
def resolve_place(door: Door, place: str) -> Resolved:
    found = resolve(place, door.tree)
    return Resolved(
        unit=_label(found.unit) if found.unit else None,
        candidates=[_label(unit) for unit in found.candidates],
        elsewhere=list(found.elsewhere),
        default=_label(door.default_unit),
    )


def _label(unit: Unit) -> UnitLabel:
    return UnitLabel(slug=unit.slug, name=unit.name)
