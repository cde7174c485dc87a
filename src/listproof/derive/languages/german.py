"""German."""

from __future__ import annotations

from listproof.derive.languages.language import Language

__all__ = ["GERMAN"]

GERMAN = Language(
    name="German",
    cells={
        "Name": ("bezeichnung",),
        "Field": ("feld",),
        "Field name": ("feldname",),
        "Property": ("eigenschaft",),
        "Parameter name": ("parametername",),
        "Type": ("typ",),
        "Data type": ("datentyp",),
        "Parameter type": ("parametertyp",),
        "Required": ("erforderlich",),
        "Mandatory": ("pflicht", "pflichtfeld", "verpflichtend"),
        "Optional": ("optional?",),
        "Description": ("beschreibung", "erläuterung"),
        "Example": ("beispiel",),
        "Example value": ("beispielwert",),
        "Default value": ("standard", "standardwert"),
        "Value range": ("wertebereich",),
        "Valid values": ("mögliche werte", "gültige werte"),
        "Yes": ("ja",),
        "No": ("nein",),
        "Request": ("anfrage",),
        "Request parameters": ("anfrageparameter", "eingabeparameter"),
        "Query parameters": ("abfrageparameter", "query-parameter"),
        "Path parameters": ("pfadparameter", "pfad-parameter"),
        "Response": ("antwort",),
        "Response parameters": ("antwortparameter", "ausgabeparameter", "antwortfelder"),
        "Example request": ("beispielanfrage", "beispiel-anfrage"),
        "Example response": ("beispielantwort", "beispiel-antwort"),
        "Status codes": ("statuscodes",),
        "Error codes": ("fehlercodes",),
        "Error code": ("fehlercode",),
        "Error message": ("fehlermeldung",),
    },
    table="tabelle",
    phrases=(
        (r"(?:der )?standardwert ist", "The default value is"),
        (r"standardwert\s*:", "Default value:"),
        (r"standardmäßig", "by default"),
        (r"(?:mögliche|gültige|erlaubte) werte\s*:", "Valid values:"),
        (r"wertebereich\s*:", "Value range:"),
        (r"zeichen", "characters"),
        (r"(?<=\d) bis (?=\d)", " to "),
    ),
    objects=r"(?:beschreibung|parameter|struktur)(?: des| der| von) (?:(?:feldes|felds|parameters|objekts) )?",
)  # fmt: skip
