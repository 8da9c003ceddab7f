//! Lines that many articles of one source repeat word for word: learnt as litter while the archive is read.

use std::collections::HashMap;

use xxhash_rust::xxh3::xxh3_64 as hash;

use super::Cut;
use crate::article::{Article, Block, Kind, has_words};

/// Articles of one source that must have a line.
const LEAST: u32 = 5;

/// One in so many articles of its source must have it…
const SHARE: u32 = 10;

/// …or so many articles, whatever their share is.
const MANY: u32 = 20;

/// Shorter lines (`Analysis`, `In other news`) say what follows.
const WORDS: usize = 4;

/// Longer ones are told by their beginning: in bytes.
const LONGEST: usize = 600;

/// Lines of one article that are looked at, at its beginning and at its end.
const EDGE: usize = 24;

/// Lines that are held as seen once; a power of two. A line that comes again after so many others is new.
const SEEN: usize = 1 << 17;

/// What stands for the source of an article that names none: its folder, or the file that holds many.
pub(super) fn place(path: &str, cut: Cut) -> &str {
    if cut == Cut::Whole { path.rsplit_once('/').map_or("", |(folder, _)| folder) } else { path }
}

/// What is remembered of an article.
#[derive(Debug, Default)]
pub(super) struct Digest {
    /// Its source.
    source: u64,
    /// What tells it from its copies: its longest paragraph.
    mark: u32,
    /// Its lines.
    lines: Vec<u64>,
}

impl Digest {
    /// Digests an article; what has no `source` of its own belongs to the place it came from.
    pub(super) fn of(article: &Article, place: &str) -> Self {
        let source = source(article, place);
        let longest = article.blocks.iter().map(|block| block.text.as_str()).max_by_key(|text| text.len());
        Self {
            source,
            mark: longest.map_or(0, |text| hash(&text.as_bytes()[..text.len().min(LONGEST)]) as u32),
            lines: candidates(&article.blocks).map(|(_, block)| line(source, block)).collect(),
        }
    }
}

/// What has been learnt so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Learnt {
    /// Lines seen once: the upper half of their hash, and the mark of the article. Empty until the first line.
    seen: Vec<(u32, u32)>,
    repeated: HashMap<u64, Repeated>,
    /// Articles of each source.
    sources: HashMap<u64, u32>,
}

/// A line that was seen in several articles.
#[derive(Clone, Debug)]
struct Repeated {
    articles: u32,
    /// The last articles that had it, so that copies of one article count once.
    last: [u32; 4],
}

impl Learnt {
    /// What has been learnt, to be stored.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let seen: Vec<_> = (0_u32..).zip(&self.seen).filter(|(_, seen)| **seen != (0, 0)).collect();
        let mut bytes = Vec::with_capacity(16 * (seen.len() + 2 * self.repeated.len() + self.sources.len()));
        let mut put = |numbers: &[u32]| bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
        let halves = |number: u64| [number as u32, (number >> 32) as u32];
        put(&[seen.len() as u32, self.repeated.len() as u32, self.sources.len() as u32]);
        seen.into_iter().for_each(|(at, (tag, mark))| put(&[at, *tag, *mark]));
        for (line, Repeated { articles, last }) in &self.repeated {
            put(&halves(*line));
            put(&[*articles]);
            put(last);
        }
        for (source, articles) in &self.sources {
            put(&halves(*source));
            put(&[*articles]);
        }
        bytes
    }

    /// What was stored; `None` if it is not whole.
    pub(super) fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let mut numbers = bytes.chunks_exact(4).map_while(|chunk| chunk.try_into().ok()).map(u32::from_le_bytes);
        let mut next = || numbers.next();
        let (seen, repeated, sources) = (next()?, next()?, next()?);
        let mut learnt = Self::default();
        if seen > 0 {
            learnt.seen = vec![(0, 0); SEEN];
        }
        for _ in 0..seen {
            let at = next()? as usize;
            *learnt.seen.get_mut(at)? = (next()?, next()?);
        }
        for _ in 0..repeated {
            let line = u64::from(next()?) | u64::from(next()?) << 32;
            let repeated = Repeated { articles: next()?, last: [next()?, next()?, next()?, next()?] };
            learnt.repeated.insert(line, repeated);
        }
        for _ in 0..sources {
            let source = u64::from(next()?) | u64::from(next()?) << 32;
            learnt.sources.insert(source, next()?);
        }
        Some(learnt)
    }

    /// Learns from one more article.
    pub(super) fn add(&mut self, digest: &Digest) {
        *self.sources.entry(digest.source).or_default() += 1;
        if self.seen.is_empty() {
            self.seen = vec![(0, 0); SEEN];
        }
        for line in &digest.lines {
            if let Some(repeated) = self.repeated.get_mut(line) {
                if !repeated.last.contains(&digest.mark) {
                    repeated.last[repeated.articles as usize % repeated.last.len()] = digest.mark;
                    repeated.articles += 1;
                }
                continue;
            }
            let Some(seen) = self.seen.get_mut(*line as usize & (SEEN - 1)) else { continue };
            let tag = (line >> 32) as u32;
            if *seen != (0, 0) && seen.0 == tag && seen.1 != digest.mark {
                let last = [seen.1, digest.mark, digest.mark, digest.mark];
                self.repeated.insert(*line, Repeated { articles: 2, last });
            } else {
                *seen = (tag, digest.mark);
            }
        }
    }

    /// Marks what has been learnt in an article.
    pub(super) fn mark(&self, article: &mut Article, place: &str) {
        let source = source(article, place);
        let all = self.sources.get(&source).copied().unwrap_or_default();
        let is_litter = |block: &Block| {
            self.repeated.get(&line(source, block)).is_some_and(|repeated| {
                repeated.articles >= LEAST && (repeated.articles >= MANY || repeated.articles * SHARE >= all)
            })
        };
        let litter: Vec<usize> =
            candidates(&article.blocks).filter(|(_, block)| is_litter(block)).map(|(at, _)| at).collect();
        // Where all is repeated, nothing is left to be read: then none of it is litter.
        let left = article.blocks.iter().enumerate().any(|(at, block)| !block.boilerplate && !litter.contains(&at));
        for at in litter.into_iter().filter(|_| left) {
            article.blocks[at].boilerplate = true;
        }
    }
}

