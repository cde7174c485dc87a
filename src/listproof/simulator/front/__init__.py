"""What a simulator shows to people and browsers, around its services: a page, the document, other origins let in, a log."""

from listproof.simulator.front.front import Front
from listproof.simulator.front.log import logged

__all__ = ["Front", "logged"]
