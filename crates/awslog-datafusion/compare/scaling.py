#!/usr/bin/env python3
"""What a second thread, small files, and a distant bucket change: seconds of the example `sql`.

    cargo build --release -p awslog-datafusion --example sql
    crates/awslog-datafusion/compare/scaling.py target/release/examples/sql

The queries of a comparison are run in turns, five times each: the numbers are the median, and the fastest and the slowest. They include the
start of the process. The bucket is a server in Python on this machine, which takes a part of its cores, and 30 ms for each request.
"""

import argparse
import asyncio
import gzip
import os
import statistics
import subprocess
import tempfile
import threading
import time
import urllib.parse
from pathlib import Path

from logs import FILES, generate

QUERIES = {
    "flow": "SELECT srcaddr, sum(bytes) AS total FROM read_vpcflow('{}') GROUP BY 1 ORDER BY 2 DESC LIMIT 10",
    "edge": "SELECT x_edge_location, count(*) AS n FROM read_cloudfront('{}') WHERE sc_status >= 500 GROUP BY 1",
    "trail": "SELECT event_name, user_identity.user_name, count(*) AS n FROM read_cloudtrail('{}') GROUP BY 1, 2",
    "waf": "SELECT terminating_rule_id, count(*) AS n FROM read_waf('{}') WHERE action = 'BLOCK' GROUP BY 1",
    "findings": "SELECT severity, count(*) AS n FROM read_guardduty('{}') GROUP BY 1",
}
SMALL_FILES = 10000
LATENCY = 0.03


def run(program, threads, sql, variables=None):
    begun = time.perf_counter()
    command = [program, "--format", "csv", "--threads", str(threads), sql]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env={**os.environ, **(variables or {})})
    return time.perf_counter() - begun


def in_turns(rounds, runs):
    """The seconds of each run, which take turns."""
    seconds = [[] for _ in runs]
    for _ in range(rounds):
        for one, times in zip(runs, seconds):
            times.append(one())
    return seconds


def text(seconds):
    return f"{statistics.median(seconds):.2f} ({min(seconds):.2f} to {max(seconds):.2f})"


def ratio(first, second):
    return f"{statistics.median(a / b for a, b in zip(first, second)):.2f}"


def threads(program, rounds, folder):
    print(f"| {FILES} gzip files | one thread, s | two threads, s | ratio |\n| --- | ---: | ---: | ---: |")
    for kind, query in QUERIES.items():
        sql = query.format(f"{folder / kind}/")
        one, two = in_turns(rounds, [lambda: run(program, 1, sql), lambda: run(program, 2, sql)])
        print(f"| {kind} | {text(one)} | {text(two)} | {ratio(one, two)} |", flush=True)


def split(folder):
    """The same flow logs in many small files, each with its header line."""
    place = folder / "small"
    if not place.exists():
        place.mkdir()
        parts = SMALL_FILES // FILES
        for number in range(FILES):
            head, *lines = gzip.decompress((folder / "flow" / f"{number:04}.gz").read_bytes()).splitlines(keepends=True)
            size = -(-len(lines) // parts)
            for part in range(parts):
                text = head + b"".join(lines[part * size : (part + 1) * size])
                (place / f"{number:04}-{part:02}.gz").write_bytes(gzip.compress(text, 6))
    size = sum(file.stat().st_size for file in place.iterdir())
    print(f"\n{SMALL_FILES} files of {size / SMALL_FILES / 1000:.1f} kB on average")


class Bucket(asyncio.Protocol):
    """Lists and reads the folder as a bucket of S3."""

    folder = None

    def connection_made(self, transport):
        self.transport, self.received = transport, b""

    def data_received(self, data):
        *requests, self.received = (self.received + data).split(b"\r\n\r\n")
        for request in requests:
            asyncio.get_running_loop().call_later(LATENCY, self.answer, request.split()[1].decode())

    def answer(self, target):
        url = urllib.parse.urlsplit(target)
        query = dict(urllib.parse.parse_qsl(url.query))
        body = self.list(query) if "list-type" in query else (self.folder / urllib.parse.unquote(url.path).split("/", 2)[2]).read_bytes()
        head = f'HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\nETag: "1"\r\nLast-Modified: Thu, 15 Jan 2026 00:00:00 GMT\r\n\r\n'
        self.transport.write(head.encode() + body)

    def list(self, query):
        """A thousand keys at a time, as S3 does."""
        place = query["prefix"].rstrip("/")
        names = sorted(file.name for file in (self.folder / place).iterdir())
        start = int(query.get("continuation-token", 0))
        page = names[start : start + 1000]
        keys = "".join(
            f"<Contents><Key>{place}/{name}</Key><Size>{(self.folder / place / name).stat().st_size}</Size><ETag>1</ETag>"
            "<LastModified>2026-01-15T00:00:00.000Z</LastModified></Contents>"
            for name in page
        )
        more = f"<NextContinuationToken>{start + 1000}</NextContinuationToken>" if start + 1000 < len(names) else ""
        return f"<ListBucketResult>{keys}{more}</ListBucketResult>".encode()


def serve(folder):
    """Starts the bucket. Returns its port."""
    Bucket.folder = folder
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(loop.create_server(Bucket, "127.0.0.1", 0))
    threading.Thread(target=loop.run_forever, daemon=True).start()
    return server.sockets[0].getsockname()[1]


def objects(program, rounds, folder):
    variables = {
        "AWS_ENDPOINT": f"http://127.0.0.1:{serve(folder)}",
        "AWS_ALLOW_HTTP": "true",
        "AWS_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
        "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    }
    print(f"| flow logs, two threads | {FILES} files, s | {SMALL_FILES} files, s |\n| --- | ---: | ---: |")
    for name, start, variables in [("on this machine", folder, None), ("in a bucket", "s3://logs", variables)]:
        queries = [QUERIES["flow"].format(f"{start}/{kind}/") for kind in ["flow", "small"]]
        few, many = in_turns(rounds, [lambda sql=sql: run(program, 2, sql, variables) for sql in queries])
        print(f"| {name} | {text(few)} | {text(many)} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", help="the example `sql`")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--logs", type=Path, help="a folder that keeps the logs for the next run")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = (arguments.logs or Path(name)).resolve()
        generate(folder, list(QUERIES))
        threads(arguments.program, arguments.rounds, folder)
        split(folder)
        objects(arguments.program, arguments.rounds, folder)


if __name__ == "__main__":
    main()
