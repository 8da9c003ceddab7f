//! The tables of the memory file, and how an older file climbs to them.

use rusqlite::{Connection, TransactionBehavior};

/// Every rung takes a file from the version of its index to the next one. A rung that was released never
/// changes; a new one is added below it.
pub(super) const LADDER: &[&str] = &[
    "
    CREATE TABLE marks (
        key TEXT PRIMARY KEY NOT NULL,
        read INTEGER NOT NULL DEFAULT 0,
        read_at INTEGER,
        starred INTEGER NOT NULL DEFAULT 0,
        starred_at INTEGER,
        block INTEGER,
        byte INTEGER,
        place_at INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE library (
        name TEXT PRIMARY KEY NOT NULL,
        last_key TEXT NOT NULL,
        reading INTEGER NOT NULL,
        opened_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
",
    "
    CREATE TABLE tag (
        key TEXT NOT NULL,
        tag TEXT NOT NULL,
        tagged_at INTEGER NOT NULL,
        PRIMARY KEY (key, tag)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE note (
        key TEXT PRIMARY KEY NOT NULL,
        note TEXT NOT NULL,
        noted_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE query (
        position INTEGER PRIMARY KEY,
        library TEXT NOT NULL,
        text TEXT NOT NULL,
        name TEXT NOT NULL,
        saved_at INTEGER NOT NULL,
        UNIQUE (library, text)
    ) STRICT;
",
    "
    ALTER TABLE marks ADD COLUMN opened_at INTEGER;
    CREATE TABLE portion (
        key TEXT PRIMARY KEY NOT NULL,
        text INTEGER NOT NULL,
        sentences BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE muted (
        library TEXT NOT NULL,
        reason TEXT NOT NULL,
        muted_at INTEGER NOT NULL,
        PRIMARY KEY (library, reason)
    ) STRICT, WITHOUT ROWID;
",
];

/// What stands between a file and its use.
#[derive(Debug)]
pub(super) enum Obstacle {
    /// A newer byline wrote it.
    Newer(i64),
    /// It is some other program's database.
    Foreign,
    /// SQLite fails.
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for Obstacle {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

/// Reads how far the file has climbed, writing nothing; fails if it isn't ours to write.
pub(super) fn version(connection: &Connection, ladder: &[&str]) -> Result<usize, Obstacle> {
    // In this order: tables that another process is just making have their version when we look for it.
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let known = usize::try_from(version).ok().filter(|&version| version <= ladder.len());
    let Some(known) = known else {
        return Err(Obstacle::Newer(version));
    };
    if known == 0 && tables > 0 {
        return Err(Obstacle::Foreign);
    }
    Ok(known)
}

/// Takes the file up the rungs that it lacks, all or none. Two processes may try at once: the second one
/// finds nothing left to do.
pub(super) fn climb(connection: &mut Connection, ladder: &[&str]) -> Result<(), Obstacle> {
    if version(connection, ladder)? == ladder.len() {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let from = version(&transaction, ladder)?;
    for rung in ladder.iter().skip(from) {
        transaction.execute_batch(rung)?;
    }
    let top = i64::try_from(ladder.len()).unwrap_or(i64::MAX);
    transaction.pragma_update(None, "user_version", top)?;
    transaction.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_older_file_climbs_and_keeps_what_is_in_it() {
        let mut connection = Connection::open_in_memory().unwrap();
        climb(&mut connection, LADDER).unwrap();
        connection.execute("INSERT INTO marks (key, starred) VALUES ('a', 1)", []).unwrap();
        let taller = [LADDER, &["ALTER TABLE marks ADD COLUMN note TEXT"]].concat();
        climb(&mut connection, &taller).unwrap();
        let kept = "SELECT starred FROM marks WHERE key = 'a' AND note IS NULL";
        assert_eq!(connection.query_row(kept, [], |row| row.get(0)), Ok(1));
        assert_eq!(version(&connection, &taller).unwrap(), taller.len());
    }

    #[test]
    fn a_newer_file_is_left_alone() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.pragma_update(None, "user_version", 99).unwrap();
        assert!(matches!(climb(&mut connection, LADDER), Err(Obstacle::Newer(99))));
    }

    #[test]
    fn another_programs_database_is_left_alone() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.execute_batch("CREATE TABLE marks (bookmark TEXT)").unwrap();
        assert!(matches!(climb(&mut connection, LADDER), Err(Obstacle::Foreign)));
    }

    #[test]
    fn a_rung_that_fails_changes_nothing() {
        let mut connection = Connection::open_in_memory().unwrap();
        assert!(climb(&mut connection, &["CREATE TABLE a (b) STRICT; CREATE NONSENSE"]).is_err());
        assert_eq!(version(&connection, LADDER).unwrap(), 0);
    }
}
