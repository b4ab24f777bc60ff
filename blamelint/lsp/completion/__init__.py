"""What could be written at the cursor: `drafts` for headings and directives, `configs` for keys and values."""
