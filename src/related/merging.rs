//! Several parts of an index become one, without what is gone, each article as long as it is in the index now.

use std::ops::Range;

use super::part::{Layout, Part, Row};
use super::weight::{Frequency, Rarity, factor};

/// A part of more articles stays as it is: making it takes several times its size in memory.
const LARGEST: usize = 100_000;

/// Which of the parts of an index, of so many articles each, should be made one: two neighbours of which the first is
/// not twice as large as the second. So each article is written anew only as often as the archive doubles.
pub fn due(sizes: &[usize]) -> Option<Range<usize>> {
    let alike = |at: &usize| sizes[*at] <= 2 * sizes[at + 1] && sizes[*at] + sizes[at + 1] <= LARGEST;
    (0..sizes.len().saturating_sub(1)).rev().find(alike).map(|at| at..at + 2)
}

/// The bytes of one part in the place of these, in an index that has the parts `others` too. Only articles whose numbers
/// are to be kept are in it.
pub fn merge(parts: &[&Part], others: &[&Part], keep: impl Fn(u32) -> bool) -> Vec<u8> {
    let mut names: Vec<u32> = parts.iter().flat_map(|part| part.names()).collect();
    names.sort_unstable();
    names.dedup();
    let mut uses = vec![Use::default(); names.len()];
    // By part, the number that each of its terms has now, and the other way round.
    let mut now: Vec<Vec<u32>> = Vec::with_capacity(parts.len());
    let mut before: Vec<Vec<u32>> = Vec::with_capacity(parts.len());
    for part in parts {
        let (mut new, mut old) = (Vec::with_capacity(part.terms()), vec![u32::MAX; names.len()]);
        part.each_of(&names, |term, frequency| {
            old[term] = new.len() as u32;
            new.push(term as u32);
            uses[term].add(frequency);
        });
        now.push(new);
        before.push(old);
    }
    let mut frequencies: Vec<f32> = uses.iter().map(|used| used.articles).collect();
    for part in others {
        part.each_of(&names, |term, frequency| frequencies[term] += frequency.articles());
    }
    let all = || parts.iter().chain(others);
    let rarity = Rarity::of(all().map(|part| part.len()).sum(), all().map(|part| part.frequencies()).sum(), |name| {
        all().filter_map(|part| Some(part.frequency(part.term(name)?).articles())).sum()
    });
    let idf: Vec<f32> =
        (0..names.len()).map(|term| rarity.idf(names[term], frequencies[term], uses[term].is_number)).collect();

    let mut rows: Vec<(u32, usize, usize)> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        rows.extend(part.numbers().zip(0..).filter(|(number, _)| keep(*number)).map(|(number, row)| (number, at, row)));
    }
    rows.sort_unstable();
    let mut rows_now: Vec<Vec<u32>> = parts.iter().map(|part| vec![u32::MAX; part.len()]).collect();
    let (mut layout, mut entries) = (Layout::default(), Vec::new());
    for (_, at, row) in rows {
        rows_now[at][row] = layout.rows();
        entries.clear();
        parts[at].terms_of(row, &mut entries);
        entries.retain_mut(|(term, _)| now[at].get(*term as usize).map(|new| *term = *new).is_some());
        // They are in order, but for damage.
        entries.sort_unstable();
        let weight = |(term, step): &(u32, u8)| (factor(*step) * idf[*term as usize]).powi(2);
        let kept: f32 = entries.iter().map(weight).sum::<f32>().sqrt();
        let row = parts[at].row(row);
        let norm = if row.kept > 0.0 { kept / row.kept } else { row.norm };
        layout.add(Row { norm, ..row }, &entries);
    }
    let mut litter: Vec<u32> = parts.iter().flat_map(|part| part.litter()).collect();
    litter.sort_unstable();
    litter.dedup();
    let terms = names.iter().copied().zip(uses.iter().map(|used| used.frequency()));
    layout.finish(terms, &litter, |term, found| {
        for (at, part) in parts.iter().enumerate() {
            if before[at][term] != u32::MAX {
                let rows = part.postings(before[at][term]);
                let now = rows.filter_map(|(row, step)| Some((*rows_now[at].get(row as usize)?, step)));
                found.extend(now.filter(|(row, _)| *row != u32::MAX));
            }
        }
        found.sort_unstable();
    })
}

/// What the parts know of a term.
#[derive(Clone, Copy, Default)]
struct Use {
    articles: f32,
    as_name: f32,
    is_number: bool,
}

impl Use {
    fn add(&mut self, frequency: Frequency) {
        self.articles += frequency.articles();
        self.as_name += if frequency.is_name() { frequency.articles() } else { 0.0 };
        self.is_number |= frequency.is_number();
    }

    fn frequency(&self) -> Frequency {
        Frequency::new(self.articles.round() as u32, self.as_name * 2.0 > self.articles, self.is_number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_size_become_one_until_they_are_large() {
        assert_eq!(due(&[]), None);
        assert_eq!(due(&[5]), None);
        assert_eq!(due(&[5, 3]), Some(0..2));
        assert_eq!(due(&[80_000, 20_000, 9_000]), None);
        assert_eq!(due(&[80_000, 20_000, 10_000]), Some(1..3));
        assert_eq!(due(&[90_000, 60_000]), None);
        // However many come one by one, few parts are left.
        let mut sizes: Vec<usize> = Vec::new();
        for _ in 0..1_000 {
            sizes.push(10);
            while let Some(range) = due(&sizes) {
                let sum = sizes[range.clone()].iter().sum();
                sizes.splice(range, [sum]);
            }
            assert!(sizes.len() <= 12, "{sizes:?}");
        }
    }
}
