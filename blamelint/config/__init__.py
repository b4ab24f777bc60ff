"""Floor 3: configuration, resolved once for each file, each value with where it came from."""
