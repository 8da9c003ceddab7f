//! Who wrote an entry: the many ways in which a feed says it.

use super::tree::Element;
use crate::ingest::sanitize;

/// Elements that name a writer, the surest first.
const NAMES: &[&str] =
    &["author", "atom:author", "dc:creator", "itunes:author", "dc:author", "dcterms:creator", "media:credit"];

/// Elements of one name that are looked at.
const MOST: usize = 200;

/// The people that an entry or a feed names, each in a string of its own.
pub(super) fn of(element: Element<'_>) -> Vec<String> {
    NAMES
        .iter()
        .map(|name| element.named(name).filter_map(person).take(MOST).flat_map(|name| split(&name)).collect::<Vec<_>>())
        .find(|people| !people.is_empty())
        .unwrap_or_default()
}

/// Scientists write `Lee, A., Chu, B.-O.`: the family, then the initials.
fn split(names: &str) -> Vec<String> {
    let parts: Vec<&str> = names.split(',').map(str::trim).collect();
    let is_initials =
        |part: &str| part.ends_with('.') && part.split([' ', '-']).all(|word| word.len() <= 5 && word.ends_with('.'));
    let (pairs, rest) = parts.as_chunks::<2>();
    if rest.is_empty() && pairs.iter().all(|[family, given]| !is_initials(family) && is_initials(given)) {
        return pairs.iter().map(|[family, given]| format!("{given} {family}")).collect();
    }
    vec![names.to_owned()]
}

fn person(element: Element<'_>) -> Option<String> {
    let parts = ["name", "atom:name", "email", "atom:email"];
    let text = parts
        .iter()
        .flat_map(|name| element.named(name))
        .map(Element::text)
        .find(|text| !text.trim().is_empty())
        .or_else(|| element.children().next().is_none().then(|| element.text()))?;
    name(&sanitize::line(&text))
}

/// The name in `a@b.example (Ann Lee)`, `Ann Lee <a@b.example>`, `Ann Lee`.
pub(super) fn name(text: &str) -> Option<String> {
    // Forums name accounts as they address them: `/u/annlee`.
    let text = text.trim().trim_start_matches("/u/");
    let bracketed = text
        .split_once('(')
        .and_then(|(before, rest)| Some((before.trim(), rest.rsplit_once(')')?.0.trim())))
        .filter(|(before, inside)| before.contains('@') && !before.contains(' ') && !inside.is_empty());
    let text = match bracketed {
        Some((_, inside)) => inside,
        None => text,
    };
    // The address in brackets, or bare beside the name.
    let words = text.split_whitespace().filter(|word| !word.contains('@') && !word.starts_with("mailto:"));
    let name = words.collect::<Vec<_>>().join(" ");
    let name = name.trim_matches(['<', '>', '(', ')', '"', ',', ' ']);
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::namespace::Prefixes;
    use super::super::tree::Tree;
    use super::*;

    #[test]
    fn a_name_is_found_beside_its_address() {
        for text in [
            "Ann Lee",
            "a@b.example (Ann Lee)",
            "Ann Lee <a@b.example>",
            "Ann Lee (a@b.example)",
            "\"Ann Lee\" a@b.example",
        ] {
            assert_eq!(name(text).as_deref(), Some("Ann Lee"), "{text}");
        }
        assert_eq!(name("a@b.example"), None);
        assert_eq!(name("/u/annlee").as_deref(), Some("annlee"));
        assert_eq!(split("Lee, A., Chu, B.-O."), ["A. Lee", "B.-O. Chu"]);
        assert_eq!(split("Ann Lee, Bo Chu"), ["Ann Lee, Bo Chu"]);
    }

    #[test]
    fn writers_are_found_under_their_names() {
        let of = |text: &str| of(Tree::read(text, &mut Prefixes::default()).root());
        assert_eq!(
            of("<author><name>Ann Lee</name><email>a@b.example</email></author><author><name>Bo Chu</name></author>"),
            ["Ann Lee", "Bo Chu"]
        );
        assert_eq!(of("<author>a@b.example</author><dc:creator>Ann Lee</dc:creator>"), ["Ann Lee"]);
        assert_eq!(of("<author><uri>http://a.example/</uri></author>"), Vec::<String>::new());
    }
}
