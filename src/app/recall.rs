//! What memory knows of the articles: of each one, and as the sets that a query can ask for.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use super::Effect;
use crate::article::{Handle, Portion};
use crate::library::Catalogue;
use crate::memory::{Marks, Recollection};
use crate::search::query::Remembered;
use crate::search::{Handles, Query, Recalled};

/// So many articles are looked up between two keys; more at once are looked up behind.
const AT_ONCE: usize = 2_000;

/// What is remembered, by handle.
#[derive(Clone, Debug, Default)]
pub struct Known {
    marks: HashMap<Handle, Marks>,
    notes: HashMap<Handle, String>,
    portions: HashMap<Handle, Portion>,
    read: Handles,
    starred: Handles,
    noted: Handles,
    tagged: BTreeMap<String, Handles>,
    /// The article that was open last.
    last: Option<Handle>,
}

/// What is remembered of a library, as its articles come.
#[derive(Debug, Default)]
pub(super) struct Recall {
    /// By key.
    recollection: Arc<Recollection>,
    known: Known,
    /// What is remembered of the articles before this one is known.
    resolved: usize,
    /// It is being looked up behind for the articles up to here.
    resolving: Option<usize>,
    /// Articles beyond `resolved` of which it is known all the same: this session changed something.
    touched: BTreeSet<Handle>,
    /// The reasons of relations that are muted.
    muted: BTreeSet<String>,
    /// How often something changed that a query can ask for.
    changes: u64,
}

impl Known {
    /// Looks up what is remembered of some articles.
    pub fn of(recollection: &Recollection, catalogue: &Catalogue, articles: Range<usize>) -> Self {
        let mut known = Self::default();
        articles.for_each(|index| known.learn(Handle(index as u32), recollection, catalogue));
        known
    }

    fn learn(&mut self, handle: Handle, recollection: &Recollection, catalogue: &Catalogue) {
        let Some(key) = catalogue.key(handle) else { return };
        if recollection.last.as_ref().is_some_and(|last| last.key == key) {
            self.last = Some(handle);
        }
        if let Some(marks) = recollection.marks.get(&key) {
            self.mark(handle, *marks);
        }
        if let Some(portion) = recollection.portions.get(&key) {
            self.portions.insert(handle, portion.clone());
        }
        if let Some(note) = recollection.notes.get(&key) {
            self.note(handle, note.clone());
        }
        recollection.tags.get(&key).into_iter().flatten().for_each(|tag| self.tag(handle, tag, true));
    }

    fn mark(&mut self, handle: Handle, marks: Marks) {
        self.read.set(handle, marks.read);
        self.starred.set(handle, marks.starred);
        self.marks.insert(handle, marks);
    }

    fn note(&mut self, handle: Handle, note: String) {
        self.noted.set(handle, !note.is_empty());
        self.notes.insert(handle, note);
    }

    fn read_in(&mut self, handle: Handle, portion: Option<Portion>) {
        match portion {
            Some(portion) => self.portions.insert(handle, portion),
            None => self.portions.remove(&handle),
        };
    }

    fn tag(&mut self, handle: Handle, tag: &str, tagged: bool) {
        self.tagged.entry(tag.to_owned()).or_default().set(handle, tagged);
    }

    fn tags(&self, handle: Handle) -> BTreeSet<&str> {
        self.tagged.iter().filter(|(_, handles)| handles.contains(handle)).map(|(tag, _)| tag.as_str()).collect()
    }

    /// Takes what another one knows of an article, in place of what is known here.
    fn copy(&mut self, other: &Self, handle: Handle) {
        self.mark(handle, other.marks.get(&handle).copied().unwrap_or_default());
        self.note(handle, other.notes.get(&handle).cloned().unwrap_or_default());
        self.read_in(handle, other.portions.get(&handle).cloned());
        self.tagged.values_mut().for_each(|handles| handles.set(handle, false));
        other.tags(handle).into_iter().for_each(|tag| self.tag(handle, tag, true));
    }

    /// Takes what another one knows of other articles. The larger one stays as it is.
    fn join(&mut self, mut other: Self) {
        if self.marks.len() < other.marks.len() {
            std::mem::swap(self, &mut other);
        }
        self.last = self.last.or(other.last);
        self.marks.extend(other.marks);
        self.notes.extend(other.notes);
        self.portions.extend(other.portions);
        self.read.join(&other.read);
        self.starred.join(&other.starred);
        self.noted.join(&other.noted);
        for (tag, handles) in other.tagged {
            self.tagged.entry(tag).or_default().join(&handles);
        }
    }
}

