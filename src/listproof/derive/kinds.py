"""The type column of a page: how vendors spell the types of JSON, and the objects that they name."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import get_close_matches

__all__ = ["Kind", "kind_of", "looks_like_type", "may_be_null", "with_fields"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A JSON type as a page spells it.

    `type` is a JSON Schema type, `items` what an array or a map holds, `named` the object table that describes it,
    `format` what the spelling adds (`int64` for Long).
    """

    type: str
    items: Kind | None = None
    named: str = ""
    format: str = ""

    @property
    def innermost(self) -> Kind:
        """The kind at the end of nested arrays and maps."""
        return self.items.innermost if self.items else self


_PLAIN: dict[str, Kind] = {
    **dict.fromkeys(("string", "str", "text", "varchar", "char", "uuid", "字符串", "字符串类型", "字符串型", "enum"), Kind("string")),
    **dict.fromkeys(
        ("guid", "url", "uri", "email", "enum string", "string enum", "enumeration", "iso8601", "文本", "文字列"), Kind("string")
    ),
    **dict.fromkeys(("integer", "int", "int32", "short", "uint", "uint32", "整数", "整型", "整數", "整形"), Kind("integer")),
    **dict.fromkeys(("unsigned integer", "unsigned int", "positive integer", "non-negative integer", "whole number"), Kind("integer")),
    **dict.fromkeys(
        ("unsigned long", "long", "int64", "bigint", "uint64", "long integer", "长整型", "长整数"), Kind("integer", format="int64")
    ),
    **dict.fromkeys(("number", "double", "float", "float32", "float64", "numeric"), Kind("number")),
    **dict.fromkeys(("decimal", "bigdecimal", "浮点数", "数字", "数値"), Kind("number")),
    **dict.fromkeys(("boolean", "bool", "boolen", "布尔", "布尔值", "布尔型", "布尔类型"), Kind("boolean")),
    **dict.fromkeys(("object", "json", "struct", "dict", "dictionary", "对象", "jsonobject", "any", "字典", "complex"), Kind("object")),
    **dict.fromkeys(("map", "hashmap", "hash", "key-value", "字典数据类型", "字典数据结构", "字典结构"), Kind("object", items=None)),
    **dict.fromkeys(
        ("array", "list", "数组", "列表", "列表数据结构", "数组结构", "列表结构", "repeatlist", "jsonarray", "arraylist", "set", "[]"),
        Kind("array"),
    ),
    "date": Kind("string"),
    **dict.fromkeys(("datetime", "date-time", "date time", "timestamp", "time"), Kind("string", format="date-time")),
}

