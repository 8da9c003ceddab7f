//! What goes to a reader: a few pieces may wait, then whoever writes waits.

use std::io;

use bytes::Bytes;
use tokio::sync::mpsc;

/// The longest piece, in bytes.
const PIECE: usize = 4 << 10;

/// How many pieces may wait. Together with the one on its way, the one that russh holds and the one that it
/// encrypts, a reader who takes nothing costs less than 64 KiB.
const PIECES: usize = 4;

/// A piece.
#[derive(Debug)]
pub enum Piece {
    /// For the screen, or standard output.
    Out(Bytes),
    /// For standard error.
    Error(Bytes),
    /// The last: an exit status.
    Exit(u32),
}

/// The writing end. It waits while too much is on its way, and fails when the reader is gone.
#[derive(Clone)]
pub struct Out {
    pieces: mpsc::Sender<Piece>,
    piece: fn(Bytes) -> Piece,
}

impl Out {
    /// A way out, and what comes of it.
    pub fn new() -> (Self, mpsc::Receiver<Piece>) {
        let (pieces, taken) = mpsc::channel(PIECES);
        (Self { pieces, piece: Piece::Out }, taken)
    }

    /// The way to the same reader's standard error.
    pub fn errors(&self) -> Self {
        Self { pieces: self.pieces.clone(), piece: Piece::Error }
    }

    /// Ends it with a status.
    pub fn exit(&self, status: u32) {
        // Who is gone doesn't ask for it.
        let _ = self.pieces.blocking_send(Piece::Exit(status));
    }
}

impl io::Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let piece = &bytes[..bytes.len().min(PIECE)];
        let sent = self.pieces.blocking_send((self.piece)(Bytes::copy_from_slice(piece)));
        sent.map(|()| piece.len()).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
