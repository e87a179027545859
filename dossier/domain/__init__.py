"""The Sphinx domain, the state of a build, and workarounds for bugs in libraries."""
