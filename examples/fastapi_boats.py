"""A listing made with FastAPI: `uvicorn fastapi_boats:app`, and FAULT=ignored-filter in the environment makes it lie."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Annotated

from fastapi import FastAPI, Query
from fleet import found, page
from pydantic import BaseModel

__all__ = ["app"]

app = FastAPI(title="Harbour", version="1")


class State(StrEnum):
    """Where a boat is."""

    moored = "moored"
    sailing = "sailing"
    laid_up = "laid-up"


class Sort(StrEnum):
    """What boats are ordered by."""

    id = "id"
    crew = "crew"
    created_at = "created_at"


class Direction(StrEnum):
    """Which way."""

    asc = "asc"
    desc = "desc"


class Boat(BaseModel):
    """One boat."""

    id: int
    name: str
    state: State
    crew: int
    created_at: datetime.datetime


class Boats(BaseModel):
    """A page of boats, and how many there are."""

    items: list[Boat]
    total: int


@app.get("/boats", operation_id="listBoats")
def list_boats(
    offset: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=50)] = 20,
    state: State | None = None,
    min_crew: Annotated[int | None, Query(ge=0)] = None,
    sort: Sort = Sort.id,
    order: Direction = Direction.asc,
) -> Boats:
    """The boats of the harbour."""
    shown, total = page(found(state, min_crew, sort, order is Direction.desc), offset, limit)
    return Boats(items=[Boat(**one) for one in shown], total=total)
