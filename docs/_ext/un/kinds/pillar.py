"""Pillars of the response."""

from dossier.model.kinds import Kind
from un.kinds import SubjectMeta

KIND = Kind("pillar", "pillars", "Pillar", "Pillars", SubjectMeta, order=2)
