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
    "PLACES_OF_ROWS",
    "Column",
    "Section",
    "Vocabulary",
    "caption_of",
    "leaves_out",
    "normal",
    "number_of",
    "object_named",
    "own_name",
    "status_of",
    "tells_required",
]


class Column(Enum):
    """What a column of a table tells of its row."""

    NAME = "name"
    TYPE = "type"
    REQUIRED = "required"
    NULLABLE = "nullable"
    RANGE = "range"
    DEFAULT = "default"
    EXAMPLE = "example"
    DESCRIPTION = "description"
    STATUS = "status"
    CODE = "code"
    MESSAGE = "message"
    PLACE = "place"
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


PLACES_OF_ROWS = frozenset(
    {Section.REQUEST, Section.PATH, Section.QUERY, Section.HEADER, Section.BODY, Section.URI, Section.RESPONSE, Section.RESPONSE_HEADER}
)
"""The sections in which rows are parameters or fields."""


def normal(text: str) -> str:
    """A heading or header cell as the vocabulary holds it: lower case, one space, no pilcrow, colon or emphasis."""
    text = text.replace("\u00b6", " ").replace("\u00a0", " ").replace("*", "").replace("`", "")
    return re.sub(r"\s+", " ", text).strip().strip(":：#").strip().lower()


_NUMBERED = re.compile(r"^\d+(?:\.\d+)*\s*[.)、．]\s*(?=\D)")
"""The number of a heading: `3. Request parameters`."""
_COUNTED = re.compile(r"(?<=[^\W\d_])-\d+$")
"""The number behind a heading of which a page has several: `Sample request-1`."""


def _columns(role: Column, *names: str) -> dict[str, Column]:
    return dict.fromkeys(names, role)


COLUMNS: Mapping[str, Column] = {
    **_columns(
        Column.NAME, "header", "header name", "http header", "request header",
        "parameter", "parameters", "param", "params", "argument", "property",
        "query parameter", "path parameter", "url parameter", "name", "property name", "attribute name", "argument name",
        "variable", "query param", "url param", "parameter id", "key name", "body parameter", "form parameter",
        "element", "field", "attribute", "parameter name", "field name",
        "field/parameter", "参数", "名称", "参数名", "元素", "字段/参数", "参数名称", "字段", "字段名", "属性",
        "属性名称", "パラメータ", "パラメーター", "フィールド", "參數", "名稱", "字段名称",
    ),
    **_columns(
        Column.TYPE, "type", "data type", "datatype", "data-type", "json type", "property type", "schema",
        "parameter type", "value type", "field type", "参数类型", "类型", "数据类型", "字段类型",
        "類型", "參數類型", "值类型", "型", "データ型",
    ),
    **_columns(
        Column.REQUIRED, "mandatory", "required", "is required", "if required", "req", "req?", "req.", "reqd", "needed", "needed?",
        "required or not", "required?", "mandatory/optional",
        "optional/mandatory", "mandatory or not", "必选/可选", "是否可选", "是否为必选", "必须", "是否必选", "必选", "必填", "是否必填",
        "是否必须", "是否必需", "是否必選", "必須", "optional", "optional?", "is optional", "optional or not",
    ),
    **_columns(Column.NULLABLE, "nullable", "nullable?", "is nullable", "can be null", "may be null", "是否可为null", "可为null"),
    **_columns(
        Column.RANGE, "value range", "range", "valid values", "possible values", "constraints", "constraint", "取值范围", "取值", "约束",
        "可选值", "取值範圍", "值域",
        "allowed", "allowed values", "allowed value", "accepted values", "permitted values", "supported values", "valid", "enum",
        "允许值", "允许的值", "values",
    ),
    **_columns(Column.PLACE, "position", "location", "parameter location", "参数位置", "位置", "传参位置", "请求位置"),
    **_columns(Column.DEFAULT, "default value", "default", "defaults", "默认", "默认值", "缺省值", "默认取值"),
    **_columns(
        Column.EXAMPLE, "example", "example value", "example values", "sample value", "sample values", "sample", "examples",
        "举例", "示例值", "示例", "样例", "样例值", "樣本值", "样本值",
    ),
    **_columns(
        Column.DESCRIPTION, "description", "definition", "details", "explanation", "notes", "note", "comment", "comments",
         "描述", "说明", "說明", "説明", "参数说明", "meaning", "remarks", "remark", "备注", "含义", "字段说明",
        "字段描述", "参数描述", "描述信息",
    ),
    **_columns(
        Column.STATUS, "status code", "http status code", "httpcode", "http code", "http status", "http 状态", "http状态", "状态码",
        "http 状态码", "http状态码", "返回值", "returned value", "response code", "return code", "响应码", "返回码",
    ),
    **_columns(Column.CODE, "error code", "错误码", "错误代码"),
    **_columns(Column.MESSAGE, "error message", "错误信息", "错误消息"),
}  # fmt: skip


