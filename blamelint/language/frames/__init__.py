"""Clause frames: what one parse says of who does what, and how it is said; one reading a module."""
