//! What the nodes of an editor's tree are, by the names that editors give them.

use crate::ingest::fields::{Object, Value};

/// Deepest list that is shown as such.
const LISTS: u8 = 8;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Role {
    /// Nothing known: only what is in it counts.
    Nothing,
    Text,
    Paragraph,
    Heading(u8),
    Quote,
    List {
        ordered: bool,
    },
    Item,
    /// An item that stands among paragraphs, as in Draft.js and Portable Text.
    FlatItem {
        ordered: bool,
        depth: u8,
    },
    Code,
    Rule,
    Break,
    Table,
    Row,
    Cell,
    Link,
}

/// Names by their ends, `EntryBodyParagraph` and `core/paragraph` alike; a longer name before one that ends it.
const ROLES: &[(&str, Role)] = &[
    ("paragraph", Role::Paragraph),
    ("unstyled", Role::Paragraph),
    ("unorderedlistitem", Role::FlatItem { ordered: false, depth: 1 }),
    ("orderedlistitem", Role::FlatItem { ordered: true, depth: 1 }),
    ("bulletedlistitem", Role::FlatItem { ordered: false, depth: 1 }),
    ("numberedlistitem", Role::FlatItem { ordered: true, depth: 1 }),
    ("listitemtext", Role::Paragraph),
    ("listitem", Role::Item),
    ("taskitem", Role::Item),
    ("checklistitem", Role::Item),
    ("orderedlist", Role::List { ordered: true }),
    ("numberedlist", Role::List { ordered: true }),
    ("list", Role::List { ordered: false }),
    ("quote", Role::Quote),
    ("codeblock", Role::Code),
    ("codefence", Role::Code),
    ("preformatted", Role::Code),
    ("horizontalrule", Role::Rule),
    ("thematicbreak", Role::Rule),
    ("divider", Role::Rule),
    ("delimiter", Role::Rule),
    ("separator", Role::Rule),
    ("linebreak", Role::Break),
    ("hardbreak", Role::Break),
    ("tablerow", Role::Row),
    ("tablecell", Role::Cell),
    ("tableheader", Role::Cell),
    ("tableheadercell", Role::Cell),
    ("table", Role::Table),
    ("hyperlink", Role::Link),
    ("autolink", Role::Link),
];

/// Whole names, too short to be looked for at an end.
const EXACT: &[(&str, Role)] = &[
    ("p", Role::Paragraph),
    ("block", Role::Paragraph),
    ("text", Role::Text),
    ("span", Role::Text),
    ("extendedtext", Role::Text),
    ("link", Role::Link),
    ("a", Role::Link),
    ("ul", Role::List { ordered: false }),
    ("unorderedlist", Role::List { ordered: false }),
    ("ol", Role::List { ordered: true }),
    ("li", Role::Item),
    ("lic", Role::Paragraph),
    ("code", Role::Code),
    ("pre", Role::Code),
    ("hr", Role::Rule),
    ("br", Role::Break),
    ("tr", Role::Row),
    ("td", Role::Cell),
    ("th", Role::Cell),
];

/// What a node calls itself, without case and signs: `core/list-item` is `listitem`.
pub(super) fn kind(object: &Object<'_>) -> Option<String> {
    let name = object.text(&["tagname", "tag", "nodetype", "blockname", "typename", "type"])?;
    let name = name.rsplit('/').next().unwrap_or(name);
    Some(name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect())
}

/// What a node is.
pub(super) fn role(object: &Object<'_>) -> Role {
    let Some(kind) = kind(object) else {
        // A leaf of Slate or Quill has no name, only marks beside its text.
        return if object.text(&["text", "insert"]).is_some() { Role::Text } else { Role::Nothing };
    };
    let exact = EXACT.iter().find(|(name, _)| *name == kind);
    let ends = || ROLES.iter().find(|(name, _)| kind.ends_with(name));
    let role = match exact.or_else(ends) {
        Some((_, role)) => *role,
        None if kind.contains("head") || is_tag(&kind) => Role::Heading(level(object, &kind)),
        None => Role::Nothing,
    };
    match role {
        Role::Paragraph | Role::Text if object.named("listitem").any(|item| item.as_str().is_some()) => {
            let ordered = object.text(&["listitem"]).is_some_and(|item| item.starts_with("num"));
            Role::FlatItem { ordered, depth: small(object, "level").unwrap_or(1).clamp(1, LISTS) }
        }
        Role::Paragraph | Role::Text => styled(object, role),
        Role::FlatItem { ordered, .. } => {
            Role::FlatItem { ordered, depth: small(object, "depth").unwrap_or(0).saturating_add(1).min(LISTS) }
        }
        Role::List { ordered: false } => Role::List { ordered: is_ordered(object) },
        role => role,
    }
}

/// Whether a node is a block among blocks, which no line holds.
pub(super) fn is_block(object: &Object<'_>) -> bool {
    !matches!(role(object), Role::Nothing | Role::Text | Role::Link | Role::Break)
}

fn is_tag(kind: &str) -> bool {
    matches!(kind.as_bytes(), [b'h', b'1'..=b'6'])
}

/// A paragraph that is a heading or a quotation by its style; a text that has parts is a paragraph.
fn styled(object: &Object<'_>, role: Role) -> Role {
    let style = object.text(&["style"]).unwrap_or_default().to_ascii_lowercase();
    let parted = ["children", "content", "nodes"].iter().flat_map(|name| object.named(name));
    let parted = parted.into_iter().any(|parts| matches!(parts, Value::List(_)));
    match role {
        _ if is_tag(&style) || style.starts_with("heading") => Role::Heading(level(object, &style)),
        _ if style == "title" => Role::Heading(1),
        _ if style.ends_with("quote") => Role::Quote,
        Role::Text if parted => Role::Paragraph,
        role => role,
    }
}

/// The level of a heading: a number beside it, or at the end of its name, or a word there.
fn level(object: &Object<'_>, name: &str) -> u8 {
    const WORDS: [&str; 6] = ["one", "two", "three", "four", "five", "six"];
    let nested = ["attrs", "data", "headingdata", "attributes"].iter().flat_map(|name| object.named(name));
    let beside =
        small(object, "level").or_else(|| nested.filter_map(Value::as_object).find_map(|part| small(part, "level")));
    let tag = object.text(&["tag", "tagname"]).and_then(|tag| tag.strip_prefix('h')).and_then(|tag| tag.parse().ok());
    let digit = name.chars().next_back().and_then(|c| c.to_digit(10)).and_then(|digit| u8::try_from(digit).ok());
    let word = WORDS.iter().position(|word| name.ends_with(word)).and_then(|at| u8::try_from(at + 1).ok());
    beside.or(tag).or(digit).or(word).unwrap_or(2).clamp(1, 6)
}

fn is_ordered(object: &Object<'_>) -> bool {
    let nested = ["data", "attrs"].iter().flat_map(|name| object.named(name)).filter_map(Value::as_object);
    std::iter::once(object).chain(nested).any(|object| {
        object
            .text(&["style", "listtype", "tag"])
            .is_some_and(|style| matches!(style, "ordered" | "number" | "numbered" | "ol"))
    })
}

fn small(object: &Object<'_>, name: &str) -> Option<u8> {
    object.named(name).find_map(Value::as_small)
}
