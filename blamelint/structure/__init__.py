"""Floor 2: the shape of a review: what its sections are, who is named in it, its timeline and its actions."""
