//! A tree of elements becomes blocks.

use dom_query::{Element, NodeData, NodeRef};

use super::table;
use crate::article::{Kind, Mark};
use crate::ingest::blocks::Builder;

/// Elements without anything to read.
const SILENT: &[&str] = &[
    "applet", "audio", "button", "canvas", "datalist", "embed", "frame", "frameset", "head", "iframe", "input", "link",
    "map", "meta", "meter", "nav", "noframes", "noscript", "object", "progress", "rp", "script", "select", "style",
    "svg", "template", "textarea", "title", "video",
];

/// Elements of a whole page that stand around the article.
const FURNITURE: &[&str] = &["header", "footer", "aside", "form", "dialog"];

/// Elements that lines of text don't run through.
const BLOCK: &[&str] = &[
    "address", "article", "aside", "body", "caption", "center", "details", "dialog", "dir", "div", "dl", "fieldset",
    "figure", "footer", "form", "header", "hgroup", "html", "legend", "main", "p", "search", "section", "summary",
    "tbody", "td", "tfoot", "th", "thead", "tr",
];

/// Nodes of a figure that its caption is looked for among: figures may stand in figures.
const FIGURE: usize = 200;

/// What of a tree is read.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Part {
    /// Everything.
    All,
    /// All but what stands around the article.
    Content,
}

/// Adds what is readable under `root`. The walk keeps its own stack: a tree can be deeper than ours.
pub(super) fn walk(root: NodeRef<'_>, part: Part, builder: &mut Builder) {
    walk_until(root, part, builder, usize::MAX);
}

/// The same, up to where that many characters are set.
pub(super) fn walk_until(root: NodeRef<'_>, part: Part, builder: &mut Builder, size: usize) {
    let mut walk = Walk { steps: vec![Step::Enter(root)], part, builder, captions: 0, articles: 0 };
    while let Some(step) = walk.steps.pop().filter(|_| walk.builder.size() < size) {
        match step {
            Step::Enter(node) => walk.enter(node),
            Step::Leave(end) => walk.leave(end),
        }
    }
    walk.builder.paragraph();
}

enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave(End),
}

/// What is to be done after an element's children.
enum End {
    Paragraph,
    Line,
    Verbatim,
    Container,
    Mark(Mark),
    /// A block that is set in a style.
    MarkedLine(Mark),
    Table,
    Cell(usize),
    Row,
    Captioned,
    Article,
    Text(&'static str),
}

struct Walk<'a, 'b> {
    steps: Vec<Step<'a>>,
    part: Part,
    builder: &'b mut Builder,
    /// How many figures with a caption are open: their pictures need no other words.
    captions: usize,
    /// How many articles are open: a header within one is part of it.
    articles: usize,
}

impl<'a> Walk<'a, '_> {
    fn enter(&mut self, node: NodeRef<'a>) {
        let builder = &mut *self.builder;
        let is_text = node.query_or(false, |node| match &node.data {
            NodeData::Text { contents } => {
                builder.text(contents);
                true
            }
            _ => false,
        });
        if is_text {
            return;
        }
        let Some(element) = node.element_ref() else {
            // A document or a fragment.
            self.children(node);
            return;
        };
        let name: &str = &element.name.local;
        let around =
            self.part == Part::Content && FURNITURE.contains(&name) && !(name == "header" && self.articles > 0);
        if !SILENT.contains(&name) && !around && !is_hidden(&element) {
            self.element(node, name);
        }
    }

