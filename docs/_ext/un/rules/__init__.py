"""Rules specific to this site; modules in this folder are imported automatically."""

from dossier.model.site import import_modules

import_modules(__name__)
