#!/usr/bin/env python3
"""Ten questions on the same gzip files, answered by DuckDB and by the example `sql`: seconds, and whether the answers agree.

    pip install duckdb
    cargo build --release -p awslog-datafusion --example sql
    crates/awslog-datafusion/compare/with_duckdb.py --threads 2 target/release/examples/sql

Both answer in turns, five times each: the numbers are the median, and the fastest and the slowest. Those of the example include the start
of its process; those of DuckDB do not.
"""

import argparse
import csv
import gzip
import io
import json
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import duckdb

from logs import generate


def columns(types):
    return "columns={" + ", ".join(f"'{name}': '{kind}'" for name, kind in types.items()) + "}"


FLOW_TYPES = {
    "version": "INTEGER",
    "account-id": "VARCHAR",
    "interface-id": "VARCHAR",
    "srcaddr": "VARCHAR",
    "dstaddr": "VARCHAR",
    "srcport": "INTEGER",
    "dstport": "INTEGER",
    "protocol": "INTEGER",
    "packets": "BIGINT",
    "bytes": "BIGINT",
    "start": "BIGINT",
    "end": "BIGINT",
    "action": "VARCHAR",
    "log-status": "VARCHAR",
}
EDGE_TYPES = {
    "date": "DATE",
    "time": "TIME",
    "place": "VARCHAR",
    "bytes": "BIGINT",
    "ip": "VARCHAR",
    "method": "VARCHAR",
    "host": "VARCHAR",
    "stem": "VARCHAR",
    "status": "INTEGER",
    "referer": "VARCHAR",
    "agent": "VARCHAR",
}
# Only what the questions need: the rest of an event has hundreds of shapes.
EVENT_TYPE = (
    "STRUCT(eventName VARCHAR, userIdentity STRUCT(type VARCHAR, arn VARCHAR, userName VARCHAR, invokedBy VARCHAR), "
    "requestParameters STRUCT(roleArn VARCHAR), responseElements STRUCT(ConsoleLogin VARCHAR))[]"
)
FLOW_OPTIONS = "delim=' ', header=true, nullstr='-'"
FLOW_COLUMNS = f"auto_detect=false, {columns(FLOW_TYPES)}"
FLOW = f"read_csv('{{logs}}/flow/*.gz', {FLOW_OPTIONS}"
EDGE = "read_csv('{logs}/edge/*.gz', delim='\t', skip=2, header=false, nullstr='-'"
TRAIL = "(SELECT unnest(Records) AS r FROM read_json('{logs}/trail/*.gz', maximum_object_size=268435456"
WAF = "read_ndjson('{logs}/waf/*.gz'"
FINDINGS = "read_ndjson('{logs}/findings/*.gz'"

# How DuckDB reads them: columns detected, and columns declared.
FLOWS = f"{FLOW})", f"{FLOW}, {FLOW_COLUMNS})"
EDGES = f"{EDGE}, names={list(EDGE_TYPES)})", f"{EDGE}, auto_detect=false, {columns(EDGE_TYPES)})"
EVENTS = f"{TRAIL}))", f"{TRAIL}, {columns({'Records': EVENT_TYPE})}))"
WEB_REQUESTS = f"{WAF})", f"{WAF}, {columns({'action': 'VARCHAR', 'terminatingRuleId': 'VARCHAR'})})"
FOUND = f"{FINDINGS})", f"{FINDINGS}, {columns({'severity': 'DOUBLE'})})"
DAMAGED = None, f"read_csv('{{logs}}/damaged/*.gz', {FLOW_OPTIONS}, {FLOW_COLUMNS}, store_rejects=true, rejects_limit=0)"

LEVEL = "CASE WHEN severity >= 9 THEN 'critical' WHEN severity >= 7 THEN 'high' WHEN severity >= 4 THEN 'medium' ELSE 'low' END"