def _headings(section: Section, *names: str) -> dict[str, Section]:
    return dict.fromkeys(names, section)


HEADINGS: Mapping[str, Section] = {
    **_headings(
        Section.URI, "uri", "url", "api path", "request syntax", "api 路径", "请求语法", "請求語法", "接口路径", "request line",
        "request url", "request path", "request uri", "request type", "request method", "http request",
        "请求地址", "请求路径", "请求url", "请求方式", "请求类型", "接口地址", "请求方法",
    ),
    **_headings(
        Section.REQUEST, "request parameters", "request", "请求参数", "請求參數", "请求消息", "request message", "parameters",
        "参数列表",
    ),
    **_headings(Section.PATH, "path parameters", "路径参数", "path 参数"),
    **_headings(Section.QUERY, "query parameters", "查询参数", "query 参数", "query参数"),
    **_headings(
        Section.HEADER, "headers parameters", "header parameters", "request headers", "request header parameters",
        "headers 参数", "header 参数", "headers", "请求头参数", "请求头",
    ),
    **_headings(Section.BODY, "body parameters", "request body parameters", "request body", "body 参数", "请求体参数", "请求体"),
    **_headings(
        Section.RESPONSE, "response parameters", "response elements", "response", "responses", "response body parameters", "返回参数",
        "响应参数", "返回数据", "响应消息", "response message", "返回信息", "返回資料", "返回參數", "response body",
        "响应元素", "返回元素", "响应体", "返回体", "响应体参数",
    ),
    **_headings(Section.RESPONSE_HEADER, "response headers", "response header parameters", "响应头"),
    **_headings(
        Section.REQUEST_EXAMPLE, "example requests", "example request", "request example", "request examples",
        "sample requests", "sample request", "请求示例", "请求样例", "請求示例",
    ),
    **_headings(
        Section.RESPONSE_EXAMPLE, "example responses", "example response", "response example", "response examples",
        "sample responses", "sample success responses", "success response", "sample success response", "响应示例", "返回示例",
        "正常返回示例", "successful response examples",
        "successful response example", "examples", "example", "示例", "响应样例", "error response", "sample error responses",
        "异常返回示例", "正常返回示例 json格式",
    ),
    **_headings(Section.STATUS_CODES, "status codes", "状态码", "returned values", "返回值", "response codes", "响应码", "返回码"),
    **_headings(Section.ERROR_CODES, "error codes", "错误码", "error code"),
    **_headings(
        Section.OTHER, "function", "functions", "功能介绍", "接口约束", "debugging", "调试", "try it now", "test",
        "authorization information", "授权信息", "ram authorization", "calling method", "调用方法", "sdk sample code",
        "sdk代码示例", "release notes", "change history", "变更历史", "feedback", "last update", "last updated", "最后更新",
        "parent topic", "父主题", "was this page helpful?", "permissions", "更多信息", "usage notes", "使用说明",
    ),
}  # fmt: skip

_NEGATED = re.compile(r"\boptional\b|\bomit|\bleft out\b|not (?:required|mandatory)|是否可选|省略|非必|可不[填传选]")
_SPEAKS_OF_NEED = re.compile(r"\breq|mandator|\bmust\b|\bneeded\b|oblig|compulsory|必")


def leaves_out(heading: str) -> bool:
    """Whether a `yes` under a heading means that a parameter may be left out: `Optional`, and not `Mandatory/Optional`."""
    words = normal(heading)
    return _NEGATED.search(words) is not None and not _SPEAKS_OF_NEED.search(re.sub(r"not (?:required|mandatory)|非必", "", words))


def tells_required(heading: str) -> bool:
    """Whether a heading, known or not, speaks of what must be given or may be left out."""
    words = normal(heading)
    return _NEGATED.search(words) is not None or _SPEAKS_OF_NEED.search(words) is not None


