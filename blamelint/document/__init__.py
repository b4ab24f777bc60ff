"""Floor 1: from the bytes of a file to a document of blocks, sections and directives. No language yet."""