# The question, the SQL of awslog, and that of DuckDB with what it reads.
QUESTIONS = [
    (
        "top talkers",
        "SELECT srcaddr, sum(bytes) AS total FROM read_vpcflow('{logs}/flow/') WHERE srcaddr IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 10",
        "SELECT srcaddr, sum(bytes) AS total FROM {read} WHERE srcaddr IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 10",
        FLOWS,
    ),
    (
        "rejects by port",
        "SELECT dstport, count(*) AS n FROM read_vpcflow('{logs}/flow/') WHERE action = 'REJECT' GROUP BY 1 ORDER BY 2 DESC, 1",
        "SELECT dstport, count(*) AS n FROM {read} WHERE action = 'REJECT' GROUP BY 1 ORDER BY 2 DESC, 1",
        FLOWS,
    ),
    (
        "bytes by account and day",
        "SELECT account_id, CAST(CAST(start AS DATE) AS VARCHAR) AS day, sum(bytes) AS total FROM read_vpcflow('{logs}/flow/') GROUP BY 1, 2 ORDER BY 1, 2",
        'SELECT "account-id", CAST(CAST(to_timestamp(start) AS DATE) AS VARCHAR) AS day, sum(bytes) AS total FROM {read} GROUP BY 1, 2 ORDER BY 1, 2',
        FLOWS,
    ),
    (
        "failed console logins",
        "SELECT user_identity.user_name AS name, count(*) AS n FROM read_cloudtrail('{logs}/trail/') "
        "WHERE event_name = 'ConsoleLogin' AND response_elements LIKE '%\"Failure\"%' GROUP BY 1 ORDER BY 2 DESC, 1",
        "SELECT r.userIdentity.userName AS name, count(*) AS n FROM {read} "
        "WHERE r.eventName = 'ConsoleLogin' AND r.responseElements.ConsoleLogin = 'Failure' GROUP BY 1 ORDER BY 2 DESC, 1",
        EVENTS,
    ),
    (
        "root use",
        "SELECT event_name, count(*) AS n FROM read_cloudtrail('{logs}/trail/') WHERE user_identity.type = 'Root' "
        "AND user_identity.invoked_by IS NULL GROUP BY 1 ORDER BY 2 DESC, 1",
        "SELECT r.eventName, count(*) AS n FROM {read} WHERE r.userIdentity.type = 'Root' "
        "AND r.userIdentity.invokedBy IS NULL GROUP BY 1 ORDER BY 2 DESC, 1",
        EVENTS,
    ),
    (
        "who assumed which role",
        "SELECT user_identity.arn AS arn, regexp_match(request_parameters, '\"roleArn\":\"([^\"]*)\"')[1] AS role, count(*) AS n "
        "FROM read_cloudtrail('{logs}/trail/') WHERE event_name = 'AssumeRole' GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT 20",
        "SELECT r.userIdentity.arn AS arn, r.requestParameters.roleArn AS role, count(*) AS n "
        "FROM {read} WHERE r.eventName = 'AssumeRole' GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT 20",
        EVENTS,
    ),
    (
        "5xx by edge location",
        "SELECT x_edge_location, count(*) AS n FROM read_cloudfront('{logs}/edge/') WHERE sc_status BETWEEN 500 AND 599 GROUP BY 1 ORDER BY 2 DESC, 1",
        "SELECT place, count(*) AS n FROM {read} WHERE status BETWEEN 500 AND 599 GROUP BY 1 ORDER BY 2 DESC, 1",
        EDGES,
    ),
    (
        "blocked rules",
        "SELECT terminating_rule_id, count(*) AS n FROM read_waf('{logs}/waf/') WHERE action = 'BLOCK' GROUP BY 1 ORDER BY 2 DESC, 1",
        "SELECT terminatingRuleId, count(*) AS n FROM {read} WHERE action = 'BLOCK' GROUP BY 1 ORDER BY 2 DESC, 1",
        WEB_REQUESTS,
    ),
    (
        "findings by severity",
        f"SELECT {LEVEL} AS level, count(*) AS n, max(severity) AS most FROM read_guardduty('{{logs}}/findings/') GROUP BY 1 ORDER BY 3 DESC",
        f"SELECT {LEVEL} AS level, count(*) AS n, max(severity) AS most FROM {{read}} GROUP BY 1 ORDER BY 3 DESC",
        FOUND,
    ),
    (
        "refused rows by reason",
        "SELECT regexp_match(_error, 'field `([^`]*)`')[1] AS name, count(*) AS n FROM read_vpcflow('{logs}/damaged/') "
        "WHERE _error IS NOT NULL GROUP BY 1 ORDER BY 1",
        "SELECT sum(packets), sum(bytes) FROM {read}; SELECT column_name, count(*) AS n FROM reject_errors GROUP BY 1 ORDER BY 1",
        DAMAGED,
    ),
]


def ask_awslog(program, threads, sql):
    command = [program, "--format", "csv", "--threads", str(threads), sql]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return [row for row in csv.reader(io.StringIO(done.stdout))][1:]


def ask_duckdb(threads, sql):
    connection = duckdb.connect(config={"threads": threads})
    rows = connection.execute("SET TimeZone = 'UTC'; " + sql).fetchall()
    return [["" if value is None else str(value) for value in row] for row in rows]


def answer(ask):
    """The seconds, and the rows, or the first line of the error."""
    begun = time.perf_counter()
    try:
        rows = ask()
    except Exception as error:
        rows = str(error).splitlines()[0]
    return time.perf_counter() - begun, rows


def text(seconds):
    return f"{statistics.median(seconds):.2f} ({min(seconds):.2f} to {max(seconds):.2f})"


def compare(program, threads, rounds, folder):
    """The runs of a question take turns. DuckDB's answers are to be the same, however it reads."""
    print("\n| question | awslog, s | DuckDB, detected, s | ratio | DuckDB, declared, s | ratio | same answer |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | --- |")
    for question, ours, theirs, reads in QUESTIONS:
        ours = ours.replace("{logs}", str(folder))
        asks = [lambda: ask_awslog(program, threads, ours)]
        for read in reads:
            sql = read and theirs.replace("{read}", read).replace("{logs}", str(folder))
            asks.append(sql and (lambda sql=sql: ask_duckdb(threads, sql)))
        seconds, rows = [[] for _ in asks], [None for _ in asks]
        for _ in range(rounds):
            for number, ask in enumerate(asks):
                if ask:
                    time_taken, rows[number] = answer(ask)
                    seconds[number].append(time_taken)
        cells = [text(seconds[0])]
        for other in seconds[1:]:
            cells += [text(other), f"{statistics.median(other) / statistics.median(seconds[0]):.1f}"] if other else ["", ""]
        differing = [other for other in rows[1:] if other is not None and other != rows[0]]
        cells.append("yes" if not differing else f"no: {str(rows[0])[:200]} / {str(differing[0])[:200]}")
        print(f"| {question} | {' | '.join(cells)} |", flush=True)


