//! A bucket of S3 on this machine: as much of its protocol as reading takes.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use url::Url;

/// A bucket with the name `logs`.
pub struct Bucket {
    endpoint: String,
    objects: Arc<Objects>,
}

struct Objects {
    all: BTreeMap<String, Vec<u8>>,
    /// How long an object takes.
    latency: Duration,
    requests: AtomicUsize,
    most_requests: AtomicUsize,
}

impl Bucket {
    pub fn start(objects: impl IntoIterator<Item = (String, Vec<u8>)>, latency: Duration) -> Self {
        let objects = Arc::new(Objects {
            all: objects.into_iter().collect(),
            latency,
            requests: AtomicUsize::new(0),
            most_requests: AtomicUsize::new(0),
        });
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let served = objects.clone();
        thread::spawn(move || {
            for connection in listener.incoming().map_while(Result::ok) {
                let objects = served.clone();
                thread::spawn(move || objects.serve(connection));
            }
        });
        Bucket { endpoint, objects }
    }

    /// Lets a program find it, as the README says.
    pub fn set_environment(&self, command: &mut Command) {
        command
            .env("AWS_ENDPOINT", &self.endpoint)
            .env("AWS_ALLOW_HTTP", "true")
            .env("AWS_REGION", "us-east-1")
            .env("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
            .env("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
            .env_remove("AWS_SESSION_TOKEN");
    }

    /// How many objects have been asked for at the same time, at most.
    pub fn most_requests(&self) -> usize {
        self.objects.most_requests.load(Ordering::SeqCst)
    }
}

impl Objects {
    fn serve(&self, mut connection: TcpStream) {
        let mut input = BufReader::new(connection.try_clone().unwrap());
        loop {
            let head = input.by_ref().lines().map_while(Result::ok).take_while(|line| !line.is_empty());
            let head = head.collect::<Vec<_>>();
            let Some(target) = head.first().and_then(|request| request.split(' ').nth(1)) else { return };
            let is_signed = head.iter().any(|line| line.contains("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/"));
            let (status, body) = match is_signed {
                true => self.answer(&Url::parse(&format!("http://bucket{target}")).unwrap()),
                false => ("403 Forbidden", b"<Error><Code>AccessDenied</Code></Error>".to_vec()),
            };
            let length = body.len();
            let mut answer = format!(
                "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nETag: \"1\"\r\nLast-Modified: Thu, 15 Jan 2026 00:00:00 GMT\r\n\r\n"
            )
            .into_bytes();
            // The answer to HEAD has no body.
            if head.first().is_some_and(|request| request.starts_with("GET ")) {
                answer.extend(body);
            }
            if connection.write_all(&answer).is_err() {
                return;
            }
        }
    }

    fn answer(&self, url: &Url) -> (&'static str, Vec<u8>) {
        if url.path() == "/logs" {
            let prefix = url.query_pairs().find(|(name, _)| name == "prefix");
            return ("200 OK", self.list(&prefix.map(|(_, prefix)| prefix.into_owned()).unwrap_or_default()));
        }
        let now = self.requests.fetch_add(1, Ordering::SeqCst) + 1;
        self.most_requests.fetch_max(now, Ordering::SeqCst);
        thread::sleep(self.latency);
        self.requests.fetch_sub(1, Ordering::SeqCst);
        match url.path().strip_prefix("/logs/").and_then(|key| self.all.get(key)) {
            Some(bytes) => ("200 OK", bytes.clone()),
            None => ("404 Not Found", b"<Error><Code>NoSuchKey</Code></Error>".to_vec()),
        }
    }

    fn list(&self, prefix: &str) -> Vec<u8> {
        let mut list = "<ListBucketResult>".to_owned();
        for (key, bytes) in self.all.iter().filter(|(key, _)| key.starts_with(prefix)) {
            let size = bytes.len();
            write!(
                list,
                "<Contents><Key>{key}</Key><Size>{size}</Size><ETag>\"1\"</ETag>\
                 <LastModified>2026-01-15T00:00:00.000Z</LastModified></Contents>"
            )
            .unwrap();
        }
        (list + "</ListBucketResult>").into_bytes()
    }
}
