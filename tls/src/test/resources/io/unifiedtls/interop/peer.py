"""One end of a TLS connection over Python's ssl module. Prints what it saw as JSON, on one line."""
import argparse
import hashlib
import json
import select
import socket
import ssl

parser = argparse.ArgumentParser()
parser.add_argument("role", choices=["client", "server"])
parser.add_argument("--port", type=int, default=0)
parser.add_argument("--ca")
parser.add_argument("--chain")
parser.add_argument("--key")
parser.add_argument("--version", choices=["TLSv1_2", "TLSv1_3"], default="TLSv1_3")
parser.add_argument("--alpn", nargs="*", default=[])
parser.add_argument("--bytes", type=int, default=0)
parser.add_argument("--non-blocking", action="store_true")
parser.add_argument("--ragged", action="store_true", help="end without close_notify")
arguments = parser.parse_args()
CHUNK = 1 << 16


def context():
    server = arguments.role == "server"
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER if server else ssl.PROTOCOL_TLS_CLIENT)
    made.minimum_version = made.maximum_version = ssl.TLSVersion[arguments.version]
    if arguments.ca:
        made.load_verify_locations(arguments.ca)
        made.verify_mode = ssl.CERT_REQUIRED
        made.verify_flags |= ssl.VERIFY_X509_STRICT
    if arguments.chain:
        made.load_cert_chain(arguments.chain, arguments.key)
    if arguments.alpn:
        made.set_alpn_protocols(arguments.alpn)
    return made


def pattern(position, length):
    """The bytes that both ends send: the same on every machine, different at every offset."""
    start = position // 8
    words = b"".join(i.to_bytes(8, "big") for i in range(start, (position + length) // 8 + 1))
    return words[position - start * 8:][:length]


def wait(connection, error):
    if isinstance(error, ssl.SSLWantReadError):
        select.select([connection], [], [], 30)
    else:
        select.select([], [connection], [], 30)


def retry(connection, operation, *values):
    while True:
        try:
            return operation(*values)
        except (ssl.SSLWantReadError, ssl.SSLWantWriteError) as error:
            wait(connection, error)


def send(connection):
    sent = 0
    while sent < arguments.bytes:
        chunk = memoryview(pattern(sent, min(CHUNK, arguments.bytes - sent)))
        while chunk:
            amount = retry(connection, connection.send, chunk)
            sent += amount
            chunk = chunk[amount:]


def receive(connection):
    digest = hashlib.sha256()
    received = 0
    while received < arguments.bytes:
        data = retry(connection, connection.recv, CHUNK)
        if not data:
            break
        digest.update(data)
        received += len(data)
    return digest.hexdigest()


def talk(connection):
    seen = {
        "version": connection.version(),
        "cipher": connection.cipher()[0],
        "alpn": connection.selected_alpn_protocol(),
        "peer": bool(connection.getpeercert(binary_form=True)),
        "tls_unique": (connection.get_channel_binding("tls-unique") or b"").hex(),
    }
    if arguments.non_blocking:
        connection.setblocking(False)
    # One direction after the other: a connection of this module is not for two threads.
    send(connection)
    seen["digest"] = receive(connection)
    try:
        seen["end"] = len(retry(connection, connection.recv, 1)) if arguments.role == "server" else None
    except ssl.SSLEOFError:
        seen["end"] = "ragged"
    if arguments.ragged:
        connection.detach_socket = socket.socket(fileno=connection.detach())
        connection.detach_socket.close()
    else:
        try:
            retry(connection, connection.unwrap)
        except (ssl.SSLError, OSError):
            pass
    return seen


def main():
    try:
        if arguments.role == "client":
            plain = socket.create_connection(("localhost", arguments.port), timeout=30)
            connection = context().wrap_socket(plain, server_hostname="localhost", suppress_ragged_eofs=False)
        else:
            listener = socket.create_server(("127.0.0.1", 0))
            print(json.dumps({"port": listener.getsockname()[1]}), flush=True)
            plain, _ = listener.accept()
            plain.settimeout(30)
            connection = context().wrap_socket(plain, server_side=True, suppress_ragged_eofs=False)
        print(json.dumps(talk(connection)), flush=True)
    except ssl.SSLCertVerificationError as error:
        print(json.dumps({"error": "verification", "code": error.verify_code, "message": error.verify_message}))
    except ssl.SSLError as error:
        print(json.dumps({"error": error.reason or type(error).__name__}))


main()
