//! `byline serve`: who may come in, where their memory is, and what is said at the start.

use std::fs::{DirBuilder, metadata};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Fault, complain, configured_in, inputs};
use crate::cli::serving::{Serving, ServingLimits};
use crate::config::{Config, Environment};
use crate::library::local::{LocalLibrary, Opening};
use crate::serve::{Door, Furniture, House, KeyError, Keyring, Limits, Log, ServeError, fingerprint, host_key, run};
use crate::view::theme::UNICODE;

/// Why nobody can be served.
#[derive(Debug, thiserror::Error)]
pub enum ServeFault {
    /// Nobody could come in.
    #[error(
        "nobody could come in: put the public keys of your readers into {0}, name another file with \
         --authorized-keys, or let anybody in with --open"
    )]
    NoKeys(String),
    /// There is no home.
    #[error("there is no home folder for the host key; set XDG_STATE_HOME to a folder")]
    Homeless,
    /// The log.
    #[error("cannot write the log {0}: {1}")]
    Log(String, io::Error),
    /// The folder that readers' memories are in.
    #[error("cannot keep what is read in {0}: {1}")]
    Memories(String, io::Error),
    /// A key.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The server.
    #[error(transparent)]
    Serve(#[from] ServeError),
}

/// Serves readers until the process is asked to end.
///
/// # Errors
/// Why nobody can be served.
pub fn serve(serving: Serving, format: Option<&'static str>) -> Result<(), Fault> {
    // What the server's own terminal can show is nothing to its readers.
    let environment = Environment { colours: true, signs: UNICODE, ..Environment::read() };
    let config = Config::read(&environment)?;
    let state = environment.state.as_deref().ok_or(ServeFault::Homeless)?;
    let door = door(&serving, &environment, state)?;
    let key = host_key(&state.join("host_key")).map_err(ServeFault::from)?;
    let log = match &serving.log {
        Some(path) => Log::open(path).map_err(|error| ServeFault::Log(path.display().to_string(), error))?,
        None => Log::default(),
    };
    let inputs = if serving.paths.is_empty() { configured_in(&config) } else { inputs(serving.paths) };
    let library = LocalLibrary::open(Opening { inputs, format, cache: environment.cache.clone(), to_keep: false });
    let furniture = Furniture {
        keymap: Arc::new(config.keymap),
        theme: config.theme,
        settings: config.settings,
        order: config.order,
    };
    if matches!(door, Door::Open) {
        complain(&"anybody who reaches this address may come in and read; what they read is forgotten");
    }
    let house = House::new(Arc::new(library), furniture, door, limits(&serving.limits), log, |sentence| {
        complain(&sentence);
    });
    let shown = fingerprint(&key);
    let say = |address| {
        complain(&format_args!("serving on {address}; the host key is {shown}"));
    };
    Ok(run(house, key, serving.listen, say).map_err(ServeFault::from)?)
}

fn door(serving: &Serving, environment: &Environment, state: &Path) -> Result<Door, ServeFault> {
    if serving.open {
        return Ok(Door::Open);
    }
    let usual = || environment.config.as_ref().map(|folder| folder.join("authorized_keys"));
    let path = match &serving.authorized_keys {
        Some(path) => path.clone(),
        None => {
            let usual = usual().unwrap_or_else(|| PathBuf::from("authorized_keys"));
            if metadata(&usual).is_err() {
                return Err(ServeFault::NoKeys(usual.display().to_string()));
            }
            usual
        }
    };
    let keyring = Keyring::open(&path, &|sentence| complain(&sentence))?;
    let memories = state.join("served");
    let made = DirBuilder::new().mode(0o700).recursive(true).create(&memories);
    made.map_err(|error| ServeFault::Memories(memories.display().to_string(), error))?;
    Ok(Door::Keys(keyring, memories))
}

fn limits(limits: &ServingLimits) -> Limits {
    Limits {
        sessions: limits.max_sessions,
        per_address: limits.max_per_address,
        per_second: limits.max_per_second,
        grace: limits.login_time,
        attempts: limits.login_attempts,
        idle: limits.idle,
        input_rate: limits.input_rate,
        largest: limits.max_size,
    }
}
