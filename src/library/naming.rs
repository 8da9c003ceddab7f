//! Who and what articles name, and every sentence that does.

use std::ops::Range;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::{Library, LibraryError, Stop};
use crate::article::{Handle, Moment};
use crate::related::names::{Entry, Name, Namer, Names, key, sentences_of};
use crate::related::sentences::Sentence;
use crate::related::{Muted, SAME_STORY};
use crate::search::query::{Expr, Field, Form, Words};
use crate::search::{Handles, Query, Recalled};

/// Whose names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NamesOf {
    /// All articles that the library has found.
    Archive,
    /// The tellings of an article's story.
    Story(Handle),
    /// An article's first block among these that names anything.
    Passage(Handle, Range<usize>),
}

/// The names of some articles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NameList {
    /// What each name is known by, and what is known of it: the names of most articles first; a passage's in its order.
    pub names: Vec<(String, Entry)>,
    /// How many names there are in all.
    pub count: usize,
    /// How many articles have been read.
    pub read: usize,
    /// Of how many.
    pub total: usize,
    /// The first and the last day of these articles, from 1970.
    pub days: Option<(i32, i32)>,
}

/// A sentence that names something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Its article.
    pub handle: Handle,
    /// Where it stands there.
    pub sentence: Sentence,
    /// What it says.
    pub text: String,
    /// Bytes of that which are the name.
    pub marks: Vec<Range<usize>>,
}

/// Every sentence that names something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mentions {
    /// The sentences, the earliest first, those without a date last.
    pub rows: Vec<Mention>,
    /// In how many articles they stand.
    pub articles: usize,
    /// There are more.
    pub more: bool,
}

/// No list of names is longer.
const MOST_NAMES: usize = 2_000;

/// No list of sentences is much longer.
const MOST_MENTIONS: usize = 2_000;

/// A story has at most so many tellings.
const MOST_TELLINGS: usize = 200;

/// So often it is told how far the reading has come.
const TELLING: Duration = Duration::from_millis(700);

/// So many articles are read before it is looked whether there are sentences enough; then four times as many.
const FIRST_READ: usize = 500;

/// The names of some articles. While many are being read, `tell` is told what they are so far.
///
/// # Errors
/// As [`Library::nearest`], and when the one article can't be read.
pub fn names(
    library: &dyn Library,
    of: &NamesOf,
    stop: &Stop,
    tell: &(dyn Fn(NameList) + Sync),
) -> Result<NameList, LibraryError> {
    let namer = Namer::default();
    if let NamesOf::Passage(handle, blocks) = of {
        let article = library.article(*handle)?;
        return Ok(passage(namer.names(&article), blocks));
    }
    let handles = tellings(library, of, stop)?;
    let catalogue = library.state().catalogue;
    let total = handles.len();
    let so_far = Mutex::new((Names::default(), Instant::now()));
    library.read_each(&handles, stop, &|handle, article| {
        let found = namer.names(article);
        let day = catalogue.published(handle).map(Moment::days);
        let mut so_far = so_far.lock().unwrap_or_else(PoisonError::into_inner);
        let (names, told) = &mut *so_far;
        names.add(found, day);
        if told.elapsed() >= TELLING {
            tell(listed(names, total));
            *told = Instant::now();
        }
    })?;
    let (names, _) = so_far.into_inner().unwrap_or_else(PoisonError::into_inner);
    // What could not be read just now is not waited for.
    let list = listed(&names, total);
    Ok(NameList { read: total, ..list })
}

