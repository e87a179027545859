"""The rules that nothing published may break, one function each."""

from dossier.check import evidence, identity, links, numbers, passages
from dossier.check.registry import RULES, Rule, check

__all__ = ["RULES", "Rule", "check", "evidence", "identity", "links", "numbers", "passages"]
