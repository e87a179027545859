"""Live editing: a long-lived process that rebuilds what depends on a change and shows it in the browser."""
