"""Reading: from files to records, each problem with its file and line."""
