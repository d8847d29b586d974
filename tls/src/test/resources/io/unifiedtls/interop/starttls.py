"""One end of a connection that begins without TLS, uses it, and goes back, over Python's ssl module."""
import argparse
import json
import socket
import ssl

parser = argparse.ArgumentParser()
parser.add_argument("role", choices=["client", "server"])
parser.add_argument("--port", type=int, default=0)
parser.add_argument("--ca")
parser.add_argument("--chain")
parser.add_argument("--key")
parser.add_argument("--version", choices=["TLSv1_2", "TLSv1_3"], default="TLSv1_3")
parser.add_argument("--first", action="store_true", help="end TLS before the peer does")
arguments = parser.parse_args()


def receive(connection, length):
    data = b""
    while len(data) < length:
        more = connection.recv(length - len(data))
        if not more:
            break
        data += more
    return data.decode()


def context():
    server = arguments.role == "server"
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER if server else ssl.PROTOCOL_TLS_CLIENT)
    made.minimum_version = made.maximum_version = ssl.TLSVersion[arguments.version]
    if server:
        made.load_cert_chain(arguments.chain, arguments.key)
    else:
        made.load_verify_locations(arguments.ca)
    return made


def start():
    if arguments.role == "client":
        plain = socket.create_connection(("127.0.0.1", arguments.port), timeout=30)
        plain.sendall(b"STARTTLS\n")
        assert receive(plain, 3) == "OK\n"
        return context().wrap_socket(plain, server_hostname="localhost", suppress_ragged_eofs=False)
    listener = socket.create_server(("127.0.0.1", 0))
    print(json.dumps({"port": listener.getsockname()[1]}), flush=True)
    plain, _ = listener.accept()
    plain.settimeout(30)
    assert receive(plain, 9) == "STARTTLS\n"
    plain.sendall(b"OK\n")
    return context().wrap_socket(plain, server_side=True, suppress_ragged_eofs=False)


connection = start()
connection.sendall(b"hello")
seen = {"version": connection.version(), "secured": receive(connection, 5)}
if not arguments.first:
    assert connection.recv(1) == b""
plain = connection.unwrap()
plain.sendall(b"plain")
seen["plain"] = receive(plain, 5)
print(json.dumps(seen), flush=True)
