//! The catalogue: the summaries of every article reached so far, by handle. A snapshot is cheap to take.

use std::borrow::Cow;
use std::sync::Arc;

use super::segment::{Cut, Segment, id};
use crate::article::{ArticleId, Handle, Language, Moment, Summary};
use crate::search::fuzzy::Prepared;

/// What the name of a pipe's content starts with: a pipe has no path that would be its own.
pub(super) const HELD: &str = "held:";

/// Summaries in the order in which they were found. Cloning shares them.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    base: Arc<str>,
    parts: Vec<Part>,
    /// The first handle of each part.
    starts: Vec<u32>,
    len: u32,
    /// A bit for each article that is no longer there, and how many these are.
    gone: Arc<Vec<u64>>,
    lost: u32,
    /// The first handles as the archive has them, where the parts don't tell.
    filed: Arc<[Handle]>,
    /// What is prepared of the titles for those who search them: one for all snapshots.
    pub(super) prepared: Arc<Prepared>,
}

/// Summaries that were found together.
#[derive(Clone, Debug)]
enum Part {
    /// In memory.
    Held(Arc<[Summary]>),
    /// In a file that is read in place.
    Stored(Arc<Segment>),
}

impl Part {
    fn len(&self) -> u32 {
        match self {
            Part::Held(rows) => rows.len() as u32,
            Part::Stored(segment) => segment.len(),
        }
    }
}

impl Catalogue {
    /// An empty catalogue. `base` is what all ids are relative to: with it they are the keys of memory.
    pub fn new(base: &str) -> Self {
        Self { base: base.into(), ..Self::default() }
    }

    /// What all ids are relative to.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The name under which memory keeps what the reader did with an article: the same whichever folder
    /// above it was opened, and whatever a pipe was opened with.
    pub fn key(&self, handle: Handle) -> Option<String> {
        let id = self.id(handle)?.0;
        Some(if is_held(&id) { id } else { format!("{}/{id}", self.base) })
    }

    /// Adds the next summaries. Handles given out before stay valid.
    pub fn extend(&mut self, batch: Vec<Summary>) {
        self.push(Part::Held(batch.into()));
    }

    /// Adds the rows of a segment.
    pub(super) fn extend_stored(&mut self, segment: Arc<Segment>) {
        self.push(Part::Stored(segment));
    }

    fn push(&mut self, part: Part) {
        if part.len() > 0 {
            self.starts.push(self.len);
            self.len = self.len.saturating_add(part.len());
            self.parts.push(part);
        }
    }

    /// Puts a segment in the place of the summaries from `first` on that it was written from, in the same order.
    pub(super) fn store(&mut self, first: Handle, segment: Arc<Segment>) {
        let end = first.0 + segment.len();
        self.split(first);
        self.split(Handle(end));
        let at = self.starts.partition_point(|start| *start < first.0);
        let to = self.starts.partition_point(|start| *start < end);
        if end <= self.len && at < to {
            self.parts.splice(at..to, [Part::Stored(segment)]);
            self.starts.splice(at..to, [first.0]);
        }
    }

    /// Lets a part begin at `handle`, unless that lies in a segment.
    fn split(&mut self, handle: Handle) {
        let Some(at) = self.starts.partition_point(|start| *start <= handle.0).checked_sub(1) else { return };
        let within = (handle.0 - self.starts[at]) as usize;
        if let Part::Held(rows) = &self.parts[at]
            && (1..rows.len()).contains(&within)
        {
            let (before, after) = rows.split_at(within);
            let parts = [Part::Held(before.into()), Part::Held(after.into())];
            self.parts.splice(at..=at, parts);
            self.starts.insert(at + 1, handle.0);
        }
    }

    /// Notes that an article is no longer there. Its row can still be had.
    pub(super) fn lose(&mut self, handles: impl IntoIterator<Item = Handle>) {
        let gone = Arc::make_mut(&mut self.gone);
        gone.resize((self.len as usize).div_ceil(64), 0);
        for handle in handles.into_iter().filter(|handle| handle.0 < self.len) {
            if let Some(word) = gone.get_mut(handle.index() / 64) {
                let bit = 1 << (handle.0 % 64);
                self.lost += u32::from(*word & bit == 0);
                *word |= bit;
            }
        }
    }

