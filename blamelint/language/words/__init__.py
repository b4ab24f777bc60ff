"""From a block's text to the words that the parser reads."""