    fn element(&mut self, node: NodeRef<'a>, name: &str) {
        match name {
            "br" => self.builder.line_break(),
            "hr" => self.builder.rule(),
            "img" => self.image(node),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.as_bytes().get(1).map_or(1, |digit| digit - b'0');
                self.builder.line(Kind::Heading(level));
                self.children_then(node, End::Line);
            }
            "pre" | "listing" | "xmp" | "plaintext" => {
                self.builder.verbatim();
                self.children_then(node, End::Verbatim);
            }
            "blockquote" => {
                self.builder.quote();
                self.children_then(node, End::Container);
            }
            "ul" | "menu" | "dir" => {
                self.builder.list(None);
                self.children_then(node, End::Container);
            }
            "ol" => {
                let start = node.attr("start").and_then(|start| start.trim().parse().ok());
                self.builder.list(Some(start.unwrap_or(1)));
                self.children_then(node, End::Container);
            }
            "li" => self.item(node),
            "dt" => self.styled_block(node, Mark::Strong),
            "dd" => {
                self.builder.list(None);
                self.children_then(node, End::Container);
            }
            "figcaption" => self.styled_block(node, Mark::Emphasis),
            "figure" => {
                self.builder.paragraph();
                let captioned = has_caption(node);
                self.captions += usize::from(captioned);
                self.children_then(node, if captioned { End::Captioned } else { End::Paragraph });
            }
            "table" => self.table(node),
            "article" | "main" => {
                self.articles += 1;
                self.builder.paragraph();
                self.children_then(node, End::Article);
            }
            "a" => match node.attr("href").and_then(|href| self.builder.link(&href)) {
                Some(link) => self.styled(node, link),
                None => self.children(node),
            },
            "em" | "i" | "cite" | "dfn" | "var" => self.styled(node, Mark::Emphasis),
            "strong" | "b" => self.styled(node, Mark::Strong),
            "code" | "kbd" | "samp" | "tt" => self.styled(node, Mark::Code),
            "del" | "s" | "strike" => self.styled(node, Mark::Strike),
            "q" => {
                self.builder.text("“");
                self.children_then(node, End::Text("”"));
            }
            name if BLOCK.contains(&name) => {
                self.builder.paragraph();
                self.children_then(node, End::Paragraph);
            }
            _ => self.children(node),
        }
    }

    fn leave(&mut self, end: End) {
        let builder = &mut *self.builder;
        match end {
            End::Paragraph => builder.paragraph(),
            End::Line => builder.end_line(),
            End::Verbatim => builder.end_verbatim(),
            End::Container => builder.leave(),
            End::Mark(mark) => builder.unmark(mark),
            End::MarkedLine(mark) => {
                builder.unmark(mark);
                builder.paragraph();
            }
            End::Table => builder.end_table(),
            End::Cell(columns) => (0..columns).for_each(|_| builder.cell()),
            End::Row => builder.row(),
            End::Captioned => {
                self.captions -= 1;
                builder.paragraph();
            }
            End::Article => {
                self.articles -= 1;
                builder.paragraph();
            }
            End::Text(text) => builder.text(text),
        }
    }

    fn children(&mut self, node: NodeRef<'a>) {
        self.steps.extend(node.children_it(true).map(Step::Enter));
    }

    fn children_then(&mut self, node: NodeRef<'a>, end: End) {
        self.steps.push(Step::Leave(end));
        self.children(node);
    }

    fn styled(&mut self, node: NodeRef<'a>, mark: Mark) {
        self.builder.mark(mark);
        self.children_then(node, End::Mark(mark));
    }

    fn styled_block(&mut self, node: NodeRef<'a>, mark: Mark) {
        self.builder.paragraph();
        self.builder.mark(mark);
        self.children_then(node, End::MarkedLine(mark));
    }

    fn item(&mut self, node: NodeRef<'a>) {
        let value = node.attr("value").and_then(|value| value.trim().parse().ok());
        if self.builder.in_list() {
            self.builder.item(value);
            self.children_then(node, End::Paragraph);
        } else {
            self.builder.list(None);
            self.builder.item(value);
            self.children_then(node, End::Container);
        }
    }

    /// A picture is its description, unless a caption says more.
    fn image(&mut self, node: NodeRef<'a>) {
        let Some(alt) = node.attr("alt") else { return };
        let alt = alt.trim();
        if alt.is_empty() || self.captions > 0 || is_name_of_file(alt) {
            return;
        }
        if alt.chars().any(char::is_alphanumeric) {
            self.builder.text(&format!("[{alt}]"));
        } else {
            // A smiley set as a picture.
            self.builder.text(alt);
        }
    }

    fn table(&mut self, node: NodeRef<'a>) {
        let Some(data) = table::read(node) else {
            self.builder.paragraph();
            self.children_then(node, End::Paragraph);
            return;
        };
        self.builder.paragraph();
        for caption in data.captions {
            self.builder.marked(Mark::Emphasis, &caption.text());
            self.builder.paragraph();
        }
        self.builder.table();
        self.steps.push(Step::Leave(End::Table));
        for row in data.rows.into_iter().rev() {
            self.steps.push(Step::Leave(End::Row));
            for cell in row.into_iter().rev() {
                self.steps.push(Step::Leave(End::Cell(cell.columns)));
                self.children(cell.node);
            }
        }
    }
}

fn has_caption(figure: NodeRef<'_>) -> bool {
    let has_text = |node: NodeRef<'_>| !node.text().trim().is_empty();
    let mut captions = figure.descendants_it().take(FIGURE).filter(|node| node.has_name("figcaption"));
    captions.any(|caption| caption.descendants_it().take(FIGURE).any(|node| node.is_text() && has_text(node)))
}

/// Whether a browser would not show an element.
fn is_hidden(element: &Element) -> bool {
    element.attrs.iter().any(|attr| match &*attr.name.local {
        "hidden" => true,
        "aria-hidden" => attr.value.eq_ignore_ascii_case("true"),
        "style" => {
            let style = attr.value.to_ascii_lowercase().replace(' ', "");
            style.contains("display:none") || style.contains("visibility:hidden")
        }
        _ => false,
    })
}

/// Whether a picture's description is only the name of its file, with its ending or without.
fn is_name_of_file(alt: &str) -> bool {
    let ending = alt.rsplit_once('.').is_some_and(|(_, end)| {
        ["jpg", "jpeg", "png", "gif", "webp", "svg", "avif"].iter().any(|ext| end.eq_ignore_ascii_case(ext))
    });
    let joints = alt.chars().filter(|c| matches!(c, '_' | '-')).count();
    let digits = alt.contains(|c: char| c.is_ascii_digit());
    let one_word = alt.is_ascii() && !alt.contains(' ') && (alt.contains('_') || joints > 2 || (joints > 0 && digits));
    ending || one_word
}
