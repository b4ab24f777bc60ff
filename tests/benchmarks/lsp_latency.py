"""Measures how long a writer waits for the language server, and what it holds.

To be run by hand: `python -m tests.benchmarks.lsp_latency`. All figures are of one run, over standard input and output
as an editor has them, with the pause in typing set to nothing. Libraries that are installed beside blamelint have a
part in the cold figures: spaCy imports torch where it finds it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

DRAFT = Path(__file__).with_name("draft.md")
COMMAND = (sys.executable, "-m", "blamelint")
SEED = 20
WARM_UP = 5
"""Edits that are made before any is counted."""
IDLE = 8.0
"""Seconds in which a server has loaded what it loads by itself."""
OPENS = (50, 500)
"""After how many opens and closes memory is looked at."""


class Server:
    """The server in its own process, and the little of an editor that is wanted of it."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.began = time.perf_counter()
        self._process = subprocess.Popen(
            (*COMMAND, "lsp"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=dict(environment)
        )
        self._requests = 0
        self.request("initialize", {"processId": None, "rootUri": None, **CAPABILITIES})
        self.notify("initialized", {})

    def open(self, uri: str, text: str) -> None:
        """Open a draft."""
        self.notify(
            "textDocument/didOpen",
            {"textDocument": {"uri": uri, "languageId": "markdown", "version": 1, "text": text}},
        )

    def close(self, uri: str) -> None:
        """Close it again."""
        self.notify("textDocument/didClose", {"textDocument": {"uri": uri}})

    def change(self, uri: str, version: int, change: Mapping[str, Any]) -> None:
        """Change a draft in one place."""
        self.notify(
            "textDocument/didChange", {"textDocument": {"uri": uri, "version": version}, "contentChanges": [change]}
        )

    def told(self, uri: str, version: int, codes: list[str] | None = None) -> None:
        """Comes back with the next diagnostics of this version, or with those of these rules."""
        while True:
            message = self._receive()
            said = message.get("params") or {}
            found = message.get("method") == "textDocument/publishDiagnostics" and said["uri"] == uri
            if not found or said.get("version") != version:
                continue
            if codes is None or codes == [each["code"] for each in said["diagnostics"]]:
                return

    def request(self, method: str, params: object) -> Any:
        """The answer to a request; what comes before it is dropped."""
        self._requests += 1
        self._send({"id": self._requests, "method": method, "params": params})
        while True:
            message = self._receive()
            if message.get("id") == self._requests and "method" not in message:
                return message.get("result")

    def notify(self, method: str, params: object) -> None:
        """Say something."""
        self._send({"method": method, "params": params})

    def memory(self) -> float:
        """Megabytes that the process holds."""
        told = subprocess.run(
            ("ps", "-o", "rss=", "-p", str(self._process.pid)), capture_output=True, text=True, check=True
        )
        return int(told.stdout) / 1024

    def leave(self) -> None:
        """End the process as an editor does."""
        self.request("shutdown", None)
        self.notify("exit", None)
        self._process.wait()

    def _send(self, message: Mapping[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        length = 0
        while (line := self._process.stdout.readline()) not in (b"\r\n", b""):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if not length:
            raise SystemExit("the server has gone")
        message: dict[str, Any] = json.loads(self._process.stdout.read(length))
        if "method" in message and "id" in message:
            self._send({"id": message["id"], "result": None})
            return {}
        return message


CAPABILITIES = {
    "initializationOptions": {"debounce": 0},
    "capabilities": {
        "textDocument": {
            "publishDiagnostics": {"versionSupport": True, "dataSupport": True, "codeDescriptionSupport": True},
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}},
        }
    },
}


@contextmanager
def served(environment: Mapping[str, str]) -> Iterator[Server]:
    """A server that is there."""
    server = Server(environment)
    yield server
    server.leave()


class Bench:
    """The draft in a folder of its own, and the commands and servers that read it there."""

    def __init__(self, folder: Path) -> None:
        self.text = DRAFT.read_text(encoding="utf-8")
        self._draft = folder / "draft.md"
        self._draft.write_text(self.text, encoding="utf-8")
        self._uri = self._draft.as_uri()
        self._kept = {**os.environ, "BLAMELINT_CACHE_DIR": str(folder / "cache")}
        self._cold = {**os.environ, "BLAMELINT_NO_CACHE": "1"}
        _, report = self._check("--output-format", "json")
        self.codes = [finding["rule"] for finding in json.loads(report)["files"][0]["findings"]]

    def check(self) -> float:
        """Seconds that the command line takes for the draft, from the start of the process to its end."""
        return self._check()[0]

    def cold_open(self, *, kept: bool) -> tuple[float, float]:
        """Seconds from the start of the process to the first diagnostics of the draft, and to all of them.

        Shape: the draft is opened as soon as an editor may; with `kept` its findings may be in the cache.
        """
        with served(self._kept if kept else self._cold) as server:
            server.open(self._uri, self.text)
            server.told(self._uri, 1)
            first = time.perf_counter() - server.began
            if kept:
                return first, first
            server.told(self._uri, 1, self.codes)
            return first, time.perf_counter() - server.began

    def keep(self) -> None:
        """Lint the draft once in a server that keeps what it finds."""
        with served(self._kept) as server:
            server.open(self._uri, self.text)
            server.told(self._uri, 1, self.codes)

    def open_when_up(self) -> float:
        """Seconds from opening the draft to all of its diagnostics in a server that has been up for a while."""
        with served(self._cold) as server:
            time.sleep(IDLE)
            began = time.perf_counter()
            server.open(self._uri, self.text)
            server.told(self._uri, 1, self.codes)
            return time.perf_counter() - began

    def edits(self, count: int) -> list[float]:
        """Seconds from each of so many changes of one word, all at different places, to its diagnostics; ascending."""
        chance, taken, text = random.Random(SEED), [], self.text
        with served(self._cold) as server:
            server.open(self._uri, text)
            server.told(self._uri, 1, self.codes)
            for version in range(2, count + WARM_UP + 2):
                text, change = one_word(text, chance)
                began = time.perf_counter()
                server.change(self._uri, version, change)
                server.told(self._uri, version)
                taken.append(time.perf_counter() - began)
        return sorted(taken[WARM_UP:])

    def opens(self) -> list[float]:
        """Megabytes that the server holds after so many sections of the draft were opened, linted and closed."""
        sections, held = [f"## {section}" for section in self.text.split("\n## ")[1:]], []
        with served(self._cold) as server:
            server.open(self._uri, self.text)
            server.told(self._uri, 1, self.codes)
            server.close(self._uri)
            for count in range(1, OPENS[-1] + 1):
                uri = f"untitled:{count}"
                server.open(uri, sections[count % len(sections)])
                server.told(uri, 1)
                server.close(uri)
                if count in OPENS:
                    held.append(server.memory())
        return held

    def _check(self, *options: str) -> tuple[float, str]:
        command = (*COMMAND, "check", *options, str(self._draft))
        began = time.perf_counter()
        done = subprocess.run(command, capture_output=True, env=self._cold, text=True, encoding="utf-8", check=False)
        if done.returncode not in (0, 1):
            raise SystemExit(done.stderr)
        return time.perf_counter() - began, done.stdout


def one_word(text: str, chance: random.Random) -> tuple[str, Mapping[str, Any]]:
    """The text with one of its words in the place of another, and the change as an editor says it."""
    places = list(re.finditer(r"(?<= )[a-z]{3,}(?= )", text))
    place, other = chance.choice(places), chance.choice(places)
    line = text.count("\n", 0, place.start())
    column = place.start() - (text.rfind("\n", 0, place.start()) + 1)
    between = {"start": {"line": line, "character": column}, "end": {"line": line, "character": column + len(place[0])}}
    return f"{text[: place.start()]}{other[0]}{text[place.end() :]}", {"range": between, "text": other[0]}


def milliseconds(taken: Sequence[float]) -> str:
    """The least of some durations, which other work on the machine disturbs least, and their median."""
    return f"best {min(taken) * 1000:,.0f} ms, median {statistics.median(taken) * 1000:,.0f} ms"


def say(text: str) -> None:
    """A line of the report."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> None:
    """Measure, and say what comes of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=200, help="changes of one word that are counted (200)")
    parser.add_argument("--runs", type=int, default=3, help="times that a process is started for a cold figure (3)")
    parser.add_argument("--no-memory", action="store_true", help="leave the 500 opens out")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        torch = "with" if find_spec("torch") is not None else "without"
        machine = f"Python {platform.python_version()} {torch} torch, {os.cpu_count()} processors"
        say(f"{len(bench.text.split()):,} words, {len(bench.codes)} findings; {machine}, load {os.getloadavg()[0]:.1f}")
        taken = bench.edits(given.edits)
        median, late = statistics.median(taken), taken[int(len(taken) * 0.95)]
        figures = f"median {median * 1000:.0f} ms, p95 {late * 1000:.0f} ms, longest {taken[-1] * 1000:.0f} ms"
        say(f"edit to diagnostics, {len(taken)} changes of one word: {figures}")
        checks = [bench.check() for _ in range(given.runs)]
        say(f"cold `blamelint check`: {milliseconds(checks)}; the best is {min(checks) / median:.0f} median edits")
        cold = [bench.cold_open(kept=False) for _ in range(given.runs)]
        say(f"cold open, from the start of the process to the first diagnostics: {milliseconds([a for a, _ in cold])}")
        say(f"  to all of them: {milliseconds([b for _, b in cold])}")
        bench.keep()
        kept = [bench.cold_open(kept=True)[0] for _ in range(given.runs)]
        say(f"  to all of them, where the draft was linted before: {milliseconds(kept)}")
        up = [bench.open_when_up() for _ in range(given.runs)]
        say(f"open in a server that is up, to all diagnostics: {milliseconds(up)}")
        if not given.no_memory:
            early, later = bench.opens()
            change = f"{(later / early - 1) * 100:+.1f} %"
            say(f"memory after {OPENS[0]} opens and closes {early:.0f} MB, after {OPENS[1]} {later:.0f} MB: {change}")


if __name__ == "__main__":
    main()
