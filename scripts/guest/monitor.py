# SPDX-License-Identifier: GPL-2.0
"""Speaks with a running QEMU by its monitor's protocol (QMP)."""
from __future__ import annotations

import json
import os
import socket
import time


class MonitorError(Exception):
    """QEMU refused a command, or ended before it answered."""


class Monitor:
    """One end of a connection whose other end QEMU gets when it starts."""

    def __init__(self) -> None:
        self._socket, self.other = socket.socketpair()
        self._stream = self._socket.makefile("r", encoding="utf-8")
        self._begun = False

    @property
    def options(self) -> tuple[str, ...]:
        """For QEMU, which must inherit the descriptor of `other`."""
        return ("-chardev", f"socket,id=monitor,fd={self.other.fileno()}",
                "-mon", "chardev=monitor,mode=control")

    def begin(self) -> None:
        """To be called when QEMU runs; it does not matter whether that was done before."""
        if self._begun:
            return
        self.other.close()
        self._answer("QMP")
        self.ask("qmp_capabilities")
        self._begun = True

    def ask(self, command: str, **arguments: object) -> object:
        """Gives a command, returns the answer."""
        return self._ask(command, arguments)

    def give(self, name: str, file: int) -> None:
        """Gives QEMU a descriptor, which it knows by this name from now on."""
        self._ask("getfd", {"fdname": name}, file)

    def wait_for(self, command: str, wanted: str, deadline: float) -> None:
        """Asks until the answer's status is the wanted one."""
        end = time.monotonic() + deadline
        while (status := dict(self._ask(command, {})).get("status")) != wanted:
            if status == "failed" or time.monotonic() > end:
                raise MonitorError(f"{command} says {status}, not {wanted}")
            time.sleep(0.002)

    def close(self) -> None:
        """QEMU goes on without."""
        self._stream.close()
        self._socket.close()
        self.other.close()

    def _ask(self, command: str, arguments: dict[str, object], *files: int) -> object:
        text = json.dumps({"execute": command, "arguments": arguments}) + "\n"
        try:
            socket.send_fds(self._socket, [text.encode()], files)
        except OSError as error:
            raise MonitorError(os.strerror(error.errno or 0)) from None
        return self._answer("return")

    def _answer(self, key: str) -> object:
        for line in self._stream:
            answer = json.loads(line)
            if "error" in answer:
                raise MonitorError(answer["error"]["desc"])
            if key in answer:
                return answer[key]
        raise MonitorError("QEMU ended")
