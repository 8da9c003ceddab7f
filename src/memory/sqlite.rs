//! A memory in one SQLite file, which sessions and processes share.

use std::collections::{BTreeSet, HashMap};
use std::fs::{DirBuilder, OpenOptions};
use std::io;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension, Row, Transaction, TransactionBehavior, params};

use super::schema::{LADDER, Obstacle, climb, version};
use super::{Deed, Last, Marks, Memory, MemoryError, Recollection, SavedQuery};
use crate::article::{Place, Portion};

/// How long a write waits for another process to finish its own.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long the first frame waits for it.
const FIRST_PATIENCE: Duration = Duration::from_millis(200);

/// Remembers in a file. A deed writes only the columns that it is about, so that one session's place never
/// undoes another's star; of two deeds about the same thing the later one counts.
#[derive(Debug)]
pub struct SqliteMemory {
    path: String,
    connection: Mutex<Connection>,
}

impl SqliteMemory {
    /// Opens the file, or makes it, readable by its owner only, with the folders above it.
    ///
    /// What is there is precious: a file that isn't a memory, or a newer program's, is never touched.
    ///
    /// # Errors
    /// [`MemoryError::Unreadable`] when the file is not a memory that this version knows,
    /// [`MemoryError::Unwritable`] when it can't be made or written.
    pub fn open(path: &Path) -> Result<Self, MemoryError> {
        let shown = path.display().to_string();
        make(path).map_err(|error| MemoryError::Unwritable { path: shown.clone(), reason: io_reason(&error) })?;
        // Without SQLITE_OPEN_URI: a folder may well be called `file:`.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)
            .map_err(Obstacle::from)
            .and_then(prepare)
            .map_err(|obstacle| refusal(shown.clone(), &obstacle))?;
        Ok(Self { path: shown, connection: Mutex::new(connection) })
    }

    /// SQLite rolls an unfinished transaction back when it is dropped, so a thread that died while it held
    /// the lock has left nothing half done.
    fn connection(&self, patience: Duration) -> rusqlite::Result<MutexGuard<'_, Connection>> {
        let connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        connection.busy_timeout(patience)?;
        Ok(connection)
    }
}

impl Memory for SqliteMemory {
    fn recall(&self, library: &str) -> Result<Recollection, MemoryError> {
        self.connection(FIRST_PATIENCE)
            .and_then(|connection| recall(&connection, library))
            .map_err(|error| MemoryError::Unreadable { path: self.path.clone(), reason: reason(&error) })
    }

    fn keep(&self, deeds: &[Deed]) -> Result<(), MemoryError> {
        if deeds.is_empty() {
            return Ok(());
        }
        self.connection(PATIENCE)
            .and_then(|mut connection| keep(&mut connection, deeds))
            .map_err(|error| MemoryError::Unwritable { path: self.path.clone(), reason: reason(&error) })
    }
}

/// Makes an empty file for SQLite, which gives the files that it puts beside it the same permissions.
fn make(path: &Path) -> io::Result<()> {
    let mut folders = DirBuilder::new();
    let mut file = OpenOptions::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
        folders.mode(0o700);
        file.mode(0o600);
    }
    if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        folders.recursive(true).create(parent)?;
    }
    match file.write(true).create_new(true).open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

fn prepare(mut connection: Connection) -> Result<Connection, Obstacle> {
    connection.busy_timeout(FIRST_PATIENCE)?;
    // Before anything that writes.
    version(&connection, LADDER)?;
    // A process that opens the file in the same moment may be in the way. It makes the same change.
    match connection.pragma_update(None, "journal_mode", "WAL") {
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {}
        changed => changed?,
    }
    // With WAL, a commit that is not synced survives the process, and only a power cut can lose it.
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    // In KiB when negative: there is little to cache, and many sessions to serve.
    connection.pragma_update(None, "cache_size", -256)?;
    climb(&mut connection, LADDER)?;
    Ok(connection)
}

