//! What a terminal understands, told from the names that it goes by.
//!
//! A table of families and not a terminfo library: a reader who comes by SSH brings the name of a terminal that the
//! server's database may not know, and a third of what is asked here (UTF-8, true colours, synchronized updates) is in
//! no database. Each family says where its entry is from.

use ratatui::style::Modifier;

/// How many colours there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Colours {
    /// The default foreground and background.
    None,
    /// The eight of ECMA-48.
    Eight,
    /// Their bright forms too.
    Sixteen,
    /// The palette of xterm.
    Indexed,
    /// Any.
    True,
}

/// What a terminal understands. What every terminal does that byline can run on is not named: absolute and relative
/// moves of the cursor, CR, LF and BS, erasing to the end of a line, and bold, underlined, blinking and reversed text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// It can place its cursor. Nothing can be drawn on one that can't.
    pub can_draw: bool,
    /// It shows UTF-8. Another gets ASCII.
    pub utf8: bool,
    /// The colours that it shows.
    pub colours: Colours,
    /// The attributes that it shows.
    pub attributes: Modifier,
    /// Attributes can be ended one by one (SGR 22 to 29), and colours (SGR 39 and 49).
    pub ends_attributes: bool,
    /// What is erased takes the background of the pen.
    pub erases_in_colour: bool,
    /// ECH: so many columns can be erased.
    pub erases_columns: bool,
    /// REP: the last character can be repeated.
    pub repeats: bool,
    /// CHA and VPA: the cursor can be put on a column of its row and on a row of its column.
    pub places_by_axis: bool,
    /// DECSTBM: rows can be scrolled by themselves, with LF and RI at their margins.
    pub scrolls_rows: bool,
    /// SU and SD: by several rows at a time.
    pub scrolls_by_many: bool,
    /// OSC 8: text can lead to an address. Terminals that only leave the sequence out count too.
    pub links: bool,
    /// It can be asked what modes it knows (DECRQM) without showing the question.
    pub reports_modes: bool,
    /// A picture can be held back until it is whole (mode 2026). Only the terminal itself can say so (DECRQM).
    pub synchronizes: bool,
}

impl Capabilities {
    /// What a terminal understands that is called `term` (`TERM`), from what else the environment says: `COLORTERM`,
    /// whether no colours are wanted, and whether the locale is of UTF-8.
    ///
    /// An unknown name gets what a VT100 understands.
    pub fn of(term: &str, colorterm: &str, no_color: bool, utf8: bool) -> Self {
        let is = |families: &[&str]| families.iter().any(|family| term.starts_with(family));
        let family = if term.is_empty() || term == "dumb" {
            Self { can_draw: false, attributes: Modifier::empty(), scrolls_rows: false, ..Self::VT100 }
        } else if is(&["xterm-kitty", "xterm-ghostty", "alacritty", "foot", "wezterm", "contour", "rio"]) {
            Self::MODERN
        } else if is(&["xterm", "vte", "gnome", "konsole", "mintty", "putty", "st-", "iterm", "rxvt"]) {
            Self::XTERM
        } else if is(&["tmux"]) {
            Self::TMUX
        } else if is(&["screen"]) {
            Self::SCREEN
        } else if is(&["linux"]) {
            Self::LINUX
        } else {
            Self::VT100
        };
        let true_colours = matches!(colorterm, "truecolor" | "24bit") && family.colours > Colours::None;
        let colours = if no_color {
            Colours::None
        } else if true_colours || term.ends_with("-direct") {
            Colours::True
        } else if term.ends_with("256color") {
            family.colours.max(Colours::Indexed)
        } else if term.ends_with("16color") {
            family.colours.max(Colours::Sixteen)
        } else {
            family.colours
        };
        Self { utf8, colours, ..family }
    }

    /// The VT100 User Guide, chapter 3, and `vt100` of ncurses: neither colours nor ends of single attributes.
    const VT100: Self = Self {
        can_draw: true,
        utf8: true,
        colours: Colours::None,
        attributes: Modifier::BOLD.union(Modifier::UNDERLINED).union(Modifier::SLOW_BLINK).union(Modifier::REVERSED),
        ends_attributes: false,
        erases_in_colour: false,
        erases_columns: false,
        repeats: false,
        places_by_axis: false,
        scrolls_rows: true,
        scrolls_by_many: false,
        links: false,
        reports_modes: false,
        synchronizes: false,
    };

