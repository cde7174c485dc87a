"""Forms of pages that the nineteenth draw met first: what stood in them went in silence, to a wrong place, or made the page none."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.derive import derive_bytes, openapi
from listproof.derive.document import Description, Item, walk
from listproof.derive.kinds import Kind, kind_of
from listproof.derive.prose.choices import choices_of
from listproof.derive.prose.defaults import default_of
from listproof.derive.samples import bodies

NUMBER, TEXT = Kind("integer"), Kind("string")


def page(text: str, name: str = "page.md") -> Description:
    """What is read of a page."""
    return derive_bytes(text.encode(), name)


def fields(said: Description) -> dict[str, Item]:
    """Each field by its place."""
    return dict(walk(said.fields))


def parameters(said: Description) -> dict[str, Item]:
    """Each parameter by its name."""
    return {item.name: item for item in said.parameters}


def told(said: Description, words: str) -> bool:
    """Whether something unread is told in these words."""
    return any(words in str(note) for note in said.unread)


CALL = "# ListKites\n\n阿里云\n\n## 请求参数\n\n|名称|类型|是否必选|描述|\n|--|--|--|--|\n|Action|String|是|取值：ListKites。|\n"


def test_a_code_of_a_good_status_replaces_no_answer() -> None:
    """A table of error codes with a row of status 200 leaves the fields of the answer where they are, and the row is told."""
    answer = "\n## 返回数据\n\n|名称|类型|描述|\n|--|--|--|\n|Total|Integer|总数。|\n"
    codes = "\n## 错误码\n\n|HttpCode|错误码|错误信息|\n|--|--|--|\n|200|Fine|ok|\n|404|NoKite|none|\n"
    said = page(CALL + answer + codes)
    responses = openapi(said)["paths"]["/"]["get"]["responses"]
    assert responses["200"]["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Answer"}
    assert [one["code"] for one in responses["404"]["x-error-codes"]] == ["NoKite"]
    assert told(said, "error code 'Fine'")


@pytest.mark.parametrize(
    ("words", "kind", "values"),
    [
        ("状态0：等待中 1：飞行中 2：落地", NUMBER, (0, 1, 2)),
        ("风筝的颜色：RED（红色）BLUE（蓝色）GREEN（绿色）", TEXT, ("RED", "BLUE", "GREEN")),
        ("时间格式 HH:MM，例如 10:30", TEXT, ()),
        ("编号 1：风筝", NUMBER, ()),
    ],
)
def test_values_with_meanings_may_follow_one_another_without_a_mark(words: str, kind: Kind, values: tuple[Any, ...]) -> None:
    """Numbers before colons and codes before brackets are values where nothing else ends the sentence, and there are several."""
    assert choices_of(words, kind)[0] == values


def test_a_number_before_its_meaning_is_told_where_it_is_no_fact() -> None:
    """A number that a row explains and no list holds is listed."""
    said = page(CALL + "|Wind|Integer|否|风力，例外有 7：暂停使用|\n")
    assert told(said, "its words name 7")


def test_a_default_of_everything_is_no_value() -> None:
    """`Defaults to everything` says that nothing is left out, and no value."""
    assert default_of("Picks kites by their labels. Defaults to everything.", TEXT)[0] is None
    assert default_of("Picks kites by their labels. Defaults to red.", TEXT)[0] == "red"


def test_a_list_of_an_object_is_spelled_without_of() -> None:
    """`Array KiteItem` is an array of the object, and `Array Kites` may be anything."""
    assert kind_of("Array KiteItem") == Kind("array", items=Kind("object", named="KiteItem"))
    assert kind_of("Array Kites") is None


GATEWAY = """# 查询风筝列表

华为云

## URI

GET /v1/kites/{prefix}?x-start={start}&x-prefix

**表 1**  请求参数

|名称|是否必选|参数类型|说明|约束|
|--|--|--|--|--|
|prefix|否|String|名称前缀。|无|
|x-prefix|是|String|按前缀查询。|不需要传值。|
|x-start|否|Integer|起始位置。|大于等于1，不设置则取默认值5。|

