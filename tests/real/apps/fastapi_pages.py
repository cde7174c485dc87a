"""Listings of jobs by fastapi-pagination, on loopback: python fastapi_pages.py PORT. /page (page, size) and /offset (limit, offset)."""

import sys

import uvicorn
from fastapi import FastAPI
from fastapi_pagination import LimitOffsetPage, Page, add_pagination, paginate
from pydantic import BaseModel


class Job(BaseModel):
    id: int
    name: str
    status: str
    rank: int | None
    created: str


JOBS = [
    Job(
        id=number,
        name=f"job-{number:03d}",
        status=("done", "failed", "running")[number % 3],
        rank=None if number % 7 == 0 else number % 5 * 3,
        created=f"2024-01-{1 + number % 28:02d}T00:00:00Z",
    )
    for number in range(1, 61)
]
app = FastAPI()


@app.get("/page")
def by_page(status: str | None = None) -> Page[Job]:
    return paginate([job for job in JOBS if status is None or job.status == status])


@app.get("/offset")
def by_offset(status: str | None = None) -> LimitOffsetPage[Job]:
    return paginate([job for job in JOBS if status is None or job.status == status])


add_pagination(app)

if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
