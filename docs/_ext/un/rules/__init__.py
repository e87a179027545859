"""Rules on what only this site has; a module in this folder is found by itself."""

from dossier.model.site import import_modules

import_modules(__name__)
