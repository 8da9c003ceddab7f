//! The plain text of a mail: quotations by their `>`, lines flowed again, signatures told apart.

use std::borrow::Cow;

use crate::article::{Block, Kind};
use crate::ingest::{sanitize, text};

/// How the lines of a text go on (RFC 3676).
#[derive(Clone, Copy, Default)]
pub(super) struct Flow {
    /// A line that ends with a blank goes on in the next.
    pub(super) flowed: bool,
    /// That blank belongs to no word.
    pub(super) delsp: bool,
}

/// The blocks of a plain text, quotations as such, signatures and footers as boilerplate.
pub(super) fn blocks(text: &str, flow: Flow) -> Vec<Block> {
    let safe = sanitize::text(text);
    let mut lines: Vec<Line<'_>> = safe.split('\n').map(Line::read).collect();
    mark_asides(&mut lines);
    mark_patches(&mut lines);
    if flow.flowed {
        lines = joined(lines, flow.delsp);
    }
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let (depth, role) = (lines[at].depth, lines[at].role);
        // A blank line parts paragraphs of what stands around it.
        let same = |line: &Line<'_>| line.role == role && (line.depth == depth || line.is_blank());
        let end = lines[at..].iter().position(|line| !same(line)).map_or(lines.len(), |length| at + length);
        let piece = lines[at..end].iter().map(|line| &*line.text).collect::<Vec<_>>().join("\n");
        let set = match role {
            Role::Patch => vec![Block::new(Kind::Verbatim, piece.trim_end())],
            Role::Text | Role::Aside => text::letter(&piece),
        };
        let aside = role == Role::Aside;
        blocks.extend(set.into_iter().map(|block| Block { boilerplate: aside, ..quoted(block, depth) }));
        at = end;
    }
    blocks
}

/// One line without its quotation marks.
struct Line<'a> {
    depth: u8,
    text: Cow<'a, str>,
    role: Role,
}

/// What a line is for.
#[derive(Clone, Copy, PartialEq)]
enum Role {
    Text,
    /// It belongs to no letter: a signature, a list's footer.
    Aside,
    /// A change of a program, whose lines are kept.
    Patch,
}

impl<'a> Line<'a> {
    fn read(line: &'a str) -> Self {
        let mut rest = after_initials(line);
        let mut depth = 0u8;
        while let Some(after) = rest.strip_prefix('>') {
            depth = depth.saturating_add(1);
            rest = after;
            // `> > x` is quoted twice, `>  > x` quotes a drawing.
            if let Some(next) = rest.strip_prefix(' ').filter(|next| next.starts_with('>')) {
                rest = next;
            }
        }
        let text = if depth > 0 { rest.strip_prefix(' ').unwrap_or(rest) } else { rest };
        Self { depth, text: Cow::Borrowed(text), role: Role::Text }
    }

    fn is_blank(&self) -> bool {
        self.depth == 0 && self.text.trim().is_empty()
    }

    fn is_dashes(&self) -> bool {
        self.text.trim_end() == "--"
    }

    fn flows(&self) -> bool {
        self.text.ends_with(' ') && !self.is_dashes() && !self.text.trim().is_empty()
    }
}

