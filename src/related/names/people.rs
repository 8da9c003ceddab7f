//! A person is named in full, and then by surname: both are one name.

use std::collections::HashMap;

use super::lexicon::{Is, Lexicon};
use super::{Name, Named};
use crate::article::Place;
use crate::related::terms::name;

/// Joins surnames with the whole names that the article has: each with the last one that stands before it.
pub fn join(names: Vec<Name>, lexicon: &Lexicon) -> Vec<Name> {
    let mut whole: HashMap<String, Vec<(Place, usize)>> = HashMap::new();
    for (at, full) in names.iter().enumerate() {
        let Some(surname) = surname(full, lexicon) else { continue };
        let places = full.mentions.iter().map(|mention| (place(mention.block, mention.range.start), at));
        whole.entry(surname).or_default().extend(places);
    }
    whole.values_mut().for_each(|places| places.sort_unstable());
    let mut joined = names;
    for at in 0..joined.len() {
        let short = &joined[at];
        // What is a place by itself is not the person who is called like it.
        if short.key.contains(' ') || short.kind() == Some(Named::Place) && short.votes.person == 0 {
            continue;
        }
        let Some(places) = whole.get(&short.key) else { continue };
        let (mentions, votes) = (std::mem::take(&mut joined[at].mentions), joined[at].votes);
        let mut heir = None;
        for mention in mentions {
            let before = places.partition_point(|(full, _)| *full < place(mention.block, mention.range.start));
            let (_, to) = places[before.saturating_sub(1)];
            heir.get_or_insert(to);
            joined[to].mentions.push(mention);
        }
        if let Some(heir) = heir {
            joined[heir].votes.add(votes);
        }
    }
    joined.retain(|name| !name.mentions.is_empty());
    for name in &mut joined {
        name.mentions.sort_unstable_by_key(|mention| (mention.block, mention.range.start));
    }
    joined
}

fn place(block: usize, byte: usize) -> Place {
    Place { block, byte }
}

/// The last word of what may be a person's whole name.
fn surname(full: &Name, lexicon: &Lexicon) -> Option<String> {
    let mut words: Vec<&str> = full.key.split(' ').collect();
    while words.last().is_some_and(|last| matches!(*last, "jr" | "sr" | "ii" | "iii")) {
        words.pop();
    }
    let is = |word: &&str, is| lexicon.is(name(word), is);
    let person = !matches!(full.kind(), Some(Named::Place | Named::Organisation));
    let fits = (2..=4).contains(&words.len())
        && !words.iter().any(|word| *word == "of" || is(word, Is::Organisation) || is(word, Is::Geographic))
        && !is(&words[0], Is::Weak)
        && !is(&words[0], Is::Adjective);
    (person && fits).then(|| words.last().map(|last| (*last).to_owned())).flatten()
}
