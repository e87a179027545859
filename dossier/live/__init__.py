"""Live editing: a server that rebuilds the pages affected by a change and reloads them in the browser."""