impl Recall {
    /// Takes what is remembered from earlier sessions. What this session did meanwhile stands.
    pub fn take(&mut self, recollection: Recollection, catalogue: &Catalogue) -> Option<Effect> {
        self.muted.extend(recollection.muted.iter().cloned());
        self.recollection = Arc::new(recollection);
        self.touched = self.known.marks.keys().chain(self.known.notes.keys()).copied().collect();
        self.resolved = 0;
        self.resolve(catalogue)
    }

    /// Looks up what is remembered of articles that arrived since the last time: a few at once, many behind.
    pub fn resolve(&mut self, catalogue: &Catalogue) -> Option<Effect> {
        let articles = self.resolved..catalogue.handed_out() as usize;
        let Recollection { marks, notes, tags, portions, last, .. } = &*self.recollection;
        if self.resolving.is_some() || articles.is_empty() {
            return None;
        }
        if marks.is_empty() && notes.is_empty() && tags.is_empty() && portions.is_empty() && last.is_none() {
            self.resolved = articles.end;
            return None;
        }
        if articles.len() > AT_ONCE {
            self.resolving = Some(articles.end);
            return Some(Effect::Resolve(Arc::clone(&self.recollection), articles));
        }
        let known = Known::of(&self.recollection, catalogue, articles.clone());
        self.resolve_to(articles.end, known);
        None
    }

    /// Takes what was looked up behind; asks for what has come since.
    pub fn take_resolved(&mut self, known: Known, catalogue: &Catalogue) -> Option<Effect> {
        let end = self.resolving.take()?;
        self.resolve_to(end, known);
        self.resolve(catalogue)
    }

    fn resolve_to(&mut self, end: usize, mut known: Known) {
        self.touched.iter().for_each(|handle| known.copy(&self.known, *handle));
        self.known.join(known);
        self.touched = self.touched.split_off(&Handle(end as u32));
        self.resolved = end;
        self.changes += 1;
    }

    /// Whether every article has been looked up.
    pub fn is_resolved(&self, catalogue: &Catalogue) -> bool {
        self.resolved >= catalogue.handed_out() as usize
    }

    /// What is known of one article, which may not have been looked up yet.
    fn look<T>(&self, handle: Handle, catalogue: &Catalogue, read: impl FnOnce(&Known) -> T) -> T {
        if handle.index() < self.resolved || self.touched.contains(&handle) {
            return read(&self.known);
        }
        let mut known = Known::default();
        known.learn(handle, &self.recollection, catalogue);
        read(&known)
    }

    /// The reasons of relations that are muted.
    pub fn muted(&self) -> &BTreeSet<String> {
        &self.muted
    }

    /// Mutes a reason, or lets it count again.
    pub fn mute(&mut self, reason: &str, muted: bool) {
        if muted {
            self.muted.insert(reason.to_owned());
        } else {
            self.muted.remove(reason);
        }
    }

    /// What is known, to change what is known of one article.
    fn touch(&mut self, handle: Handle, catalogue: &Catalogue) -> &mut Known {
        if handle.index() >= self.resolved && self.touched.insert(handle) {
            self.known.learn(handle, &self.recollection, catalogue);
        }
        &mut self.known
    }

    pub fn marks(&self, handle: Handle, catalogue: &Catalogue) -> Marks {
        self.look(handle, catalogue, |known| known.marks.get(&handle).copied().unwrap_or_default())
    }

    pub fn mark(&mut self, handle: Handle, catalogue: &Catalogue, change: impl FnOnce(&mut Marks)) {
        let known = self.touch(handle, catalogue);
        let before = known.marks.get(&handle).copied().unwrap_or_default();
        let mut marks = before;
        change(&mut marks);
        known.mark(handle, marks);
        self.changes += u64::from((before.read, before.starred) != (marks.read, marks.starred));
    }

    /// The article that was open last, once it is looked up.
    pub fn last(&self) -> Option<Handle> {
        self.known.last
    }

    /// How many articles are known to have been read.
    pub fn read(&self) -> usize {
        self.known.read.len()
    }

    /// Whether an article has been read.
    pub fn is_read(&self, handle: Handle, catalogue: &Catalogue) -> bool {
        self.look(handle, catalogue, |known| known.read.contains(handle))
    }

    /// What was read of an article that counts as read by sentence.
    pub fn portion(&self, handle: Handle, catalogue: &Catalogue) -> Option<Portion> {
        self.look(handle, catalogue, |known| known.portions.get(&handle).cloned())
    }

    /// From now on an article counts as read by sentence, or as a whole.
    pub fn set_portion(&mut self, handle: Handle, catalogue: &Catalogue, portion: Option<Portion>) {
        self.touch(handle, catalogue).read_in(handle, portion);
    }

    /// The note on an article, or nothing.
    pub fn note(&self, handle: Handle, catalogue: &Catalogue) -> String {
        self.look(handle, catalogue, |known| known.notes.get(&handle).cloned().unwrap_or_default())
    }