_CAPTION = re.compile(r"^\**(?:table|表)\s*(\d+(?:[-.]\d+)*)\**[\s.:：]*(.{0,120})$", re.IGNORECASE)
_OWN_CAPTION = re.compile(
    r"^[-•·]?\s*\**([A-Za-z_][\w.]*)\s*(?:(?:参数|字段|对象|元素|数据结构|结构体?)(?:要素)?(?:说明|描述)|(?:数据)?结构体?列表)\**$",
    re.ASCII,
)
"""A line without a number that names the object of the table below it."""
_STATUS = re.compile(
    r"^(?:(?:http )?(?:status|response) code|(?:http\s*)?状态码)\s*(?:[:：]|为|is)\s*(\d{3})\s*(?:时|时返回)?\s*[:：]?\s*$", re.IGNORECASE
)
_OF_OBJECT = re.compile(
    r"\s*(?:(?:字段)?(?:数据)?结构(?:体)?(?:说明|描述|列表)?|(?:参数|字段|对象|元素|属性)?(?:要素)?(?:说明|描述|列表|信息表?)|参数|字段|对象"
    r"|(?:field|object|parameter|data structure|element)s? (?:data structure )?(?:description|structure|details)s?"
    r"|data structure(?: description)?|description|structure|parameters?|fields?|attributes?|elements?|objects?)\s*$",
    re.IGNORECASE,
)
_DESCRIBED = re.compile(
    r"^(?:(?:data )?structure|descriptions?|details?|parameters?|fields?|attributes?|elements?|format)"
    r"(?: (?:description|structure))?s? (?:of|in|for|about|under) (?:the |an? )?(?:(?:field|parameter|object|array|structure|element) )?"
    r"[\"'“]?([A-Za-z_][\w.$-]*)[\"'”]?"
    r"(?: (?:fields?|parameters?|objects?|structures?|data structures?|arrays?|elements?|attributes?|list))?$",
    re.IGNORECASE,
)
_PLACE_WORDS = frozenset(
    {
        "uri", "url", "path", "query", "request", "response", "header", "headers", "body", "parameter", "parameters", "field",
        "fields", "api", "error", "message", "messages", "the", "responses", "requests",
    }
)  # fmt: skip
_IN_BRACKETS = re.compile(r"[^()（）A-Za-z]+[(（]([A-Za-z ]+)[)）]")
"""A heading of another language with the English one behind it: `ヘッダー (Headers)`."""
_REMARK = re.compile(r"(?<=[\u4e00-\u9fff])\s*[(（][^()（）]*[)）]$")
"""What stands in brackets behind a heading: `返回元素(调用成功)`."""
_RESPONSE_WORDS = re.compile(r"\brespon|\breturn|\banswer|\boutput\b|\bresult|响应|返回|應答|应答|出参|输出|结果")
_REQUEST_WORDS = re.compile(r"\brequest|\binput\b|请求|請求|入参|输入|\bparam(?:eter)?s?\b|参数")
_EXAMPLE_WORDS = re.compile(r"\bexamples?\b|\bsamples?\b|示例|样例|举例")
_ERROR_WORDS = re.compile(r"\berrors?\b|\bexceptions?\b|错误|异常|故障")


def caption_of(text: str) -> str | None:
    """What stands after `Table N` of a caption line (may be empty), the line itself where it names an object, else None."""
    line = text.replace("\u00a0", " ").strip()
    found = _CAPTION.match(line)
    if found:
        return found.group(2).strip().strip("*").strip()
    own = _OWN_CAPTION.match(line)
    return line if own and own.group(1).lower() not in _PLACE_WORDS else None


def own_name(text: str) -> str:
    """The name in a line such as `error参数说明` or `Parameters in the error field`, also where it is a word that elsewhere names a place.

    Empty for any other line.
    """
    line = text.replace("\u00a0", " ").strip()
    own = _OWN_CAPTION.match(line) or _DESCRIBED.match(line.lstrip("•- ").rstrip(":："))
    return own.group(1) if own else ""


def object_named(text: str) -> str:
    """The object that a heading names and nothing else (`KiteInfo`, `data.kites[n]`, `kites参数说明`); empty for any other heading."""
    line = text.replace("\u00a0", " ").replace("`", "").strip().strip("*").strip()
    own = _OWN_CAPTION.match(line)
    name = own.group(1) if own else re.sub(r"\[[\w*]*\](?=\.|$)", "", line)
    return name if re.fullmatch(r"[A-Za-z_]\w*(?:\.\w+)*", name, re.ASCII) and name.lower() not in _PLACE_WORDS else ""


