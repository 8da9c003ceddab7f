//! The files of a segment: those on disk, as they were when they were read, and those that articles stand in.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use super::Segment;
use super::bytes::{piece, record, text, u32_at, u64_at};
use super::header::Section;
use crate::library::Problem;

/// Bytes of a file on disk.
pub const SOURCE: usize = 64;
/// Bytes of a file that articles stand in.
pub const MEMBER: usize = 40;
/// Bytes of a step into a packed file.
pub const STEP: usize = 24;

/// What tells whether a file has changed since it was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Stamp {
    /// Its length in bytes.
    pub size: u64,
    /// When it was last changed, in nanoseconds from 1970.
    pub changed: i64,
    /// Its number in the file system.
    pub inode: u64,
}

/// How far a file of many records has been read, where it can be read on from there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    /// The first byte that wasn't read.
    pub at: u64,
    /// How many records stand before it, those that give no article counted.
    pub records: u64,
    /// XXH3 of the last bytes before it: whether what was read still stands there.
    pub tail: u64,
}

/// A file on disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Its path as the system has it: below what ids are relative to, else absolute.
    pub path: Vec<u8>,
    /// What it was when it was read.
    pub stamp: Stamp,
    /// Where to read on when it has grown.
    pub reached: Option<Reached>,
}

impl Source {
    /// Its path, as [`Source::path`] has it.
    pub fn as_path(&self) -> &Path {
        Path::new(OsStr::from_bytes(&self.path))
    }
}

/// A step from a packed file to what is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Step {
    /// Where it stands: its offset and its length; `None` is all.
    pub part: Option<(u64, u64)>,
    /// The number of what it is compressed with.
    pub codec: Option<u8>,
}

/// A file that articles stand in: one on disk, or one packed in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Member {
    /// What the reader calls it.
    pub path: String,
    /// The number of the file on disk.
    pub source: u32,
    /// The format it is read with.
    pub format: String,
    /// The way from the file on disk to it.
    pub steps: Vec<Step>,
    /// The places of its articles in the archive's order: the first, and how many there are.
    pub filed: (u32, u32),
}

/// No problems are longer than this, in bytes: what is damaged is not read into memory whole.
const LONGEST: u64 = 64 << 20;

impl Segment {
    /// How many files on disk it knows.
    pub fn sources(&self) -> u32 {
        self.header.count(Section::Sources)
    }

    /// How many files it knows that articles stand in.
    pub fn members(&self) -> u32 {
        self.header.count(Section::Members)
    }

    /// A file on disk.
    pub fn source(&self, number: u32) -> Option<Source> {
        let (stamp, reached) = self.source_state(number)?;
        Some(Source { path: self.source_path(number)?.to_vec(), stamp, reached })
    }

    /// The path of a file on disk, as [`Source::path`] has it.
    pub fn source_path(&self, number: u32) -> Option<&[u8]> {
        let bytes = record(self.section(Section::Sources), SOURCE, number)?;
        piece(self.section(Section::Paths), u64_at(bytes, 0)?, u64::from(u32_at(bytes, 8)?))
    }

    /// What a file on disk was when it was read, and where to read on.
    pub fn source_state(&self, number: u32) -> Option<(Stamp, Option<Reached>)> {
        let bytes = record(self.section(Section::Sources), SOURCE, number)?;
        let stamp =
            Stamp { size: u64_at(bytes, 16)?, changed: u64_at(bytes, 24)?.cast_signed(), inode: u64_at(bytes, 32)? };
        let reached = Reached { at: u64_at(bytes, 40)?, records: u64_at(bytes, 48)?, tail: u64_at(bytes, 56)? };
        Some((stamp, (u32_at(bytes, 12)? == 1).then_some(reached)))
    }

