"""Chinese in traditional characters."""

from __future__ import annotations

from listproof.derive.languages.language import Language

__all__ = ["TRADITIONAL_CHINESE"]

TRADITIONAL_CHINESE = Language(
    name="Chinese in traditional characters",
    cells={
        "Parameter": ("參數",),
        "Parameter name": ("參數名", "參數名稱"),
        "Name": ("名稱",),
        "Field name": ("欄位名稱", "欄位名"),
        "Field": ("欄位",),
        "Property": ("屬性",),
        "Type": ("類型", "型別"),
        "Data type": ("數據類型", "資料類型", "資料型別"),
        "Parameter type": ("參數類型",),
        "Required": ("是否必須", "是否必選", "必須", "必選"),
        "Description": ("說明", "參數說明", "字段說明"),
        "Remarks": ("備註",),
        "Example": ("範例",),
        "Example value": ("範例值",),
        "Default value": ("預設值", "默認值", "預設"),
        "Value range": ("取值範圍",),
        "Valid values": ("可選值",),
        "Request parameters": ("請求參數", "請求參數說明"),
        "Query parameters": ("查詢參數",),
        "Path parameters": ("路徑參數",),
        "Request headers": ("請求頭", "請求標頭"),
        "Request body": ("請求體", "請求主體"),
        "Response": ("響應", "回應"),
        "Response parameters": ("響應參數", "回應參數", "返回參數", "返回字段說明", "響應字段說明", "返回欄位說明"),
        "Response headers": ("響應頭", "回應標頭"),
        "Example requests": ("請求示例", "請求範例"),
        "Example responses": ("響應示例", "回應範例", "回應示例"),
        "Error codes": ("錯誤碼", "錯誤代碼"),
        "Status codes": ("狀態碼",),
    },
    table="表",
    phrases=(
        (r"(?:預設|默認)值?\s*(?:為|是|[:：])?\s*(?=-?\d)", "默认值为"),
        (r"(?:預設|默認)值?\s*(?:為|是|[:：])\s*", "默认值为"),
        (r"(?:可選值|可用值)\s*[:：為]", "可选值："),
        (r"取值範圍\s*[:：為]", "取值范围："),
        (r"最大值?(?:為)?\s*(?=\d)", "最大值为"),
        (r"最小值?(?:為)?\s*(?=\d)", "最小值为"),
    ),
    objects=r"(?!)",
)  # fmt: skip
