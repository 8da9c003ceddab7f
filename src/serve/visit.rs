//! One reader's session, or one command, on a thread of its own while it has to do: whatever happens there ends it alone.

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
use super::house::{House, Seat};
use super::out::{Out, Piece};
use super::rest::Bed;
use super::typist::{self, Typed};
use crate::terminal::{Capabilities, Event, Far, Outbox, Run, Session, SharedSize, give_back};

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

/// Starts a session at a terminal of so many columns and rows. `None` when the system has no thread left.
pub fn read(
    host: &impl Host,
    channel: ChannelWriteHalf<Msg>,
    (columns, rows): (u16, u16),
    capabilities: Capabilities,
) -> Option<Visit> {
    let (house, guest) = (host.house(), host.guest());
    let (out, pieces) = Out::new();
    let (events, inbox) = inboxes::channel();
    let bed = Bed::new(STACK, sit);
    let sleeper = Arc::clone(&bed);
    let outbox = Outbox::waking(events, Arc::new(move || sleeper.wake()));
    // As much as one packet waits; what comes then is left in the network.
    let (typed, to_type) = mpsc::channel(1);
    let typist = typist::take(Arc::clone(&house), Arc::clone(&guest), to_type, outbox.clone());
    let idle = house.limits.idle;
    let visitor = Visitor { house, guest, out, _stay: host.stay() };
    let begin = move || {
        let Visitor { house, guest, out, .. } = &visitor;
        let size = SharedSize::new(columns, rows);
        let job = AssertUnwindSafe(|| {
            let seat = house.seat(outbox.clone());
            let session = house.session(guest.key().as_deref(), outbox, size.clone(), capabilities.utf8);
            Far::take(out.clone(), size, capabilities).map(|screen| (session, screen, seat))
        });
        match catch_unwind(job) {
            Ok(Ok((session, screen, seat))) => sit(Sitting { session, screen, inbox, _seat: seat, visitor }, &bed),
            Ok(Err(_)) => visitor.leave(1),
            Err(_) => visitor.fail(),
        }
    };
    thread::Builder::new().stack_size(STACK).spawn(begin).ok()?;
    tokio::spawn(typist);
    Some(Visit { typed: Some(typed), _line: pump(pieces, channel, idle, host) })
}

/// A session at a terminal far away.
struct Sitting {
    session: Session,
    screen: Far<Out>,
    inbox: inboxes::Receiver<Event>,
    _seat: Seat,
    visitor: Visitor,
}

/// One who has a session.
struct Visitor {
    house: Arc<House>,
    guest: Arc<Guest>,
    out: Out,
    _stay: Stay,
}

/// Runs a session until it is over, or rests.
fn sit(mut sitting: Sitting, bed: &Arc<Bed<Sitting>>) {
    let run = loop {
        let Sitting { session, screen, inbox, .. } = &mut sitting;
        match catch_unwind(AssertUnwindSafe(|| session.run(screen, inbox))) {
            Ok(Ok(Run::Resting(until))) => {
                let house = Arc::clone(&sitting.visitor.house);
                match bed.rest(sitting, until) {
                    Some(back) => sitting = back,
                    None => return house.has_rested.notify_one(),
                }
            }
            run => break run,
        }
    };
    let Sitting { session, visitor, .. } = sitting;
    // The session is gone before its reader is: what they did is kept.
    let kept = catch_unwind(AssertUnwindSafe(|| drop(session)));
    match run.and_then(|run| kept.map(|()| run)) {
        Ok(Ok(_)) => visitor.leave(0),
        Ok(Err(_)) => visitor.leave(1),
        Err(_) => visitor.fail(),
    }
}

impl Visitor {
    /// Ends the visit with a status.
    fn leave(mut self, status: u32) {
        let farewell = self.guest.why().unwrap_or_default();
        self.guest.leave("left");
        // One who is gone has taken their terminal along.
        let _ = give_back(&mut self.out, &farewell);
        self.out.exit(status);
        self.house.has_rested.notify_one();
    }

    /// Ends it after a mistake of byline's own.
    fn fail(self) {
        (self.house.complain)("a session ended by a mistake of byline's own; please report it".to_owned());
        self.guest.leave("byline made a mistake, and this session has ended; what you read is kept");
        self.leave(1);
    }
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
