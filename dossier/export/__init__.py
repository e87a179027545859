"""Export of the linked records as data files, with a machine-readable description.

Pages and data files are made from the same records, so that they always agree.
"""
