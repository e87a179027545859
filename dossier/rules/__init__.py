"""The rules that all published content must satisfy, one function each; modules in this folder are imported automatically."""

from dossier.model.site import import_modules
from dossier.rules.registry import Rule, check, rules

import_modules(__name__)

__all__ = ["Rule", "check", "rules"]
