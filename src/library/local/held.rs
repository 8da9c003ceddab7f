//! What can be read only once, a pipe: it is held in memory, and named by its content.

use std::io::Read;

use super::origin::Origin;
use crate::ingest::{IngestError, MAX_DOCUMENT};
use crate::library::catalogue::HELD;

/// Reads a pipe to its end.
///
/// # Errors
/// When it can't be read, or is too large to be held.
pub fn hold(pipe: impl Read) -> Result<Origin, IngestError> {
    let mut bytes = Vec::new();
    pipe.take(MAX_DOCUMENT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_DOCUMENT {
        let limit = MAX_DOCUMENT >> 20;
        return Err(IngestError::Limit(format!("a pipe is read up to {limit} MiB; save it to a file and open that")));
    }
    Ok(Origin::Held(bytes.into()))
}

/// The name that stays with the content, whatever the pipe was called: memory finds it again by this.
pub fn name_of(bytes: &[u8]) -> String {
    format!("{HELD}{:016x}", fnv1a(bytes))
}

/// FNV-1a: memory outlives a version of the standard library, whose hashes may change with it.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_content_never_changes() {
        // From the authors' test vectors.
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(name_of(b"foobar"), "held:85944171f73967e8");
    }

    #[test]
    fn a_pipe_without_end_is_a_sentence_and_not_all_of_memory() {
        let error = hold(std::io::repeat(b'x')).unwrap_err().to_string();
        assert!(error.contains("64 MiB"), "{error}");
    }
}
