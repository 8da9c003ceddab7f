//! `byline serve`: the same session over SSH, for readers who have no account here.

mod connection;
mod crowd;
mod exec;
mod handler;
mod house;
mod keys;
mod limits;
mod line;
mod log;
mod out;
mod rest;
mod tidy;
mod typist;
mod variables;
mod visit;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use russh::keys::{Algorithm, HashAlg, PrivateKey};
use russh::server::Config;
use russh::{MethodKind, MethodSet, Preferred, SshId, cipher, compression, kex, mac};
use tokio::net::TcpListener;
use tokio::runtime;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc;

use crowd::Crowd;
pub use house::{Door, Furniture, House};
pub use keys::{KeyError, Keyring, host_key};
pub use limits::Limits;
pub use log::Log;

/// How long readers have to leave when the server closes.
const DRAIN: Duration = Duration::from_secs(5);

/// What a client may send on a channel before it hears that it was taken, in bytes. A reader types and pastes little.
const WINDOW: u32 = 32 << 10;

/// The longest packet that a client may send, in bytes.
const LONGEST_PACKET: u32 = 8 << 10;

/// How often a client that is silent is asked whether it is there; three times without an answer it isn't.
const KEEPALIVE: Duration = Duration::from_secs(30);

/// Why nobody can be served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address.
    #[error("cannot listen at {0}: {1}; give another address with --listen")]
    Listen(SocketAddr, io::Error),
    /// The system.
    #[error("cannot serve: {0}")]
    System(#[from] io::Error),
}

/// Serves readers until the process is asked to end, and lets them go. `say` is told once where it listens.
///
/// # Errors
/// See [`ServeError`].
pub fn run(
    house: House,
    host_key: PrivateKey,
    address: SocketAddr,
    say: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    tidy::keep_together();
    let runtime = runtime::Builder::new_multi_thread().enable_all().build()?;
    let result = runtime.block_on(serve(Arc::new(house), host_key, address, say));
    // What did not leave in time is left behind.
    runtime.shutdown_background();
    result
}

async fn serve(
    house: Arc<House>,
    host_key: PrivateKey,
    address: SocketAddr,
    say: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    let listener = TcpListener::bind(address).await.map_err(|error| ServeError::Listen(address, error))?;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    house.watch();
    say(listener.local_addr()?);
    // Everybody who is here holds a sender: when the last is gone, `recv` ends.
    let (here, mut all_gone) = mpsc::channel::<()>(1);
    let accepting = accept(&house, Arc::new(config(host_key, &house.limits)), &listener, here);
    tokio::select! {
        never = accepting => match never {},
        never = tidy::tidy(&house.has_rested) => match never {},
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    drop(listener);
    house.close();
    // Those who don't leave are cut off; the rest have kept their places by then.
    let _ = tokio::time::timeout(DRAIN, all_gone.recv()).await;
    Ok(())
}

async fn accept(
    house: &Arc<House>,
    config: Arc<Config>,
    listener: &TcpListener,
    here: mpsc::Sender<()>,
) -> std::convert::Infallible {
    let crowd = Arc::new(Crowd::new(&house.limits));
    loop {
        let Ok((socket, address)) = listener.accept().await else {
            // Out of descriptors, or a connection that was gone again: no reason to spin.
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        match crowd.enter(address.ip(), std::time::Instant::now()) {
            Ok(place) => {
                let stay = Arc::new((place, here.clone()));
                tokio::spawn(connection::attend(Arc::clone(house), socket, address, Arc::clone(&config), stay));
            }
            Err(refusal) => {
                house.log.refused(address, refusal.as_str());
                // Lines before the version are the only way to say something to one who isn't let in (RFC 4253, 4.2).
                let _ = socket.try_write(format!("byline: {}\r\n", refusal.as_str()).as_bytes());
            }
        }
    }
}

/// What is offered to clients.
///
/// Strict key exchange is offered, and no cipher that the lack of it would weaken (Terrapin, CVE-2023-48795, needs
/// ChaCha20-Poly1305 or encrypt-then-MAC): a client that knows nothing of it loses nothing either.
fn config(host_key: PrivateKey, limits: &Limits) -> Config {
    let methods: &[MethodKind] = &[MethodKind::None, MethodKind::PublicKey];
    Config {
        server_id: SshId::Standard("SSH-2.0-byline".into()),
        methods: MethodSet::from(methods),
        auth_rejection_time: Duration::from_secs(1),
        auth_rejection_time_initial: Some(Duration::ZERO),
        keys: vec![host_key],
        window_size: WINDOW,
        maximum_packet_size: LONGEST_PACKET,
        // Nobody reads what channels are told: the handler is.
        channel_buffer_size: 1,
        // With `out`, the bound of what waits for a reader who doesn't take it.
        event_buffer_size: 1,
        // The question without a method, with which clients begin, is counted too.
        max_auth_attempts: limits.attempts.saturating_add(1),
        // Only of a client that takes nothing: who types nothing is sent home before, with a word.
        inactivity_timeout: Some(limits.idle.saturating_add(limits.grace)),
        keepalive_interval: Some(KEEPALIVE),
        keepalive_max: 3,
        preferred: Preferred {
            kex: Vec::from([
                kex::MLKEM768X25519_SHA256,
                kex::CURVE25519,
                kex::CURVE25519_PRE_RFC_8731,
                kex::EXTENSION_SUPPORT_AS_SERVER,
                kex::EXTENSION_OPENSSH_STRICT_KEX_AS_SERVER,
            ])
            .into(),
            // The host's is the first. Without RSA: its signatures can't be checked here.
            key: Vec::from([Algorithm::Ed25519, Algorithm::SkEd25519]).into(),
            cipher: Vec::from([cipher::AES_256_GCM, cipher::AES_256_CTR]).into(),
            mac: Vec::from([mac::HMAC_SHA512, mac::HMAC_SHA256]).into(),
            // Never `zlib`, which would unpack what comes before the login.
            compression: Vec::from([compression::NONE, compression::ZLIB_LEGACY]).into(),
            ..Preferred::default()
        },
        ..Config::default()
    }
}

/// How a key is shown: as `ssh-keygen -l` does.
pub fn fingerprint(key: &PrivateKey) -> String {
    key.fingerprint(HashAlg::Sha256).to_string()
}
