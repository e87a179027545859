"""Export: the linked, read-only records as data files, with a description that other tools read.

The pages and the files are made from the same records, so that neither can say what the other does not.
"""
