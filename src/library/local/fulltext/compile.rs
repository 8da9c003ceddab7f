//! A query as the index understands it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::ops::{Bound, RangeInclusive};
use std::sync::Arc;

use tantivy::columnar::Column;
use tantivy::index::SegmentReader;
use tantivy::query::doc_predicate_query::{DocPredicateQuery, FunctionPredicate};
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, Occur, PhraseQuery, Query as Condition, RangeQuery, TermQuery,
};
use tantivy::schema::{Field as Place, IndexRecordOption};
use tantivy::{Result, Searcher, Term};

use super::dense::{Dense, MOST, Way, Weighed, Word};
use super::expansion::Reach;
use super::schema::{DAY, Fields, LENGTH, SERIAL};
use super::searching::Known;
use super::sequence::{Sequence, Slot};
use super::union::Union;
use crate::article::{Language, Moment};
use crate::search::Query;
use crate::search::analysis::{Token, stem_token, tokens};
use crate::search::query::{Expr, Fact, Field, Form, Words};
use crate::search::stem::Stemmer;
use crate::search::term::{GAP, form_of};

/// What a word in the title weighs beside one in the body, where it is found too.
const TITLE: f32 = 2.0;

/// What another form of a word weighs beside the word.
const OTHER_FORM: f32 = 0.5;

/// A word that one in so many articles has is common.
const RARE: u64 = 256;

/// Where a condition stands in its query.
#[derive(Clone, Copy)]
struct Under {
    /// A `-` stands above it.
    minus: bool,
}

/// Compiles a query for one state of an index.
pub struct Compiler<'a> {
    searcher: &'a Searcher,
    fields: Fields,
    known: Known<'a>,
    /// The rules of the languages that the index has articles in.
    stemmers: Vec<Stemmer>,
}

impl<'a> Compiler<'a> {
    pub fn new(searcher: &'a Searcher, fields: Fields, known: Known<'a>) -> Result<Self> {
        let stemmers = languages(searcher, fields.language)?.into_iter().filter_map(Stemmer::of).collect();
        Ok(Self { searcher, fields, known, stemmers })
    }

    /// The query; `None` if there is nothing to look for.
    pub fn query(&self, query: &Query) -> Result<Option<Box<dyn Condition>>> {
        let under = Under { minus: false };
        query.meaning.as_ref().map(|meaning| self.expr(meaning, under)).transpose()
    }

    fn expr(&self, expr: &Expr, under: Under) -> Result<Box<dyn Condition>> {
        Ok(match expr {
            Expr::All(parts) => self.all(parts, under)?,
            Expr::Any(parts) => {
                let parts = parts.iter().map(|part| Ok((Occur::Should, self.expr(part, under)?)));
                Box::new(BooleanQuery::new(parts.collect::<Result<_>>()?))
            }
            Expr::Not(_) | Expr::Words(_) => self.all(std::slice::from_ref(expr), under)?,
            Expr::Fact(fact) => self.fact(fact, under),
        })
    }

