"""The rules that nothing published may break, one function each; a module in this folder is found by itself."""

from dossier.model.site import import_modules
from dossier.rules.registry import Rule, check, rules

import_modules(__name__)

__all__ = ["Rule", "check", "rules"]
