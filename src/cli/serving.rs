//! What `byline serve` is told on the command line.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use jiff::SignedDuration;

/// The arguments of `byline serve`.
#[derive(Clone, Debug, Args)]
pub struct Serving {
    /// Files or folders to open; without any, those of the configuration
    pub paths: Vec<PathBuf>,
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:2222")]
    pub listen: SocketAddr,
    /// Who may come in: public keys, one a line [default: authorized_keys in the configuration folder]
    #[arg(long, value_name = "FILE", conflicts_with = "open")]
    pub authorized_keys: Option<PathBuf>,
    /// Let anybody in; what they read is forgotten when they leave
    #[arg(long)]
    pub open: bool,
    /// Write a JSON line for each login, refusal and end; - is standard output
    #[arg(long, value_name = "FILE")]
    pub log: Option<PathBuf>,
    #[command(flatten)]
    pub limits: ServingLimits,
}

/// How much readers may take. Times are written as 90s, 30m, 1h.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Limits")]
pub struct ServingLimits {
    /// How many readers at once
    #[arg(long, default_value_t = 500, value_name = "N")]
    pub max_sessions: usize,
    /// How many of them from one address
    #[arg(long, default_value_t = 20, value_name = "N")]
    pub max_per_address: usize,
    /// New connections a second from one address
    #[arg(long, default_value_t = 10, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub max_per_second: u32,
    /// Time to log in
    #[arg(long, default_value = "10s", value_name = "TIME", value_parser = time)]
    pub login_time: Duration,
    /// Keys that one connection may try
    #[arg(long, default_value_t = 3, value_name = "N")]
    pub login_attempts: usize,
    /// Time without a key pressed
    #[arg(long, default_value = "30m", value_name = "TIME", value_parser = time)]
    pub idle: Duration,
    /// Bytes a second that a reader may type for long
    #[arg(long, default_value_t = 2048, value_name = "BYTES", value_parser = clap::value_parser!(u32).range(1..))]
    pub input_rate: u32,
    /// The largest window
    #[arg(long, default_value = "500x200", value_name = "COLUMNSxROWS", value_parser = size)]
    pub max_size: (u16, u16),
}

fn time(text: &str) -> Result<Duration, String> {
    let time = text.parse::<SignedDuration>().map_err(|error| error.to_string())?;
    match Duration::try_from(time) {
        Ok(time) if !time.is_zero() => Ok(time),
        _ => Err("no time at all".to_owned()),
    }
}

fn size(text: &str) -> Result<(u16, u16), String> {
    let size = text.split_once('x').and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)));
    size.filter(|(width, height)| *width > 0 && *height > 0).ok_or_else(|| "not like 500x200".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        serving: Serving,
    }

    fn parse(arguments: &[&str]) -> Result<Serving, clap::Error> {
        Line::try_parse_from([&["serve"], arguments].concat()).map(|line| line.serving)
    }

    #[test]
    fn without_a_word_only_this_machine_reaches_it_and_every_limit_is_set() {
        let Serving { listen, open, limits, .. } = parse(&[]).unwrap();
        assert!(listen.ip().is_loopback() && !open);
        assert_eq!((limits.max_sessions, limits.max_per_address, limits.max_per_second), (500, 20, 10));
        assert_eq!((limits.login_time, limits.login_attempts), (Duration::from_secs(10), 3));
        assert_eq!((limits.idle, limits.input_rate), (Duration::from_secs(1800), 2048));
        assert_eq!(limits.max_size, (500, 200));
    }

    #[test]
    fn a_limit_that_lets_nobody_do_anything_is_a_mistake() {
        for argument in
            ["--login-time=0s", "--idle=0s", "--idle=soon", "--max-size=0x24", "--max-size=80", "--input-rate=0"]
        {
            assert!(parse(&[argument]).is_err(), "{argument}");
        }
        assert!(parse(&["--open", "--authorized-keys", "keys"]).is_err());
        assert_eq!(parse(&["--idle", "90s"]).unwrap().limits.idle, Duration::from_secs(90));
    }
}
