//! Where text on the screen leads (OSC 8), by numbers that fit beside a symbol.
//!
//! The rows of one link have one id, so that a terminal lights them up together
//! (<https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda>).

use std::collections::HashMap;

/// Links are numbered from 1 to this.
const MOST: usize = 1023;

/// Longer addresses, in bytes, lead nowhere: VTE takes no longer ones.
const LONGEST: usize = 2083;

/// The addresses that a screen leads to.
#[derive(Clone, Debug, Default)]
pub(super) struct Links {
    addresses: Vec<Option<Box<str>>>,
    numbers: HashMap<Box<str>, u16>,
}

impl Links {
    /// The number of an address. 0 where it may not be sent, and where there are too many.
    pub fn number(&mut self, address: &str) -> u16 {
        if !is_safe(address) {
            return 0;
        }
        if let Some(number) = self.numbers.get(address) {
            return *number;
        }
        let free = self.addresses.iter().position(Option::is_none).unwrap_or(self.addresses.len());
        if free >= MOST {
            return 0;
        }
        if free == self.addresses.len() {
            self.addresses.push(None);
        }
        self.addresses[free] = Some(address.into());
        self.numbers.insert(address.into(), free as u16 + 1);
        free as u16 + 1
    }

    /// Forgets the links that nothing shown belongs to, once there are many.
    pub fn sweep(&mut self, shown: impl Iterator<Item = u16>) {
        if self.numbers.len() <= MOST / 2 {
            return;
        }
        let mut is_shown = vec![false; MOST + 1];
        shown.for_each(|number| is_shown[usize::from(number)] = true);
        for (at, address) in self.addresses.iter_mut().enumerate() {
            if !is_shown[at + 1]
                && let Some(address) = address.take()
            {
                self.numbers.remove(&address);
            }
        }
    }

    /// Says that what is drawn next belongs to a link, or to none.
    pub fn write(&self, number: u16, out: &mut Vec<u8>) {
        match usize::from(number).checked_sub(1).and_then(|at| self.addresses.get(at)?.as_deref()) {
            Some(address) => out.extend_from_slice(format!("\x1b]8;id={number};{address}\x07").as_bytes()),
            None => out.extend_from_slice(b"\x1b]8;;\x07"),
        }
    }
}

/// An address of the web or of a mailbox in plain ASCII: nothing in it ends the sequence, or starts another program.
fn is_safe(address: &str) -> bool {
    let has_scheme = ["http://", "https://", "mailto:"].iter().any(|scheme| address.starts_with(scheme));
    has_scheme && address.len() <= LONGEST && address.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_that_do_no_harm_get_a_number() {
        let mut links = Links::default();
        for address in ["javascript:alert(1)", "file:///etc/passwd", "https://a.example/\x07x", "https://é.example", ""]
        {
            assert_eq!(links.number(address), 0, "{address:?}");
        }
        assert_eq!(links.number(&format!("https://a.example/{}", "x".repeat(3_000))), 0);
        assert_eq!(links.number("https://a.example/1"), 1);
        assert_eq!(links.number("mailto:desk@a.example"), 2);
        assert_eq!(links.number("https://a.example/1"), 1);
    }

    #[test]
    fn what_is_shown_keeps_its_number_when_others_are_forgotten() {
        let mut links = Links::default();
        let address = |at: usize| format!("https://a.example/{at}");
        (0..MOST).for_each(|at| assert_eq!(usize::from(links.number(&address(at))), at + 1));
        assert_eq!(links.number("https://b.example/"), 0);
        links.sweep([0, 7].into_iter());
        assert_eq!(links.number(&address(6)), 7);
        assert_eq!(links.number("https://b.example/"), 1);
        let mut out = Vec::new();
        links.write(7, &mut out);
        links.write(0, &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), "\x1b]8;id=7;https://a.example/6\x07\x1b]8;;\x07");
    }
}