    /// Whether an article is no longer there.
    pub fn is_gone(&self, handle: Handle) -> bool {
        self.gone.get(handle.index() / 64).is_some_and(|word| word & (1 << (handle.0 % 64)) != 0)
    }

    /// How many articles there are.
    pub fn len(&self) -> usize {
        (self.len - self.lost) as usize
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The articles that are gone.
    pub fn gone(&self) -> impl Iterator<Item = Handle> + '_ {
        let words = (0..).zip(self.gone.iter()).filter(|(_, word)| **word != 0);
        words.flat_map(|(at, word)| {
            (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| Handle(at * 64 + bit))
        })
    }

    /// How many handles have been given out, those of articles that are gone included.
    pub fn handed_out(&self) -> u32 {
        self.len
    }

    /// The row of an article.
    pub fn get(&self, handle: Handle) -> Option<Cow<'_, Summary>> {
        match self.find_part(handle)? {
            (Part::Held(rows), row) => rows.get(row as usize).map(Cow::Borrowed),
            (Part::Stored(segment), row) => {
                let row = segment.row(row)?;
                Some(Cow::Owned(row.summary(segment.member_path(row.member)?)))
            }
        }
    }

    /// The row of an article, where it is in memory.
    pub(super) fn held(&self, handle: Handle) -> Option<&Summary> {
        match self.find_part(handle)? {
            (Part::Held(rows), row) => rows.get(row as usize),
            (Part::Stored(_), _) => None,
        }
    }

    /// The name of an article.
    pub fn id(&self, handle: Handle) -> Option<ArticleId> {
        match self.find_part(handle)? {
            (Part::Held(rows), row) => rows.get(row as usize).map(|row| row.id.clone()),
            (Part::Stored(segment), row) => {
                Some(id(segment.member_path(segment.member_of(row)?)?, segment.record(row)?))
            }
        }
    }

    /// The title of an article.
    pub fn title(&self, handle: Handle) -> Option<&str> {
        match self.find_part(handle)? {
            (Part::Held(rows), row) => rows.get(row as usize).map(|row| row.title.as_str()),
            (Part::Stored(segment), row) => segment.title(row),
        }
    }

    /// The bytes of a title, with more behind them where there are more, and how many are the title's.
    pub(super) fn title_and_on(&self, handle: Handle) -> Option<(&[u8], usize)> {
        match self.find_part(handle)? {
            (Part::Held(rows), row) => rows.get(row as usize).map(|row| (row.title.as_bytes(), row.title.len())),
            (Part::Stored(segment), row) => segment.title_and_on(row),
        }
    }

    /// Who wrote an article.
    pub fn authors(&self, handle: Handle) -> Vec<&str> {
        match self.find_part(handle) {
            Some((Part::Held(rows), row)) => {
                rows.get(row as usize).map(|row| row.authors.iter().map(String::as_str).collect()).unwrap_or_default()
            }
            Some((Part::Stored(segment), row)) => segment.authors(row).unwrap_or_default(),
            None => Vec::new(),
        }
    }

    /// The language of an article.
    pub fn language(&self, handle: Handle) -> Option<Language> {
        match self.find_part(handle)? {
            (Part::Held(rows), row) => rows.get(row as usize)?.language,
            (Part::Stored(segment), row) => segment.language(row),
        }
    }

    /// When an article was published.
    pub fn published(&self, handle: Handle) -> Option<Moment> {
        match self.find_part(handle)? {
            (Part::Held(rows), row) => rows.get(row as usize)?.published,
            (Part::Stored(segment), row) => segment.published(row),
        }
    }

    /// The source of an article.
    pub fn source(&self, handle: Handle) -> Option<&str> {
        match self.find_part(handle)? {
            (Part::Held(rows), row) => rows.get(row as usize)?.source.as_deref(),
            (Part::Stored(segment), row) => segment.source_name(row),
        }
    }

    /// The lasting number of an article, once it is stored.
    pub(super) fn serial(&self, handle: Handle) -> Option<u32> {
        match self.find_part(handle)? {
            (Part::Held(_), _) => None,
            (Part::Stored(segment), row) => segment.serial(row),
        }
    }

    /// Which part of its file an article is, once it is stored.
    pub(super) fn cut(&self, handle: Handle) -> Option<Cut> {
        match self.find_part(handle)? {
            (Part::Held(_), _) => None,
            (Part::Stored(segment), row) => segment.cut(row),
        }
    }

    /// How many words an article has.
    pub fn words(&self, handle: Handle) -> Option<u32> {
        match self.find_part(handle)? {
            (Part::Held(rows), row) => rows.get(row as usize).map(|row| row.words),
            (Part::Stored(segment), row) => segment.words(row),
        }
    }

    /// Every article, in the order of handles.
    pub fn iter(&self) -> impl Iterator<Item = (Handle, Cow<'_, Summary>)> {
        self.handles().filter_map(|handle| Some((handle, self.get(handle)?)))
    }

    /// Every handle of an article that is there.
    pub fn handles(&self) -> impl Iterator<Item = Handle> + '_ {
        (0..self.len).map(Handle).filter(|handle| !self.is_gone(*handle))
    }

    /// Says how the archive has its articles, once all of them have been found.
    pub(super) fn file(&mut self, handles: Vec<Handle>) {
        self.filed = handles.into();
    }

    /// Whether both have the same articles in the same order.
    pub fn is_same(&self, other: &Self) -> bool {
        (self.len, self.lost) == (other.len, other.lost) && self.filed.len() == other.filed.len()
    }

    /// Every handle of an article that is there, as the archive has them: what was found later, until it is put in its
    /// place, last.
    pub fn filed(&self) -> Vec<Handle> {
        if self.filed.len() == self.len() {
            return self.filed.to_vec();
        }
        let mut handles = Vec::with_capacity(self.len());
        for (part, start) in self.parts.iter().zip(&self.starts) {
            match part {
                Part::Held(rows) => handles.extend((0..rows.len() as u32).map(|row| Handle(start + row))),
                Part::Stored(segment) => {
                    let rows = (0..segment.len()).filter_map(|place| segment.filed(place));
                    handles.extend(rows.map(|row| Handle(start + row)));
                }
            }
        }
        handles.retain(|handle| !self.is_gone(*handle));
        handles
    }

    /// The first handles, up to this one, stand newest first.
    pub fn newest_first(&self) -> Handle {
        match self.parts.first() {
            Some(Part::Stored(segment)) if segment.is_newest_first() => Handle(segment.len()),
            _ => Handle(0),
        }
    }

    fn find_part(&self, handle: Handle) -> Option<(&Part, u32)> {
        let at = self.starts.partition_point(|start| *start <= handle.0).checked_sub(1)?;
        Some((self.parts.get(at)?, handle.0 - self.starts[at]))
    }
}