    fn all(&self, parts: &[Expr], under: Under) -> Result<Box<dyn Condition>> {
        let excluded = Under { minus: true };
        let (mut joined, mut words) = (Vec::new(), Vec::new());
        for part in parts {
            match part {
                Expr::Not(inner) => joined.push((Occur::MustNot, self.expr(inner, excluded)?)),
                Expr::Words(typed) => words.push(self.words(typed, under)?),
                part => joined.push((Occur::Must, self.expr(part, under)?)),
            }
        }
        let narrow = parts.iter().any(|part| matches!(part, Expr::All(_) | Expr::Any(_)));
        if !narrow && self.are_common(&words) {
            // Of the others, only those articles are weighed that have the rarest.
            words.sort_by_key(|(_, articles)| *articles);
            joined.push((Occur::Must, Box::new(Dense(words.into_iter().map(|(word, _)| word).collect()))));
        } else {
            joined.extend(words.into_iter().map(|(word, _)| (Occur::Must, sparse(word))));
        }
        if joined.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            joined.push((Occur::Must, unscored(Box::new(AllQuery))));
        }
        Ok(Box::new(BooleanQuery::new(joined)))
    }

    /// Whether it takes less time to go through the lists of these words than through the articles that have the rarest.
    fn are_common(&self, words: &[(Word, u64)]) -> bool {
        let rarest = words.iter().map(|(_, articles)| *articles).min().unwrap_or(0);
        words.len() <= MOST && rarest * RARE >= self.searcher.num_docs()
    }

    /// What words of a query stand for, and how many articles have them, as far as that is known without looking.
    fn words(&self, words: &Words, under: Under) -> Result<(Word, u64)> {
        let tokens = tokens(&words.text);
        let Some(first) = tokens.first() else {
            return Ok((Word { ways: vec![(Way::Query(unscored(Box::new(AllQuery))), 1.0)], bonus: None }, 0));
        };
        let one = first.word.as_deref().filter(|_| tokens.len() == 1);
        let form = form_of(words.form, one.is_some());
        let Fields { body, title, lead, by, source, stems, title_stems, .. } = self.fields;
        let (places, stems) = match words.field {
            Field::Anywhere => (&[body][..], Some(stems)),
            Field::Title => (&[title, lead][..], Some(title_stems)),
            Field::By => (&[by][..], None),
            Field::Source => (&[source][..], None),
        };
        let mut ways: Vec<_> = places.iter().map(|place| (self.phrase(*place, &tokens, form, under), 1.0)).collect();
        let mut articles = 0;
        if let (Form::Whole | Form::Inflected, Some(_)) = (form, one) {
            for place in places {
                articles += self.articles(*place, &first.text)?;
            }
        }
        if let (Form::Inflected, Some(word), Some(stems)) = (form, one, stems) {
            articles += self.forms(word, &first.text, stems, places, &mut ways)?;
        }
        let has_bonus = words.field == Field::Anywhere && !under.minus;
        let bonus = has_bonus.then(|| (self.phrase(title, &tokens, form, under), TITLE));
        Ok((Word { ways, bonus }, articles))
    }

    /// Tokens side by side, or with gaps, in one place.
    fn phrase(&self, place: Place, tokens: &[Token], form: Form, under: Under) -> Way {
        let whole = !tokens.iter().any(|token| token.open);
        match (form, tokens) {
            (Form::Whole | Form::Inflected, [token]) if whole => {
                Way::Term(Term::from_field_text(place, &token.text), Vec::new())
            }
            // Exclusion asks tantivy's phrases for documents before the one where they are, which they don't expect.
            (Form::Whole | Form::Inflected, _) if whole && !under.minus => {
                let mut at = 0;
                let terms = tokens.iter().map(|token| {
                    at += token.step as usize;
                    (at, Term::from_field_text(place, &token.text))
                });
                Way::Query(Box::new(PhraseQuery::new_with_offset(terms.collect())))
            }
            _ => {
                let slot = |(number, token): (usize, &Token)| Slot {
                    text: token.text.clone(),
                    reach: match form {
                        _ if token.open => Reach::Begun,
                        Form::Begun if number + 1 == tokens.len() && token.word.is_some() => Reach::Begun,
                        Form::Near(edits) => Reach::Near(edits),
                        _ => Reach::Whole,
                    },
                    step: token.step,
                    slack: if form == Form::Gapped && token.apart { GAP as u32 } else { 0 },
                };
                let slots = tokens.iter().enumerate().map(slot).collect();
                Way::Query(Box::new(Sequence { field: place, slots }))
            }
        }
    }

    /// The other forms of a word in each language; how many articles may have them.
    fn forms(
        &self,
        word: &str,
        folded: &str,
        stems: Place,
        places: &[Place],
        ways: &mut Vec<Weighed<Way>>,
    ) -> Result<u64> {
        let mut articles = 0;
        // Words that are their own stems in some languages: languages share many, and lists of common words are long.
        let mut alone: BTreeMap<String, Vec<Term>> = BTreeMap::new();
        for stemmer in &self.stemmers {
            let Some(stem) = stemmer.stem(word) else { continue };
            let token = stem_token(stemmer.language(), &stem);
            let there = self.articles(stems, &token)?;
            if there > 0 {
                articles += there;
                ways.push((Way::Term(Term::from_field_text(stems, &token), Vec::new()), OTHER_FORM));
            }
            // A word that is its own stem is kept as a word only. Not every stem is such a word.
            let language = stemmer.language();
            let bare = &token[language.code().len()..];
            if bare != folded && stemmer.stem(&stem).as_ref() == Some(&stem) {
                let language = Term::from_field_text(self.fields.language, language.code());
                alone.entry(bare.to_owned()).or_default().push(language);
            }
        }
        for (stem, languages) in alone {
            let mut spoken = 0;
            for language in &languages {
                spoken += self.searcher.doc_freq(language)?;
            }
            for place in places {
                let there = self.articles(*place, &stem)?.min(spoken);
                if there > 0 {
                    articles += there;
                    ways.push((Way::Term(Term::from_field_text(*place, &stem), languages.clone()), OTHER_FORM));
                }
            }
        }
        Ok(articles)
    }

    fn articles(&self, place: Place, token: &str) -> Result<u64> {
        self.searcher.doc_freq(&Term::from_field_text(place, token))
    }

    fn fact(&self, fact: &Fact, under: Under) -> Box<dyn Condition> {
        if let Some(serials) = (self.known)(fact) {
            return among(&serials);
        }
        let Fields { language, day, length, .. } = self.fields;
        unscored(match fact {
            // Of what memory wasn't asked about, it knows nothing.
            Fact::Remembered(_) => return among(&[]),
            Fact::Language(wanted) => term(language, wanted.code()),
            Fact::Published(days) => {
                let (first, last) = days.bounds();
                let number = |date| i64::from(Moment::day(date).days());
                let (first, last) = (first.map_or(i64::MIN, number), last.map_or(i64::MAX, number));
                if under.minus {
                    return within(|segment| segment.fast_fields().i64(DAY), first..=last);
                }
                let term = |number| Bound::Included(Term::from_field_i64(day, number));
                Box::new(RangeQuery::new(term(first), term(last)))
            }
            Fact::Length(numbers) => {
                let (first, last) = numbers.bounds();
                let (first, last) = (u64::from(first.unwrap_or(0)), u64::from(last.unwrap_or(u32::MAX)));
                if under.minus {
                    return within(|segment| segment.fast_fields().u64(LENGTH), first..=last);
                }
                let term = |number| Bound::Included(Term::from_field_u64(length, number));
                Box::new(RangeQuery::new(term(first), term(last)))
            }
        })
    }
}

