"""The words of reference pages, in English and Chinese: what a column, a heading or a caption is called.

They are the words of such pages in general; a `Dialect` adds its own and decides what the page means.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

__all__ = [
    "COLUMNS",
    "HEADINGS",
    "Column",
    "Section",
    "Vocabulary",
    "caption_of",
    "normal",
    "status_of",
]


class Column(Enum):
    """What a column of a table tells of its row."""

    NAME = "name"
    TYPE = "type"
    REQUIRED = "required"
    RANGE = "range"
    DEFAULT = "default"
    EXAMPLE = "example"
    DESCRIPTION = "description"
    STATUS = "status"
    CODE = "code"
    MESSAGE = "message"
    OTHER = "other"


class Section(Enum):
    """What a part of a page is about."""

    URI = "uri"
    REQUEST = "request"
    PATH = "path"
    QUERY = "query"
    HEADER = "header"
    BODY = "body"
    RESPONSE = "response"
    RESPONSE_HEADER = "response header"
    REQUEST_EXAMPLE = "request example"
    RESPONSE_EXAMPLE = "response example"
    STATUS_CODES = "status codes"
    ERROR_CODES = "error codes"
    OTHER = "other"


def normal(text: str) -> str:
    """A heading or header cell as the vocabulary holds it: lower case, one space, no pilcrow, colon or emphasis."""
    text = text.replace("\u00b6", " ").replace("\u00a0", " ").replace("*", "").replace("`", "")
    return re.sub(r"\s+", " ", text).strip().strip(":：#").strip().lower()


def _columns(role: Column, *names: str) -> dict[str, Column]:
    return dict.fromkeys(names, role)


COLUMNS: Mapping[str, Column] = {
    **_columns(
        Column.NAME, "parameter", "parameters", "name", "element", "field", "attribute", "parameter name", "field name",
        "参数", "名称", "参数名", "参数名称", "字段", "字段名", "属性", "属性名称", "參數", "名稱", "字段名称",
    ),
    **_columns(
        Column.TYPE, "type", "data type", "parameter type", "参数类型", "类型", "数据类型", "字段类型", "類型", "參數類型",
    ),
    **_columns(
        Column.REQUIRED, "mandatory", "required", "if required", "required or not", "是否必选", "必选", "必填", "是否必填",
        "是否必须", "是否必需", "是否必選", "必須",
    ),
    **_columns(Column.RANGE, "value range", "range", "取值范围", "valid values", "取值範圍", "值域"),
    **_columns(Column.DEFAULT, "default value", "default", "默认值", "缺省值", "默认取值"),
    **_columns(Column.EXAMPLE, "example", "example value", "sample value", "示例值", "示例", "样例", "样例值", "樣本值", "样本值"),
    **_columns(Column.DESCRIPTION, "description", "描述", "说明", "說明", "参数说明", "meaning", "remarks"),
    **_columns(Column.STATUS, "status code", "http status code", "状态码", "http 状态码", "http状态码", "返回值", "returned value"),
    **_columns(Column.CODE, "error code", "错误码", "错误代码"),
    **_columns(Column.MESSAGE, "error message", "错误信息", "错误消息"),
}  # fmt: skip


def _headings(section: Section, *names: str) -> dict[str, Section]:
    return dict.fromkeys(names, section)


HEADINGS: Mapping[str, Section] = {
    **_headings(Section.URI, "uri", "url", "api path", "request syntax", "api 路径", "请求语法", "請求語法", "接口路径", "request line"),
    **_headings(Section.REQUEST, "request parameters", "request", "请求参数", "請求參數", "请求消息", "request message", "parameters"),
    **_headings(Section.PATH, "path parameters", "路径参数", "path 参数"),
    **_headings(Section.QUERY, "query parameters", "查询参数", "query 参数", "query参数"),
    **_headings(
        Section.HEADER, "headers parameters", "header parameters", "request headers", "request header parameters",
        "headers 参数", "header 参数", "请求头参数", "请求头",
    ),
    **_headings(Section.BODY, "body parameters", "request body parameters", "request body", "body 参数", "请求体参数", "请求体"),
    **_headings(
        Section.RESPONSE, "response parameters", "response elements", "response", "response body parameters", "返回参数",
        "响应参数", "返回数据", "响应消息", "response message", "返回信息", "返回資料", "返回參數", "response body",
    ),
    **_headings(Section.RESPONSE_HEADER, "response headers", "response header parameters", "响应头"),
    **_headings(
        Section.REQUEST_EXAMPLE, "example requests", "example request", "request example", "request examples",
        "sample requests", "sample request", "请求示例", "请求样例", "請求示例",
    ),
    **_headings(
        Section.RESPONSE_EXAMPLE, "example responses", "example response", "response example", "response examples",
        "sample responses", "sample success responses", "success response", "sample success response", "响应示例", "返回示例",
        "正常返回示例", "examples", "example", "示例", "响应样例", "error response", "sample error responses",
        "异常返回示例", "正常返回示例 json格式",
    ),
    **_headings(Section.STATUS_CODES, "status codes", "状态码", "returned values", "返回值"),
    **_headings(Section.ERROR_CODES, "error codes", "错误码", "error code"),
    **_headings(
        Section.OTHER, "function", "functions", "功能介绍", "接口约束", "debugging", "调试", "try it now", "test",
        "authorization information", "授权信息", "ram authorization", "calling method", "调用方法", "sdk sample code",
        "sdk代码示例", "release notes", "change history", "变更历史", "feedback", "last update", "last updated", "最后更新",
        "parent topic", "父主题", "was this page helpful?", "permissions", "更多信息", "usage notes", "使用说明",
    ),
}  # fmt: skip

_CAPTION = re.compile(r"^(?:table|表)\s*\d+(?:-\d+)?[\s.:：]*(.{0,120})$", re.IGNORECASE)
_STATUS = re.compile(r"^(?:status code|状态码|http status code)\s*[:：]\s*(\d{3})\s*$", re.IGNORECASE)
_OF_OBJECT = re.compile(r"\s*(?:参数说明|字段说明|字段数据结构说明|数据结构说明|结构说明|参数|field description|structure)\s*$")


def caption_of(text: str) -> str | None:
    """What stands after `Table N` of a caption line (may be empty), or None where the line is none."""
    found = _CAPTION.match(text.replace("\u00a0", " ").strip())
    return found.group(1).strip() if found else None


def status_of(text: str) -> int | None:
    """The status of a line such as `Status code: 400`, or None."""
    found = _STATUS.match(text.replace("\u00a0", " ").replace("*", "").strip())
    return int(found.group(1)) if found else None


@dataclass(frozen=True)
class Vocabulary:
    """The words by which a page of one dialect is cut: its columns and its headings, normalised."""

    columns: Mapping[str, Column] = field(default_factory=lambda: COLUMNS)
    headings: Mapping[str, Section] = field(default_factory=lambda: HEADINGS)

    def column(self, text: str) -> Column | None:
        """The role of a header cell, or None where the vocabulary does not know it."""
        return self.columns.get(normal(text)) if len(text) <= 60 else None

    def heading(self, text: str) -> Section | None:
        """The section that a line opens, or None where it is no known heading."""
        return self.headings.get(normal(text)) if len(text) <= 60 else None

    def caption(self, text: str) -> Section | str | None:
        """What a table's caption says: a section, else the name of the object it describes; None for an empty one."""
        words = normal(text)
        if not words:
            return None
        if words in self.headings:
            return self.headings[words]
        if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.$-]*", text.strip()) and words not in ("parameters", "parameter"):
            return text.strip()
        parameters = re.search(r"param|参数|參數|请求|响应|返回|description|说明", words) is not None
        if parameters:
            response = re.search(r"respon|响应|返回|return", words) is not None
            if re.search(r"header|头|頭", words):
                return Section.RESPONSE_HEADER if response else Section.HEADER
            if response:
                return Section.RESPONSE
            if re.search(r"\b(path|uri|url)\b|路径", words):
                return Section.PATH
            if re.search(r"\bquery\b|query参数|查询", words):
                return Section.QUERY
            if re.search(r"\bbody\b|body参数|请求体", words):
                return Section.BODY
            if re.fullmatch(r"request param\w*( description)?|请求参数(说明)?", words):
                return Section.REQUEST
            if re.fullmatch(r"(param\w*( description)?s?|参数(说明)?|description)", words):
                return None
        return _OF_OBJECT.sub("", text.strip()) or None
