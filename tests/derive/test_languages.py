"""Pages in further languages are read as English ones are: the structure is the same, and the words are those of a table."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.derive import derive_bytes, openapi
from listproof.derive.comparing.facts import facts_of
from listproof.derive.languages import in_english
from listproof.derive.languages.reading import LANGUAGES

PAGES = {
    "Portuguese": """Lista de pipas

Função

URI

GET /v1/{project_id}/kites

Tabela 1 Parâmetros de consulta

Parâmetro

Obrigatório

Tipo

Descrição

limit

Não

Integer

Quantas pipas. O valor padrão é 20. O valor mínimo é 1 e o valor máximo é 50.

colour

Sim

String

A cor da pipa.

Valor:

  • red
  • sky_blue

Parâmetros de resposta

Código de status: 200

Tabela 2 Parâmetros do corpo de resposta

Parâmetro

Tipo

Descrição

kites

Array of Kite objects

As pipas.

Tabela 3 Kite

Parâmetro

Tipo

Descrição

id

String

Nome da pipa.
""",
    "Spanish": """# Lista de cometas

## URI

GET /v1/{project_id}/kites

Tabla 1 Parámetros de consulta

| Parámetro | Obligatorio | Tipo | Descripción |
|---|---|---|---|
| limit | No | Integer | Cuántas cometas. Valor predeterminado: 20. Rango de valores: 1 a 50 |
| colour | Sí | String | El color. Valores válidos: red, sky_blue |

## Parámetros de respuesta

| Parámetro | Tipo | Descripción |
|---|---|---|
| kites | Array of Kite objects | Las cometas. |

Tabla 3 Estructura del campo Kite

| Parámetro | Tipo | Descripción |
|---|---|---|
| id | String | Nombre de la cometa. |
""",
    "French": """# Liste des cerfs-volants

## URI

GET /v1/{project_id}/kites

Tableau 1 Paramètres de requête

| Paramètre | Obligatoire | Type | Description |
|---|---|---|---|
| limit | Non | Integer | Combien. Valeur par défaut : 20. Plage de valeurs : 1 à 50 |
| colour | Oui | String | La couleur. Valeurs possibles : red, sky_blue |

## Paramètres de réponse

| Paramètre | Type | Description |
|---|---|---|
| kites | Array of Kite objects | Les cerfs-volants. |

Tableau 3 Kite

| Paramètre | Type | Description |
|---|---|---|
| id | String | Nom. |
""",
    "German": """# Drachen auflisten

GET /v1/{project_id}/kites

## Abfrageparameter

| Name | Pflicht | Typ | Beschreibung |
|---|---|---|---|
| limit | Nein | Integer | Wie viele. Standardwert: 20. Wertebereich: 1 bis 50 |
| colour | Ja | String | Die Farbe. Mögliche Werte: red, sky_blue |

## Antwortparameter

| Name | Typ | Beschreibung |
|---|---|---|
| kites | Array of Kite objects | Die Drachen. |

Tabelle 3 Kite

| Name | Typ | Beschreibung |
|---|---|---|
| id | String | Der Drachen. |
""",
    "Indonesian": """Daftar layang-layang

Parameter permintaan

GET /v1/{project_id}/kites

|Nama|Wajib|Tipe|Deskripsi|
|---|---|---|---|
|limit|Tidak|Integer|Berapa banyak. Nilai default: 20. Nilai valid: 1 hingga 50.|
|colour|Ya|String|Warna. Nilai valid: red, sky_blue|

Elemen respons

|Nama|Tipe|Deskripsi|
|---|---|---|
|kites|Array of Kite objects|Semua.|

Tabel 3 Kite

|Nama|Tipe|Deskripsi|
|---|---|---|
|id|String|Nama.|
""",
    "Japanese": """# 凧の一覧

GET /v1/{project_id}/kites

## クエリパラメータ

| パラメータ名 | 必須か | データ型 | 説明 |
|---|---|---|---|
| limit | いいえ | Integer | 件数。デフォルト値：20。値の範囲：1から50 |
| colour | はい | String | 色。有効な値：red, sky_blue |

## レスポンスパラメータ

| パラメータ名 | データ型 | 説明 |
|---|---|---|
| kites | Array of Kite objects | 凧。 |

表 3 Kite

| パラメータ名 | データ型 | 説明 |
|---|---|---|
| id | String | 名前。 |
""",
}


def read(text: str) -> dict[str, Any]:
    """What was read of a page, by the ids of its facts."""
    return {name: one.value for name, one in facts_of(openapi(derive_bytes(text.encode()))).stated.items()}


@pytest.mark.parametrize("language", PAGES)
def test_a_page_is_read_in_its_language(language: str) -> None:
    """Places, types, need, bounds, default and values of a page are those that it says in its own words."""
    told = read(PAGES[language])
    assert told["path"] == "/v1/{project_id}/kites"
    assert (told["parameters.limit.in"], told["parameters.limit.type"], told["parameters.limit.required"]) == ("query", ("integer",), False)
    assert (told["parameters.limit.minimum"], told["parameters.limit.maximum"], told["parameters.limit.default"]) == (1, 50, 20)
    assert told["parameters.colour.required"] is True
    assert set(told["parameters.colour.enum"]) == {"red", "sky_blue"}
    assert told["fields./kites.type"] == ("array",)
    assert told["fields./kites/*/id.type"] == ("string",)


@pytest.mark.parametrize("language", PAGES)
def test_the_language_is_told(language: str) -> None:
    """A page that is read by the words of a language says so, for nobody has read its prose."""
    said = derive_bytes(PAGES[language].encode())
    assert [one.why for one in said.unread if one.what == "language"] == [
        f"read as {language}: its words are those of a table; look at its prose yourself"
    ]


@pytest.mark.parametrize("language", PAGES)
def test_lines_stay_where_they_are(language: str) -> None:
    """Every line of a page keeps its number, and examples keep their words."""
    page = PAGES[language] + '\n```\n{"nome": "Não"}\n```\n'
    text, _ = in_english(page)
    assert text.count("\n") == page.count("\n")
    assert '{"nome": "Não"}' in text


def test_a_page_in_no_such_language_is_left_as_it_is() -> None:
    """Of a page with fewer than three words of one language nothing is changed."""
    page = "# Kites\n\n| Name | Type | Description |\n|---|---|---|\n| sim | String | Non |\n"
    assert in_english(page) == (page, ())


def test_no_word_of_a_language_means_two_things() -> None:
    """A word stands under one English word alone."""
    for language in LANGUAGES:
        words = [word for several in language.cells.values() for word in several]
        assert sorted(words) == sorted(set(words)), language.name
        assert all(word == word.lower() for word in words)
