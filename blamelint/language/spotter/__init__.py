"""The second reader: a small trained tagger that marks words by family and gives every sentence a score."""
