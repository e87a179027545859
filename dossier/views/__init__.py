"""Views: functions that render the linked, read-only records as docutils nodes, which every Sphinx builder can write."""
