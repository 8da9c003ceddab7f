//! Whether a text writes the day or the month first, where its dates don't tell.

use crate::article::{Block, Language};
use crate::ingest::date::{self, Order};
use crate::ingest::language;

/// The order of a text's dates. Only a date that can be read in two ways is worth the trouble.
pub(super) fn read(published: Option<&str>, language: Option<&str>, url: Option<&str>, blocks: &[Block]) -> Order {
    /// How many of the first blocks may hold a date.
    const HEAD: usize = 8;
    /// A longer one is a paragraph of the story, in bytes.
    const LINE: usize = 240;
    let lines = blocks.iter().take(HEAD).map(|block| block.text.as_str()).filter(|text| text.len() <= LINE);
    if !published.into_iter().chain(lines).any(date::is_ambiguous) {
        return Order::MonthFirst;
    }
    let english = |month_first: bool| if month_first { Order::MonthFirst } else { Order::DayFirst };
    let abroad = || url.and_then(super::host).is_some_and(|host| is_abroad(&host));
    match language.and_then(|language| Language::of(language).map(|code| (language, code))) {
        Some((language, code)) if code.code() == "en" => english(is_american(language) && !abroad()),
        Some(_) => Order::DayFirst,
        None => english(is_english(blocks) && !abroad()),
    }
}

/// `en`, `en-US`: English that doesn't say that it is written elsewhere.
fn is_american(language: &str) -> bool {
    let region = language.get(2..).unwrap_or_default().trim_start_matches(['-', '_']);
    region.is_empty() || region.get(..2).is_some_and(|region| region.eq_ignore_ascii_case("us"))
}

/// Whether a host is of a country that writes English, and the day first.
fn is_abroad(host: &str) -> bool {
    [".uk", ".au", ".nz", ".ie", ".in", ".za", ".ng", ".ke", ".pk", ".sg", ".my"].iter().any(|end| host.ends_with(end))
}

/// Whether the text is English, or too short to be anything else.
fn is_english(blocks: &[Block]) -> bool {
    language::of(blocks, None).is_none_or(|language| language.code() == "en")
}
