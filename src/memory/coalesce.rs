//! Deeds that waited together, without those that a later one makes pointless.

use std::collections::HashSet;

use super::Deed;

/// Drops every [`Deed::Stopped`] and [`Deed::Perused`] that a later one for the same article outdates. The rest keep
/// their order.
pub fn coalesce(deeds: Vec<Deed>) -> Vec<Deed> {
    let (mut placed, mut perused) = (HashSet::new(), HashSet::new());
    let mut newest: Vec<bool> = deeds
        .iter()
        .rev()
        .map(|deed| match deed {
            Deed::Stopped { key, .. } => placed.insert(key.as_str()),
            // A session knows all that it has read, so that the last one says everything.
            Deed::Perused { key, .. } => perused.insert(key.as_str()),
            _ => true,
        })
        .collect();
    newest.reverse();
    deeds.into_iter().zip(newest).filter_map(|(deed, newest)| newest.then_some(deed)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Place;

    fn stopped(key: &str, byte: usize) -> Deed {
        Deed::Stopped { key: key.into(), place: Place { block: 1, byte } }
    }

    #[test]
    fn of_what_was_read_in_an_article_the_newest_is_left() {
        let perused = |sentence| {
            let mut portion = crate::article::Portion::of(1);
            portion.add(sentence);
            Deed::Perused { key: "a".into(), portion }
        };
        let read = Deed::Read { key: "a".into(), read: true };
        assert_eq!(coalesce(vec![read.clone(), perused(0), perused(1)]), [read, perused(1)]);
    }

    #[test]
    fn the_newest_place_of_each_article_is_left_and_order_is_kept() {
        let star = |starred| Deed::Starred { key: "a".into(), starred };
        let opened = Deed::Opened { library: "l".into(), key: "b".into() };
        let deeds = vec![
            stopped("a", 1),
            star(true),
            stopped("b", 5),
            stopped("a", 2),
            opened.clone(),
            star(false),
            stopped("a", 3),
        ];
        assert_eq!(coalesce(deeds), [star(true), stopped("b", 5), opened, star(false), stopped("a", 3)]);
        assert_eq!(coalesce(Vec::new()), []);
    }
}
