//! The course of a story: what is new in each of its tellings, beside those before it.

use super::{Library, LibraryError, Stop};
use crate::article::{Article, Handle, Kind};
use crate::related::novelty::{Known, Told, share_new};
use crate::related::sentences::Sentence;

/// So many tellings are compared, each with all before it; of later ones nobody can keep that in mind.
pub const COMPARED: usize = 300;

/// The longest sentence that is quoted, in characters: a paragraph without stops is one sentence.
const QUOTED: usize = 300;

/// A telling and what is new in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Telling {
    /// The article.
    pub handle: Handle,
    /// Days since the telling before it; nothing where one of them has no date.
    pub days: Option<i32>,
    /// The share of its words that stand in sentences which the tellings before it don't tell, from 0 to 1; nothing
    /// where nobody has looked.
    pub new: Option<f32>,
    /// The first of these sentences.
    pub sentence: Option<String>,
}

/// What is new in each telling of a story, given the earliest first.
///
/// # Errors
/// When the comparison was stopped.
pub fn course(library: &dyn Library, tellings: &[Handle], stop: &Stop) -> Result<Vec<Telling>, LibraryError> {
    let catalogue = library.state().catalogue;
    let mut known = Known::default();
    let mut before: Option<i32> = None;
    let mut course = Vec::with_capacity(tellings.len());
    for (index, handle) in tellings.iter().copied().enumerate() {
        if stop.is_stopped() {
            return Err(LibraryError::Stopped);
        }
        let published = catalogue.published(handle).map(|published| published.days());
        let days = published.zip(before).map(|(day, before)| day.saturating_sub(before));
        before = published;
        let mut telling = Telling { handle, days, new: None, sentence: None };
        // What can't be read just now is a telling all the same.
        if index < COMPARED
            && let Ok(article) = library.article(handle)
        {
            let told = known.tell(&article);
            telling.new = Some(share_new(&article, &told));
            telling.sentence = first_new(&article, &told);
            known.add(&article);
        }
        course.push(telling);
    }
    Ok(course)
}

/// The first sentence of running text that is new; without any, the first of a heading or a table.
fn first_new(article: &Article, told: &[(Sentence, Told)]) -> Option<String> {
    let mut new = told.iter().filter(|(_, told)| !told.fades && !told.short && told.score < 1.0).map(|(at, _)| at);
    let runs =
        |at: &&Sentence| !matches!(article.blocks[at.block].kind, Kind::Heading(_) | Kind::Table | Kind::Verbatim);
    let first = new.clone().find(runs).or_else(|| new.next())?;
    let text = article.blocks[first.block].text[first.range.clone()].replace('\t', " ");
    Some(match text.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    })
}
