"""Alibaba Cloud OpenAPI reference: one table of request parameters, one tree of response elements."""

from __future__ import annotations

from listproof.derive.dialects.base import Dialect

__all__ = ["ALIBABA"]

ALIBABA = Dialect(
    name="alibaba",
    vendor="Alibaba Cloud",
    marks=(
        (r"alibaba|aliyun|阿里云", 3),
        (r"(?:aliyun|alibabacloud)\.com\b", 1),
        (r"RAM authorization|授权信息|RAM用户", 3),
        (r"Response elements", 2),
        (r"^[^\w\n]*(GET|POST) /\S* HTTP/1\.1|<code>(GET|POST) /\S* HTTP/1\.1", 2),
        (r"Request syntax|请求语法", 2),
        (r"示例值", 2),
        (r"\bRequestId\b", 1),
        (r"(?:^\||^|>)[`*]{0,2}Action[`*]{0,2}(?:\||$|<|\t| \|)", 1),
        (r"Try it now|OpenAPI Explorer", 1),
        (r"^#+ [^\n]*\{[^{}\n]*\.(?:reference|concept|section)\}\s*$", 2),
        (r"\b(?:volcengineapi|volcengine|tencentcloudapi|ksyun|qingcloud|jdcloud|ctyun|baidubce|ucloud)\.(?:com|cn)", -6),
        (r"huawei|是否必选.{0,20}参数类型|If required", -3),
    ),
    nesting="tree",
    sign_in=({"type": "alibaba-acs3"},),
    sign_in_lacks="the page does not give the version of the API and the action, which signed requests name",
    envelope=("requestid", "totalcount", "total", "pagenumber", "pageno", "pagenum", "pageindex", "totalpage", "totalpages",
              "pagesize", "nexttoken", "maxresults", "code", "message", "success",
              "httpstatuscode", "httpcode", "errorcode", "errcode", "errmessage", "errormessage", "traceid", "currentpage", "totalsize"),
)  # fmt: skip
