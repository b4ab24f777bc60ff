"""The set-up files of `examples/editors`, and editors that are installed, against the real server."""
