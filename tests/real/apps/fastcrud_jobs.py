"""Jobs behind FastCRUD's endpoints, on loopback: python fastcrud_jobs.py PORT, in a folder of its own. /jobs."""

import datetime
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from fastapi import FastAPI
from fastcrud import FilterConfig, crud_router
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

engine = create_async_engine("sqlite+aiosqlite:///jobs.sqlite")
session = async_sessionmaker(engine, class_=AsyncSession, expire_on_commit=False)


class Base(DeclarativeBase):
    pass


class Job(Base):
    __tablename__ = "jobs"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    status: Mapped[str]
    rank: Mapped[int | None]
    created: Mapped[datetime.datetime]


class JobIn(BaseModel):
    name: str
    status: str
    rank: int | None
    created: datetime.datetime


JOBS = [
    Job(
        id=number,
        name=f"job-{number:03d}",
        status=("done", "failed", "running")[number % 3],
        rank=None if number % 7 == 0 else number % 5 * 3,
        created=datetime.datetime(2024, 1, 1 + number % 28),
    )
    for number in range(1, 61)
]


async def opened() -> AsyncIterator[AsyncSession]:
    async with session() as one:
        yield one


@asynccontextmanager
async def filled(app: FastAPI) -> AsyncIterator[None]:
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with session() as one:
        one.add_all(JOBS)
        await one.commit()
    yield


FILTERS = (
    "name", "status", "rank", "rank__gt", "rank__gte", "rank__lt", "rank__lte", "rank__ne", "name__startswith", "name__endswith",
    "name__contains", "name__like", "name__ilike", "status__in", "status__not_in", "created__gte", "created__lt",
)  # fmt: skip
app = FastAPI(lifespan=filled)
app.include_router(
    crud_router(
        session=opened, model=Job, create_schema=JobIn, update_schema=JobIn, path="/jobs",
        filter_config=FilterConfig(**dict.fromkeys(FILTERS)),
    )
)  # fmt: skip

if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
