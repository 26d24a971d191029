//! Objects that are fetched before their turn.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use datafusion::common::runtime::SpawnedTask;
use datafusion::datasource::physical_plan::FileScanConfig;
use datafusion::error::{DataFusionError, Result};
use datafusion::object_store::ObjectStore;
use datafusion::object_store::path::Path;
use tokio::runtime::Handle;

use crate::input::{self, Chunks, WHOLE};

/// How many objects are fetched ahead. The first byte of an object takes a bucket tens of milliseconds, in which a core reads hundreds of
/// small ones. At 30 ms, this is less than the 5,500 requests a second that S3 answers for a prefix.
const OBJECTS: usize = 128;

/// How many bytes these objects have at most, for each partition.
const BYTES: u64 = 16 << 20;

/// The objects of a scan, in the order in which its partitions take them.
pub(crate) struct Ahead {
    store: Arc<dyn ObjectStore>,
    positions: HashMap<Path, usize>,
    most_bytes: u64,
    objects: Mutex<Objects>,
}

struct Objects {
    all: Vec<Object>,
    /// How many are being fetched, or have been and are not taken.
    ahead: usize,
    bytes: u64,
}

struct Object {
    location: Path,
    size: u64,
    state: State,
}

enum State {
    Waiting,
    Fetched(SpawnedTask<Result<Chunks>>),
    Taken,
}

/// The [`Ahead`] that the partitions of a scan share while any of them is read.
pub(crate) type Shared = Arc<Mutex<Weak<Ahead>>>;

impl Ahead {
    /// The objects of this scan; `None` if nothing is to be fetched ahead: files of this machine are at hand, and a query with a limit may end
    /// after the first object.
    pub(crate) fn share(shared: &Shared, store: &Arc<dyn ObjectStore>, config: &FileScanConfig) -> Option<Arc<Ahead>> {
        let is_local = config.object_store_url.as_str().starts_with("file:");
        if is_local || config.limit.is_some() {
            return None;
        }
        let mut shared = lock(shared);
        if let Some(ahead) = shared.upgrade() {
            return Some(ahead);
        }
        let ahead = Arc::new(Ahead::new(store.clone(), config));
        *shared = Arc::downgrade(&ahead);
        Some(ahead)
    }

    fn new(store: Arc<dyn ObjectStore>, config: &FileScanConfig) -> Self {
        let files = config.file_groups.iter().flat_map(|group| group.iter());
        let all = files.map(|file| {
            let meta = &file.object_meta;
            Object { location: meta.location.clone(), size: meta.size, state: State::Waiting }
        });
        let all = all.collect::<Vec<_>>();
        let positions = all.iter().enumerate().map(|(position, object)| (object.location.clone(), position)).collect();
        Ahead {
            store,
            positions,
            most_bytes: BYTES * config.file_groups.len() as u64,
            objects: Mutex::new(Objects { all, ahead: 0, bytes: 0 }),
        }
    }

    /// Opens an object, and begins to fetch those that follow.
    pub(crate) async fn open(&self, location: &Path, size: u64) -> Result<Chunks> {
        match self.take(location) {
            Some(task) => task.await.map_err(|error| DataFusionError::ExecutionJoin(Box::new(error)))?,
            None => input::open(self.store.as_ref(), location, size).await,
        }
    }

    fn take(&self, location: &Path) -> Option<SpawnedTask<Result<Chunks>>> {
        let position = *self.positions.get(location)?;
        let mut objects = lock(&self.objects);
        let task = objects.take(position);
        if Handle::try_current().is_err() {
            return task;
        }
        let Objects { all, ahead, bytes } = &mut *objects;
        for object in all.iter_mut().skip(position + 1) {
            if *ahead >= OBJECTS || *bytes >= self.most_bytes {
                break;
            }
            // Larger ones are streamed when it is their turn.
            if matches!(object.state, State::Waiting) && object.size <= WHOLE {
                let (store, location, size) = (self.store.clone(), object.location.clone(), object.size);
                let fetch = async move { input::open(store.as_ref(), &location, size).await };
                object.state = State::Fetched(SpawnedTask::spawn(fetch));
                *ahead += 1;
                *bytes += object.size;
            }
        }
        task
    }
}

impl Objects {
    fn take(&mut self, position: usize) -> Option<SpawnedTask<Result<Chunks>>> {
        let object = self.all.get_mut(position)?;
        match std::mem::replace(&mut object.state, State::Taken) {
            State::Fetched(task) => {
                self.ahead -= 1;
                self.bytes -= object.size;
                Some(task)
            }
            State::Waiting | State::Taken => None,
        }
    }
}

/// What has panicked elsewhere has left nothing half done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
