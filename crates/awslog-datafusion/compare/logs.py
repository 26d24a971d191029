"""Logs that look like AWS's: 200 gzip files for each format, the same each time."""

import gzip
import json
import random
import time

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
    identity = {"type": "IAMUser", "principalId": "AIDAEXAMPLE", "arn": arn, "accountId": "123456789012", "userName": user}
    if numbers.randrange(500) == 0:
        identity = {"type": "Root", "principalId": "123456789012", "arn": "arn:aws:iam::123456789012:root", "accountId": "123456789012"}
        if numbers.randrange(10) == 0:
            identity["invokedBy"] = "support.amazonaws.com"
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
        "userIdentity": identity,
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


def finding(numbers):
    number = numbers.randrange(16**32)
    return {
        "schemaVersion": "2.0",
        "accountId": "123456789012",
        "region": "us-east-1",
        "partition": "aws",
        "id": f"{number:032x}",
        "arn": f"arn:aws:guardduty:us-east-1:123456789012:detector/0123456789abcdef0123456789abcdef/finding/{number:032x}",
        "type": numbers.choice(["Recon:EC2/PortProbeUnprotectedPort", "UnauthorizedAccess:EC2/SSHBruteForce"]),
        "resource": {
            "resourceType": "Instance",
            "instanceDetails": {
                "instanceId": f"i-{numbers.randrange(16**17):017x}",
                "instanceType": "m5.large",
                "availabilityZone": "us-east-1a",
                "tags": [{"key": "Name", "value": f"web-{numbers.randrange(50)}"}],
                "networkInterfaces": [{"privateIpAddress": "192.0.2.10", "subnetId": "subnet-0123456789abcdef0", "ipv6Addresses": []}],
            },
        },
        "service": {
            "serviceName": "guardduty",
            "detectorId": "0123456789abcdef0123456789abcdef",
            "action": {
                "actionType": "NETWORK_CONNECTION",
                "networkConnectionAction": {
                    "blocked": False,
                    "connectionDirection": "INBOUND",
                    "protocol": "TCP",
                    "localPortDetails": {"port": numbers.choice(PORTS), "portName": "Unknown"},
                    "remoteIpDetails": {"ipAddressV4": address(numbers), "country": {"countryName": "Exampleland"}},
                },
            },
            "resourceRole": "TARGET",
            "eventFirstSeen": "2026-01-15T12:30:00.000Z",
            "eventLastSeen": "2026-01-15T12:49:00.000Z",
            "archived": False,
            "count": numbers.randrange(1, 100),
        },
        "severity": numbers.choice([2, 2, 5, 8, 8.9, 9.5]),
        "createdAt": "2026-01-15T12:34:56.123Z",
        "updatedAt": "2026-01-15T12:50:00.456Z",
        "title": "A port of an instance is being probed.",
        "description": "A port of an instance is being probed by an address on the internet.",
    }


def findings(numbers):
    for _ in range(1500):
        yield json.dumps(finding(numbers), separators=(",", ":"))


def damaged(numbers):
    """Flow logs in which one number in a thousand is none."""
    for line in flow(numbers):
        if "OK" in line and numbers.randrange(1000) == 0:
            fields = line.split(" ")
            fields[numbers.choice([8, 9])] += "x"
            line = " ".join(fields)
        yield line


KINDS = {"flow": flow, "trail": trail, "edge": edge, "waf": waf, "findings": findings, "damaged": damaged}


def generate(folder, kinds=KINDS):
    """Writes the files of each kind that the folder does not have yet. Says how many bytes they have before compression."""
    for name in kinds:
        place = folder / name
        size = 0
        if not place.exists():
            place.mkdir(parents=True)
            for number in range(FILES):
                text = "".join(line + "\n" for line in KINDS[name](random.Random(f"{name} {number}"))).encode()
                size += len(text)
                (place / f"{number:04}.gz").write_bytes(gzip.compress(text, 6))
            print(f"{name}: {FILES} files, {size / 1e6:.0f} MB before compression", flush=True)
