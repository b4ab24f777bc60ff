"""The language server: drafts are linted while they are written.

One event loop talks to the editor and never waits; one worker thread lints, for spaCy reads one text at a time.
Between the two go values only: `OpenDocument` in, `Analysis` out. A feature is a module of `lsp.features`.
"""
