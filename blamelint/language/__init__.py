"""What the prose says: words, the parse, actors, clause frames and the context gates.

`reader` is the door; spaCy is imported inside functions only.
"""
