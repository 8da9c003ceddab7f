//! One connection, from the first byte to the last: it has little time until there is a session, and little after it.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use russh::server::{Config, run_stream};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep_until, timeout, timeout_at};

use super::crowd::Place;
use super::handler::Hands;
use super::house::House;
use super::line::Line;

/// How long a client may take to hang up when its session is over, or the server closes.
const FAREWELL: Duration = Duration::from_secs(3);

/// How far a connection has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It has not logged in.
    Coming,
    /// It has logged in, and asked for nothing.
    LoggedIn,
    /// There is a session, or a command is under way.
    Visiting,
    /// There was one.
    Leaving,
}

/// Who is at the other end.
pub struct Guest {
    /// Where they come from.
    pub address: SocketAddr,
    told: Mutex<Told>,
}

#[derive(Default)]
struct Told {
    /// The fingerprint of their key.
    key: Option<String>,
    since: Option<Instant>,
    why: Option<String>,
}

impl Guest {
    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The fingerprint of the key that they came with.
    pub fn key(&self) -> Option<String> {
        self.told().key.clone()
    }

    /// They have shown this key.
    pub fn show_key(&self, key: String) {
        self.told().key = Some(key);
    }

    /// They have logged in.
    pub fn log_in(&self) {
        let mut told = self.told();
        told.since = Some(Instant::now());
        // What was refused before is forgiven.
        told.why = None;
    }

    /// They go, or are not let in, for this reason. The first one counts.
    pub fn leave(&self, why: &str) {
        self.told().why.get_or_insert_with(|| why.to_owned());
    }

    /// Why they go.
    pub fn why(&self) -> Option<String> {
        self.told().why.clone()
    }
}

/// Held as long as anything of a connection is left: its place, and a word that somebody is here.
pub type Stay = Arc<(Place, mpsc::Sender<()>)>;

/// Attends to a connection until it is gone.
pub async fn attend(house: Arc<House>, socket: TcpStream, address: SocketAddr, config: Arc<Config>, stay: Stay) {
    // Keys are few bytes. A socket that doesn't take the option is gone already.
    let _ = socket.set_nodelay(true);
    let guest = Arc::new(Guest { address, told: Mutex::default() });
    let (steps, step) = watch::channel(Step::Coming);
    let (line, knife) = Line::new(socket);
    let hands = Hands::new(Arc::clone(&house), Arc::clone(&guest), steps, stay);
    let until = Instant::now() + house.limits.grace;
    match timeout_at(until, run_stream(config, line, hands)).await {
        Err(_) => guest.leave("it said nothing"),
        Ok(Err(_)) => guest.leave("it speaks no SSH"),
        Ok(Ok(mut session)) => {
            let has_ended = tokio::select! {
                // Whoever ended it has told why.
                _ = &mut session => true,
                why = too_late(&house, step, until) => {
                    guest.leave(why);
                    false
                }
            };
            drop(knife);
            if !has_ended {
                let _ = timeout(FAREWELL, session).await;
            }
        }
    }
    let told = guest.told();
    let why = told.why.as_deref();
    match told.since {
        Some(since) => house.log.end(address, told.key.as_deref(), why.unwrap_or("hung up"), since.elapsed()),
        None => house.log.refused(address, why.unwrap_or("hung up")),
    }
}

/// Waits until a connection has taken too long for the step that it is in, or the server closes; answers which.
async fn too_late(house: &House, mut step: watch::Receiver<Step>, login: Instant) -> &'static str {
    let mut until = Some((login, "it did not log in in time"));
    loop {
        let late = async {
            match until {
                Some((at, why)) => {
                    sleep_until(at).await;
                    why
                }
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            why = late => return why,
            Ok(()) = step.changed() => {
                until = match *step.borrow_and_update() {
                    Step::Coming => until,
                    Step::LoggedIn => Some((Instant::now() + house.limits.grace, "it asked for no session")),
                    Step::Visiting => None,
                    Step::Leaving => Some((Instant::now() + FAREWELL, "it did not hang up")),
                };
            }
            () = house.closed() => {
                tokio::time::sleep(FAREWELL).await;
                return "the server is closing";
            }
        }
    }
}
