//! One reader's session, or one command, on a thread of its own: whatever happens there ends it alone.

use std::convert::Infallible;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc as inboxes;
use std::thread;
use std::time::Duration;

use russh::ChannelWriteHalf;
use russh::server::Msg;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::timeout;

use super::connection::{Guest, Stay, Step};
use super::exec::{self, Asked};
use super::handler::Terminal;
use super::house::House;
use super::out::{Out, Piece};
use super::typist::{self, Typed};
use crate::terminal::{SharedSize, give_back, run_on_far};

/// The stack of a reader's thread, in bytes: twice of what is enough for all tests without optimisation. What is never
/// touched takes no memory.
const STACK: usize = 1 << 20;

/// Who a visit is of.
pub trait Host {
    /// What all share.
    fn house(&self) -> Arc<House>;
    /// Who it is.
    fn guest(&self) -> Arc<Guest>;
    /// Where to tell that it is over.
    fn steps(&self) -> watch::Sender<Step>;
    /// Held as long as anything of the visit is left.
    fn stay(&self) -> Stay;
}

/// A visit, until it is dropped: then the reader is gone.
pub struct Visit {
    typed: Option<mpsc::Sender<Typed>>,
    _line: oneshot::Sender<Infallible>,
}

impl Visit {
    /// Takes what the client sends. It waits while too much of that waits, and with it the client.
    pub async fn take(&self, typed: Typed) {
        if let Some(way) = &self.typed {
            // A session that is over takes nothing.
            let _ = way.send(typed).await;
        }
    }

    /// Nothing more will be typed.
    pub fn end_input(&mut self) {
        self.typed = None;
    }
}

/// Starts a session. `None` when the system has no thread left.
pub fn read(host: &impl Host, channel: ChannelWriteHalf<Msg>, terminal: &Terminal) -> Option<Visit> {
    let (house, guest, stay) = (host.house(), host.guest(), host.stay());
    let (out, pieces) = Out::new();
    let (outbox, inbox) = inboxes::channel();
    let size = SharedSize::new(terminal.size.0, terminal.size.1);
    let term = terminal.term.clone();
    // As much as one packet waits; what comes then is left in the network.
    let (typed, to_type) = mpsc::channel(1);
    let typist = typist::take(Arc::clone(&house), Arc::clone(&guest), to_type, outbox.clone());
    let idle = house.limits.idle;
    let sit = move || {
        let mut out = out;
        let key = guest.key();
        let job = AssertUnwindSafe(|| {
            let _seat = house.seat(outbox.clone());
            let mut session = house.session(key.as_deref(), outbox, size.clone());
            run_on_far(&mut session, &inbox, out.clone(), &term, size)
        });
        // The session is gone before its reader is: what they did is kept.
        let status = match catch_unwind(job) {
            Ok(Ok(())) => 0,
            Ok(Err(_)) => 1,
            Err(_) => {
                (house.complain)("a session ended by a mistake of byline's own; please report it".to_owned());
                guest.leave("byline made a mistake, and this session has ended; what you read is kept");
                1
            }
        };
        let farewell = guest.why().unwrap_or_default();
        guest.leave("left");
        // One who is gone has taken their terminal along.
        let _ = give_back(&mut out, &farewell);
        out.exit(status);
        drop(stay);
    };
    thread::Builder::new().stack_size(STACK).spawn(sit).ok()?;
    tokio::spawn(typist);
    Some(Visit { typed: Some(typed), _line: pump(pieces, channel, idle, host) })
}

/// Starts to answer a command. `None` when the system has no thread left.
pub fn answer(host: &impl Host, channel: ChannelWriteHalf<Msg>, asked: Asked, has_terminal: bool) -> Option<Visit> {
    let (house, guest, stay) = (host.house(), host.guest(), host.stay());
    let (out, pieces) = Out::new();
    let idle = house.limits.idle;
    let work = move || {
        let key = guest.key();
        let job = AssertUnwindSafe(|| exec::answer(&house, key.as_deref(), asked, has_terminal, &out));
        let status = catch_unwind(job).unwrap_or_else(|_| {
            let _ = out.errors().write_all(b"byline: stopped by a mistake of its own; please report it\n");
            2
        });
        guest.leave("answered");
        out.exit(status);
        drop(stay);
    };
    thread::Builder::new().spawn(work).ok()?;
    Some(Visit { typed: None, _line: pump(pieces, channel, idle, host) })
}

/// Takes what is written to the client, until all is there, the client takes nothing for too long, or the line is cut.
fn pump(
    mut pieces: mpsc::Receiver<Piece>,
    channel: ChannelWriteHalf<Msg>,
    idle: Duration,
    host: &impl Host,
) -> oneshot::Sender<Infallible> {
    let (line, cut) = oneshot::channel();
    let (guest, steps) = (host.guest(), host.steps());
    let all = async move {
        while let Some(piece) = pieces.recv().await {
            let sent = match piece {
                Piece::Out(bytes) => timeout(idle, channel.data_bytes(bytes)).await,
                Piece::Error(bytes) => timeout(idle, channel.extended_data_bytes(1, bytes)).await,
                Piece::Exit(status) => {
                    // A client that is gone needs to hear nothing of the end.
                    let _ = channel.exit_status(status).await;
                    let _ = channel.eof().await;
                    let _ = channel.close().await;
                    return;
                }
            };
            match sent {
                Ok(Ok(())) => {}
                Ok(Err(_)) => return,
                Err(_) => return guest.leave("it took nothing for too long"),
            }
        }
    };
    tokio::spawn(async move {
        tokio::select! {
            () = all => {}
            // The line is cut when the client has gone.
            _ = cut => {}
        }
        steps.send_replace(Step::Leaving);
    });
    line
}
