"""What Sphinx keeps of a dossier: the domain, what lives for one build, and workarounds for faults in libraries."""
