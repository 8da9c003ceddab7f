//! A reader that stops within a row that never ends.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// Reads at most so many bytes for one row.
pub(super) struct Bounded<R> {
    inner: R,
    left: Left,
}

/// How much of a row may still be read.
#[derive(Clone)]
pub(super) struct Left {
    most: u64,
    bytes: Rc<Cell<u64>>,
}

impl Left {
    /// Begins a row.
    pub(super) fn renew(&self) {
        self.bytes.set(self.most);
    }

    /// Whether the row was too long.
    pub(super) fn is_spent(&self) -> bool {
        self.bytes.get() == 0
    }
}

impl<R: Read> Bounded<R> {
    pub(super) fn new(inner: R, most: u64) -> Self {
        Self { inner, left: Left { most, bytes: Rc::new(Cell::new(most)) } }
    }

    /// A hold on what is left, to renew it at each row.
    pub(super) fn left(&self) -> Left {
        self.left.clone()
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left.is_spent() {
            return Err(io::Error::other("the row is too long"));
        }
        let read = self.inner.read(buffer)?;
        self.left.bytes.set(self.left.bytes.get().saturating_sub(read as u64));
        Ok(read)
    }
}