## 响应参数

|名称|参数类型|描述|
|--|--|--|
|total|Integer|总数。|
"""


def test_a_name_without_a_value_in_the_query_of_the_path_is_of_the_query() -> None:
    """What the path asks with is in the query, whatever it is called, also where no value stands behind it."""
    assert {name: item.where for name, item in parameters(page(GATEWAY)).items()} == {
        "prefix": "path", "x-prefix": "query", "x-start": "query",
    }  # fmt: skip


def test_a_parameter_of_the_path_is_required_and_the_page_is_told_to_say_otherwise() -> None:
    """A path without one of its parts is another one: where a page says that it may be left out, that is told."""
    said = page(GATEWAY)
    assert parameters(said)["prefix"].required is True
    assert told(said, "taken as required")


def test_a_default_in_the_column_of_constraints_is_read() -> None:
    """A default that only the column of constraints gives is the default."""
    assert parameters(page(GATEWAY))["x-start"].facets["default"] == 5


CODED = """
## 返回参数

|名称|类型|描述|
|--|--|--|
|RequestId|String|请求。|
|Kites|KiteDo|风筝。|

**KiteDo 数据结构列表**

|名称|类型|描述|
|--|--|--|
|Colour|String|颜色。|
"""


def test_a_table_that_a_bold_line_calls_as_a_type_is_that_object() -> None:
    """`KiteDo 数据结构列表` above a table says that it describes the rows whose type is KiteDo."""
    assert list(fields(page(CALL + CODED))) == ["/RequestId", "/Kites", "/Kites/Colour"]


def test_an_object_that_the_code_of_the_page_takes_as_a_list_is_one() -> None:
    """Where the example is code, `List kites = response.getKites()` says what the answer holds, and that is told."""
    said = page(CALL + CODED + "\n## 使用示例\n\n```\nList kites = response.getKites(); for (KiteDo one : kites) { print(one); }\n```\n")
    assert list(fields(said)) == ["/RequestId", "/Kites", "/Kites/*/Colour"]
    assert told(said, "the code of the page takes a list of it")


def test_an_answer_that_is_a_list_of_what_another_page_describes_has_no_field() -> None:
    """A row `[数组元素]` without its table says that the answer is a list: it is no field, and an example of one record is none of it."""
    text = "# 查询风筝\n\n华为云\n\n## URI\n\nGET /v2/kites\n\n**表 1**  参数说明\n\n|参数|是否必选|描述|\n|--|--|--|\n|name|否|名称。|\n"
    text += "\n## 响应消息\n\n**表 2**  响应参数\n\n|参数|参数类型|描述|\n|--|--|--|\n|[数组元素]|Array of objects|风筝，参见别的页面。|\n"
    said = page(text + '\n## 响应示例\n\n```\n{"name": "red"}\n```\n')
    assert (said.listed, said.fields, said.examples) == (True, (), ())
    assert openapi(said)["components"]["schemas"]["Answer"]["type"] == "array"
    assert told(said, "it shows no list")


def test_the_address_may_be_a_variable_of_a_template() -> None:
    """`GET <%= api_url %>/kites/:id` is an operation."""
    said = page('# Kites\n\n```json\n{"tails": []}\n```\n\n### HTTP Request\n\n`GET <%= api_url %>/kites/:kiteId/tails`\n')
    assert (said.method, said.path) == ("GET", "/kites/{kiteId}/tails")


LINES = """# List kites

```
GET https://kites.example/v1/{{wind_id}}/kites
```

#### **PATH PARAMS**

---

**wind_id**  `string`

What blows.

#### **QUERY PARAMS**

**limit**  `int32`
<br> Kites on a page.

**after**  `string`
<br> Where to go on.

#### **HEADERS**

**authorization*** `string`
<br> A token.

#### **Responses**

