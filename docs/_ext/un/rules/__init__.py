"""Rules on what only this site has; a module in this folder is found by itself."""

from dossier.model.kinds import modules_of

modules_of(__name__)
