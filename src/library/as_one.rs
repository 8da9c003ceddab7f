//! A story as one article: its tellings from the oldest to the newest, without what was told before.

use super::course::COMPARED;
use super::{Catalogue, Library, LibraryError, Stop, Storyline};
use crate::article::{Article, Block, Handle, Kind, Mark, Moment, Span};
use crate::related::novelty::{Known, Told};
use crate::related::sentences::Sentence;

/// What stands where sentences were left out of a paragraph.
const LEFT_OUT: &str = "…";

/// One article out of the tellings of a story. Above each telling's part stands whose it is; what says nothing new is
/// named, and left out.
///
/// # Errors
/// When no telling can be read, or the work was stopped.
pub fn as_one(library: &dyn Library, story: &Storyline, stop: &Stop) -> Result<Article, LibraryError> {
    let catalogue = library.state().catalogue;
    let tellings = story.by_date(&catalogue);
    let mut whole = Article { source: Some(head(story, tellings.len())), ..Article::default() };
    if let Some(best) = catalogue.get(story.best) {
        (whole.title, whole.title_inferred) = (best.title.clone(), best.title_inferred);
    }
    let mut known = Known::default();
    let mut silent = Vec::new();
    let mut unread = LibraryError::Missing;
    let mut any = false;
    for telling in tellings.iter().take(COMPARED) {
        if stop.is_stopped() {
            return Err(LibraryError::Stopped);
        }
        let article = match library.article(*telling) {
            Ok(article) => article,
            Err(error) => {
                whole.blocks.push(credit(format!("{}: {error}", whose(&catalogue, *telling).join(" · "))));
                unread = error;
                continue;
            }
        };
        // Of the first telling all is new, whatever it repeats itself.
        let blocks = if any { news(&article, &known.tell(&article)) } else { told_blocks(&article) };
        known.add(&article);
        if blocks.is_empty() && any {
            silent.push(*telling);
            continue;
        }
        name_silent(&mut whole, &mut silent, &catalogue);
        if !any {
            whole.language = article.language;
        }
        any = true;
        whole.blocks.push(credit(heading(&catalogue, *telling)));
        append(&mut whole, blocks, &article.links);
    }
    if !any {
        return Err(unread);
    }
    name_silent(&mut whole, &mut silent, &catalogue);
    if tellings.len() > COMPARED {
        whole.blocks.push(credit(format!("{} later tellings are left out", tellings.len() - COMPARED)));
    }
    Ok(whole)
}

/// What stands under the title: how many tellings, of which days, whose.
fn head(story: &Storyline, tellings: usize) -> String {
    let mut parts = vec![format!("{tellings} tellings")];
    parts.extend(story.days.map(|(first, last)| match first.date == last.date {
        true => first.in_words(),
        false => format!("{} – {}", first.in_words(), last.in_words()),
    }));
    parts.extend((!story.sources.is_empty()).then(|| story.sources.join(", ")));
    parts.join(" · ")
}

/// Source and day of a telling.
fn whose(catalogue: &Catalogue, telling: Handle) -> Vec<String> {
    let source = catalogue.source(telling).or_else(|| catalogue.authors(telling).first().copied());
    let day = catalogue.published(telling).map_or_else(|| "no date".to_owned(), Moment::in_words);
    source.map(str::to_owned).into_iter().chain([day]).collect()
}

/// The line above a telling's part.
fn heading(catalogue: &Catalogue, telling: Handle) -> String {
    let mut parts = whose(catalogue, telling);
    // A title that was made from the lead would say that twice.
    parts.extend(catalogue.get(telling).filter(|row| !row.title_inferred).map(|row| row.title.clone()));
    parts.join(" · ")
}