    /// `linux` of ncurses and console_codes(4): no SU and SD, and what is italic elsewhere changes the colour.
    const LINUX: Self = Self {
        colours: Colours::Eight,
        attributes: Self::VT100.attributes.union(Modifier::DIM),
        ends_attributes: true,
        erases_in_colour: true,
        erases_columns: true,
        places_by_axis: true,
        ..Self::VT100
    };

    /// `screen` of ncurses: no ECH, and SGR 3, italic elsewhere, is reversed in GNU Screen.
    const SCREEN: Self = Self { erases_in_colour: false, erases_columns: false, scrolls_by_many: true, ..Self::LINUX };

    /// `tmux` of ncurses. tmux understands ECH too (input.c); its REP was for ASCII only up to 3.5 (tmux #3687).
    const TMUX: Self = Self {
        attributes: Self::XTERM.attributes,
        erases_columns: true,
        links: true,
        reports_modes: true,
        ..Self::SCREEN
    };

    /// `xterm` of ncurses without its REP: mosh goes by this name on the server, whatever the terminal before it
    /// is called, and doesn't understand REP (mosh #1064).
    const XTERM: Self = Self {
        attributes: Modifier::all().difference(Modifier::RAPID_BLINK),
        scrolls_by_many: true,
        links: true,
        reports_modes: true,
        ..Self::LINUX
    };

    /// Terminals whose name is their own, from their own terminfo files: what xterm does, REP, and true colours, which
    /// they have without saying so through SSH.
    const MODERN: Self = Self { colours: Colours::True, repeats: true, ..Self::XTERM };
}

/// Whether a locale of this name (`LANG` and the like) is of UTF-8.
pub fn is_utf8(locale: &str) -> bool {
    let locale = locale.to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(term: &str) -> Capabilities {
        Capabilities::of(term, "", false, true)
    }

    #[test]
    fn an_unknown_terminal_gets_what_a_vt100_understands() {
        assert_eq!(of("qvt103"), of("vt100"));
        assert_eq!(of("vt100").colours, Colours::None);
        assert!(of("vt100").can_draw && of("vt100").scrolls_rows && !of("vt100").scrolls_by_many);
    }

    #[test]
    fn nothing_is_drawn_on_a_dumb_terminal() {
        assert!(!of("dumb").can_draw && !of("").can_draw);
        assert!(of("linux").can_draw);
    }

    #[test]
    fn characters_are_repeated_only_where_no_other_terminal_takes_the_name() {
        for term in ["xterm", "xterm-256color", "tmux-256color", "screen", "linux", "vt100"] {
            assert!(!of(term).repeats, "{term}");
        }
        assert!(of("xterm-kitty").repeats && of("foot").repeats);
    }

    #[test]
    fn colours_are_as_many_as_the_names_say() {
        assert_eq!(of("xterm").colours, Colours::Eight);
        assert_eq!(of("xterm-16color").colours, Colours::Sixteen);
        assert_eq!(of("screen-256color").colours, Colours::Indexed);
        assert_eq!(of("xterm-direct").colours, Colours::True);
        assert_eq!(of("alacritty").colours, Colours::True);
        assert_eq!(Capabilities::of("tmux-256color", "truecolor", false, true).colours, Colours::True);
        assert_eq!(Capabilities::of("vt100", "truecolor", false, true).colours, Colours::None);
        assert_eq!(Capabilities::of("xterm-kitty", "truecolor", true, true).colours, Colours::None);
    }

    #[test]
    fn only_who_parses_questions_and_addresses_gets_them() {
        for term in ["vt100", "linux", "screen", "screen-256color", "dumb", ""] {
            assert!(!of(term).reports_modes && !of(term).links, "{term}");
        }
        assert!(of("xterm-256color").reports_modes && of("tmux-256color").reports_modes && of("tmux-256color").links);
    }

    #[test]
    fn italic_text_is_only_for_terminals_that_do_not_take_it_for_something_else() {
        assert!(of("tmux-256color").attributes.contains(Modifier::ITALIC));
        assert!(!of("screen-256color").attributes.contains(Modifier::ITALIC));
        assert!(!of("linux").attributes.contains(Modifier::ITALIC));
    }
}