/// Flowed lines as one line a paragraph.
fn joined(lines: Vec<Line<'_>>, delsp: bool) -> Vec<Line<'_>> {
    let mut whole: Vec<Line<'_>> = Vec::new();
    let mut open = false;
    for line in lines {
        // A line may be stuffed with a blank, that it doesn't look quoted.
        let stuffed = line.depth == 0 && line.text.starts_with(' ');
        let text = if stuffed { Cow::Owned(line.text[1..].to_owned()) } else { line.text.clone() };
        let flows = line.flows();
        match whole.last_mut() {
            Some(last)
                if open
                    && last.depth == line.depth
                    && last.role == line.role
                    && line.role != Role::Patch
                    && !line.is_dashes() =>
            {
                let last = last.text.to_mut();
                if delsp {
                    last.pop();
                }
                last.push_str(&text);
            }
            _ => whole.push(Line { text, ..line }),
        }
        open = flows;
    }
    whole
}

/// `AL> The weir` is quoted too, with the initials of who wrote it.
fn after_initials(line: &str) -> &str {
    const LONGEST: usize = 4;
    let bare = line.trim_start_matches(|c: char| c.is_ascii_uppercase());
    if line.len() - bare.len() <= LONGEST && bare.starts_with("> ") { bare } else { line }
}

fn quoted(block: Block, depth: u8) -> Block {
    if depth == 0 {
        return block;
    }
    match block.kind {
        Kind::Rule => block,
        Kind::Quote { depth: within } => Block { kind: Kind::Quote { depth: depth.saturating_add(within) }, ..block },
        Kind::Item { marker, .. } => Block::new(Kind::Quote { depth }, format!("{marker} {}", block.text)),
        _ => Block { kind: Kind::Quote { depth }, ..block },
    }
}

/// Marks what a program compared: from its first line to the last that looks like one of its lines.
fn mark_patches(lines: &mut [Line<'_>]) {
    let mut at = 0;
    while at < lines.len() {
        let depth = lines[at].depth;
        let begins = |at: usize| {
            let starts = |at: usize, sign: &str| lines.get(at).is_some_and(|line| line.text.starts_with(sign));
            starts(at, "diff -")
                || starts(at, "--- ") && starts(at + 1, "+++ ")
                || starts(at, "Index: ") && starts(at + 1, "====")
        };
        if lines[at].role != Role::Text || !begins(at) {
            at += 1;
            continue;
        }
        let goes_on = |line: &Line<'_>| {
            line.role == Role::Text && (line.depth == depth && is_patch(&line.text) || line.is_blank())
        };
        let mut end = at + 1;
        // One other line is the end of a line that was broken on the way.
        while end < lines.len()
            && (goes_on(&lines[end]) || lines.get(end + 1).is_some_and(|next| goes_on(next) && !next.is_blank()))
        {
            end += 1;
        }
        lines[at..end].iter_mut().for_each(|line| line.role = Role::Patch);
        at = end;
    }
}

fn is_patch(line: &str) -> bool {
    const SIGNS: &[&str] = &[
        "diff ",
        "index ",
        "Index: ",
        "====",
        "new file",
        "deleted file",
        "old mode",
        "new mode",
        "similarity ",
        "rename ",
        "Binary ",
    ];
    line.is_empty()
        || line.starts_with([' ', '+', '-', '@', '\\', '\t'])
        || SIGNS.iter().any(|sign| line.starts_with(sign))
}

/// Marks signatures, the footers of mailing lists, and what signs a text for machines.
fn mark_asides(lines: &mut [Line<'_>]) {
    let mut at = 0;
    while at < lines.len() {
        let end = signature(&lines[at..]).or_else(|| footer(&lines[at..])).or_else(|| armor(&lines[at..]));
        match end {
            Some(length) => {
                lines[at..at + length].iter_mut().for_each(|line| line.role = Role::Aside);
                at += length;
            }
            None => at += 1,
        }
    }
}

/// A line `--` and what stands under it, up to a quotation.
fn signature(lines: &[Line<'_>]) -> Option<usize> {
    /// The rule is four lines; more than this is part of the letter.
    const LONGEST: usize = 20;
    /// With its blank lines.
    const WHOLE: usize = 60;
    lines.first().filter(|line| line.depth == 0 && line.is_dashes())?;
    let end = |line: &Line<'_>| line.depth > 0 || is_bar(&line.text) || line.text.starts_with("-----");
    let length = lines.iter().take(WHOLE).position(end).or_else(|| (lines.len() < WHOLE).then_some(lines.len()))?;
    (lines[..length].iter().filter(|line| !line.is_blank()).count() <= LONGEST).then_some(length)
}

/// What a mailing list puts below every letter: a long bar and its address.
fn footer(lines: &[Line<'_>]) -> Option<usize> {
    const LONGEST: usize = 8;
    lines.first().filter(|line| line.depth == 0 && is_bar(&line.text))?;
    if lines.len() > 4 * LONGEST {
        return None;
    }
    let text: Vec<&Line<'_>> = lines[1..].iter().filter(|line| !line.is_blank()).take(LONGEST + 1).collect();
    let address = |line: &&Line<'_>| line.text.contains("://") || line.text.contains('@');
    (text.len() <= LONGEST && text.iter().all(|line| line.depth == 0) && text.iter().any(address))
        .then_some(lines.len())
}

fn is_bar(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 30 && (line.bytes().all(|byte| byte == b'_') || line.bytes().all(|byte| byte == b'='))
}

/// The lines that PGP sets around a text to sign it.
fn armor(lines: &[Line<'_>]) -> Option<usize> {
    const LONGEST: usize = 200;
    let first = lines.first()?.text.trim_end();
    let ended = |is_end: &dyn Fn(&Line<'_>) -> bool| lines.iter().take(LONGEST).position(is_end).map(|at| at + 1);
    match first {
        "-----BEGIN PGP SIGNED MESSAGE-----" => ended(&|line| line.text.trim().is_empty()),
        "-----BEGIN PGP SIGNATURE-----" => ended(&|line| line.text.trim_end() == "-----END PGP SIGNATURE-----"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str, flow: Flow) -> Vec<(u8, bool, String)> {
        let depth = |block: &Block| match block.kind {
            Kind::Quote { depth } => depth,
            _ => 0,
        };
        blocks(text, flow).into_iter().map(|block| (depth(&block), block.boilerplate, block.text)).collect()
    }

    #[test]
    fn quotations_keep_their_depth_and_flow_again() {
        let text = "> > The weir at Ollen gave way before dawn, and the millers heard it\n\
            > > before they saw it.\n> Did they?\n\nThey did, and by noon the pond was a meadow with a boat in the middle\nof it.\n";
        assert_eq!(
            set(text, Flow::default()),
            [
                (
                    2,
                    false,
                    "The weir at Ollen gave way before dawn, and the millers heard it before they saw it.".to_owned()
                ),
                (1, false, "Did they?".to_owned()),
                (0, false, "They did, and by noon the pond was a meadow with a boat in the middle of it.".to_owned()),
            ]
        );
    }

    #[test]
    fn flowed_lines_are_joined_as_they_say() {
        let flow = Flow { flowed: true, delsp: false };
        assert_eq!(
            set("The weir \ngave way.\n From above \nit came.\n> Did \n> it?\n", flow),
            [(0, false, "The weir gave way.\nFrom above it came.".to_owned()), (1, false, "Did it?".to_owned())]
        );
        let delsp = Flow { flowed: true, delsp: true };
        assert_eq!(set("水道 \n管が\n", delsp), [(0, false, "水道管が".to_owned())]);
    }

    #[test]
    fn a_signature_and_a_footer_are_set_aside_but_a_dash_in_a_letter_is_not() {
        let bar = "_".repeat(40);
        let text =
            format!("The weir is gone.\n\n-- \nAnn Lee\nOllen\n\n{bar}\nweir mailing list\nweir@ollen.example\n");
        let set = set(&text, Flow::default());
        assert_eq!(set[0], (0, false, "The weir is gone.".to_owned()));
        assert!(set[1..].iter().all(|(_, aside, _)| *aside), "{set:?}");
        let long = format!("One.\n--\n{}", "A line of the letter.\n".repeat(30));
        assert!(blocks(&long, Flow::default()).iter().all(|block| !block.boilerplate));
    }
}
