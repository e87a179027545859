"""Themes of the threat."""

from dossier.model.kinds import Kind
from un.kinds import SubjectMeta

KIND = Kind("threat", "threat", "Threat theme", "Threat themes", SubjectMeta, column_name="threats", order=5)