_LONG_NAMES = ("string", "integer", "number", "double", "boolean", "object", "array")
_NAME = r"[A-Za-z_][\w.$:-]*"
_ARRAY_OF = re.compile(rf"^(?:array|list)\s+of\s+({_NAME})(?:\s+(?:objects?|arrays?|structures?|structs?|types?))?$", re.IGNORECASE)
_NESTED_ARRAY = re.compile(r"^(?:array|list)\s+of\s+((?:arrays?|lists?)\s+of\s+.+)$", re.IGNORECASE)
_ANGLE = re.compile(r"^(array|list|arraylist|set)\s*[<(\[]\s*(.*?)\s*[>)\]]$", re.IGNORECASE)
_MAP = re.compile(r"^(?:map|hashmap|dict)\s*<\s*([^,<>]+)\s*,\s*(.+?)\s*>$", re.IGNORECASE)
_BRACKETS = re.compile(rf"^({_NAME})\s*\[\s*\]$", re.IGNORECASE)
_OBJECT = re.compile(rf"^({_NAME})\s+(?:object|(?:data )?structure|struct|对象|结构体?)$", re.IGNORECASE)
_OF_WORDS = re.compile(r"^(?:(?P<list>[Aa]rray|[Ll]ist) of )?(?P<name>[A-Z][\w-]*(?: [A-Z][\w-]*){1,5}) (?:objects?|structures?)$")
"""An object that is called in several words, each with a capital: `Array of Red Kite objects`."""
_OBJECTS = re.compile(rf"^({_NAME})\s+(?:objects|structures|structs)$", re.IGNORECASE)
_OBJECT_OF = re.compile(rf"^(?:object|struct|dict)\s*(?:of\s+|[<(\[]\s*)({_NAME})\s*[>)\]]?$", re.IGNORECASE)
_PLAIN_ARRAY = re.compile(rf"^({_NAME})\s+(?:array|list)$", re.IGNORECASE)
_ARRAY_FIRST = re.compile(r"^(?:array|list)\s+([a-z]\w*)$", re.IGNORECASE)
_ARRAY_OF_OBJECT = re.compile(r"^[Aa]rray\s+((?:[A-Z][a-z0-9]+){2,})$")
_FORMATTED = re.compile(r"^([A-Za-z]+)\s*[<(]\s*([a-z][\w-]*)\s*[>)]$")
_POINTED = re.compile(r"^\[\s*\]\s*(\*?)\s*(.+)$")
_STRUCTURES = re.compile(
    r"^(?:[\u4e00-\u9fff].{0,40}的)?([A-Za-z_][\w.$:-]*)\s*(?:数据)?(?:结构体?|对象|类型)?\s*的?(?:数组|列表)(?:数据)?(?:结构)?$", re.ASCII
)
_STRUCTURE = re.compile(r"^([A-Za-z_][\w.$:-]*)(?:数据结构|结构体|对象)$", re.ASCII)
_LINKED = re.compile(r"\[\*{0,2}([^\[\]*]+)\*{0,2}\]\(#[^()]*\)")
"""A link to another place of the page, which describes an object: `array[[*Kite*](#Kite)]`."""
_OPTIONAL_TYPE = re.compile(r"\s*\|\s*undefined$", re.IGNORECASE)
"""What says that there may be no value, beside a type as code spells it: `boolean | undefined`."""
_LIST_OF_WORDS = re.compile(r"^(?:array|list)\[\s*\](?:\s*:\s*\w+)?$|^repeated\s+\w+$", re.IGNORECASE)
"""A list of what stands behind it: `Array[] : kite`, `repeated string`."""
_IN_BRACKETS = re.compile(rf"^\[\s*({_NAME})\s*\]$")
"""A list of what stands in its brackets: `[Kite]`."""
_OF_A_TABLE = re.compile(
    r"(?:(?:请?参[见考]|请见|详见|见|(?:for details, )?see)\s*)?(?:table|表)\s*\d+(?:[-.]\d+)*(?:\s*(?:所示|的?描述|说明))?", re.IGNORECASE
)
"""A type that is what another table describes: `Table 4`."""
_OR_NULL = re.compile(r"\s*(?:/|\||¦|,|\bor\b)\s*null$", re.IGNORECASE)
"""A type that may also be null: `datetime/null`."""
_SIZED = re.compile(r"^([A-Za-z]+)\s*\(\s*[\d,\s-]+\)$")