/// The articles of these serials, which are in order: for what memory knows of them and the index doesn't.
fn among(serials: &[u32]) -> Box<dyn Condition> {
    let bits = serials.last().map_or(0, |last| *last as usize + 1);
    let mut has = vec![0_u64; bits.div_ceil(64)];
    for serial in serials {
        has[*serial as usize / 64] |= 1 << (serial % 64);
    }
    let has: Arc<[u64]> = has.into();
    let predicate = FunctionPredicate::from(move |segment: &SegmentReader| {
        let (has, serials) = (Arc::clone(&has), segment.fast_fields().u64(SERIAL)?);
        Ok(move |document| {
            let serial = serials.first(document).unwrap_or(u64::MAX);
            has.get((serial / 64) as usize).is_some_and(|word| word >> (serial % 64) & 1 == 1)
        })
    });
    unscored(Box::new(DocPredicateQuery::from(predicate)))
}

/// The articles of which a number is in a range, each looked at by itself. Exclusion asks tantivy's ranges, too, for
/// documents before the one where they are, which they don't expect.
fn within<T: Copy + PartialOrd + Debug + Send + Sync + 'static>(
    open: impl Fn(&SegmentReader) -> Result<Column<T>> + Send + Sync + 'static,
    range: RangeInclusive<T>,
) -> Box<dyn Condition> {
    let predicate = FunctionPredicate::from(move |segment: &SegmentReader| {
        let (column, range) = (open(segment)?, range.clone());
        Ok(move |document| column.first(document).is_some_and(|number| range.contains(&number)))
    });
    unscored(Box::new(DocPredicateQuery::from(predicate)))
}

/// A condition without the articles of these serials, which are in order.
pub fn without(condition: Box<dyn Condition>, serials: &[u32]) -> Box<dyn Condition> {
    Box::new(BooleanQuery::new(vec![(Occur::Must, condition), (Occur::MustNot, among(serials))]))
}

fn languages(searcher: &Searcher, field: Place) -> Result<BTreeSet<Language>> {
    let mut languages = BTreeSet::new();
    for segment in searcher.segment_readers() {
        let inverted = segment.inverted_index(field)?;
        let mut codes = inverted.terms().stream()?;
        while codes.advance() {
            languages.extend(std::str::from_utf8(codes.key()).ok().and_then(Language::of));
        }
    }
    Ok(languages)
}

fn term(place: Place, token: &str) -> Box<dyn Condition> {
    Box::new(TermQuery::new(Term::from_field_text(place, token), IndexRecordOption::WithFreqs))
}

/// A word that few articles have, or that stands among others that few have.
fn sparse(word: Word) -> Box<dyn Condition> {
    let weighed = |(way, weight)| if weight == 1.0 { gone(way) } else { boosted(gone(way), weight) };
    let found: Box<dyn Condition> = Box::new(Union(word.ways.into_iter().map(weighed).collect()));
    match word.bonus {
        Some(bonus) => Box::new(BooleanQuery::new(vec![(Occur::Must, found), (Occur::Should, weighed(bonus))])),
        None => found,
    }
}

/// A way for an article to have a word, gone from document to document.
fn gone(way: Way) -> Box<dyn Condition> {
    let listed = |term| Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)) as Box<dyn Condition>;
    match way {
        Way::Term(term, languages) if languages.is_empty() => listed(term),
        Way::Term(term, languages) => {
            let spoken = unscored(Box::new(Union(languages.into_iter().map(listed).collect())));
            Box::new(BooleanQuery::intersection(vec![listed(term), spoken]))
        }
        Way::Query(query) => query,
    }
}

fn boosted(condition: Box<dyn Condition>, weight: f32) -> Box<dyn Condition> {
    Box::new(BoostQuery::new(condition, weight))
}

/// A condition that makes no article better than another.
fn unscored(condition: Box<dyn Condition>) -> Box<dyn Condition> {
    Box::new(ConstScoreQuery::new(condition, 0.0))
}
