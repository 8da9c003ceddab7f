//! What a client's environment says of its terminal. Of a few variables it is noted what they say; none is kept.

use crate::terminal::{Capabilities, is_utf8};

/// What the variables that a client has sent say of its terminal.
#[derive(Clone, Copy, Debug, Default)]
pub struct Variables {
    no_color: bool,
    true_colours: bool,
    /// Of each of [`LOCALE`] that is set, whether it is of UTF-8.
    locale: [Option<bool>; 3],
}

/// The first of these that is set decides the character set, as in C's setlocale.
const LOCALE: [&str; 3] = ["LC_ALL", "LC_CTYPE", "LANG"];

impl Variables {
    /// Takes a variable; answers whether it says anything here.
    pub fn take(&mut self, name: &str, value: &str) -> bool {
        match (name, LOCALE.iter().position(|known| *known == name)) {
            // https://no-color.org: any value that is not empty.
            ("NO_COLOR", _) => self.no_color = !value.is_empty(),
            ("COLORTERM", _) => self.true_colours = matches!(value, "truecolor" | "24bit"),
            (_, Some(at)) => self.locale[at] = (!value.is_empty()).then(|| is_utf8(value)),
            _ => return false,
        }
        true
    }

    /// Whether the terminal shows UTF-8. Of one that doesn't say it is assumed: nearly all do.
    pub fn is_utf8(&self) -> bool {
        self.locale.into_iter().flatten().next().unwrap_or(true)
    }

    /// What a terminal of this kind (`TERM`) understands.
    pub fn capabilities(&self, term: &str) -> Capabilities {
        let colorterm = if self.true_colours { "truecolor" } else { "" };
        Capabilities::of(term, colorterm, self.no_color, self.is_utf8())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::Colours;

    fn of(variables: &[(&str, &str)]) -> Variables {
        let mut all = Variables::default();
        variables.iter().for_each(|(name, value)| assert!(all.take(name, value), "{name}"));
        all
    }

    #[test]
    fn what_is_said_of_the_terminal_is_taken_and_nothing_else() {
        let colours = |variables: &[_]| of(variables).capabilities("xterm-256color").colours;
        assert_eq!(colours(&[]), Colours::Indexed);
        assert_eq!(colours(&[("NO_COLOR", "1")]), Colours::None);
        assert_eq!(colours(&[("NO_COLOR", "")]), Colours::Indexed);
        assert_eq!(colours(&[("COLORTERM", "truecolor")]), Colours::True);
        assert_eq!(colours(&[("COLORTERM", "yes")]), Colours::Indexed);
        for name in ["LD_PRELOAD", "PATH", "EDITOR", "TERM", "LC_TIME", "no_color", ""] {
            assert!(!Variables::default().take(name, "1"), "{name}");
        }
    }

    #[test]
    fn the_first_of_a_locale_that_is_set_decides_and_without_one_it_is_utf8() {
        assert!(of(&[]).is_utf8());
        assert!(of(&[("LANG", "de_CH.UTF-8")]).is_utf8());
        assert!(!of(&[("LANG", "C")]).is_utf8());
        assert!(of(&[("LANG", "C"), ("LC_CTYPE", "C.utf8")]).is_utf8());
        assert!(!of(&[("LANG", "C.UTF-8"), ("LC_ALL", "POSIX"), ("LC_CTYPE", "C.UTF-8")]).is_utf8());
        assert!(of(&[("LANG", "C.UTF-8"), ("LC_ALL", "")]).is_utf8());
    }
}
