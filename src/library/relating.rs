//! The stories related to an article, as a reader is shown them.

use std::collections::HashMap;

use super::{Library, LibraryError, Stop};
use crate::article::{Handle, Moment};
use crate::related::copies::{PARTLY, Shingles, Text, groups};
use crate::related::novelty::{Known, share_new};
use crate::related::{Muted, RELATED, Relation};

/// The articles of which at most `limit` are related to one, best first: with how much each says that it doesn't, and
/// copies of one text in one row, which is the earliest's and stands where the nearest of them stood.
///
/// # Errors
/// As [`Library::nearest`].
pub fn related(
    library: &dyn Library,
    handle: Handle,
    limit: usize,
    muted: &Muted,
    stop: &Stop,
) -> Result<Vec<Relation>, LibraryError> {
    let mut found = library.nearest(handle, limit, muted, stop)?;
    found.retain(|relation| relation.score >= RELATED);
    let article = library.article(handle)?;
    let own = Shingles::of(&article);
    let mut known = Known::default();
    known.add(&article);
    let mut texts = Vec::with_capacity(found.len());
    for relation in &mut found {
        if stop.is_stopped() {
            return Err(LibraryError::Stopped);
        }
        // What can't be read just now is related all the same.
        let Ok(other) = library.article(relation.handle) else { continue };
        relation.new = Some(share_new(&other, &known.tell(&other)));
        let shingles = Shingles::of(&other);
        relation.shared = Some(own.shared(&shingles)).filter(|shared| *shared >= PARTLY);
        let published = other.published.map(Moment::order);
        texts.push(Text { handle: relation.handle, published, shingles });
    }
    Ok(fold(found, texts))
}

/// Puts copies into the row of the earliest.
fn fold(found: Vec<Relation>, texts: Vec<Text>) -> Vec<Relation> {
    let mut rows: HashMap<Handle, Relation> = HashMap::new();
    let order: Vec<Handle> = found.iter().map(|relation| relation.handle).collect();
    rows.extend(found.into_iter().map(|relation| (relation.handle, relation)));
    let mut earliest: HashMap<Handle, Handle> = HashMap::new();
    for group in groups(texts) {
        earliest.extend(group.copies.iter().map(|(copy, _)| (*copy, group.earliest)));
        if let Some(row) = rows.get_mut(&group.earliest) {
            row.copies = group.copies;
        }
    }
    let rows = order.into_iter().filter_map(|handle| {
        let nearest = rows.get(&handle).map(|row| row.score);
        let mut row = rows.remove(earliest.get(&handle).unwrap_or(&handle))?;
        row.score = row.score.max(nearest.unwrap_or(row.score));
        Some(row)
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "The ferry ran aground off Kessing Point in a gale and all passengers were taken off by lifeboat";

    fn relation(handle: u32, score: f32) -> Relation {
        let (why, copies) = (Vec::new(), Vec::new());
        Relation { handle: Handle(handle), score, why, days: None, new: None, shared: None, copies }
    }

    fn text(handle: u32, published: i64, text: &str) -> Text {
        let blocks = vec![crate::article::Block::paragraph(text)];
        let article = crate::article::Article { blocks, ..Default::default() };
        Text { handle: Handle(handle), published: Some(published), shingles: Shingles::of(&article) }
    }

    #[test]
    fn copies_have_one_row_where_the_nearest_of_them_stood() {
        let found = vec![relation(1, 0.9), relation(2, 0.8), relation(3, 0.7), relation(4, 0.6)];
        let other = "The council passed its budget on Monday after a long debate about school meals";
        let texts = vec![text(1, 30, TEXT), text(2, 10, other), text(3, 20, TEXT), text(4, 25, TEXT)];
        let rows = fold(found, texts);
        let shown: Vec<_> = rows.iter().map(|row| (row.handle.0, row.score)).collect();
        assert_eq!(shown, [(3, 0.9), (2, 0.8)]);
        assert_eq!(rows[0].copies, [(Handle(4), 1.0), (Handle(1), 1.0)]);
    }

    #[test]
    fn what_could_not_be_read_keeps_its_row() {
        assert_eq!(fold(vec![relation(7, 0.5)], Vec::new()), [relation(7, 0.5)]);
    }
}