    /// A file that articles stand in.
    pub fn member(&self, number: u32) -> Option<Member> {
        let bytes = record(self.section(Section::Members), MEMBER, number)?;
        let (first, count) = (u32_at(bytes, 20)?, u32_at(bytes, 24)?);
        let steps = (first..first.checked_add(count)?).map(|number| self.step(number)).collect::<Option<_>>()?;
        Some(Member {
            path: self.member_path(number)?.to_owned(),
            source: u32_at(bytes, 12)?,
            format: self.name(u32_at(bytes, 16)?)?.to_owned(),
            steps,
            filed: (u32_at(bytes, 28)?, u32_at(bytes, 32)?),
        })
    }

    /// What the reader calls a file that articles stand in.
    pub fn member_path(&self, number: u32) -> Option<&str> {
        let bytes = record(self.section(Section::Members), MEMBER, number)?;
        text(self.section(Section::Paths), u64_at(bytes, 0)?, u64::from(u32_at(bytes, 8)?))
    }

    /// The file on disk of a file that articles stand in.
    pub fn source_of(&self, member: u32) -> Option<u32> {
        u32_at(record(self.section(Section::Members), MEMBER, member)?, 12)
    }

    /// What could not be read, with the number of the file on disk.
    pub fn problems(&self) -> Vec<(u32, Problem)> {
        let bytes = self.section(Section::Problems);
        // Damage costs the sentences only: the file is read anew when the damage is found.
        if bytes.len() as u64 > LONGEST { Vec::new() } else { serde_json::from_slice(bytes).unwrap_or_default() }
    }

    fn step(&self, number: u32) -> Option<Step> {
        let bytes = record(self.section(Section::Steps), STEP, number)?;
        let codec = u32_at(bytes, 20)?;
        let part = (u32_at(bytes, 16)? == 1).then_some((u64_at(bytes, 0)?, u64_at(bytes, 8)?));
        Some(Step { part, codec: codec.checked_sub(1).and_then(|codec| u8::try_from(codec).ok()) })
    }
}

/// A file on disk as bytes; its path stands at `path` among the paths.
pub fn source_to_bytes(source: &Source, path: u64) -> [u8; SOURCE] {
    let reached = source.reached.unwrap_or_default();
    let mut bytes = [0; SOURCE];
    let mut put = |at: usize, number: &[u8]| bytes[at..at + number.len()].copy_from_slice(number);
    put(0, &path.to_le_bytes());
    put(8, &(source.path.len() as u32).to_le_bytes());
    put(12, &u32::from(source.reached.is_some()).to_le_bytes());
    put(16, &source.stamp.size.to_le_bytes());
    put(24, &source.stamp.changed.to_le_bytes());
    put(32, &source.stamp.inode.to_le_bytes());
    put(40, &reached.at.to_le_bytes());
    put(48, &reached.records.to_le_bytes());
    put(56, &reached.tail.to_le_bytes());
    bytes
}

/// A file that articles stand in as bytes. Its path stands at `path` among the paths, its first step at `step` among
/// the steps; `format` is the number of its format's name.
pub fn member_to_bytes(member: &Member, path: u64, step: u32, format: u32) -> [u8; MEMBER] {
    let mut bytes = [0; MEMBER];
    let mut put = |at: usize, number: &[u8]| bytes[at..at + number.len()].copy_from_slice(number);
    put(0, &path.to_le_bytes());
    put(8, &(member.path.len() as u32).to_le_bytes());
    put(12, &member.source.to_le_bytes());
    put(16, &format.to_le_bytes());
    put(20, &step.to_le_bytes());
    put(24, &(member.steps.len() as u32).to_le_bytes());
    put(28, &member.filed.0.to_le_bytes());
    put(32, &member.filed.1.to_le_bytes());
    bytes
}

/// A step as bytes.
pub fn step_to_bytes(step: Step) -> [u8; STEP] {
    let (start, len) = step.part.unwrap_or_default();
    let mut bytes = [0; STEP];
    let mut put = |at: usize, number: &[u8]| bytes[at..at + number.len()].copy_from_slice(number);
    put(0, &start.to_le_bytes());
    put(8, &len.to_le_bytes());
    put(16, &u32::from(step.part.is_some()).to_le_bytes());
    put(20, &step.codec.map_or(0, |codec| u32::from(codec) + 1).to_le_bytes());
    bytes
}
