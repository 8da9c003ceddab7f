//! What the parser of Markdown reports becomes blocks.

use std::collections::HashMap;

use pulldown_cmark::{BlockQuoteKind, CowStr, Event, Tag, TagEnd};

use super::inline_html;
use crate::article::{Kind, Mark};
use crate::ingest::blocks::Builder;
use crate::ingest::html;

pub(super) fn read<'a>(events: impl Iterator<Item = Event<'a>>, builder: &mut Builder) {
    let mut reader = Reader { builder, html: None, alt: None };
    let mut notes: Vec<(CowStr<'a>, Vec<Event<'a>>)> = Vec::new();
    let mut in_note = 0usize;
    let mut numbers: HashMap<CowStr<'a>, usize> = HashMap::new();
    for event in events {
        // Notes are numbered as they are referred to, whatever they are called.
        let event = match event {
            Event::FootnoteReference(label) => {
                let next = numbers.len() + 1;
                let number = *numbers.entry(label).or_insert(next);
                Event::Text(format!("[{number}]").into())
            }
            other => other,
        };
        // Footnotes are defined anywhere and read at the end.
        match &event {
            Event::Start(Tag::FootnoteDefinition(label)) => {
                in_note += 1;
                notes.push((label.clone(), Vec::new()));
            }
            Event::End(TagEnd::FootnoteDefinition) => in_note = in_note.saturating_sub(1),
            _ => match notes.last_mut().filter(|_| in_note > 0) {
                Some((_, note)) => note.push(event),
                None => reader.event(event),
            },
        }
    }
    reader.builder.paragraph();
    if !notes.is_empty() {
        reader.builder.rule();
    }
    let count = numbers.len();
    let mut notes: Vec<(usize, Vec<Event<'a>>)> = notes
        .into_iter()
        .enumerate()
        .map(|(place, (label, note))| (numbers.get(&label).copied().unwrap_or(count + place + 1), note))
        .collect();
    notes.sort_by_key(|(number, _)| *number);
    for (number, note) in notes {
        reader.builder.list(None);
        reader.builder.item(None);
        reader.builder.set_marker(format!("[{number}]"));
        note.into_iter().for_each(|event| reader.event(event));
        reader.builder.leave();
    }
}

/// What an alert is called.
fn alert(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "Note",
        BlockQuoteKind::Tip => "Tip",
        BlockQuoteKind::Important => "Important",
        BlockQuoteKind::Warning => "Warning",
        BlockQuoteKind::Caution => "Caution",
    }
}

struct Reader<'b> {
    builder: &'b mut Builder,
    /// The lines of the open HTML block.
    html: Option<String>,
    /// The description of the open picture, and how many pictures are open within it.
    alt: Option<(String, usize)>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>) {
        if self.alt.is_some() {
            self.alt(event);
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.html {
                Some(html) => html.push_str(&text),
                None => self.builder.text(&text),
            },
            Event::Code(text) => self.builder.marked(Mark::Code, &text),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.builder.text(&text),
            Event::Html(text) => match &mut self.html {
                Some(html) => html.push_str(&text),
                None => html::fragment(&text, self.builder),
            },
            Event::InlineHtml(tag) => inline_html::tag(&tag, self.builder),
            Event::FootnoteReference(_) => {}
            Event::SoftBreak => self.builder.text("\n"),
            Event::HardBreak => self.builder.line_break(),
            Event::Rule => self.builder.rule(),
            Event::TaskListMarker(done) => self.builder.set_marker(if done { "☑" } else { "☐" }.to_owned()),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        let builder = &mut *self.builder;
        match tag {
            Tag::Paragraph => builder.paragraph(),
            Tag::Heading { level, .. } => builder.line(Kind::Heading(level as u8)),
            Tag::BlockQuote(kind) => {
                builder.quote();
                if let Some(kind) = kind {
                    builder.marked(Mark::Strong, alert(kind));
                    builder.paragraph();
                }
            }
            Tag::CodeBlock(_) => builder.verbatim(),
            Tag::HtmlBlock => self.html = Some(String::new()),
            Tag::List(start) => builder.list(start),
            Tag::Item => builder.item(None),
            Tag::DefinitionListTitle => {
                builder.paragraph();
                builder.mark(Mark::Strong);
            }
            Tag::DefinitionListDefinition => {
                builder.list(None);
                builder.item(None);
            }
            Tag::Table(_) => builder.table(),
            Tag::Emphasis => builder.mark(Mark::Emphasis),
            Tag::Strong => builder.mark(Mark::Strong),
            Tag::Strikethrough => builder.mark(Mark::Strike),
            Tag::Link { dest_url, .. } => builder.begin_link(&dest_url),
            Tag::Image { .. } => self.alt = Some((String::new(), 1)),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        let builder = &mut *self.builder;
        match tag {
            TagEnd::Paragraph => {
                builder.unmark_all();
                builder.paragraph();
            }
            TagEnd::Heading(_) => {
                builder.unmark_all();
                builder.end_line();
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) => builder.leave(),
            TagEnd::DefinitionListTitle => {
                builder.unmark_all();
                builder.paragraph();
            }
            TagEnd::DefinitionListDefinition => {
                builder.unmark_all();
                builder.leave();
            }
            TagEnd::CodeBlock => builder.end_verbatim(),
            TagEnd::HtmlBlock => {
                if let Some(html) = self.html.take() {
                    html::fragment(&html, self.builder);
                }
            }
            TagEnd::Item => {
                builder.unmark_all();
                builder.paragraph();
            }
            TagEnd::Table => builder.end_table(),
            TagEnd::TableHead | TagEnd::TableRow => builder.row(),
            TagEnd::TableCell => {
                builder.unmark_all();
                builder.cell();
            }
            TagEnd::Emphasis => builder.unmark(Mark::Emphasis),
            TagEnd::Strong => builder.unmark(Mark::Strong),
            TagEnd::Strikethrough => builder.unmark(Mark::Strike),
            TagEnd::Link => builder.end_link(),
            _ => {}
        }
    }

    /// A picture is its description in brackets.
    fn alt(&mut self, event: Event<'_>) {
        let Some((alt, depth)) = &mut self.alt else { return };
        match event {
            Event::Start(Tag::Image { .. }) => *depth += 1,
            Event::End(TagEnd::Image) => *depth -= 1,
            Event::Text(text) | Event::Code(text) => alt.push_str(&text),
            Event::SoftBreak | Event::HardBreak => alt.push(' '),
            _ => {}
        }
        if *depth == 0
            && let Some((alt, _)) = self.alt.take()
            && !alt.trim().is_empty()
        {
            self.builder.text(&format!("[{}]", alt.trim()));
        }
    }
}
