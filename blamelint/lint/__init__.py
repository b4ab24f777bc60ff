"""Floor 4: the pure core: a document in, findings out."""
