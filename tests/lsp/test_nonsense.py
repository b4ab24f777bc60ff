"""What no editor should send, and how the process ends: messages written byte by byte."""

from __future__ import annotations

import json
import subprocess
from typing import Any

from tests.lsp.editor import COMMAND, PATIENCE


def test_only_loopback_is_listened_on() -> None:
    """An address that other machines reach is refused, and so is what is no address."""
    for address, said in (("0.0.0.0:0", "loopback"), ("example.org:80", "loopback"), ("localhost", "HOST:PORT")):
        done = subprocess.run(
            [*COMMAND, "--tcp", address], capture_output=True, text=True, check=False, timeout=PATIENCE
        )
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr


def raw(*messages: bytes | dict[str, Any]) -> tuple[int, list[dict[str, Any]]]:
    """The exit status and the answers to messages that no client would send."""
    bodies = [each if isinstance(each, bytes) else json.dumps(each).encode() for each in messages]
    sent = b"".join(b"Content-Length: %d\r\n\r\n%s" % (len(body), body) for body in bodies)
    done = subprocess.run(COMMAND, input=sent, capture_output=True, check=False, timeout=PATIENCE)
    answers, rest = [], done.stdout
    while rest:
        head, rest = rest.split(b"\r\n\r\n", 1)
        length = int(head.split(b"Content-Length: ")[1].split(b"\r\n")[0])
        answers.append(json.loads(rest[:length]))
        rest = rest[length:]
    return done.returncode, answers


def request(number: int, method: str, params: Any = None) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": number, "method": method, "params": params}


START = request(1, "initialize", {"capabilities": {}, "processId": None, "rootUri": None})


def test_nonsense_does_not_end_the_server() -> None:
    """What cannot be read is answered where it asks for an answer, and the next message is served as ever."""
    status, answers = raw(
        request(0, "workspace/symbol", {"query": ""}),
        START,
        b"{",
        b"[1, 2]",
        b"\xff\xfe",
        b"[" * 5000,
        {"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": 7}},
        {"jsonrpc": "2.0", "method": "textDocument/didChange", "params": None},
        request(2, "textDocument/diagnostic", {"textDocument": []}),
        request(3, "no/such/method", {}),
        request(4, "shutdown"),
        request(5, "workspace/symbol", {"query": ""}),
        {"jsonrpc": "2.0", "method": "exit"},
    )
    replies = {answer["id"]: answer.get("error", {}).get("code") for answer in answers if "id" in answer}
    assert replies == {0: -32002, 1: None, 2: -32602, 3: -32601, 4: None, 5: -32600}
    assert status == 0


def test_an_editor_that_is_gone_is_told_from_one_that_left() -> None:
    """The exit status is 1 when the input ends, or `exit` comes, without a shutdown."""
    assert raw(START)[0] == 1
    assert raw(START, {"jsonrpc": "2.0", "method": "exit"})[0] == 1
    assert raw()[0] == 1
