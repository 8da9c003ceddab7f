//! What a client may ask for: to log in, a terminal, a session, a few commands. Everything else is refused.

use std::sync::Arc;

use bytes::Bytes;
use russh::keys::HashAlg;
use russh::keys::ssh_key::PublicKey;
use russh::server::{Auth, ChannelOpenHandle, Handler, Msg, PublicKeyOffer, Session, VerifiedPublicKey};
use russh::{Channel, ChannelId, ChannelWriteHalf, Pty};
use tokio::sync::watch;

use super::connection::{Guest, Stay, Step};
use super::exec::{self, Asked};
use super::house::{Door, House};
use super::typist::Typed;
use super::variables::Variables;
use super::visit::{self, Visit};

/// One connection's end here.
pub struct Hands {
    house: Arc<House>,
    guest: Arc<Guest>,
    steps: watch::Sender<Step>,
    stay: Stay,
    /// So much was refused.
    refused: u32,
    /// A connection has one channel, once.
    is_open: bool,
    /// The way to the client, until there is a visit.
    channel: Option<ChannelWriteHalf<Msg>>,
    terminal: Option<Terminal>,
    variables: Variables,
    /// So many variables were sent.
    sent: u32,
    visit: Option<Visit>,
}

/// What a client says of its terminal.
struct Terminal {
    /// What kind it is: `TERM`.
    term: String,
    /// Columns and rows.
    size: (u16, u16),
}

/// What kinds of terminal are called is short.
const LONGEST_TERM: usize = 64;

/// A client may ask in vain so many times. Each is a line in the log.
const MOST_REFUSED: u32 = 50;

/// A client may send so many variables. None has more, and one that goes on wastes time.
const MOST_VARIABLES: u32 = 1000;

type Done = Result<(), russh::Error>;

impl Hands {
    /// For a guest who has just come.
    pub fn new(house: Arc<House>, guest: Arc<Guest>, steps: watch::Sender<Step>, stay: Stay) -> Self {
        Self {
            house,
            guest,
            steps,
            stay,
            refused: 0,
            is_open: false,
            channel: None,
            terminal: None,
            variables: Variables::default(),
            sent: 0,
            visit: None,
        }
    }

    fn admit(&self, key: &PublicKey) -> Auth {
        let is_let_in = match &self.house.door {
            Door::Open => true,
            Door::Keys(keyring, _) => keyring.has(key.key_data(), &self.house.complain),
        };
        if is_let_in {
            return Auth::Accept;
        }
        self.guest.leave("none of its keys is known");
        Auth::reject()
    }

    /// Notes that something was refused. Who goes on asking is sent away.
    fn note(&mut self, what: &str) -> Done {
        self.house.log.refused(self.guest.address, what);
        self.refused += 1;
        self.bear(self.refused < MOST_REFUSED)
    }

    /// Goes on, or sends one away who has asked for too much.
    fn bear(&self, is_bearable: bool) -> Done {
        if is_bearable {
            return Ok(());
        }
        self.guest.leave("it asked for too much");
        Err(russh::Error::Disconnect)
    }

    /// Says no, as the client may have asked to be told, and notes it.
    fn refuse(&mut self, what: &str, channel: ChannelId, session: &mut Session) -> Done {
        self.note(what)?;
        session.channel_failure(channel)
    }

    fn begin(&mut self, start: impl FnOnce(&Self, ChannelWriteHalf<Msg>) -> Option<Visit>) -> bool {
        let Some(channel) = self.channel.take() else { return false };
        self.visit = start(self, channel);
        if self.visit.is_some() {
            self.steps.send_replace(Step::Visiting);
        }
        self.visit.is_some()
    }
}

impl visit::Host for Hands {
    fn house(&self) -> Arc<House> {
        Arc::clone(&self.house)
    }
    fn guest(&self) -> Arc<Guest> {
        Arc::clone(&self.guest)
    }
    fn steps(&self) -> watch::Sender<Step> {
        self.steps.clone()
    }
    fn stay(&self) -> Stay {
        Arc::clone(&self.stay)
    }
}

impl Handler for Hands {
    type Error = russh::Error;

    async fn auth_none(&mut self, _user: &str) -> Result<Auth, Self::Error> {
        Ok(if matches!(self.house.door, Door::Open) { Auth::Accept } else { Auth::reject() })
    }

    async fn auth_publickey_offered(&mut self, _user: &str, offer: PublicKeyOffer<'_>) -> Result<Auth, Self::Error> {
        Ok(self.admit(offer.public_key))
    }

    async fn auth_publickey(&mut self, _user: &str, key: VerifiedPublicKey<'_>) -> Result<Auth, Self::Error> {
        // The file may have changed since the key was offered.
        let auth = self.admit(key.public_key);
        if auth == Auth::Accept {
            self.guest.show_key(key.public_key.fingerprint(HashAlg::Sha256).to_string());
        }
        Ok(auth)
    }