fn recall(connection: &Connection, library: &str) -> rusqlite::Result<Recollection> {
    let mut statement = connection.prepare_cached("SELECT key, read, starred, block, byte, max(ifnull(opened_at, place_at), ifnull(place_at, opened_at)) FROM marks")?;
    let marks = statement
        .query_map([], |row| {
            let block = row.get::<_, Option<i64>>(3)?.and_then(|block| usize::try_from(block).ok());
            let byte = row.get::<_, Option<i64>>(4)?.and_then(|byte| usize::try_from(byte).ok());
            let place = block.zip(byte).map(|(block, byte)| Place { block, byte });
            Ok((row.get(0)?, Marks { read: row.get(1)?, starred: row.get(2)?, place, seen_at: row.get(5)? }))
        })?
        .collect::<rusqlite::Result<_>>()?;
    let last = connection
        .prepare_cached("SELECT last_key, reading FROM library WHERE name = ?1")?
        .query_row([library], |row| Ok(Last { key: row.get(0)?, reading: row.get(1)? }))
        .optional()?;
    let mut tags: HashMap<String, BTreeSet<String>> = HashMap::new();
    let mut statement = connection.prepare_cached("SELECT key, tag FROM tag")?;
    for row in statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))? {
        let (key, tag) = row?;
        tags.entry(key).or_default().insert(tag);
    }
    let notes = connection
        .prepare_cached("SELECT key, note FROM note")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let portions = connection
        .prepare_cached("SELECT key, text, sentences FROM portion")?
        .query_map([], |row| Ok((row.get(0)?, portion(row, 1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let saved = connection
        .prepare_cached("SELECT text, name FROM query WHERE library = ?1 ORDER BY position")?
        .query_map([library], |row| Ok(SavedQuery { text: row.get(0)?, name: row.get(1)? }))?
        .collect::<rusqlite::Result<_>>()?;
    let muted = connection
        .prepare_cached("SELECT reason FROM muted WHERE library = ?1")?
        .query_map([library], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Recollection { marks, tags, notes, portions, muted, saved, last })
}

/// The portion in a row, from a column on.
fn portion(row: &Row<'_>, column: usize) -> rusqlite::Result<Portion> {
    Ok(Portion::from_bytes(row.get::<_, i64>(column)?.cast_unsigned(), row.get(column + 1)?))
}

const READ: &str = "INSERT INTO marks (key, read, read_at) VALUES (?1, ?2, ?3)
    ON CONFLICT (key) DO UPDATE SET read = excluded.read, read_at = excluded.read_at";
const STARRED: &str = "INSERT INTO marks (key, starred, starred_at) VALUES (?1, ?2, ?3)
    ON CONFLICT (key) DO UPDATE SET starred = excluded.starred, starred_at = excluded.starred_at";
const TAGGED: &str = "INSERT INTO tag (key, tag, tagged_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
const UNTAGGED: &str = "DELETE FROM tag WHERE key = ?1 AND tag = ?2";
const NOTED: &str = "INSERT INTO note (key, note, noted_at) VALUES (?1, ?2, ?3)
    ON CONFLICT (key) DO UPDATE SET note = excluded.note, noted_at = excluded.noted_at";
const UNNOTED: &str = "DELETE FROM note WHERE key = ?1";
const SAVED: &str = "INSERT INTO query (library, text, name, saved_at) VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (library, text) DO UPDATE SET name = excluded.name, saved_at = excluded.saved_at";
const REMOVED: &str = "DELETE FROM query WHERE library = ?1 AND text = ?2";
const STOPPED: &str = "INSERT INTO marks (key, block, byte, place_at) VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (key) DO UPDATE SET block = excluded.block, byte = excluded.byte, place_at = excluded.place_at";
const OPENED: &str = "INSERT INTO library (name, last_key, reading, opened_at) VALUES (?1, ?2, 1, ?3)
    ON CONFLICT (name) DO UPDATE SET last_key = excluded.last_key, reading = 1, opened_at = excluded.opened_at";
const SEEN: &str = "INSERT INTO marks (key, opened_at) VALUES (?1, ?2)
    ON CONFLICT (key) DO UPDATE SET opened_at = excluded.opened_at";
const PERUSED: &str = "INSERT INTO portion (key, text, sentences) VALUES (?1, ?2, ?3)
    ON CONFLICT (key) DO UPDATE SET text = excluded.text, sentences = excluded.sentences";
const READ_BY_SENTENCE: &str = "SELECT text, sentences FROM portion WHERE key = ?1";
const READ_AS_A_WHOLE: &str = "DELETE FROM portion WHERE key = ?1";
const MUTED: &str = "INSERT INTO muted (library, reason, muted_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
const UNMUTED: &str = "DELETE FROM muted WHERE library = ?1 AND reason = ?2";
const CLOSED: &str = "UPDATE library SET reading = 0 WHERE name = ?1 AND last_key = ?2";

/// The later of two deeds is the one that comes later, whatever the clock says: it may be set back.
fn keep(connection: &mut Connection, deeds: &[Deed]) -> rusqlite::Result<()> {
    // Immediate: a transaction that begins by reading can't wait for its turn to write.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let now = now();
    for deed in deeds {
        match deed {
            Deed::Read { key, read } => {
                transaction.prepare_cached(READ_AS_A_WHOLE)?.execute([key])?;
                transaction.prepare_cached(READ)?.execute(params![key, read, now])?
            }
            Deed::Perused { key, portion } => peruse(&transaction, key, portion)?,
            Deed::Starred { key, starred } => {
                transaction.prepare_cached(STARRED)?.execute(params![key, starred, now])?
            }
            Deed::Tagged { key, tag, tagged: true } => {
                transaction.prepare_cached(TAGGED)?.execute(params![key, tag, now])?
            }
            Deed::Tagged { key, tag, tagged: false } => transaction.prepare_cached(UNTAGGED)?.execute([key, tag])?,
            Deed::Noted { key, note } if note.is_empty() => transaction.prepare_cached(UNNOTED)?.execute([key])?,
            Deed::Noted { key, note } => transaction.prepare_cached(NOTED)?.execute(params![key, note, now])?,
            Deed::Saved { library, saved } => {
                transaction.prepare_cached(SAVED)?.execute(params![library, saved.text, saved.name, now])?
            }
            Deed::Removed { library, text } => transaction.prepare_cached(REMOVED)?.execute([library, text])?,
            Deed::Stopped { key, place } => {
                let at = [place.block, place.byte].map(|at| i64::try_from(at).unwrap_or(i64::MAX));
                transaction.prepare_cached(STOPPED)?.execute(params![key, at[0], at[1], now])?
            }
            Deed::Opened { library, key } => {
                transaction.prepare_cached(SEEN)?.execute(params![key, now])?;
                transaction.prepare_cached(OPENED)?.execute(params![library, key, now])?
            }
            Deed::Muted { library, reason, muted: true } => {
                transaction.prepare_cached(MUTED)?.execute(params![library, reason, now])?
            }
            Deed::Muted { library, reason, muted: false } => {
                transaction.prepare_cached(UNMUTED)?.execute([library, reason])?
            }
            Deed::Closed { library, key } => transaction.prepare_cached(CLOSED)?.execute([library, key])?,
        };
    }
    transaction.commit()
}

/// Adds what was read of an article to what another session has kept of it.
fn peruse(transaction: &Transaction<'_>, key: &str, read: &Portion) -> rusqlite::Result<usize> {
    let kept = transaction.prepare_cached(READ_BY_SENTENCE)?.query_row([key], |row| portion(row, 0)).optional()?;
    let mut joined = read.clone();
    joined.join(kept.unwrap_or_default());
    transaction.prepare_cached(PERUSED)?.execute(params![key, joined.text.cast_signed(), joined.bytes()])
}

/// Seconds from 1970.
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

fn refusal(path: String, obstacle: &Obstacle) -> MemoryError {
    match obstacle {
        Obstacle::Newer(version) => MemoryError::Unreadable {
            path,
            reason: format!("a newer byline wrote it (format {version}, this one knows up to {})", LADDER.len()),
        },
        Obstacle::Foreign => MemoryError::Unreadable { path, reason: "it is another program's database".into() },
        Obstacle::Sqlite(error) => match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
                MemoryError::Unreadable { path, reason: reason(error) }
            }
            _ => MemoryError::Unwritable { path, reason: reason(error) },
        },
    }
}

/// Why the file can't be made: the kind of error reads well, and has no number.
fn io_reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => "a file is where its folder should be".into(),
        kind => kind.to_string(),
    }
}

fn reason(error: &rusqlite::Error) -> String {
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => "it is not a memory file".into(),
        Some(ErrorCode::DatabaseCorrupt) => "it is damaged".into(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => "another program has locked it".into(),
        Some(ErrorCode::DiskFull) => "the disk is full".into(),
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => "it is read-only".into(),
        Some(ErrorCode::CannotOpen) => "it can't be opened".into(),
        _ => error.to_string(),
    }
}
