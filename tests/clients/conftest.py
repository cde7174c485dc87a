"""The vendors' official clients, each behind the same few words, and the simulator that they ask over loopback HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import ModuleType
from typing import Any, ClassVar

import httpx
import pytest

from listproof.contract import Contract, at, each, load, spelled_path
from listproof.simulator.server import Running, start
from listproof.simulator.service import Service
from listproof.simulator.signin.accounts import OWNER, Account
from listproof.simulator.targets import mock
from listproof.transport import auth

JOBS = 137


def _module(name: str) -> ModuleType:
    module: ModuleType = pytest.importorskip(name, reason="pip install -e '.[clients]'")
    return module


@cache
def _contract(slug: str) -> Contract:
    return load(slug)


class ClientError(Exception):
    """What a client made of an answer that is an error."""

    def __init__(self, status: int | None, code: str, message: str) -> None:
        super().__init__(f"{status} {code} {message}")
        self.status = status
        self.code = code
        self.message = message


@dataclass(frozen=True)
class Page:
    """What a client made of one answer: records as plain values without what is null, and the total."""

    records: list[dict[str, Any]]
    total: int | None


@dataclass(frozen=True)
class Driver:
    """One official client, asked with the contract's names of parameters."""

    url: str
    account: Account = OWNER
    token: str | None = None
    """Sign in with this token instead of the access key."""

    slug: ClassVar[str]

    @property
    def contract(self) -> Contract:
        """The contract of the listing that this client asks."""
        return _contract(self.slug)

    def ask(self, **query: Any) -> Page:
        """One page. Raises ClientError where the client raises."""
        raise NotImplementedError

    def walk(self, size: int, **query: Any) -> list[dict[str, Any]]:
        """All records, page by page until one is empty."""
        pages = self.contract.pages
        found: list[dict[str, Any]] = []
        for turn in range(1000):
            start = pages.first + (turn if pages.kind == "number" else len(found))
            page = self.ask(**{**query, pages.size.parameter: size, pages.parameter: start})
            if not page.records:
                return found
            found += page.records
        raise AssertionError("the listing never ends")


class Huawei(Driver):
    """What Huawei's clients have in common."""

    def _called(self, builder: Any, call: Callable[[Any], Any]) -> Any:
        credentials = _module("huaweicloudsdkcore.auth.credentials")
        errors = _module("huaweicloudsdkcore.exceptions.exceptions")
        known = credentials.BasicCredentials(self.account.access_key, self.account.secret_key, self.account.project_id)
        if self.account.security_token:
            known = known.with_security_token(self.account.security_token)
        client = builder.with_credentials(known).with_endpoint(self.url).build()
        if self.token is not None:
            client.preset_headers = {"X-Auth-Token": self.token, "Authorization": "not a signature"}
        try:
            return call(client)
        except errors.ServiceResponseException as error:
            raise ClientError(error.status_code, error.error_code, error.error_msg) from None
        finally:
            client.close()


class Coc(Huawei):
    """huaweicloudsdkcoc; its answer is an object without a model, and its offset is text."""

    slug = "huawei-coc-documents"

    def ask(self, **query: Any) -> Page:
        """One page of custom jobs."""
        coc = _module("huaweicloudsdkcoc.v1")
        request = coc.ListDocumentsRequest(**{key: str(value) if key == "offset" else value for key, value in query.items()})
        body = self._called(coc.CocClient.new_builder(), lambda client: client.list_documents(request)).body
        return Page(body["data"], body["total"])


class Hss(Huawei):
    """huaweicloudsdkhss; the project stands in its credentials."""

    slug = "huawei-hss-kubernetes-jobs"

    def ask(self, **query: Any) -> Page:
        """One page of Kubernetes jobs."""
        hss = _module("huaweicloudsdkhss.v5")
        plain = _module("huaweicloudsdkcore.utils.http_utils").sanitize_for_serialization
        request = hss.ListK8sJobsRequest(**query)
        answer = self._called(hss.HssClient.new_builder(), lambda client: client.list_k8s_jobs(request))
        return Page([plain(job) for job in answer.job_info_list], answer.total_num)


class Dlc(Driver):
    """alibabacloud_pai_dlc20201203; its parameters are spelled in snake case."""

    slug = "alibaba-pai-dlc-jobs"

    def ask(self, **query: Any) -> Page:
        """One page of jobs."""
        models = _module("alibabacloud_pai_dlc20201203.models")
        settings = _module("alibabacloud_tea_openapi.utils_models").Config(
            access_key_id=self.account.access_key,
            access_key_secret=self.account.secret_key,
            security_token=self.account.security_token,
            endpoint=self.url.removeprefix("http://"),
            protocol="HTTP",
        )
        request = models.ListJobsRequest().from_map(query)
        try:
            body = _module("alibabacloud_pai_dlc20201203.client").Client(settings).list_jobs(request).body
        except _module("alibabacloud_tea_openapi.exceptions").AlibabaCloudException as error:
            raise ClientError(error.status_code, error.code, error.message) from None
        return Page([job.to_map() for job in body.jobs], body.total_count)


DRIVERS: Mapping[str, type[Driver]] = {one.slug: one for one in (Coc, Hss, Dlc)}


@dataclass(frozen=True)
class Raw:
    """The same listing, asked by this project's own signer and read as plain JSON: what the client is compared with."""

    contract: Contract
    url: str

    def ask(self, **query: Any) -> Any:
        """The body of one answer."""
        target = mock(self.contract, self.url)
        signed = auth.build(target["auth"], self.contract.sign_in)
        given = {name: str(value).lower() if isinstance(value, bool) else value for name, value in query.items()}
        address = self.url + spelled_path(self.contract, target.get("path", {}))
        answer = httpx.get(address, params=given, auth=signed, trust_env=False)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def census(self) -> list[dict[str, Any]]:
        """Every record of the contract's base query."""
        pages = self.contract.pages
        size = pages.size.safe
        found: list[dict[str, Any]] = []
        for turn in range(1000):
            start = pages.first + (turn if pages.kind == "number" else len(found))
            body = self.ask(**{**self.contract.base, pages.size.parameter: size, pages.parameter: start})
            records = list(each(body, self.contract.records + "/*"))
            if not records:
                assert self.contract.total is not None
                assert at(body, self.contract.total.at.name) == len(found)
                return found
            found += records
        raise AssertionError("the listing never ends")


@pytest.fixture(scope="session")
def running() -> Iterator[Running]:
    """The simulator with every listing that has an official client."""
    with start([Service(_contract(slug), jobs=JOBS) for slug in DRIVERS]) as server:
        yield server


@pytest.fixture(scope="session", params=sorted(DRIVERS))
def driver(request: pytest.FixtureRequest, running: Running) -> Driver:
    """Each client in turn, signed in as the owner."""
    return DRIVERS[request.param](running.url)


@pytest.fixture(scope="session")
def raw(driver: Driver) -> Raw:
    """The client's listing without the client."""
    return Raw(driver.contract, driver.url)


@pytest.fixture(scope="session")
def census(raw: Raw) -> list[dict[str, Any]]:
    """Every record of the client's listing, as it stands on the wire."""
    return raw.census()


@pytest.fixture(scope="session")
def refused() -> type[ClientError]:
    """What a driver raises where its client raises."""
    return ClientError


@pytest.fixture(scope="session")
def another() -> Callable[..., Driver]:
    """The same client with another account, token or address."""

    def make(driver: Driver, **change: Any) -> Driver:
        return replace(driver, **change)

    return make
