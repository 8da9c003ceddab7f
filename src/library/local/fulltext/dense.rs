//! Words that many articles have, all of them in one article: their lists are gone through one after the other, a
//! stretch of documents at a time.

use tantivy::index::SegmentReader;
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, Result, Score, Term};

use super::explained::explained;
use super::postings::Postings;
use super::window::{Listed, Source, Windows};

/// A condition, and what it is worth beside others.
pub type Weighed<T> = (T, f32);

/// A way for an article to have a word.
#[derive(Debug)]
pub enum Way {
    /// By a word of the index; if languages stand here, in articles of these only.
    Term(Term, Vec<Term>),
    /// Otherwise.
    Query(Box<dyn Query>),
}

/// A word: the ways to have it, and what makes an article better that has it.
#[derive(Clone, Debug)]
pub struct Word {
    pub ways: Vec<Weighed<Way>>,
    pub bonus: Option<Weighed<Way>>,
}

/// All of these words.
#[derive(Clone, Debug)]
pub struct Dense(pub Vec<Word>);

struct DenseWeight(Vec<ReadyWord>);

/// A [`Word`], ready to be looked for.
struct ReadyWord {
    ways: Vec<Weighed<Ready>>,
    bonus: Option<Weighed<Ready>>,
}

/// A [`Way`], ready to be gone.
enum Ready {
    Postings(Postings, Vec<Postings>),
    Weight(Box<dyn Weight>),
}

/// More words are none of a reader's.
pub const MOST: usize = u8::MAX as usize - 1;

impl Clone for Way {
    fn clone(&self) -> Self {
        match self {
            Self::Term(term, languages) => Self::Term(term.clone(), languages.clone()),
            Self::Query(query) => Self::Query(query.box_clone()),
        }
    }
}

impl Way {
    fn ready(&self, scoring: EnableScoring<'_>) -> Result<Ready> {
        let silent = || match scoring {
            EnableScoring::Enabled { searcher, .. } => EnableScoring::disabled_from_searcher(searcher),
            disabled @ EnableScoring::Disabled { .. } => disabled,
        };
        Ok(match self {
            Self::Term(term, languages) => {
                let languages = languages.iter().map(|language| Postings::new(language.clone(), silent()));
                Ready::Postings(Postings::new(term.clone(), scoring)?, languages.collect::<Result<_>>()?)
            }
            Self::Query(query) => Ready::Weight(query.weight(scoring)?),
        })
    }
}

impl Ready {
    fn source(&self, segment: &SegmentReader, boost: Score) -> Result<Source> {
        Ok(match self {
            Self::Postings(postings, languages) => {
                let mut speaking = 0;
                for language in languages {
                    speaking += language.len(segment)?;
                }
                // A word of languages that nobody here speaks is nobody's, and one of all languages is everybody's.
                if !languages.is_empty() && speaking == 0 {
                    return Ok(Source::Nothing);
                }
                let languages = if speaking == segment.max_doc() { &[][..] } else { languages };
                let among = languages.iter().filter_map(|language| language.cursor(segment, 1.0).transpose());
                let Some(cursor) = postings.cursor(segment, boost)? else { return Ok(Source::Nothing) };
                Source::Postings(Box::new(cursor), among.collect::<Result<_>>()?)
            }
            Self::Weight(weight) => Source::Scorer(weight.scorer(segment, boost)?),
        })
    }
}

impl Query for Dense {
    fn weight(&self, scoring: EnableScoring<'_>) -> Result<Box<dyn Weight>> {
        let weighed = |(way, weight): &Weighed<Way>| Ok((way.ready(scoring)?, *weight));
        let word = |word: &Word| {
            let ways = word.ways.iter().map(weighed).collect::<Result<_>>()?;
            Ok(ReadyWord { ways, bonus: word.bonus.as_ref().map(weighed).transpose()? })
        };
        Ok(Box::new(DenseWeight(self.0.iter().map(word).collect::<Result<_>>()?)))
    }
}

impl Weight for DenseWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> Result<Box<dyn Scorer>> {
        let source = |(ready, weight): &Weighed<Ready>| ready.source(segment, weight * boost);
        let word = |word: &ReadyWord| {
            let ways = word.ways.iter().map(source).collect::<Result<_>>()?;
            Ok(Listed { ways, bonus: word.bonus.as_ref().map(source).transpose()? })
        };
        let words = self.0.iter().map(word).collect::<Result<_>>()?;
        Ok(Box::new(Windows::new(words, segment.max_doc())))
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> Result<Explanation> {
        explained(self, segment, document, "all of the words")
    }
}
