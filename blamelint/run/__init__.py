"""Floor 5: files: found, read, linted one by one, collected in a report."""
