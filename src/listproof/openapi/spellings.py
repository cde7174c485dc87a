"""The words of list operations: what pages, sizes, cursors, totals, items, orders and bounds are called, by the families that call them so.

A name is looked up by its bare words: `pagination[pageSize]`, `X-Total-Count` and `hydra:member` stand here as `page_size`,
`total_count` and `member`. Of a row the likeliest comes first. Whoever meets another spelling adds it to its row, and the rest follows.
"""

from __future__ import annotations

__all__ = [
    "BEHIND",
    "BESIDE",
    "BOUNDS",
    "BY",
    "CAPS",
    "COUNTED",
    "CURSORS",
    "DIRECTIONS",
    "EQUALS",
    "FALLS",
    "FIRST_PAGES",
    "FLAGS",
    "HOLDERS",
    "IDENTITIES",
    "ITEMS",
    "LANGUAGES",
    "LAST_PAGES",
    "LINKS",
    "MORE",
    "NEXTS",
    "NEXT_HEADERS",
    "NO_MORE",
    "NUMBERS",
    "OFFSETS",
    "OF_RECORDS",
    "OPEN_BOUNDS",
    "OPEN_WORDS",
    "PAGE_COUNTS",
    "PARTS",
    "PREVIOUS",
    "PREVIOUS_PAGES",
    "PROJECTIONS",
    "RANGE_ENDS",
    "REMAINING",
    "SHOWN",
    "SIZES",
    "SPELLED_OUT",
    "STRICT",
    "TIMES",
    "TIME_ONLY",
    "TOTALS",
    "TOTAL_HEADERS",
    "TOTAL_HOLDERS",
    "WHOLE",
    "WRAPPERS",
]


def _names(*rows: str) -> tuple[str, ...]:
    """The names of some rows, in their order."""
    return tuple(name for row in rows for name in row.split())


# Which page.

NUMBERS = _names("page page_number page_num page_no page_index current_page page_idx pageno p")
OFFSETS = _names("offset skip start start_at start_index from_index first_result page_offset begin start_from skip_count from")
RANGE_ENDS = {"from": ("to", "until"), "start": ("end", "stop", "until"), "begin": ("end",)}
"""What makes an offset the lower end of a range, where an operation takes it as well."""
CURSORS = _names(
    "cursor page_token next_token next_page_token continue continuation_token marker next_marker starting_after after page_cursor",
    "start_cursor next_cursor page_after pagination_token token last_evaluated_key skip_token exclusive_start_key start_token",
    "scroll_id next page_info after_id since_id since last_id last from_id stream_position bookmark search_after after_cursor",
    "next_page page_key skiptoken offset page",
)
"""A page or an offset that is a text comes last: it is one only where answers give it."""
OF_RECORDS = _names("starting_after since_id after_id last_id from_id since")
"""Cursors that are a value of the last record."""
BEHIND = _names("since_id after_id last_id from_id since")
"""Of those, the ones that ask for what is behind a value, and not for what came after that record."""
PREVIOUS = _names("before ending_before previous_token prev_cursor page_before previous_cursor before_id prev_token before_cursor")

# How many on a page.

SIZES = _names(
    "limit per_page items_per_page page_size pagesize per",
    "max_results maxresults top page_limit size max_items max_keys",  # AWS, Google, OData, JSON:API, Spring, S3
    "rows num results_per_page count first take max maximum perpage page_count limit_count",
    "items_on_page maxpagesize hits_per_page page_length pagelen max_result_count",
)

CAPS = ("top",)
"""Sizes that bound the whole answer: a link to the next page ends with them, where it may be there before (OData)."""

# What leads on, and back.

NEXTS = _names(
    "next_cursor next_page_token next_token next_marker next_page continue next_continuation_token continuation_token end_cursor",
    "after_cursor cursor next after marker next_link next_url next_page_url next_href scroll_id page_token last_evaluated_key",
    "next_page_cursor stream_position next_stream_position next_page_info next_page_link next_page_key bookmark next_page_uri next_uri",
    "next_records_url next_offset offset",
)
PREVIOUS_PAGES = _names("prev previous")
FIRST_PAGES = _names("first")
LAST_PAGES = _names("last")
LINKS = _names("link links url href uri iri view")
"""Words in a name, or in what holds it, that make what leads on an address."""
NEXT_HEADERS = _names("next_page next_cursor next_token continuation_token next_page_token")
MORE = _names("has_more has_next has_next_page more is_truncated truncated has_more_results has_more_items more_available")
NO_MORE = _names("is_last is_last_page last_page last at_end is_end end_of_list done")
HOLDERS = _names(
    "meta metadata pagination paging page links page_info response_metadata cursors pages cursor link next result data view pager",
    "result_info list_metadata response_info hits page_meta",
)
"""Objects in an answer in which what leads on, and what is counted, may stand."""

# How many there are.

