//! The processes of a cluster, from their start to their end.

use std::error::Error;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::Role;

/// How long the scheduler may take to start.
const START: Duration = Duration::from_secs(60);

/// How long a process may take to end.
const END: Duration = Duration::from_secs(5);

/// How often the processes are looked at.
const LOOK: Duration = Duration::from_millis(100);

/// A scheduler and its executors. They end when this is dropped, or when this process ends.
pub struct Cluster {
    port: u16,
    scheduler: Process,
    executors: Vec<Process>,
    /// The data that executors exchange, removed when they have ended: fields are dropped in order.
    _folder: TempDir,
}

impl Cluster {
    /// Starts the processes, each on a port that is free.
    pub fn start(executors: usize, threads: usize, verbose: bool) -> Result<Self, Box<dyn Error>> {
        let folder = tempfile::Builder::new().prefix("awslog-ballista-").tempdir()?;
        let mut scheduler = Process::start("the scheduler", &Role::Scheduler, verbose)?;
        let port = scheduler.port()?;
        let executors = (1..=executors).map(|number| {
            let folder = subfolder(folder.path(), number)?;
            let role = Role::Executor { scheduler: port, folder, threads };
            Process::start(&format!("executor {number}"), &role, verbose)
        });
        let executors = executors.collect::<Result<_, _>>()?;
        Ok(Cluster { port, scheduler, executors, _folder: folder })
    }

    /// The port of the scheduler.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Waits until the cluster cannot go on: it has lost its scheduler or its last executor. Says when it loses another one.
    pub async fn watch(&mut self) -> Box<dyn Error> {
        loop {
            if let Some(end) = self.scheduler.end() {
                return end.into();
            }
            for position in (0..self.executors.len()).rev() {
                if let Some(end) = self.executors.get_mut(position).and_then(Process::end) {
                    self.executors.remove(position);
                    match self.executors.len() {
                        0 => return format!("{end}: none is left").into(),
                        left => complain(&format!("{end}: the query goes on with {left} other")),
                    }
                }
            }
            tokio::time::sleep(LOOK).await;
        }
    }
}

/// Writes a line to standard error. If that is closed or full, the query goes on.
fn complain(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

fn subfolder(folder: &Path, number: usize) -> Result<String, Box<dyn Error>> {
    let folder = folder.join(format!("executor-{number}"));
    std::fs::create_dir(&folder)?;
    Ok(folder.to_str().ok_or("the folder for temporary files has a name that is not Unicode")?.to_owned())
}

/// Another process of this program.
struct Process {
    name: String,
    child: Child,
}

impl Process {
    fn start(name: &str, role: &Role, verbose: bool) -> Result<Self, Box<dyn Error>> {
        let mut command = Command::new(std::env::current_exe()?);
        let stdout = match role {
            Role::Scheduler => Stdio::piped(),
            Role::Executor { .. } => Stdio::null(),
        };
        command.args(role.arguments()).stdin(Stdio::piped()).stdout(stdout);
        let child = command.spawn().map_err(|error| format!("{name} cannot be started: {error}"))?;
        if verbose {
            complain(&format!("{name}: process {}", child.id()));
        }
        Ok(Process { name: name.to_owned(), child })
    }

    /// The port that it prints when it is ready.
    fn port(&mut self) -> Result<u16, Box<dyn Error>> {
        let output = self.child.stdout.take().ok_or("a process has no output")?;
        let (sender, receiver) = mpsc::channel();
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            let mut line = String::new();
            let _ = output.read_line(&mut line);
            let _ = sender.send(line);
            // Nobody else reads what it may print.
            let _ = output.read_to_end(&mut Vec::new());
        });
        let line = receiver.recv_timeout(START);
        let line = line.map_err(|_| format!("{} is not ready after {} seconds", self.name, START.as_secs()))?;
        Ok(line.trim().parse().map_err(|_| format!("{} did not start", self.name))?)
    }

    /// How it has ended, if it has.
    fn end(&mut self) -> Option<String> {
        match self.child.try_wait() {
            Ok(None) => None,
            Ok(Some(status)) => Some(format!("{} has ended ({status})", self.name)),
            Err(error) => Some(format!("{} is out of sight ({error})", self.name)),
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // A process ends when its input does.
        drop(self.child.stdin.take());
        let begun = Instant::now();
        while self.end().is_none() {
            if begun.elapsed() > END {
                let _ = self.child.kill();
                let _ = self.child.wait();
                return;
            }
            std::thread::sleep(LOOK / 10);
        }
    }
}