/// Whether an id starts with the name of a pipe's content.
fn is_held(id: &str) -> bool {
    let content = id.strip_prefix(HELD).and_then(|rest| rest.split_once('/'));
    content.is_some_and(|(content, _)| content.len() == 16 && content.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    fn catalogue(base: &str, ids: &[&str]) -> Catalogue {
        let mut catalogue = Catalogue::new(base);
        let row = |id: &&str| Summary::of(&Article::default(), ArticleId((*id).to_owned()), None);
        catalogue.extend(ids.iter().map(row).collect());
        catalogue
    }

    #[test]
    fn a_pipe_has_one_key_alone_and_among_files() {
        let key = |base: &str, id: &str| catalogue(base, &[id]).key(Handle(0)).unwrap();
        let content = "held:0123456789abcdef";
        assert_eq!(key(content, "-"), format!("{content}/-"));
        assert_eq!(key("/archive", &format!("{content}/-")), format!("{content}/-"));
        assert_eq!(key("/archive", "held:over/a.txt"), "/archive/held:over/a.txt");
    }

    #[test]
    fn what_is_gone_is_no_longer_counted_and_can_still_be_had() {
        let mut catalogue = catalogue("/archive", &["a", "b", "c"]);
        catalogue.lose([Handle(1), Handle(1), Handle(9)]);
        assert_eq!(catalogue.len(), 2);
        assert_eq!(catalogue.handles().collect::<Vec<_>>(), [Handle(0), Handle(2)]);
        assert_eq!(catalogue.filed(), [Handle(0), Handle(2)]);
        assert_eq!(catalogue.get(Handle(1)).unwrap().id.as_str(), "b");
    }
}
