//! The line to a client, which can be cut at any moment: before the login, in a key exchange, while nobody reads.

use std::convert::Infallible;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::oneshot;

/// Cuts a line when it is dropped.
pub struct Knife {
    _held: oneshot::Sender<Infallible>,
}

/// A line to a client.
pub struct Line {
    socket: TcpStream,
    cut: oneshot::Receiver<Infallible>,
}

impl Line {
    /// A line over a socket.
    ///
    /// russh has no time limit for logging in, and its own way to disconnect does nothing during a key exchange.
    pub fn new(socket: TcpStream) -> (Self, Knife) {
        let (held, cut) = oneshot::channel();
        (Self { socket, cut }, Knife { _held: held })
    }

    /// Whether the line was cut; if not, whoever polled hears of it.
    fn is_cut(&mut self, context: &mut Context<'_>) -> bool {
        // Once it was cut it isn't asked again.
        self.cut.is_terminated() || Pin::new(&mut self.cut).poll(context).is_ready()
    }
}

fn over<T>() -> Poll<io::Result<T>> {
    Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()))
}

impl AsyncRead for Line {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, to: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if self.is_cut(context) {
            return over();
        }
        Pin::new(&mut self.socket).poll_read(context, to)
    }
}

impl AsyncWrite for Line {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if self.is_cut(context) {
            return over();
        }
        Pin::new(&mut self.socket).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(context)
    }
}