    async fn auth_succeeded(&mut self, _session: &mut Session) -> Done {
        self.guest.log_in();
        self.house.log.login(self.guest.address, self.guest.key().as_deref());
        self.steps.send_replace(Step::LoggedIn);
        Ok(())
    }

    async fn channel_open_session(
        &mut self,
        channel: Channel<Msg>,
        reply: ChannelOpenHandle,
        _session: &mut Session,
    ) -> Done {
        if std::mem::replace(&mut self.is_open, true) {
            // Dropped, the reply is a refusal.
            return self.note("a second channel");
        }
        // What comes is handed to the methods below. Dropped, the reading half takes nothing.
        self.channel = Some(channel.split().1);
        reply.accept().await;
        Ok(())
    }

    async fn pty_request(
        &mut self,
        channel: ChannelId,
        term: &str,
        columns: u32,
        rows: u32,
        _width: u32,
        _height: u32,
        _modes: &[(Pty, u32)],
        session: &mut Session,
    ) -> Done {
        if self.visit.is_some() || term.len() > LONGEST_TERM {
            return self.refuse("a terminal", channel, session);
        }
        let size = self.house.limits.clamp(columns, rows);
        self.terminal = Some(Terminal { term: term.to_owned(), size });
        session.channel_success(channel)
    }

    async fn shell_request(&mut self, channel: ChannelId, session: &mut Session) -> Done {
        let known = |terminal: &Terminal| (terminal.size, self.variables.capabilities(&terminal.term));
        let Some((size, capabilities)) = self.terminal.as_ref().map(known).filter(|(_, can)| can.can_draw) else {
            return self.refuse("a session without a terminal", channel, session);
        };
        if !self.begin(|hands, channel| visit::read(hands, channel, size, capabilities)) {
            return self.refuse("a second session", channel, session);
        }
        session.channel_success(channel)
    }

    async fn exec_request(&mut self, channel: ChannelId, command: &[u8], session: &mut Session) -> Done {
        let asked = exec::parse(command);
        if let Asked::Foreign = asked {
            return self.refuse("a command", channel, session);
        }
        let has_terminal = self.terminal.is_some();
        if !self.begin(|hands, channel| visit::answer(hands, channel, asked, has_terminal)) {
            return self.refuse("a second command", channel, session);
        }
        session.channel_success(channel)
    }

    async fn subsystem_request(&mut self, channel: ChannelId, _name: &str, session: &mut Session) -> Done {
        self.refuse("a subsystem", channel, session)
    }

    async fn env_request(&mut self, channel: ChannelId, name: &str, value: &str, session: &mut Session) -> Done {
        self.sent += 1;
        self.bear(self.sent < MOST_VARIABLES)?;
        if self.visit.is_none() && self.variables.take(name, value) {
            return session.channel_success(channel);
        }
        // Clients send these unasked: no line in the log.
        session.channel_failure(channel)
    }

    async fn x11_request(
        &mut self,
        channel: ChannelId,
        _single: bool,
        _protocol: &str,
        _cookie: &str,
        _screen: u32,
        session: &mut Session,
    ) -> Done {
        self.refuse("an X11 forwarding", channel, session)
    }

    async fn agent_request(&mut self, _channel: ChannelId, _session: &mut Session) -> Result<bool, Self::Error> {
        self.note("an agent forwarding").map(|()| false)
    }

    async fn tcpip_forward(&mut self, _: &str, _: &mut u32, _: &mut Session) -> Result<bool, Self::Error> {
        self.note("a forwarding").map(|()| false)
    }

    async fn window_change_request(
        &mut self,
        _channel: ChannelId,
        columns: u32,
        rows: u32,
        _width: u32,
        _height: u32,
        _session: &mut Session,
    ) -> Done {
        let (columns, rows) = self.house.limits.clamp(columns, rows);
        match &self.visit {
            Some(visit) => visit.take(Typed::Resized(columns, rows)).await,
            None => self.terminal.iter_mut().for_each(|terminal| terminal.size = (columns, rows)),
        }
        Ok(())
    }

    async fn data(&mut self, _channel: ChannelId, data: &[u8], _session: &mut Session) -> Done {
        if let Some(visit) = &self.visit {
            visit.take(Typed::Bytes(Bytes::copy_from_slice(data))).await;
        }
        Ok(())
    }

    async fn channel_eof(&mut self, _channel: ChannelId, _session: &mut Session) -> Done {
        self.visit.iter_mut().for_each(Visit::end_input);
        Ok(())
    }

    async fn channel_close(&mut self, _channel: ChannelId, _session: &mut Session) -> Done {
        self.visit = None;
        self.steps.send_replace(Step::Leaving);
        Ok(())
    }
}
