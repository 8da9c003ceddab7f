//! How much a reader may take, and how much all of them together.

use std::time::Duration;

/// The limits of a server.
#[derive(Clone, Debug)]
pub struct Limits {
    /// How many may be connected.
    pub sessions: usize,
    /// How many of them from one address. An IPv6 address is taken for its /64, which one person has.
    pub per_address: usize,
    /// How many connections may come in a second from one address, and at once after a while without any.
    pub per_second: u32,
    /// How long a connection has to log in, and then to ask for a session.
    pub grace: Duration,
    /// How many keys a connection may try.
    pub attempts: usize,
    /// How long a reader may type nothing.
    pub idle: Duration,
    /// How many bytes a second a reader may type for long; four seconds' worth may come at once.
    pub input_rate: u32,
    /// The largest window, in columns and rows.
    pub largest: (u16, u16),
}

impl Limits {
    /// The smallest window that is drawn, in columns and rows.
    const SMALLEST: (u16, u16) = (10, 3);

    /// A window of a size that a client reports. Zero is what it reports when it has none (RFC 4254, 6.2).
    pub fn clamp(&self, columns: u32, rows: u32) -> (u16, u16) {
        let clamp = |reported: u32, usual: u16, smallest: u16, largest: u16| {
            let reported = if reported == 0 { usual } else { u16::try_from(reported).unwrap_or(u16::MAX) };
            reported.clamp(smallest.min(largest), largest)
        };
        let ((columns_min, rows_min), (columns_max, rows_max)) = (Self::SMALLEST, self.largest);
        (clamp(columns, 80, columns_min, columns_max), clamp(rows, 24, rows_min, rows_max))
    }
}

#[cfg(test)]
impl Limits {
    /// Limits that no test meets by chance.
    pub fn of_a_test() -> Self {
        Self {
            sessions: 100,
            per_address: 100,
            per_second: 1000,
            grace: Duration::from_secs(10),
            attempts: 3,
            idle: Duration::from_secs(60),
            input_rate: 10_000,
            largest: (500, 200),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_window_is_too_small_or_too_large() {
        let limits = Limits::of_a_test();
        assert_eq!(limits.clamp(0, 0), (80, 24));
        assert_eq!(limits.clamp(1, 1), (10, 3));
        assert_eq!(limits.clamp(u32::MAX, 65_536), (500, 200));
        assert_eq!(limits.clamp(120, 40), (120, 40));
    }
}
