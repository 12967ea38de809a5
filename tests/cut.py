"""A network that can be cut: a proxy between a client and a server that stops passing on what either says, without a word to them."""

import select
import socket
import threading
from contextlib import suppress
from typing import Self

_PIECE = 1 << 16


class Line:
    """Passes what comes to `port` on to an address (a host and port, or the path of a socket), until it is cut.

    `cut_at` has the line cut by itself when the client says something: before that is passed on, or, with `after`, as soon as it is.
    """

    def __init__(self, to: tuple[str, int] | str) -> None:
        self._to = to
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.was_cut = threading.Event()
        self._whole = threading.Event()
        self._whole.set()
        self._words: tuple[bytes, bool] | None = None
        self._ends: list[socket.socket] = []
        self._is_open = True
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._is_open = False
        self._listener.close()
        self.heal(reset=True)

    def cut(self) -> None:
        """From now on nothing gets through, and nobody is told."""
        self._whole.clear()
        self.was_cut.set()

    def cut_at(self, words: bytes, *, after: bool = False) -> None:
        """Be cut once the client says these words."""
        self._words = (words, after)

    def heal(self, *, reset: bool) -> None:
        """Pass everything on again; with `reset` the connections that there were are gone, as after a cut that took too long."""
        self._words = None
        ends, self._ends = (self._ends, []) if reset else ([], self._ends)
        for end in ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self.was_cut.clear()
        self._whole.set()

    def _accept(self) -> None:
        while self._is_open:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        self._whole.wait()
        with client, self._connected() as server:
            self._ends += [client, server]
            with suppress(OSError):
                while self._passed(client, server):
                    pass

    def _connected(self) -> socket.socket:
        if isinstance(self._to, tuple):
            return socket.create_connection(self._to)
        server = socket.socket(socket.AF_UNIX)
        server.connect(self._to)
        return server

    def _passed(self, client: socket.socket, server: socket.socket) -> bool:
        """Pass on what either end has said; False once one has hung up."""
        for end in select.select([client, server], [], [])[0]:
            said = end.recv(_PIECE)
            words, after = self._words or (b"", False)
            is_it = bool(words) and end is client and words in said
            if is_it and not after:
                self.cut()
            self._whole.wait()
            if not said:
                return False
            (server if end is client else client).sendall(said)
            if is_it and after:
                self.cut()
        return True
