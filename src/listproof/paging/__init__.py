"""Paging: how one page of a listing leads to the next, one file for each way of cutting it."""

from listproof.paging.cursor import says_last
from listproof.paging.kinds import pager_of
from listproof.paging.pager import Astray, Page, Pager
from listproof.paging.places import is_nothing, said_at, span_at

__all__ = ["Astray", "Page", "Pager", "is_nothing", "pager_of", "said_at", "says_last", "span_at"]
