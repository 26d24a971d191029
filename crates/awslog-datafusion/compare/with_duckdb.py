#!/usr/bin/env python3
"""Seven questions on the same gzip files, answered by DuckDB and by the example `sql`: seconds, and whether the answers agree.

    pip install duckdb
    cargo build --release -p awslog-datafusion --example sql
    crates/awslog-datafusion/compare/with_duckdb.py --threads 2 target/release/examples/sql

Each number is the fastest of three runs. Those of the example include the start of its process; those of DuckDB do not.
"""

import argparse
import csv
import gzip
import io
import json
import random
import subprocess
import tempfile
import time
from pathlib import Path

import duckdb

FILES = 200
START = 1768435200
PORTS = [22, 23, 80, 443, 3389, 5432, 8080]
AGENTS = ["aws-cli/2.15.0 Python/3.11.6 Linux/6.1", "Boto3/1.34.0 md/Botocore#1.34.0", "console.amazonaws.com"]
PLACES = ["FRA56-P3", "LHR61-P1", "IAD89-C2", "NRT57-P2"]


def address(numbers):
    return f"{numbers.choice(['192.0.2', '198.51.100', '203.0.113'])}.{numbers.randrange(256)}"


def flow(numbers):
    yield "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status"
    for _ in range(12000):
        start = START + numbers.randrange(2 * 86400)
        account = numbers.choice(["123456789012", "111122223333"])
        if numbers.randrange(50) == 0:
            yield f"2 {account} eni-{numbers.randrange(40):017x} - - - - - - - {start} {start + 60} - NODATA"
            continue
        yield (
            f"2 {account} eni-{numbers.randrange(40):017x} {address(numbers)} {address(numbers)} {numbers.randrange(1024, 65536)} "
            f"{numbers.choice(PORTS)} {numbers.choice([6, 17])} {numbers.randrange(1, 100)} {numbers.randrange(40, 1500000)} {start} "
            f"{start + 60} {numbers.choice(['ACCEPT', 'ACCEPT', 'REJECT'])} OK"
        )


def event(numbers):
    user = f"user{numbers.randrange(30)}"
    arn = f"arn:aws:iam::123456789012:user/{user}"
    name = numbers.choice(["ConsoleLogin", "AssumeRole", "GetObject", "DescribeInstances", "PutObject", "Decrypt"])
    parameters = {"bucketName": "logs", "key": f"a/{numbers.randrange(10**9)}"}
    response = None
    if name == "ConsoleLogin":
        parameters, response = None, {"ConsoleLogin": numbers.choice(["Success", "Failure"])}
    if name == "AssumeRole":
        role = f"arn:aws:iam::123456789012:role/role{numbers.randrange(8)}"
        parameters = {"roleArn": role, "roleSessionName": user}
        response = {"credentials": {"accessKeyId": "ASIAIOSFODNN7EXAMPLE", "expiration": "Jan 15, 2026, 1:34:56 PM"}}
    if name == "DescribeInstances":
        parameters = {"instancesSet": {"items": [{"instanceId": f"i-{numbers.randrange(16**17):017x}"} for _ in range(numbers.randrange(6))]}}
    return {
        "eventVersion": "1.11",
        "userIdentity": {"type": "IAMUser", "principalId": "AIDAEXAMPLE", "arn": arn, "accountId": "123456789012", "userName": user},
        "eventTime": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(START + numbers.randrange(86400))),
        "eventSource": "s3.amazonaws.com",
        "eventName": name,
        "awsRegion": "us-east-1",
        "sourceIPAddress": address(numbers),
        "userAgent": numbers.choice(AGENTS),
        "requestParameters": parameters,
        "responseElements": response,
        "requestID": f"{numbers.randrange(16**16):016X}",
        "eventID": f"{numbers.randrange(16**32):032x}",
        "readOnly": False,
        "eventType": "AwsApiCall",
        "managementEvent": True,
        "recipientAccountId": "123456789012",
        "eventCategory": "Management",
        "tlsDetails": {"tlsVersion": "TLSv1.3", "cipherSuite": "TLS_AES_128_GCM_SHA256", "clientProvidedHostHeader": "s3.amazonaws.com"},
    }


def trail(numbers):
    yield json.dumps({"Records": [event(numbers) for _ in range(1000)]}, separators=(",", ":"))


def edge(numbers):
    yield "#Version: 1.0"
    yield "#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent)"
    for _ in range(8000):
        at = time.strftime("%Y-%m-%d\t%H:%M:%S", time.gmtime(START + numbers.randrange(86400)))
        yield (
            f"{at}\t{numbers.choice(PLACES)}\t{numbers.randrange(200, 500000)}\t{address(numbers)}\tGET\td111111abcdef8.cloudfront.net\t"
            f"/images/{numbers.randrange(5000)}.jpg\t{numbers.choice([200, 200, 200, 304, 404, 502, 503])}\t-\tcurl/8.5.0"
        )


