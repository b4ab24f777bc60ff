"""Repositories for tests: git as a user runs it, without anything of this machine's configuration."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from blamelint.config.globs import absolute


class Git:
    """A work tree in which tests run git."""

    def __init__(self, folder: Path) -> None:
        self.folder = absolute(folder)

    @classmethod
    def made(cls, folder: Path) -> Git:
        """A new repository with the branch `main` and no commit."""
        folder.mkdir(parents=True, exist_ok=True)
        git = cls(folder)
        git("init", "--quiet")
        git("symbolic-ref", "HEAD", "refs/heads/main")
        return git

    def __call__(self, *arguments: str, fails: bool = False) -> str:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        who = {
            f"GIT_{role}_{what}": "tester@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
        }
        nothing = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}
        command = ["git", "-C", str(self.folder), "-c", "protocol.file.allow=always", *arguments]
        done = subprocess.run(command, capture_output=True, env={**kept, **who, **nothing}, check=False)
        assert fails or done.returncode == 0, done.stderr.decode()
        return done.stdout.decode("utf-8", "replace")

    def write(self, **files: str) -> None:
        """Write files by their names, `__` for `/` and `_md` at the end for `.md`."""
        for name, text in files.items():
            self.put(name.replace("__", "/").replace("_md", ".md"), text)

    def put(self, name: str, text: str | bytes) -> Path:
        """Write one file, its line ends as given."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def commit(self, message: str = "step") -> str:
        """Commit all there is, past any hook; gives the name of the commit."""
        self("add", "--all")
        self("commit", "--quiet", "--no-verify", "--allow-empty", "--message", message)
        return self("rev-parse", "HEAD").strip()