def number_of(text: str) -> str:
    """The number of a caption such as `Table 3 Job`, empty where the line is no caption."""
    found = _CAPTION.match(text.replace("\u00a0", " ").strip())
    return found.group(1) if found else ""


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
        if len(text) > 60:
            return None
        words = normal(text)
        return self.columns.get(words) or self._of_two_languages(words)

    def _of_two_languages(self, words: str) -> Column | None:
        """The role of a header cell that says it twice, in Chinese and in English: `名称 name`, `type（类型）`."""
        chinese, latin = re.sub(r"[^\u4e00-\u9fff]+", "", words), re.sub(r"[^ -~]+", " ", words).strip(" ()/-|")
        found = {self.columns.get(one) for one in (chinese, latin)} if chinese and latin else set()
        return found.pop() if len(found) == 1 else None

    def heading(self, text: str) -> Section | None:
        """The section that a line opens, or None where it is no known heading."""
        if len(text) > 60:
            return None
        words = _COUNTED.sub("", _NUMBERED.sub("", normal(text)))
        return self.headings.get(words) or self.headings.get(_REMARK.sub("", words))

    def section(self, text: str) -> Section | None:
        """The section that a real heading opens: by its words where it is not one of those known outright."""
        known = self.heading(text)
        if known is not None or len(text) > 60:
            return known
        words = normal(text)
        if words == "参数":
            return Section.REQUEST  # alone it heads a table; as a line of a text it is the head of a column
        if _ERROR_WORDS.search(words):
            return None if _EXAMPLE_WORDS.search(words) else Section.ERROR_CODES
        if _EXAMPLE_WORDS.search(words):
            if _RESPONSE_WORDS.search(words):
                return Section.RESPONSE_EXAMPLE
            return Section.REQUEST_EXAMPLE if _REQUEST_WORDS.search(words) else None
        if re.search(r"status code|状态码", words):
            return Section.STATUS_CODES
        place = _place_in(words)
        if words in ("path", "query", "headers", "header", "body"):
            return place
        if _RESPONSE_WORDS.search(words) or _REQUEST_WORDS.search(words):
            return place
        inner = _IN_BRACKETS.fullmatch(words)
        return self.section(inner.group(1)) if inner else None

    def caption(self, text: str) -> Section | str | None:
        """What a table's caption says: a section, else the name of the object it describes; None for an empty one."""
        words = normal(text)
        if not words:
            return None
        if words in self.headings:
            return self.headings[words]
        if words in _PLACE_WORDS and (alone := _place_in(words)) is not None:
            return alone
        bare = text.strip().strip("`*:：").strip()
        if items := re.match(r"_?(\[[\w\u4e00-\u9fff ]+\])_?", bare):
            return items.group(1)
        if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.$:-]*", bare) and words not in _PLACE_WORDS:
            return bare
        described = _DESCRIBED.match(bare)
        if described and described.group(1).lower() not in _PLACE_WORDS:
            return described.group(1)
        owner = _OF_OBJECT.sub("", bare)
        if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.$:-]*", owner) and owner.lower() not in _PLACE_WORDS:
            return owner
        if re.search(r"param|参数|參數|请求|响应|返回|description|说明|element|要素|respon|request|field|字段", words):
            place = _place_in(words)
            if place is not None:
                return place
            if re.fullmatch(r"(param\w*( description)?s?|参数(说明)?|description|要素说明|字段说明)", words):
                return None
        return owner or None


def _place_in(words: str) -> Section | None:
    """The place of which words of a heading or a caption speak."""
    response = _RESPONSE_WORDS.search(words) is not None
    if re.search(r"header|头|頭", words):
        return Section.RESPONSE_HEADER if response else Section.HEADER
    if response:
        return Section.RESPONSE
    if re.search(r"uri|(?<![a-z])url(?![a-z])|请求路径参数说明", words):
        return Section.URI
    if re.search(r"(?<![a-z])path(?![a-z])|路径", words):
        return Section.PATH
    if re.search(r"(?<![a-z])query(?![a-z])|查询", words):
        return Section.QUERY
    if re.search(r"(?<![a-z])body(?![a-z])|请求体|消息体", words):
        return Section.BODY
    return Section.REQUEST if re.search(r"request|input|请求|請求|入参", words) else None