TOTALS = _names(
    "total total_count total_entries total_items total_results total_records total_num total_elements total_size",
    "count_total count num_results record_count results_count item_count total_hits",
    "filter_count num_found total_rows full_count total_objects total_matches found",  # Directus, Solr, CouchDB, RavenDB, Typesense
)
TOTAL_HOLDERS = _names(
    "meta metadata pagination paging page page_info pageinfo info summary data hits result_info list_metadata pager response body result",
    "aggregate",
)
REMAINING = _names("remaining_item_count remaining remaining_count")
TOTAL_HEADERS = _names("total_count total pagination_total_count pagination_total count")
PAGE_COUNTS = _names("total_pages page_count last_page pages num_pages number_of_pages pages_count pages_total total_page pages_number")
SHOWN = _names("key_count number_of_elements number_returned returned_count current_count count_on_page")
"""What tells how many records a page shows."""
COUNTED = _names("count with_count include_count include_total include_total_count include_totals with_total count_total return_total")
"""Flags that ask for the total."""

# Where the records stand.

ITEMS = _names(
    "items data entries results records values list content rows objects elements members result member value edges hits docs",
    "entities resources",
)
WRAPPERS = _names("data result results response body payload page embedded list content paging d hits")
WHOLE = frozenset(_names("attributes source node fields properties document"))
"""Objects that hold all fields of a record, so that `attributes.name` goes by `name`."""
BESIDE = frozenset(
    _names(
        "total count page pages size limit offset next previous prev first last links link meta metadata pagination paging cursor marker",
        "token has more incomplete kind api version object url order per number self href success code message status error errors request",
        "id type view context took timed pager jsonapi",
    )
)
"""Words of what stands beside the records of a page."""
IDENTITIES = _names("id uuid guid uid key arn node_id sha slug serial serial_number sku name code number identifier digest href url")

# In which order.

BY = _names(
    "sort order_by sort_by sort_key sort_field orderby ordering sorting order sort_column order_field sorted_by sort_expression sort_on",
    "order_key order_column sort_name order_name sort_property order_property sorts",
)
DIRECTIONS = _names(
    "direction order sort_order sort_direction sort_dir order_direction dir order_dir sort_type order_type ordering_direction",
    "sorted_by sort",
)
FLAGS = _names("reverse descending desc reversed sort_desc is_desc is_descending sort_descending order_descending")
FALLS = (("asc", "ascending"), ("desc", "descending"))
"""The words for rising and for falling."""

# Which records.

BOUNDS = {
    "gte": "from", "gt": "after", "lte": "until", "lt": "before", "after": "after", "since": "from", "from": "from", "before": "before",
    "until": "until", "to": "until", "min": "from", "max": "until", "start": "from", "end": "until", "ge": "from", "le": "until",
    "gteq": "from", "lteq": "until",
}  # fmt: skip
OPEN_BOUNDS = {"after": ["after", "from"], "before": ["before", "until"], "from": ["from", "after"], "until": ["until", "before"]}
OPEN_WORDS = ("since", "from", "start", "until", "to", "end")
"""Bounds of numbers that leave open whether they are kept themselves."""
STRICT = ("gte", "gt", "lte", "lt", "ge", "le", "gteq", "lteq")
"""Bounds that say whether they are kept themselves."""
EQUALS = ("eq", "equals", "exact")
PARTS = {
    "contains": "contains", "icontains": "contains-any-case", "containsi": "contains-any-case", "prefix": "prefix", "startswith": "prefix",
    "like": "like", "cont": "contains", "ilike": "like-any-case", "istartswith": "prefix-any-case", "endswith": "suffix",
    "iendswith": "suffix-any-case", "iexact": "equals-any-case",
}  # fmt: skip
SPELLED_OUT = {
    ("greater", "than", "or", "equal", "to"): "gte", ("greater", "than", "or", "equal"): "gte", ("greater", "than", "equal"): "gte",
    ("less", "than", "or", "equal", "to"): "lte", ("less", "than", "or", "equal"): "lte", ("less", "than", "equal"): "lte",
    ("greater", "than"): "gt", ("less", "than"): "lt", ("not", "equals"): "ne", ("not", "equal"): "ne", ("not", "in"): "nin",
    ("starts", "with"): "startswith", ("ends", "with"): "endswith",
}  # fmt: skip
"""Operators that a name ends with in several words, and what they are called in one; the longest first."""
TIMES = ("at", "on", "time", "date", "timestamp")
"""What the name of a time may be left without."""
TIME_ONLY = {
    "since": ("updated_at", "created_at", "created", "timestamp", "time", "updated"),
    "until": ("updated_at", "created_at", "created", "timestamp", "time"),
    "before": ("created_at", "created", "timestamp", "time"),
    "after": ("created_at", "created", "timestamp", "time"),
}
"""The fields that a bound is of which names none."""

LANGUAGES = ("locale", "lang")
"""What chooses the language in which records are shown, and keeps none of them."""

# What records show.

PROJECTIONS = _names("fields select columns attributes properties field return_fields include_fields only attrs")