def kind_of(text: str) -> Kind | None:
    """The type that a cell spells, or None where it spells none.

    `Array of LabelInfo objects` is an array of the object `LabelInfo`, `List<String>` one of strings,
    `Map<String,String>` an object whose values are strings, `object []` an array of objects. What `[]*String` points to is open:
    pages write it of strings and of objects that another table describes.
    """
    text = re.sub(r"\s+", " ", text.replace("\u00a0", " ").replace("`", "")).strip()
    linked = _LINKED.fullmatch(text)
    text = _LINKED.sub(r"\1", text)
    if linked and re.fullmatch(_NAME, text) and text.lower() not in _PLAIN:
        return Kind("object", named=text)
    if _OF_A_TABLE.fullmatch(text):
        return Kind("object")
    text = _OPTIONAL_TYPE.sub("", _OR_NULL.sub("", text))
    text = "string" if text == "ID!" else re.sub(r"(?<=\w)!$", "", text)
    text = re.sub(r"\s*[,，;；。.(（]?\s*(?:请?参[见考]|请见|详见|(?:for details, )?see\b).*$", "", text, flags=re.IGNORECASE)
    text = text.strip().rstrip("。.").strip()
    text = re.sub(r"(?<=[A-Za-z])(?:结构|类型|型)$", "", text)
    if not text or len(text) > 100:
        return None
    plain = _PLAIN.get(text.lower())
    if plain:
        return plain
    if found := _NESTED_ARRAY.match(text):
        inner = kind_of(re.sub(r"^(array|list)s\b", r"\1", found.group(1), flags=re.IGNORECASE))
        return Kind("array", items=inner) if inner else None
    if found := _ARRAY_OF.match(text):
        return Kind("array", items=_member(found.group(1)))
    if found := _MAP.match(text):
        return Kind("object", items=kind_of(found.group(2)) or Kind("object", named=found.group(2)))
    if found := _ANGLE.match(text):
        inner_text = found.group(2)
        return Kind("array", items=(kind_of(inner_text) or Kind("object", named=inner_text)) if inner_text else None)
    if found := _POINTED.match(text):
        return Kind("array", items=None if found.group(1) else _member(found.group(2).strip()))
    if found := _STRUCTURES.match(text):
        return Kind("array", items=_member(found.group(1)))
    if found := _STRUCTURE.match(text):
        return Kind("object", named=found.group(1))
    if found := _BRACKETS.match(text):
        return Kind("array", items=_member(found.group(1)))
    if found := _OBJECT.match(text):
        return Kind("object", named=found.group(1))
    if named := _called(text):
        return named
    if found := _OBJECT_OF.match(text):
        return Kind("object", named=found.group(1))
    if found := _PLAIN_ARRAY.match(text):
        return Kind("array", items=_member(found.group(1)))
    if (found := _ARRAY_FIRST.match(text)) and (inner := _PLAIN.get(found.group(1).lower())):
        return Kind("array", items=inner)
    if found := _ARRAY_OF_OBJECT.match(text):
        return Kind("array", items=Kind("object", named=found.group(1)))
    if (found := _FORMATTED.match(text)) and found.group(1).lower() in _PLAIN:
        return _PLAIN[found.group(1).lower()]
    if found := _SIZED.match(text):
        return _PLAIN.get(found.group(1).lower())
    return _rarely_spelled(text)


def _rarely_spelled(text: str) -> Kind | None:
    """The type of a spelling that few houses use, or of one that is a letter off."""
    if found := _IN_BRACKETS.match(text):
        return Kind("array", items=_member(found.group(1)))
    return Kind("array") if _LIST_OF_WORDS.match(text) else _misspelled(text.lower())


def _called(text: str) -> Kind | None:
    """The object that is called in several words, or the objects that a plural names; None where it is neither."""
    if found := _OF_WORDS.match(text):
        held = Kind("object", named=found.group("name"))
        return Kind("array", items=held) if found.group("list") else held
    if (found := _OBJECTS.match(text)) and found.group(1).lower() not in _PLAIN:
        return Kind("array", items=Kind("object", named=found.group(1)))
    return None


def _misspelled(word: str) -> Kind | None:
    """The type that a word means which is one letter off: `Interger`. A plural is another thing."""
    if not word.isascii() or not word.isalpha() or len(word) < 5 or word.endswith("s"):
        return None
    near = get_close_matches(word, _LONG_NAMES, n=1, cutoff=0.85)
    return _PLAIN[near[0]] if near and near[0][0] == word[0] else None


def _member(word: str) -> Kind:
    singular = word[:-1] if word.lower().endswith("s") else word
    plain = _PLAIN.get(word.lower()) or _PLAIN.get(singular.lower())
    return plain or Kind("object", named=word)


def may_be_null(text: str) -> bool:
    """Whether a cell spells a type or null."""
    return _OR_NULL.search(text.replace("`", "").strip()) is not None and kind_of(text) is not None


def looks_like_type(text: str) -> bool:
    """Whether a cell spells a type."""
    return kind_of(text) is not None


def with_fields(kind: Kind) -> Kind:
    """A container that has fields: an array of them holds objects."""
    if kind.type == "array":
        if kind.items is None:
            return replace(kind, items=Kind("object"))
        return replace(kind, items=with_fields(kind.items))
    if kind.type == "object":
        return replace(kind, items=None)
    return Kind("object")
