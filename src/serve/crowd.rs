//! Who may come in: so many in all, so many from one address, so many a second.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::Limits;

/// So many addresses are known at once, besides those of who is here. Beyond, those that may come at any pace are
/// forgotten.
const KNOWN: usize = 4096;

/// Everybody who is connected.
#[derive(Debug)]
pub struct Crowd {
    sessions: usize,
    per_address: usize,
    per_second: f64,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    here: usize,
    addresses: HashMap<IpAddr, Address>,
}

#[derive(Debug)]
struct Address {
    here: usize,
    /// So many may come at this moment.
    allowed: f64,
    at: Instant,
}

/// Why somebody can't come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Everybody together is too many.
    Full,
    /// There are too many from this address.
    Address,
    /// They come too fast from this address.
    Pace,
}

impl Refusal {
    /// One clause.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Full => "too many readers are here; try again later",
            Self::Address => "too many readers are here from your address",
            Self::Pace => "too many connections a second from your address",
        }
    }
}

/// A place in the crowd, until it is dropped. Whatever works for a guest holds it, also when the guest has gone.
#[derive(Debug)]
pub struct Place {
    crowd: Arc<Crowd>,
    address: IpAddr,
}

impl Crowd {
    /// Nobody is here yet.
    pub fn new(limits: &Limits) -> Self {
        Self {
            sessions: limits.sessions,
            per_address: limits.per_address,
            per_second: f64::from(limits.per_second),
            state: Mutex::default(),
        }
    }

    /// Somebody comes.
    ///
    /// # Errors
    /// Why they can't.
    pub fn enter(self: &Arc<Self>, address: IpAddr, now: Instant) -> Result<Place, Refusal> {
        let address = household(address);
        let mut state = self.state();
        let most = self.per_second;
        if state.addresses.len() >= KNOWN {
            state.addresses.retain(|_, known| known.here > 0 || known.allowed_at(now, most) < most);
        }
        let is_full = state.here >= self.sessions;
        let known = state.addresses.entry(address).or_insert(Address { here: 0, allowed: most, at: now });
        known.allowed = known.allowed_at(now, most);
        known.at = now;
        if known.allowed < 1.0 {
            return Err(Refusal::Pace);
        }
        known.allowed -= 1.0;
        if known.here >= self.per_address {
            return Err(Refusal::Address);
        }
        if is_full {
            return Err(Refusal::Full);
        }
        known.here += 1;
        state.here += 1;
        Ok(Place { crowd: Arc::clone(self), address })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing panics between two changes that belong together.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Address {
    fn allowed_at(&self, now: Instant, per_second: f64) -> f64 {
        let gained = now.saturating_duration_since(self.at).as_secs_f64() * per_second;
        (self.allowed + gained).min(per_second)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut state = self.crowd.state();
        state.here = state.here.saturating_sub(1);
        if let Some(known) = state.addresses.get_mut(&self.address) {
            known.here = known.here.saturating_sub(1);
        }
    }
}

/// The addresses that one household has count as one.
fn household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let network = u128::from(address) & !u128::from(u64::MAX);
            IpAddr::V6(Ipv6Addr::from(network))
        }
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn crowd(sessions: usize, per_address: usize, per_second: u32) -> Arc<Crowd> {
        Arc::new(Crowd::new(&Limits { sessions, per_address, per_second, ..Limits::of_a_test() }))
    }

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn who_leaves_makes_room() {
        let (crowd, now) = (crowd(2, 1, 100), Instant::now());
        let one = crowd.enter(address("10.0.0.1"), now).unwrap();
        assert_eq!(crowd.enter(address("10.0.0.1"), now).err(), Some(Refusal::Address));
        let _two = crowd.enter(address("10.0.0.2"), now).unwrap();
        assert_eq!(crowd.enter(address("10.0.0.3"), now).err(), Some(Refusal::Full));
        drop(one);
        assert!(crowd.enter(address("10.0.0.3"), now).is_ok());
    }

    #[test]
    fn who_comes_too_fast_waits() {
        let (crowd, now) = (crowd(100, 100, 2), Instant::now());
        let come = |at: Instant| crowd.enter(address("10.0.0.1"), at).map(|_| ());
        assert_eq!([come(now), come(now), come(now)], [Ok(()), Ok(()), Err(Refusal::Pace)]);
        assert!(crowd.enter(address("10.0.0.2"), now).is_ok());
        let later = now + Duration::from_millis(500);
        assert_eq!([come(later), come(later)], [Ok(()), Err(Refusal::Pace)]);
    }

    #[test]
    fn the_addresses_of_a_household_are_one_and_those_that_are_gone_are_forgotten() {
        let (crowd, now) = (crowd(100_000, 1, 1), Instant::now());
        let _one = crowd.enter(address("2001:db8::1"), now).unwrap();
        let later = now + Duration::from_secs(9);
        assert_eq!(crowd.enter(address("2001:db8::2"), later).err(), Some(Refusal::Address));
        assert!(crowd.enter(address("2001:db8:0:1::2"), now).is_ok());
        for number in 0..2 * KNOWN as u32 {
            let at = now + Duration::from_secs(u64::from(number));
            crowd.enter(IpAddr::V4(number.into()), at).unwrap();
        }
        assert!(crowd.state().addresses.len() <= KNOWN);
    }
}