def events(records):
    return gzip.compress(json.dumps({"Records": records}).encode())


def counters(names):
    """A flow log with these two columns, in this order."""
    values = b"1000 2" if names == b"bytes packets" else b"2 1000"
    return gzip.compress(b"version " + names + b"\n" + (b"2 " + values + b"\n") * 10)


def awkward_input(program, threads, folder):
    """The same question about files of which one, or all from the 41st on, are not like the others."""
    lines = "version srcaddr bytes\n" + "".join(f"2 192.0.2.{number} {number}\n" for number in range(1, 200))
    flows = gzip.compress(lines.encode())
    read = {"eventVersion": "1.11", "eventName": "GetObject", "responseElements": {"versionId": "1"}, "requestParameters": {"maxResults": 5}}
    login = {"eventVersion": "1.11", "eventName": "ConsoleLogin", "errorMessage": "Failed authentication", "responseElements": {"ConsoleLogin": "Failure"}}
    named = {"eventVersion": "1.11", "eventName": "GetObject", "requestParameters": {"maxResults": "all"}}
    reads = events([read] * 3)
    trail = "(SELECT unnest(Records) AS r FROM read_json('{}/*', compression='gzip'))"
    sums = (
        "SELECT count(bytes), sum(bytes), count(_error) FROM read_vpcflow('{}/')",
        "SELECT count(bytes), sum(bytes) FROM read_csv('{}/*', delim=' ', header=true, nullstr='-', compression='gzip')",
    )
    names = "SELECT count(event_name), count(_error) FROM read_cloudtrail('{}/')", f"SELECT count(r.eventName) FROM {trail}"
    cases = [
        ("a truncated gzip file", [flows, flows[: len(flows) // 2]], sums),
        ("an empty object", [flows, b""], sums),
        ("files with other columns", [flows, gzip.compress(b"srcaddr version action bytes\n192.0.2.1 2 ACCEPT 7\n")], sums),
        ("a number that is none", [flows, gzip.compress(b"version srcaddr bytes\n2 192.0.2.1 many\n")], sums),
        (
            "columns in another order, and declared ones",
            [counters(b"bytes packets"), counters(b"packets bytes")],
            (
                "SELECT sum(bytes), sum(packets), count(_error) FROM read_vpcflow('{}/')",
                "SELECT sum(bytes), sum(packets) FROM read_csv('{}/*', delim=' ', header=true, nullstr='-', compression='gzip', auto_detect=false, "
                + columns({"version": "INTEGER", "bytes": "BIGINT", "packets": "BIGINT"}).replace("{", "{{").replace("}", "}}") + ")",
            ),
        ),
        ("a truncated JSON file", [events([read] * 3), gzip.compress(gzip.decompress(reads)[:-40])], names),
        ("a parameter that is a text in late files", [reads] * 40 + [events([named])] * 20, names),
        (
            "failed logins in late files: their response",
            [reads] * 40 + [events([login])] * 20,
            (
                "SELECT count(*) FROM read_cloudtrail('{}/') WHERE response_elements LIKE '%Failure%'",
                f"SELECT count(*) FROM {trail} WHERE CAST(r.responseElements AS VARCHAR) LIKE '%Failure%'",
            ),
        ),
        (
            "failed logins in late files: their message",
            [reads] * 40 + [events([login])] * 20,
            (
                "SELECT count(*) FROM read_cloudtrail('{}/') WHERE error_message = 'Failed authentication'",
                f"SELECT count(*) FROM {trail} WHERE r.errorMessage = 'Failed authentication'",
            ),
        ),
    ]
    for name, files, (ours, theirs) in cases:
        with tempfile.TemporaryDirectory(dir=folder) as place:
            for number, content in enumerate(files):
                (Path(place) / f"{number:02}").write_bytes(content)
            own = answer(lambda: ask_awslog(program, threads, ours.format(place)))[1]
            other = answer(lambda: ask_duckdb(threads, theirs.format(place)))[1]
            print(f"{name}: awslog {own}, DuckDB {other}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", help="the example `sql`")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--logs", type=Path, help="a folder that keeps the logs for the next run")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = arguments.logs or Path(name)
        generate(folder)
        print(f"DuckDB {duckdb.__version__}, {arguments.threads} threads")
        compare(arguments.program, arguments.threads, arguments.rounds, folder)
        print()
        awkward_input(arguments.program, arguments.threads, Path(name))


if __name__ == "__main__":
    main()