/// Every sentence that has a name, of those articles that it is to be looked for in. `text` is how it is written.
///
/// # Errors
/// As [`Library::matching`] and [`Library::nearest`].
pub fn mentions(library: &dyn Library, text: &str, of: &NamesOf, stop: &Stop) -> Result<Mentions, LibraryError> {
    let handles = match of {
        NamesOf::Archive => library.matching(&spelled(text), &Recalled::default(), stop)?,
        NamesOf::Story(_) | NamesOf::Passage(..) => tellings(library, of, stop)?,
    };
    let catalogue = library.state().catalogue;
    let date = |handle: &Handle| {
        let published = catalogue.published(*handle).map(Moment::order);
        (published.is_none(), published, *handle)
    };
    let mut ordered: Vec<Handle> = handles.iter().collect();
    ordered.sort_unstable_by_key(date);
    let (key, namer) = (key(text), Namer::default());
    let mut found = Mentions::default();
    let (mut rest, mut most) = (&ordered[..], FIRST_READ);
    while !rest.is_empty() && found.rows.len() < MOST_MENTIONS {
        let (now, later) = rest.split_at(most.min(rest.len()));
        (rest, most) = (later, most * 4);
        let rows: Mutex<Vec<Mention>> = Mutex::default();
        library.read_each(&now.iter().copied().collect(), stop, &|handle, article| {
            let names = namer.names(article);
            let Some(name) = names.iter().find(|name| name.key == key) else { return };
            let mentions = sentences_of(article, name).into_iter().map(|(sentence, marks)| {
                let start = sentence.range.start;
                let text = article.blocks[sentence.block].text[sentence.range.clone()].to_owned();
                let marks = marks.into_iter().map(|mark| mark.start - start..mark.end - start).collect();
                Mention { handle, sentence, text, marks }
            });
            rows.lock().unwrap_or_else(PoisonError::into_inner).extend(mentions);
        })?;
        let mut rows = rows.into_inner().unwrap_or_else(PoisonError::into_inner);
        rows.sort_by_cached_key(|row| (date(&row.handle), row.sentence.block, row.sentence.range.start));
        found.articles += rows.chunk_by(|one, other| one.handle == other.handle).count();
        found.rows.extend(rows);
    }
    found.more = !rest.is_empty();
    Ok(found)
}

/// The articles whose names are wanted.
fn tellings(library: &dyn Library, of: &NamesOf, stop: &Stop) -> Result<Handles, LibraryError> {
    Ok(match of {
        NamesOf::Archive => library.state().catalogue.handles().collect(),
        NamesOf::Story(handle) => {
            let near = library.nearest(*handle, MOST_TELLINGS, &Muted::default(), stop)?;
            let same = near.iter().filter(|relation| relation.score >= SAME_STORY).map(|relation| relation.handle);
            same.chain([*handle]).collect()
        }
        NamesOf::Passage(handle, _) => [*handle].into_iter().collect(),
    })
}

fn listed(names: &Names, total: usize) -> NameList {
    let top = names.top(MOST_NAMES);
    NameList { names: top, count: names.len(), read: names.articles().min(total), total, days: names.days() }
}

/// The names of the first block that has any, in its order.
fn passage(names: Vec<Name>, blocks: &Range<usize>) -> NameList {
    let places = |name: &Name| {
        let inside = name.mentions.iter().filter(|mention| blocks.contains(&mention.block));
        inside.map(|mention| (mention.block, mention.range.start)).min()
    };
    let mut here: Vec<((usize, usize), Name)> =
        names.into_iter().filter_map(|name| Some((places(&name)?, name))).collect();
    here.sort_by_key(|(place, _)| *place);
    let block = here.first().map(|((block, _), _)| *block);
    here.retain(|((other, _), _)| Some(*other) == block);
    let order: Vec<String> = here.iter().map(|(_, name)| name.key.clone()).collect();
    let mut table = Names::default();
    table.add(here.into_iter().map(|(_, name)| name).collect(), None);
    let mut list = listed(&table, 1);
    list.names.sort_by_key(|(key, _)| order.iter().position(|other| other == key));
    list
}

/// A query for the articles that write a name so, or nearly so.
fn spelled(text: &str) -> Query {
    let words = |text: String, form| Expr::Words(Words { field: Field::Anywhere, text, form });
    let letters: String = text.chars().filter(|c| *c != '.').collect();
    let meaning = if letters.chars().all(char::is_uppercase) && letters.chars().count() < 6 {
        let pointed = letters.chars().flat_map(|c| [c, '.']).collect();
        Expr::Any(vec![words(letters, Form::Whole), words(pointed, Form::Whole), words(text.to_owned(), Form::Whole)])
    } else if text.contains(' ') {
        // Between a first and a last name others have an initial.
        words(text.to_owned(), Form::Gapped)
    } else {
        words(text.to_owned(), Form::Whole)
    };
    Query { text: text.to_owned(), meaning: Some(meaning) }
}
