//! Markdown: CommonMark with tables, footnotes and what static sites add.

use pulldown_cmark::{Options, Parser};

use super::blocks::Builder;
use super::fields::Fields;
use super::{Draft, Emit, Format, Found, Head, IngestError, Source, decode, front_matter, headline, read_document};
use crate::article::{Block, Kind, Mark};

mod authors;
mod events;
mod inline_html;
mod template;

/// A Markdown file, with or without front matter.
pub struct Markdown;

impl Format for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["md", "markdown", "mdown", "mkd", "mdx", "rmd", "qmd"]
    }

    fn recognises(&self, head: &Head<'_>) -> bool {
        front_matter::is_sure(&head.text)
    }

    fn read(&self, source: Source<'_>, emit: &mut Emit<'_>) -> Result<(), IngestError> {
        let decoded = decode::decode(read_document(source.reader)?);
        let mut draft = draft(&decoded.text);
        draft.unreadable = decoded.unreadable;
        draft.guessed = decoded.guessed;
        if draft.blocks.is_empty() && draft.title.is_none() {
            return Err(IngestError::Empty("it has no text"));
        }
        let _ = emit(Ok(Found { article: headline::finish(draft, source.path), record: None }));
        Ok(())
    }
}

/// Reads a whole file.
pub(crate) fn draft(text: &str) -> Draft {
    let header = front_matter::read(text);
    let start = header.as_ref().map_or(0, |header| header.body);
    let mut fields = header.map(|header| Fields::read(&header.values)).unwrap_or_default();
    let subtitle = fields.subtitle.take();
    let mut draft = Draft { structured: true, ..Draft::default() };
    fields.fill(&mut draft);
    authors::believe(&mut draft);

    let mut builder = Builder::new();
    if let Some(url) = &draft.url {
        builder.set_base(url);
    }
    if let Some(subtitle) = subtitle {
        builder.marked(Mark::Emphasis, &subtitle);
        builder.paragraph();
    }
    body(text.get(start..).unwrap_or_default().trim_start_matches('\u{feff}'), &mut builder);
    builder.finish_into(&mut draft);
    if draft.title.is_none() {
        draft.title = own_title(&mut draft.blocks);
    }
    draft
}

/// Adds a text without front matter to the blocks of an article.
pub(crate) fn body(text: &str, builder: &mut Builder) {
    builder.structure();
    let text = template::without_tags(text);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS
        | Options::ENABLE_GFM;
    events::read(Parser::new_ext(&text, options), builder);
}

/// Takes a first-level heading that opens the text out of it: it is the title.
fn own_title(blocks: &mut Vec<Block>) -> Option<String> {
    let first = blocks.first().filter(|block| block.kind == Kind::Heading(1))?;
    let title = super::sanitize::line(&first.text);
    blocks.remove(0);
    Some(title)
}

#[cfg(test)]
mod tests;
