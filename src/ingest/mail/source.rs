//! The outlet of a message: its mailing list or newsgroup.

use super::header::Header;
use crate::ingest::sanitize;

/// The list's own name, else its id; a newsgroup.
pub(super) fn read(header: Header<'_>) -> Option<String> {
    let list = header.text("List-Id").and_then(|list| list_name(&list));
    let group = || header.text("Newsgroups").and_then(|groups| Some(groups.split(',').next()?.trim().to_owned()));
    let address = || {
        let address = header.text("X-Mailing-List")?;
        let address = address.split_whitespace().next()?.trim_matches(['<', '>', ';', ',']).to_owned();
        address.contains('@').then_some(address)
    };
    list.or_else(group).or_else(address).filter(|name| !name.is_empty())
}

/// `Weir news <weir.ollen.example>` is Weir news.
fn list_name(list: &str) -> Option<String> {
    let (name, id) = match list.split_once('<') {
        Some((name, id)) => (name, id.split('>').next().unwrap_or(id)),
        None => ("", list),
    };
    let name = sanitize::line(name.trim_matches(|c: char| c.is_whitespace() || "\"'.".contains(c)));
    [name.as_str(), id.trim()].into_iter().find(|name| !name.is_empty() && !is_machine_made(name)).map(str::to_owned)
}

/// Whether a name has a word that only a machine gives: `b3f9c21d44`.
fn is_machine_made(name: &str) -> bool {
    const DIGITS: usize = 4;
    name.split([' ', '.', '-', '_', '@'])
        .any(|word| word.len() >= 8 && word.bytes().filter(u8::is_ascii_digit).count() >= DIGITS)
        || !name.contains(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_called_by_its_name_else_by_its_id() {
        for (list, name) in [
            ("Weir news <weir.ollen.example>", Some("Weir news")),
            ("\"Weir, news\" <weir.ollen.example>", Some("Weir, news")),
            ("<weir.ollen.example>", Some("weir.ollen.example")),
            ("weir.ollen.example", Some("weir.ollen.example")),
            ("b3f9c21d4401 list <b3f9c21d4401.77.sender.example>", None),
            ("<12345.67890>", None),
        ] {
            assert_eq!(list_name(list).as_deref(), name, "{list}");
        }
    }
}
