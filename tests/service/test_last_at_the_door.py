"""Who stands in line when a worker closes its door is let in and answered: a proxy may not send a POST again."""

import socket

from gevent.pool import Pool
from gevent.socket import socket as gevent_socket
from gunicorn.config import Config
from gunicorn.glogging import Logger

from headway.leaving import Worker

REQUEST = b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
IN_LINE = 5


def answer(_environ, start_response):
    start_response("200 OK", [("Content-Length", "4")])
    return [b"done"]


def test_all_who_stand_in_line_are_answered():
    listener = gevent_socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    config, pool = Config(), Pool()
    worker = Worker(0, 0, [listener], None, 30, config, Logger(config))
    worker.wsgi = answer
    door = worker.server_class(listener, spawn=pool)
    door.start()
    in_line = [socket.create_connection(listener.getsockname(), timeout=5) for _ in range(IN_LINE)]
    for client in in_line:
        client.sendall(REQUEST)
    door.close()  # before the loop has had a chance to let anybody in
    assert pool.join(timeout=5)
    answers = [client.recv(65536) for client in in_line]
    for client in in_line:
        client.close()
    worker.tmp.close()
    assert [reply.partition(b"\r\n")[0] for reply in answers] == [b"HTTP/1.1 200 OK"] * IN_LINE
