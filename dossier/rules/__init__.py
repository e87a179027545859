"""The rules that nothing published may break, one function each; a module in this folder is found by itself."""

from dossier.model.kinds import modules_of
from dossier.rules.registry import Rule, check, rules

modules_of(__name__)

__all__ = ["Rule", "check", "rules"]