    /// Puts a note on an article; an empty one takes it away.
    pub fn set_note(&mut self, handle: Handle, catalogue: &Catalogue, note: String) {
        self.touch(handle, catalogue).note(handle, note);
        self.changes += 1;
    }

    pub fn tags(&self, handle: Handle, catalogue: &Catalogue) -> BTreeSet<String> {
        self.look(handle, catalogue, |known| known.tags(handle).into_iter().map(str::to_owned).collect())
    }

    pub fn set_tag(&mut self, handle: Handle, catalogue: &Catalogue, tag: &str, tagged: bool) {
        self.touch(handle, catalogue).tag(handle, tag, tagged);
        self.changes += 1;
    }

    /// Another number, another answer to what asks memory.
    pub fn changes(&self) -> u64 {
        self.changes
    }

    /// What a query has to know. No look at every article: the sets are there.
    pub fn recalled(&self, query: &Query) -> Recalled {
        Recalled::of(query, |fact| self.handles(fact))
    }

    /// The articles of which a fact is known.
    pub fn handles(&self, fact: &Remembered) -> Handles {
        match fact {
            Remembered::Read => self.known.read.clone(),
            Remembered::Starred => self.known.starred.clone(),
            Remembered::Noted => self.known.noted.clone(),
            Remembered::Tagged(tag) => self.known.tagged.get(tag).cloned().unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, ArticleId, Summary};

    /// So many articles, of which every third is remembered as read, every fifth as tagged.
    fn archive(len: usize) -> (Catalogue, Recollection) {
        let mut catalogue = Catalogue::new("/a");
        let row = |index: usize| Summary::of(&Article::default(), ArticleId(index.to_string()), None);
        catalogue.extend((0..len).map(row).collect());
        let mut recollection = Recollection::default();
        for index in (0..len).step_by(3) {
            recollection.marks.insert(format!("/a/{index}"), Marks { read: true, ..Marks::default() });
        }
        for index in (0..len).step_by(5) {
            recollection.tags.insert(format!("/a/{index}"), ["sea".to_owned()].into());
        }
        (catalogue, recollection)
    }

    #[test]
    fn many_articles_are_looked_up_behind_and_each_is_known_before() {
        let (catalogue, recollection) = archive(AT_ONCE + 1_000);
        let mut recall = Recall::default();
        let Some(Effect::Resolve(asked, articles)) = recall.take(recollection, &catalogue) else { panic!() };
        assert_eq!(recall.resolve(&catalogue), None, "one at a time");
        assert!(recall.marks(Handle(3), &catalogue).read && !recall.marks(Handle(4), &catalogue).read);
        assert!(recall.tags(Handle(5), &catalogue).contains("sea") && !recall.is_resolved(&catalogue));
        // What the session does meanwhile stands.
        recall.mark(Handle(3), &catalogue, |marks| marks.read = false);
        recall.mark(Handle(4), &catalogue, |marks| marks.starred = true);
        recall.set_tag(Handle(5), &catalogue, "sea", false);
        recall.set_note(Handle(6), &catalogue, "noted".to_owned());
        let known = Known::of(&asked, &catalogue, articles);
        assert_eq!(recall.take_resolved(known, &catalogue), None);
        assert!(recall.is_resolved(&catalogue));
        assert!(!recall.marks(Handle(3), &catalogue).read && recall.marks(Handle(4), &catalogue).starred);
        assert_eq!(recall.read(), 1_000 - 1);
        let recalled = recall.recalled(&Query::new("tag:sea is:noted is:starred").unwrap());
        assert_eq!(recalled.handles(&Remembered::Tagged("sea".to_owned())).unwrap().len(), 600 - 1);
        assert_eq!(recalled.handles(&Remembered::Noted).unwrap().iter().collect::<Vec<_>>(), [Handle(6)]);
        assert!(recall.marks(Handle(6), &catalogue).read, "a note leaves the rest as it was");
    }

    #[test]
    fn articles_that_come_meanwhile_are_looked_up_next() {
        let (catalogue, recollection) = archive(AT_ONCE * 3);
        let mut early = Catalogue::new("/a");
        early.extend(catalogue.iter().take(AT_ONCE + 1).map(|(_, row)| row.into_owned()).collect());
        let mut recall = Recall::default();
        let mut asked = recall.take(recollection, &early);
        let mut rounds = 0;
        while let Some(Effect::Resolve(recollection, articles)) = asked {
            asked = recall.take_resolved(Known::of(&recollection, &catalogue, articles), &catalogue);
            rounds += 1;
        }
        assert_eq!((rounds, recall.read()), (2, AT_ONCE));
        assert!(recall.is_resolved(&catalogue));
    }
}
