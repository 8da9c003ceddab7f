//! What is prepared of an archive's titles, once for everybody who searches them: each waits for a slice at most.

use std::fmt;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use super::answer::Answer;
use super::engine::Engine;
use super::index::{Index, SLICE};
use super::pattern::Pattern;
use super::place::Rooms;
use super::titles::Titles;
use super::typo::Vocabulary;

/// So many slices are taken in before a key is answered from what is there.
const AT_ONCE: usize = 16;

/// The index of titles, their words, and the answers to single letters. Rows may be added, never changed.
#[derive(Default)]
pub struct Prepared {
    index: RwLock<Index>,
    vocabulary: RwLock<Vocabulary>,
    /// Answers to single letters and digits, without their rows.
    letters: RwLock<Vec<Answer>>,
}

impl Prepared {
    pub(super) fn index(&self) -> RwLockReadGuard<'_, Index> {
        read(&self.index)
    }

    pub(super) fn vocabulary(&self) -> RwLockReadGuard<'_, Vocabulary> {
        read(&self.vocabulary)
    }

    /// Takes in some rows that have been added; whether it wasn't stopped.
    pub(super) fn take_in_some(&self, titles: &impl Titles, stop: &dyn Fn() -> bool) -> bool {
        for _ in 0..AT_ONCE {
            if self.index().rows >= titles.len() {
                break;
            }
            if stop() {
                return false;
            }
            // Who looks for more at the same time waits here, and takes the next slice.
            self.index.write().unwrap_or_else(PoisonError::into_inner).extend(titles);
        }
        true
    }

    /// Reads the words of rows that have been added; whether that came to its end.
    pub(super) fn read_words(&self, titles: &impl Titles, stop: &dyn Fn() -> bool) -> bool {
        while self.vocabulary().rows() < titles.len() {
            if stop() {
                return false;
            }
            self.vocabulary.write().unwrap_or_else(PoisonError::into_inner).extend(titles);
        }
        true
    }

    /// Prepares everything; whether that came to its end.
    pub(super) fn prepare(&self, titles: &impl Titles, rooms: &mut Rooms, stop: &dyn Fn() -> bool) -> bool {
        while self.index().rows < titles.len() {
            if !self.take_in_some(titles, stop) {
                return false;
            }
        }
        let mut letters = ('a'..='z').chain('0'..='9').map(|letter| Pattern::new(letter.encode_utf8(&mut [0; 4])));
        self.read_words(titles, stop) && letters.all(|pattern| self.answer_letter(pattern, titles, rooms, stop))
    }

    fn answer_letter(
        &self,
        pattern: Pattern,
        titles: &impl Titles,
        rooms: &mut Rooms,
        stop: &dyn Fn() -> bool,
    ) -> bool {
        let mut answer = self.letter(&pattern).unwrap_or_else(|| Answer::new(pattern, false));
        let rows = answer.rows();
        let whole = answer.advance(Engine::best(), &self.index(), titles, None, rooms, stop);
        if answer.rows() > rows {
            let mut letters = self.letters.write().unwrap_or_else(PoisonError::into_inner);
            match letters.iter_mut().find(|known| known.pattern == answer.pattern) {
                Some(known) if known.rows() < answer.rows() => *known = answer,
                Some(_) => {}
                None => letters.push(answer),
            }
        }
        whole
    }

    /// The answer to a single letter, as far as it has come.
    pub(super) fn letter(&self, pattern: &Pattern) -> Option<Answer> {
        read(&self.letters).iter().find(|answer| answer.pattern == *pattern).cloned()
    }
}

impl fmt::Debug for Prepared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Prepared for {} rows", self.index().slices.len() * SLICE)
    }
}

/// What somebody who failed left behind are whole slices and one that is done again.
fn read<T>(lock: &RwLock<T>) -> RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::Finder;
    use super::super::tests::{Rows, row};
    use super::*;
    use crate::article::{Language, Moment};

    /// The first rows of an archive that several search.
    struct Shared<'a>(&'a Rows, usize, Arc<Prepared>);

    impl Titles for Shared<'_> {
        fn len(&self) -> usize {
            self.1
        }
        fn prepared(&self) -> Option<&Arc<Prepared>> {
            Some(&self.2)
        }
        fn title(&self, row: u32) -> &str {
            if (row as usize) < self.1 { self.0.title(row) } else { "" }
        }
        fn authors(&self, row: u32) -> impl Iterator<Item = &str> {
            self.0.authors(row)
        }
        fn source(&self, row: u32) -> Option<&str> {
            self.0.source(row)
        }
        fn published(&self, _: u32) -> Option<Moment> {
            None
        }
        fn language(&self, _: u32) -> Option<Language> {
            None
        }
        fn words(&self, _: u32) -> u32 {
            0
        }
    }

    fn many(rows: usize) -> Rows {
        let titles = ["Storm at sea", "Öland ferry", "The weir", "Stars over the Main", "Sturm"];
        Rows((0..rows).map(|at| row(titles[at % titles.len()])).collect())
    }

    #[test]
    fn an_answer_comes_before_every_title_is_taken_in_and_grows_to_all_of_them() {
        let rows = many((AT_ONCE + 1) * SLICE);
        let (mut finder, pattern) = (Finder::default(), Pattern::new("stm"));
        let mut totals = Vec::new();
        loop {
            let found = finder.find(&rows, &pattern, &|| false).unwrap();
            totals.push(found.total);
            if !found.unfinished {
                break;
            }
        }
        assert!(totals.len() == 2 && totals[0] > 0, "{totals:?}");
        assert_eq!(totals[1], (0..rows.len()).filter(|at| [0, 3, 4].contains(&(at % 5))).count());
    }

    #[test]
    fn readers_of_one_archive_prepare_it_together_and_find_the_same() {
        let rows = many(6 * SLICE + 77);
        let patterns = ["s", "stm", "ferry !main", "stoorm"].map(Pattern::new);
        let alone: Vec<_> = patterns.iter().map(|pattern| Finder::default().find(&rows, pattern, &|| false)).collect();
        let prepared = Arc::<Prepared>::default();
        std::thread::scope(|scope| {
            for reader in 0..3_usize {
                let (rows, patterns, alone) = (&rows, &patterns, &alone);
                let titles = Shared(rows, rows.len(), Arc::clone(&prepared));
                scope.spawn(move || {
                    let mut finder = Finder::default();
                    assert!(reader == 0 || finder.prepare(&titles, &|| false));
                    for (pattern, alone) in patterns.iter().zip(alone) {
                        let found = finder.find(&titles, pattern, &|| false).unwrap();
                        assert_eq!(Some(&found.rows), alone.as_ref().map(|alone| &alone.rows));
                    }
                });
            }
        });
        // Nothing is left to be done for one who comes later.
        let titles = Shared(&rows, rows.len(), prepared);
        assert!(Finder::default().prepare(&titles, &|| panic!("nobody asks")));
    }

    #[test]
    fn who_knows_fewer_rows_takes_nothing_away_from_others() {
        let rows = many(2 * SLICE);
        let prepared = Arc::<Prepared>::default();
        let all = Shared(&rows, rows.len(), Arc::clone(&prepared));
        let some = Shared(&rows, SLICE + 5, prepared);
        let (mut one, mut other, pattern) = (Finder::default(), Finder::default(), Pattern::new("weir"));
        let whole = one.find(&all, &pattern, &|| false).unwrap();
        assert!(other.find(&some, &pattern, &|| false).is_some());
        assert_eq!(one.find(&all, &pattern, &|| panic!("it is known")).unwrap(), whole);
    }
}