def waf(numbers):
    for _ in range(1500):
        yield json.dumps(
            {
                "timestamp": (START + numbers.randrange(86400)) * 1000,
                "formatVersion": 1,
                "webaclId": "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/prod/11111111-2222-4333-8444-555555555555",
                "terminatingRuleId": numbers.choice(["Default_Action", "sqli", "rate", "bots"]),
                "terminatingRuleType": "REGULAR",
                "action": numbers.choice(["ALLOW", "ALLOW", "BLOCK"]),
                "httpSourceName": "ALB",
                "httpRequest": {
                    "clientIp": address(numbers),
                    "country": "DE",
                    "headers": [{"name": "Host", "value": "www.example.com"}, {"name": "User-Agent", "value": "curl/8.5.0"}],
                    "uri": f"/search/{numbers.randrange(10000)}",
                    "args": "q=1",
                    "httpVersion": "HTTP/2.0",
                    "httpMethod": "GET",
                    "requestId": f"{numbers.randrange(16**16):016x}",
                },
            },
            separators=(",", ":"),
        )


FLOWS = "read_csv('{logs}/flow/*.gz', delim=' ', header=true, nullstr='-')"
TRAIL = "(SELECT unnest(Records) AS r FROM read_json('{logs}/trail/*.gz', maximum_object_size=268435456))"
EDGE = (
    "read_csv('{logs}/edge/*.gz', delim='\t', skip=2, header=false, nullstr='-', "
    "names=['date','time','place','bytes','ip','method','host','stem','status','referer','agent'])"
)
WAF = "read_ndjson('{logs}/waf/*.gz')"

# The question, the SQL of awslog, and that of DuckDB.
QUESTIONS = [
    (
        "top talkers",
        "SELECT srcaddr, sum(bytes) AS total FROM read_vpcflow('{logs}/flow/') WHERE srcaddr IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 10",
        f"SELECT srcaddr, sum(bytes) AS total FROM {FLOWS} WHERE srcaddr IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 10",
    ),
    (
        "rejects by port",
        "SELECT dstport, count(*) AS n FROM read_vpcflow('{logs}/flow/') WHERE action = 'REJECT' GROUP BY 1 ORDER BY 2 DESC, 1",
        f"SELECT dstport, count(*) AS n FROM {FLOWS} WHERE action = 'REJECT' GROUP BY 1 ORDER BY 2 DESC, 1",
    ),
    (
        "bytes by account and day",
        "SELECT account_id, CAST(CAST(start AS DATE) AS VARCHAR) AS day, sum(bytes) AS total FROM read_vpcflow('{logs}/flow/') GROUP BY 1, 2 ORDER BY 1, 2",
        f'SELECT "account-id", CAST(CAST(to_timestamp(start) AS DATE) AS VARCHAR) AS day, sum(bytes) AS total FROM {FLOWS} GROUP BY 1, 2 ORDER BY 1, 2',
    ),
    (
        "failed console logins",
        "SELECT user_identity.user_name AS name, count(*) AS n FROM read_cloudtrail('{logs}/trail/') "
        "WHERE event_name = 'ConsoleLogin' AND response_elements LIKE '%\"Failure\"%' GROUP BY 1 ORDER BY 2 DESC, 1",
        f"SELECT r.userIdentity.userName AS name, count(*) AS n FROM {TRAIL} "
        "WHERE r.eventName = 'ConsoleLogin' AND r.responseElements.ConsoleLogin = 'Failure' GROUP BY 1 ORDER BY 2 DESC, 1",
    ),
    (
        "who assumed which role",
        "SELECT user_identity.arn AS arn, regexp_match(request_parameters, '\"roleArn\":\"([^\"]*)\"')[1] AS role, count(*) AS n "
        "FROM read_cloudtrail('{logs}/trail/') WHERE event_name = 'AssumeRole' GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT 20",
        f"SELECT r.userIdentity.arn AS arn, r.requestParameters.roleArn AS role, count(*) AS n "
        f"FROM {TRAIL} WHERE r.eventName = 'AssumeRole' GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT 20",
    ),
    (
        "5xx by edge location",
        "SELECT x_edge_location, count(*) AS n FROM read_cloudfront('{logs}/edge/') WHERE sc_status BETWEEN 500 AND 599 GROUP BY 1 ORDER BY 2 DESC, 1",
        f"SELECT place, count(*) AS n FROM {EDGE} WHERE status BETWEEN 500 AND 599 GROUP BY 1 ORDER BY 2 DESC, 1",
    ),
    (
        "blocked rules",
        "SELECT terminating_rule_id, count(*) AS n FROM read_waf('{logs}/waf/') WHERE action = 'BLOCK' GROUP BY 1 ORDER BY 2 DESC, 1",
        f"SELECT terminatingRuleId, count(*) AS n FROM {WAF} WHERE action = 'BLOCK' GROUP BY 1 ORDER BY 2 DESC, 1",
    ),
]


