"""Jobs as a table of Piccolo behind PiccoloCRUD, on loopback: python piccolo_rows.py PORT, in a folder of its own. /jobs/."""

import asyncio
import datetime
import sys

import uvicorn
from piccolo.columns import Integer, Timestamptz, Varchar
from piccolo.engine.sqlite import SQLiteEngine
from piccolo.table import Table
from piccolo_api.crud.endpoints import PiccoloCRUD
from starlette.routing import Mount, Router

DB = SQLiteEngine(path="jobs.sqlite")


class Job(Table, db=DB):  # type: ignore[call-arg]
    name = Varchar(length=100)
    status = Varchar(length=20)
    rank = Integer(null=True, default=None)
    created = Timestamptz()


JOBS = [
    Job(
        name=f"job-{number:03d}",
        status=("done", "failed", "running")[number % 3],
        rank=None if number % 7 == 0 else number % 5 * 3,
        created=datetime.datetime(2024, 1, 1 + number % 28, tzinfo=datetime.UTC),
    )
    for number in range(1, 61)
]


async def fill() -> None:
    await Job.create_table(if_not_exists=True)
    await Job.insert(*JOBS)


app = Router([Mount("/jobs", PiccoloCRUD(table=Job, page_size=10))])

if __name__ == "__main__":
    asyncio.run(fill())
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
