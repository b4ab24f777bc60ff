"""Floor 2: what the prose says: spaCy, actors, clauses and the context gates. spaCy is imported inside functions only."""
