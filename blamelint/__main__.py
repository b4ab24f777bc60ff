"""`python -m blamelint`."""

from __future__ import annotations

from blamelint.cli import main

if __name__ == "__main__":
    main()
