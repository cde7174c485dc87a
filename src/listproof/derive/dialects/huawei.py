"""Huawei Cloud API reference: a table for each place of a parameter and for each named object of the answer."""

from __future__ import annotations

from listproof.derive.dialects.base import Dialect

__all__ = ["HUAWEI"]

HUAWEI = Dialect(
    name="huawei",
    vendor="Huawei Cloud",
    marks=(
        (r"huawei", 3),
        (r"(?:^|(?<=[|>\t*])|(?<=[|>] )|(?<=  )|(?<=Parameter ))Mandatory(?=[ \t]{0,3}(?:[|<*]|$|Type)|\t|  )|是否必选", 2),
        (r"Array of [\w.]+( objects?)?\b", 2),
        (r"X-Auth-Token", 2),
        (r"^:original_name: \S+\.html", 2),
        (r"(Table|表)\s*\d+", 1),
        (r"^[^\w\n]*URI[^\w\n]*$|>\s*URI\s*<", 2),
        (r"^#+ URI\b|headers=\"mcps1", 2),
        (r"\{project_id\}|\{domain_id\}|\{endpoint\}", 1),
        (r"Status code: 200|状态码\s*[：:]\s*200", 1),
        (r"Response elements|If required|aliyun(?:cs)?\.com", -3),
    ),
    nesting="tables",
    sign_in=({"type": "huawei-ak-sk"},),
    credentials=("X-Auth-Token", "Authorization", "X-Sdk-Date", "X-Security-Token"),
)