/// The blocks that may be litter: running text near the beginning and the end. Headings and lists say what is where.
fn candidates(blocks: &[Block]) -> impl Iterator<Item = (usize, &Block)> {
    let edge = move |at: usize| at < EDGE || at + EDGE >= blocks.len();
    blocks.iter().enumerate().filter(move |(at, block)| {
        edge(*at)
            && !block.boilerplate
            && matches!(block.kind, Kind::Paragraph | Kind::Quote { .. })
            && has_words(&block.text, WORDS)
    })
}

fn source(article: &Article, place: &str) -> u64 {
    hash(article.source.as_deref().unwrap_or(place).as_bytes())
}

fn line(source: u64, block: &Block) -> u64 {
    let text = block.text.as_bytes();
    hash(&text[..text.len().min(LONGEST)]) ^ source.rotate_left(17)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOOTER: &str = "Thank you for reading the harbour letter every week.";

    fn article(number: usize, source: &str, lines: &[&str]) -> Article {
        let own = format!("Story {number} has a paragraph that no other one has, and it is the longest of them all.");
        let blocks = std::iter::once(own.as_str()).chain(lines.iter().copied()).map(Block::paragraph).collect();
        Article { source: Some(source.to_owned()), blocks, ..Article::default() }
    }

    fn learnt(articles: &[Article]) -> Learnt {
        let mut learnt = Learnt::default();
        for article in articles {
            learnt.add(&Digest::of(article, ""));
        }
        learnt
    }

    fn folded(learnt: &Learnt, mut article: Article) -> usize {
        learnt.mark(&mut article, "");
        article.blocks.iter().filter(|block| block.boilerplate).count()
    }

    #[test]
    fn a_sentence_of_many_articles_of_one_source_is_litter_there_and_nowhere_else() {
        let letters: Vec<_> = (0..8).map(|number| article(number, "Letter", &[FOOTER])).collect();
        let learnt = learnt(&letters);
        assert_eq!(folded(&learnt, article(3, "Letter", &[FOOTER])), 1);
        assert_eq!(folded(&learnt, article(9, "Bugle", &[FOOTER])), 0);
    }

    #[test]
    fn what_was_learnt_can_be_stored() {
        let letters: Vec<_> = (0..8).map(|number| article(number, "Letter", &[FOOTER])).collect();
        let bytes = learnt(&letters).to_bytes();
        let stored = Learnt::of_bytes(&bytes).unwrap();
        assert_eq!(folded(&stored, article(3, "Letter", &[FOOTER])), 1);
        assert_eq!(Learnt::of_bytes(&bytes[..bytes.len() - 4]).map(|_| ()), None);
    }

    #[test]
    fn copies_of_one_article_teach_nothing() {
        let copies: Vec<_> =
            (0..30).map(|_| article(1, "Wire", &["The council has put off its vote again."])).collect();
        assert_eq!(folded(&learnt(&copies), copies[0].clone()), 0);
    }

    #[test]
    fn what_few_articles_say_and_what_is_short_is_kept() {
        let mut letters: Vec<_> = (0..4).map(|number| article(number, "Letter", &[FOOTER])).collect();
        assert_eq!(folded(&learnt(&letters), letters[0].clone()), 0);
        letters = (0..12).map(|number| article(number, "Letter", &["In other news"])).collect();
        assert_eq!(folded(&learnt(&letters), letters[0].clone()), 0);
        // A line of one in twelve articles is a quotation rather than a habit.
        letters = (0..100).map(|number| article(number, "L", if number < 8 { &[FOOTER] } else { &[] })).collect();
        assert_eq!(folded(&learnt(&letters), letters[0].clone()), 0);
    }

    #[test]
    fn an_article_is_never_folded_whole() {
        let only = |number: usize| {
            let mut article = article(number, "Letter", &[FOOTER]);
            article.blocks.remove(0);
            article
        };
        let letters: Vec<_> = (0..8).map(|number| article(number, "Letter", &[FOOTER])).collect();
        assert_eq!(folded(&learnt(&letters), only(1)), 0);
    }
}
