//! The documents that have all of some words, found a stretch of documents at a time.
//!
//! Where every word is common, most of the documents that the rarest leads to are hits, and to go from hit to hit in
//! all lists at once takes several times as long ("term at a time" against "document at a time", Turtle & Flood 1995).
//! By stretches, what is noted of the documents stays in the processor's nearest memory.

use std::ops::ControlFlow;

use tantivy::query::Scorer;
use tantivy::{DocId, DocSet, Score, TERMINATED};

use super::postings::Cursor;

/// Documents of a stretch: a byte and a score for each fit into 32 KiB. Archives of tests are small.
const WINDOW: usize = if cfg!(test) { 4 } else { 1 << 12 };

/// Where documents with a word come from.
pub enum Source {
    /// A list; only those of the other lists count, if there are others.
    Postings(Box<Cursor>, Vec<Cursor>),
    /// Whatever tantivy does.
    Scorer(Box<dyn Scorer>),
    /// None have it.
    Nothing,
}

/// A word: where documents with it come from, and what makes one better that has it.
pub struct Listed {
    pub ways: Vec<Source>,
    pub bonus: Option<Source>,
}

/// Goes through the documents that have all words, the rarest of which is the first.
pub struct Windows {
    words: Vec<Listed>,
    documents: DocId,
    /// The first document of this stretch.
    start: DocId,
    document: DocId,
    /// How many of the words each document of the stretch has, one after the other…
    has: Box<[u8; WINDOW]>,
    /// …and what it is worth by them.
    scores: Box<[Score; WINDOW]>,
    /// Of which documents a language is.
    spoken: Box<[bool; WINDOW]>,
}

impl Source {
    /// Visits the documents from `start` on and before `end`: whether they have the word, and what they are worth.
    fn pass(
        &mut self,
        (start, end): (DocId, DocId),
        spoken: &mut [bool; WINDOW],
        mut visit: impl FnMut(DocId, bool, Score),
    ) {
        match self {
            Self::Postings(cursor, languages) => {
                cursor.skip_to(start);
                if languages.is_empty() {
                    return cursor.pass(end, |document, score| visit(document, true, score));
                }
                spoken.fill(false);
                for language in languages {
                    language.skip_to(start);
                    language.pass(end, |document, _| spoken[(document - start) as usize] = true);
                }
                cursor.pass(end, |document, score| {
                    let has = spoken[(document - start) as usize];
                    visit(document, has, score * f32::from(u8::from(has)));
                });
            }
            Self::Scorer(scorer) => {
                if scorer.doc() < start {
                    scorer.seek(start);
                }
                while scorer.doc() < end {
                    visit(scorer.doc(), true, scorer.score());
                    scorer.advance();
                }
            }
            Self::Nothing => {}
        }
    }
}

impl Windows {
    /// Those of a segment with so many documents.
    pub fn new(words: Vec<Listed>, documents: DocId) -> Self {
        let mut windows = Self {
            words,
            documents,
            start: 0,
            document: 0,
            has: Box::new([0; WINDOW]),
            scores: Box::new([0.0; WINDOW]),
            spoken: Box::new([false; WINDOW]),
        };
        windows.fill(0);
        windows.seek(0);
        windows
    }

    /// Visits this document and all behind it, until the visitor has enough. That is quicker than to go from one to the
    /// next where most documents are hits.
    pub fn each(&mut self, mut visit: impl FnMut(DocId, Score) -> ControlFlow<()>) {
        while self.document < self.documents {
            let (all, from) = (self.all(), (self.document - self.start) as usize);
            for (at, has) in self.has.iter().enumerate().skip(from) {
                if *has == all && visit(self.start + at as DocId, self.scores[at]).is_break() {
                    return;
                }
            }
            self.seek(self.start.saturating_add(WINDOW as DocId));
        }
    }

    /// The number of a document that has all words.
    fn all(&self) -> u8 {
        self.words.len() as u8
    }

    /// Looks at the stretch that begins at `start`.
    fn fill(&mut self, start: DocId) {
        self.start = start;
        let Self { words, has, scores, spoken, .. } = self;
        has.fill(0);
        scores.fill(0.0);
        let stretch = (start, start.saturating_add(WINDOW as DocId).min(self.documents));
        for (before, Listed { ways, bonus }) in (0_u8..).zip(words) {
            let mut any = false;
            for way in ways {
                // Nothing here depends on a condition, which the processor could only guess. What is added to a
                // document that lacks a word is never asked for.
                way.pass(stretch, spoken, |document, is_one, score| {
                    let at = (document - start) as usize;
                    has[at] += u8::from((has[at] == before) & is_one);
                    any |= has[at] > before;
                    scores[at] += score;
                });
            }
            // What is left of the stretch is passed over when a later one is looked at.
            if !any {
                return;
            }
            if let Some(bonus) = bonus {
                bonus.pass(stretch, spoken, |document, _, score| scores[(document - start) as usize] += score);
            }
        }
    }
}

impl DocSet for Windows {
    fn advance(&mut self) -> DocId {
        self.seek(self.document.saturating_add(1))
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let mut target = target;
        while target < self.documents {
            let stretch = target - target % WINDOW as DocId;
            if stretch != self.start {
                self.fill(stretch);
            }
            let rest = &self.has[(target - stretch) as usize..];
            // Most are near: a call to look at many bytes at once would cost more.
            if let Some(next) = rest.iter().position(|has| *has == self.all()) {
                self.document = target + next as DocId;
                return self.document;
            }
            target = stretch.saturating_add(WINDOW as DocId);
        }
        self.document = TERMINATED;
        TERMINATED
    }

    fn doc(&self) -> DocId {
        self.document
    }

    fn size_hint(&self) -> u32 {
        self.documents
    }
}

impl Scorer for Windows {
    fn score(&mut self) -> Score {
        self.document
            .checked_sub(self.start)
            .map_or(0.0, |at| self.scores.get(at as usize).copied().unwrap_or_default())
    }
}