def generate(folder):
    for name, lines in [("flow", flow), ("trail", trail), ("edge", edge), ("waf", waf)]:
        (folder / name).mkdir()
        size = 0
        for number in range(FILES):
            text = "".join(line + "\n" for line in lines(random.Random(f"{name} {number}"))).encode()
            size += len(text)
            (folder / name / f"{number:04}.gz").write_bytes(gzip.compress(text, 6))
        print(f"{name}: {FILES} files, {size / 1e6:.0f} MB before compression")


def ask_awslog(program, threads, sql):
    command = [program, "--format", "csv", "--threads", str(threads), sql]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [row for row in csv.reader(io.StringIO(done.stdout))][1:]


def ask_duckdb(threads, sql):
    connection = duckdb.connect(config={"threads": threads})
    return [[str(value) for value in row] for row in connection.execute("SET TimeZone = 'UTC'; " + sql).fetchall()]


def fastest(ask):
    best, answer = None, None
    for _ in range(3):
        begun = time.perf_counter()
        try:
            answer = ask()
        except Exception as error:
            return None, str(error).splitlines()[0]
        seconds = time.perf_counter() - begun
        best = seconds if best is None else min(best, seconds)
    return best, answer


def bad_input(program, threads, folder):
    """What becomes of a count over files of which one is bad."""
    lines = "version srcaddr bytes\n" + "".join(f"2 192.0.2.{number} {number}\n" for number in range(1, 200))
    whole = gzip.compress(lines.encode())
    events = json.dumps({"Records": [{"eventVersion": "1.11", "eventName": "A"}] * 3}).encode()
    cases = [
        ("a truncated gzip file", "csv", whole, whole[: len(whole) // 2]),
        ("an empty object", "csv", whole, b""),
        ("files with other columns", "csv", whole, gzip.compress(b"srcaddr version action bytes\n192.0.2.1 2 ACCEPT 7\n")),
        ("a port that is no number", "csv", whole, gzip.compress(b"version srcaddr bytes\n2 192.0.2.1 many\n")),
        ("a truncated JSON file", "json", events, events[:-40]),
    ]
    for name, kind, good, bad in cases:
        place = folder / name.replace(" ", "-")
        place.mkdir()
        (place / "a").write_bytes(good)
        (place / "b").write_bytes(bad)
        if kind == "csv":
            ours = f"SELECT count(bytes), sum(bytes), count(_error) FROM read_vpcflow('{place}/')"
            theirs = f"SELECT count(bytes), sum(bytes) FROM read_csv('{place}/*', delim=' ', header=true, nullstr='-', compression='gzip')"
        else:
            ours = f"SELECT count(event_name), count(_error) FROM read_cloudtrail('{place}/')"
            theirs = f"SELECT count(r.eventName) FROM (SELECT unnest(Records) AS r FROM read_json('{place}/*'))"
        print(f"{name}: awslog {fastest(lambda: ask_awslog(program, threads, ours))[1]}, DuckDB {fastest(lambda: ask_duckdb(threads, theirs))[1]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", help="the example `sql`")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generate(folder)
        print(f"DuckDB {duckdb.__version__}, {arguments.threads} threads\n\n| question | awslog, s | DuckDB, s | ratio | same answer |\n| --- | ---: | ---: | ---: | --- |")
        for question, ours, theirs in QUESTIONS:
            ours, theirs = ours.replace("{logs}", name), theirs.replace("{logs}", name)
            own, answer = fastest(lambda: ask_awslog(arguments.program, arguments.threads, ours))
            other, expected = fastest(lambda: ask_duckdb(arguments.threads, theirs))
            ratio = f"{other / own:.1f}" if own and other else "-"
            same = "yes" if answer == expected else f"no: {str(answer)[:100]} / {str(expected)[:100]}"
            print(f"| {question} | {own and f'{own:.2f}'} | {other and f'{other:.2f}'} | {ratio} | {same} |", flush=True)
        print()
        bad_input(arguments.program, arguments.threads, folder)


if __name__ == "__main__":
    main()
