//! Colours by meaning. The default uses the terminal's own palette, right on light and on dark.

use ratatui::style::{Color, Modifier, Style};

/// What a stretch of the screen means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Running text.
    Text,
    /// What may be skipped: sources and dates, hints, rules.
    Quiet,
    /// The one accent: the selection's mark, counters of what is new.
    Accent,
    /// An article's title and headings.
    Title,
    /// A headline made from the lead.
    Made,
    /// Letters that matched.
    Match,
    /// The match that the reader is at.
    CurrentMatch,
    /// Something went wrong.
    Trouble,
    /// Sentences that say what was read elsewhere.
    Told,
}

const ROLES: [(&str, Role); 9] = [
    ("text", Role::Text),
    ("quiet", Role::Quiet),
    ("accent", Role::Accent),
    ("title", Role::Title),
    ("made", Role::Made),
    ("match", Role::Match),
    ("current-match", Role::CurrentMatch),
    ("trouble", Role::Trouble),
    ("told", Role::Told),
];

/// The default theme's file.
const DEFAULT: &str = include_str!("../../assets/themes/terminal.toml");

/// A style for every role, and the signs that the terminal can show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    styles: [Style; ROLES.len()],
    /// Signs of the list and of typesetting.
    pub signs: Signs,
}

/// The signs that stand for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signs {
    /// An unread article.
    pub unread: &'static str,
    /// A starred article.
    pub starred: &'static str,
    /// The selected row.
    pub selected: &'static str,
    /// The rule between panes that stand side by side.
    pub rule: &'static str,
    /// The rule between panes of which one stands above the other.
    pub across: &'static str,
    /// Where text was cut.
    pub ellipsis: &'static str,
    /// Nothing known.
    pub none: &'static str,
    /// Between two facts.
    pub dot: &'static str,
    /// What is done, in a bar.
    pub done: &'static str,
    /// What is left to do, in a bar.
    pub open: &'static str,
}

/// Signs for a terminal that shows Unicode.
pub const UNICODE: Signs = Signs {
    unread: "●",
    starred: "★",
    selected: "▸",
    rule: "│",
    across: "─",
    ellipsis: "…",
    none: "–",
    dot: "·",
    done: "━",
    open: "╌",
};

/// Signs for one that doesn't.
pub const ASCII: Signs = Signs {
    unread: "*",
    starred: "+",
    selected: ">",
    rule: "|",
    across: "-",
    ellipsis: "...",
    none: "-",
    dot: "-",
    done: "#",
    open: "-",
};

impl Theme {
    /// The default theme with a reader's own colours over it.
    ///
    /// # Errors
    /// One sentence: the role or the word that is not known.
    pub fn with(own: &toml::Table, colours: bool, signs: Signs) -> Result<Self, String> {
        let mut theme = Self { styles: [Style::new(); ROLES.len()], signs };
        let default: toml::Table = toml::from_str(DEFAULT).map_err(|error| error.message().to_owned())?;
        for (name, words) in default.iter().chain(own) {
            let role = ROLES.iter().position(|(known, _)| known == name);
            let role = role.ok_or_else(|| {
                let known: Vec<_> = ROLES.iter().map(|(name, _)| *name).collect();
                format!("no colour is called `{name}`; there are {}", known.join(", "))
            })?;
            let words = words.as_str().ok_or_else(|| format!("`{name}` is no text such as \"bold magenta\""))?;
            theme.styles[role] = parse(words)?;
        }
        if !colours {
            for style in &mut theme.styles {
                *style = Style { fg: None, bg: None, underline_color: None, ..*style };
            }
        }
        Ok(theme)
    }

    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        let index = ROLES.iter().position(|(_, known)| *known == role).unwrap_or(0);
        self.styles[index]
    }
}

impl Default for Theme {
    fn default() -> Self {
        Self::with(&toml::Table::new(), true, UNICODE).expect("the default theme is tested")
    }
}

/// Reads a style: words such as `bold`, `underlined`, a colour, `on` and a colour.
fn parse(words: &str) -> Result<Style, String> {
    let mut style = Style::new();
    let mut words = words.split_whitespace();
    while let Some(word) = words.next() {
        style = match word {
            "plain" => style,
            "bold" => style.add_modifier(Modifier::BOLD),
            "dim" => style.add_modifier(Modifier::DIM),
            "italic" => style.add_modifier(Modifier::ITALIC),
            "underlined" => style.add_modifier(Modifier::UNDERLINED),
            "reversed" => style.add_modifier(Modifier::REVERSED),
            "on" => style.bg(colour(words.next().unwrap_or_default())?),
            colour_name => style.fg(colour(colour_name)?),
        };
    }
    Ok(style)
}

fn colour(name: &str) -> Result<Color, String> {
    name.parse().map_err(|_| {
        format!("no style is called `{name}`; there are plain, bold, dim, italic, underlined, reversed, colours such as red, bright-blue, 208 or #ff8800, and `on` with a colour")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_theme_names_every_role_and_no_background() {
        let theme = Theme::default();
        for (name, role) in ROLES {
            assert!(DEFAULT.contains(&format!("{name} =")), "{name}");
            assert_eq!(theme.style(role).bg, None, "{name}");
        }
    }

    #[test]
    fn without_colours_meaning_is_still_told_apart() {
        let theme = Theme::with(&toml::Table::new(), false, UNICODE).unwrap();
        let styles: Vec<_> = ROLES.iter().map(|(_, role)| theme.style(*role)).collect();
        assert!(styles.iter().all(|style| style.fg.is_none()));
        assert_ne!(theme.style(Role::Match), theme.style(Role::Text));
        assert_ne!(theme.style(Role::Match), theme.style(Role::CurrentMatch));
        assert_ne!(theme.style(Role::Quiet), theme.style(Role::Text));
        assert_ne!(theme.style(Role::Told), theme.style(Role::Text));
    }

    #[test]
    fn a_word_that_is_no_style_is_named() {
        let own = toml::toml! { accent = "loud" };
        let error = Theme::with(&own, true, UNICODE).unwrap_err();
        assert!(error.contains("`loud`"), "{error}");
    }
}
