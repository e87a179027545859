"""The rules that nothing published may break, one function each; a module in this folder is found by itself."""

from importlib import import_module
from pkgutil import iter_modules

from dossier.rules.registry import Rule, check, rules

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

__all__ = ["Rule", "check", "rules"]