/// Names the tellings that say nothing new since the last one that does.
fn name_silent(whole: &mut Article, silent: &mut Vec<Handle>, catalogue: &Catalogue) {
    if !silent.is_empty() {
        let named: Vec<String> = silent.drain(..).map(|telling| whose(catalogue, telling).join(", ")).collect();
        whole.blocks.push(credit(format!("nothing new: {}", named.join("; "))));
    }
}

fn credit(text: String) -> Block {
    Block::new(Kind::Credit, text)
}

/// What an article tells: no litter, and no line about who wrote it.
fn told_blocks(article: &Article) -> Vec<Block> {
    article.blocks.iter().filter(|block| !block.boilerplate && block.kind != Kind::Credit).cloned().collect()
}

/// The blocks of an article that have something new, without their sentences that were told. A heading or a break stays
/// where something stays under it.
fn news(article: &Article, told: &[(Sentence, Told)]) -> Vec<Block> {
    let mut kept: Vec<Block> = Vec::new();
    let mut above: Vec<Block> = Vec::new();
    for sentences in told.chunk_by(|(a, _), (b, _)| a.block == b.block) {
        let index = sentences[0].0.block;
        let block = &article.blocks[index];
        if let Kind::Heading(level) = block.kind {
            above.retain(|other| matches!(other.kind, Kind::Heading(of) if of < level));
            above.push(block.clone());
            continue;
        }
        // A short sentence says nothing either way: alone it is no news.
        if !sentences.iter().any(|(_, told)| is_new(told) && !told.short) {
            continue;
        }
        kept.append(&mut above);
        kept.push(match block.kind {
            Kind::Table | Kind::Verbatim => block.clone(),
            _ => without_told(block, sentences),
        });
    }
    kept
}

fn is_new(told: &Told) -> bool {
    !told.fades && told.score < 1.0
}

/// A block with its new sentences alone.
fn without_told(block: &Block, sentences: &[(Sentence, Told)]) -> Block {
    let mut pieces: Vec<std::ops::Range<usize>> = Vec::new();
    for run in sentences.chunk_by(|(_, a), (_, b)| is_new(a) == is_new(b)).filter(|run| is_new(&run[0].1)) {
        pieces.extend(run.first().zip(run.last()).map(|((first, _), (last, _))| first.range.start..last.range.end));
    }
    let whole = |told: Option<&(Sentence, Told)>| told.is_none_or(|(_, told)| is_new(told));
    let mut made = Block::new(block.kind.clone(), if whole(sentences.first()) { "" } else { LEFT_OUT });
    for piece in pieces {
        if !made.text.is_empty() {
            made.text.push_str(if made.text == LEFT_OUT { " " } else { " … " });
        }
        let at = made.text.len();
        made.text.push_str(&block.text[piece.clone()]);
        for span in &block.spans {
            let (start, end) = (span.range.start.max(piece.start), span.range.end.min(piece.end));
            if start < end {
                let range = at + start - piece.start..at + end - piece.start;
                made.spans.push(Span { range, mark: span.mark });
            }
        }
    }
    if !whole(sentences.last()) {
        made.text.push(' ');
        made.text.push_str(LEFT_OUT);
    }
    // Spans of several pieces stand in the order of their start, as everywhere.
    made.spans.sort_by_key(|span| span.range.start);
    made
}

/// Adds blocks, whose links point at `links`.
fn append(whole: &mut Article, blocks: Vec<Block>, links: &[String]) {
    let before = whole.links.len();
    // So many links can't be numbered: the texts stay, and point nowhere.
    let fits = before + links.len() <= usize::from(u16::MAX);
    if fits {
        whole.links.extend_from_slice(links);
    }
    whole.blocks.extend(blocks.into_iter().map(|mut block| {
        block.spans.retain(|span| fits || !matches!(span.mark, Mark::Link(_)));
        for span in &mut block.spans {
            if let Mark::Link(link) = &mut span.mark {
                *link = u16::try_from(before + usize::from(*link)).unwrap_or(u16::MAX);
            }
        }
        block
    }));
}