```json
{"kites": [{"name": "red"}]}
```
"""


def test_a_name_in_bold_with_its_type_as_code_is_a_parameter() -> None:
    """A line of a bold name and a type as code describes it, to the blank line; a star says that it is required."""
    read = parameters(page(LINES))
    assert {name: (item.where, item.kind.type, item.required) for name, item in read.items()} == {
        "wind_id": ("path", "string", True), "limit": ("query", "integer", False),
        "after": ("query", "string", False), "authorization": ("header", "string", True),
    }  # fmt: skip
    assert read["limit"].words == "Kites on a page."


FOREIGN = """# 凧の一覧 (List kites)

```http
GET /kites
```

#### ヘッダー (Headers)

| パラメータ | 型 | 必須 | 説明 |
| --- | --- | --- | --- |
| `KITE-KEY` | string | ✅ | 鍵 |

#### レスポンス (Response)

| パラメータ | 型 | 説明 |
| --- | --- | --- |
| `code` | number | コード |
| `result` | object | 結果 |

**結果の構造**

| パラメータ | 型 | 説明 |
| --- | --- | --- |
| `data` | array | 凧 |

**凧の構造**

| パラメータ | 型 | 説明 |
| --- | --- | --- |
| `owner` | object | 主人 |
| `flyer` | object | 人 |

**主人の構造**

| パラメータ | 型 | 説明 |
| --- | --- | --- |
| `id` | string | 番号 |

**人の構造**

| パラメータ | 型 | 説明 |
| --- | --- | --- |
| `id` | string | 番号 |

```json
{"code": 0, "result": {"data": [{"owner": {"id": "a"}, "flyer": {"id": "b"}}]}}
```
"""


def test_the_english_words_in_brackets_say_what_a_heading_is() -> None:
    """A heading of another language with the English one behind it opens the section of that."""
    said = page(FOREIGN)
    assert parameters(said)["KITE-KEY"].where == "header"
    assert not told(said, "its meaning is not known")


def test_a_table_behind_a_short_line_stands_where_the_example_shows_all_its_names() -> None:
    """Tables of objects whose captions name no row are those of the rows whose example has their names, each once."""
    assert list(fields(page(FOREIGN))) == [
        "/code", "/result", "/result/data", "/result/data/*/owner", "/result/data/*/owner/id", "/result/data/*/flyer",
        "/result/data/*/flyer/id",
    ]  # fmt: skip


def test_an_example_in_tags_with_some_names_bare_is_read_whole() -> None:
    """An example of HTML is an example, and a name without quotes among others with them is a name."""
    text = '# Kites\n\n`GET /kites`\n\n## Response\n\n<pre class="x"><code><strong>{    \n</strong><strong>  items: [\n</strong>'
    said = page(text + '    {"name": "red", "note": "a, b: c"}\n  ]\n}\n</code></pre>\n')
    assert list(fields(said)) == ["/items", "/items/*/name", "/items/*/note"]
    assert bodies('{a: {"b": "x, y: 1"}}') == ([{"a": {"b": "x, y: 1"}}], True)


RECORDS = """# Kites

## Fields

 Name | Description
-- | --
`id` | **uuid** `readonly`<br>Its key.
`colour` | **string** <br>What is seen.
`tails` | **array** <br>What hangs.

## List kites

```shell
  curl --get 'https://kites.example/api/kites'
```

```json
{"data": [{"id": "1", "type": "kites", "attributes": {"colour": "red", "tails": []}}]}
```

### HTTP Request

`GET /api/kites`
"""


def test_a_type_may_begin_the_description_of_each_row() -> None:
    """Where every description of a table without a column of types begins with one on a line of its own, those are the types."""
    said = page(RECORDS)
    assert fields(said)["/data/*/attributes/tails"].kind.type == "array"
    assert fields(said)["/data/*/attributes/colour"].words == "What is seen."


def test_fields_of_a_record_stand_in_its_attributes_where_the_example_shows_them_there() -> None:
    """A table of fields is one of the attributes of records that have an id, a type and attributes."""
    assert set(fields(page(RECORDS))) == {
        "/data", "/data/*/id", "/data/*/type", "/data/*/attributes", "/data/*/attributes/colour", "/data/*/attributes/tails",
    }  # fmt: skip
