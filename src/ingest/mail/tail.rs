//! The old message below a reply: what everybody has read already.

use crate::article::{Block, Kind};

/// Words that programs set, between dashes, above the message that is answered.
const ORIGINAL: &[&str] = &[
    "original message",
    "original-nachricht",
    "ursprüngliche nachricht",
    "originalnachricht",
    "message d'origine",
    "message d’origine",
    "message original",
    "mensaje original",
    "messaggio originale",
    "mensagem original",
    "oorspronkelijk bericht",
    "ursprungligt meddelande",
    "исходное сообщение",
    "reply message",
];

/// Words above a message that is passed on: that one is to be read.
const FORWARDED: &[&str] = &[
    "forwarded message",
    "begin forwarded message",
    "weitergeleitete nachricht",
    "message transféré",
    "mensaje reenviado",
    "messaggio inoltrato",
    "mensagem encaminhada",
    "doorgestuurd bericht",
];

/// How the lines begin that programs copy from a header: whose, when, to whom.
const COPIED: &[&[&str]] = &[
    &["from:", "von:", "de :", "de:", "da:", "van:", "från:", "от:"],
    &[
        "sent:",
        "date:",
        "gesendet:",
        "datum:",
        "envoyé :",
        "envoyé:",
        "enviado:",
        "data:",
        "inviato:",
        "verzonden:",
        "дата:",
    ],
    &[
        "to:",
        "an:",
        "à :",
        "à:",
        "para:",
        "a:",
        "aan:",
        "till:",
        "кому:",
        "subject:",
        "betreff:",
        "objet :",
        "objet:",
        "asunto:",
        "oggetto:",
        "assunto:",
        "onderwerp:",
        "тема:",
    ],
];

/// The longest line that leads to a quotation, in bytes.
const LEAD: usize = 400;

/// Marks the old message below a reply as boilerplate. Answers between quotations leave all of it as it is,
/// and so does a letter that has no words of its own above it.
pub(super) fn fold(blocks: &mut [Block], is_reply: bool) {
    mark_signature(blocks);
    let own = |blocks: &[Block]| blocks.iter().any(|block| !block.boilerplate && !is_quote(block) && !is_bare(block));
    let found = (0..blocks.len()).find_map(|at| Some((at, begins(&blocks[at..])?)));
    let start = match found {
        Some((_, true)) => return,
        Some((at, false)) => Some(at),
        None => quoted_tail(blocks, is_reply),
    };
    if let Some(start) = start.filter(|&start| own(&blocks[..start])) {
        blocks[start..].iter_mut().for_each(|block| block.boilerplate = true);
    }
}

fn is_quote(block: &Block) -> bool {
    matches!(block.kind, Kind::Quote { .. })
}

fn is_bare(block: &Block) -> bool {
    block.kind == Kind::Rule || block.text.trim().is_empty()
}

/// Whether an old message begins with these blocks, and whether it is one that is passed on.
fn begins(blocks: &[Block]) -> Option<bool> {
    let first = blocks.first().filter(|block| block.text.len() <= 4 * LEAD && !is_quote(block))?;
    let line = first.text.lines().next().unwrap_or_default().trim().to_lowercase();
    let bare = line.trim_matches(|c: char| matches!(c, '-' | '_' | ' ' | ':' | '*'));
    let dashed = line.starts_with("--") || line.starts_with("__");
    if FORWARDED.contains(&bare) && (dashed || line.ends_with(':')) {
        return Some(true);
    }
    if ORIGINAL.contains(&bare) && dashed {
        return Some(false);
    }
    is_copied(blocks).then_some(false)
}

/// Whether the blocks start with lines copied from a header: who, when and to whom, within few lines.
fn is_copied(blocks: &[Block]) -> bool {
    const LINES: usize = 6;
    let lines: Vec<String> = blocks
        .iter()
        .take(LINES)
        .flat_map(|block| block.text.lines().take(LINES))
        .take(LINES)
        .map(lower_start)
        .collect();
    let says = |line: &String, words: &[&str]| words.iter().any(|word| line.starts_with(word));
    let Some((first, rest)) = lines.split_first() else { return false };
    says(first, COPIED[0]) && COPIED[1..].iter().all(|words| rest.iter().any(|line| says(line, words)))
}

fn lower_start(line: &str) -> String {
    line.trim_start_matches(['*', ' ']).chars().take(24).filter(|c| *c != '*').collect::<String>().to_lowercase()
}

/// A quotation that goes on to the end: where it starts, with the line that leads to it.
fn quoted_tail(blocks: &[Block], is_reply: bool) -> Option<usize> {
    let after =
        |block: &Block| !block.boilerplate && !is_bare(block) && matches!(block.kind, Kind::Paragraph | Kind::Credit);
    // Items, tables and headings within a quotation are of their own kinds; a paragraph is the writer's.
    let start = blocks.iter().rposition(after).map_or(0, |at| at + 1);
    let quote = start + blocks[start..].iter().position(is_quote)?;
    if blocks[start..quote].iter().any(|block| !block.boilerplate && !is_bare(block)) {
        return None;
    }
    match lead(&blocks[..start]) {
        // Answers stand between quotations: what is left over at the end is one more of them.
        0 if !is_reply || blocks[..start].iter().any(is_quote) => None,
        lines => Some(if lines == 0 { quote } else { start - lines }),
    }
}

/// How many blocks at the end lead to a quotation: `On Monday, Ann Lee wrote:`, perhaps broken in two.
fn lead(blocks: &[Block]) -> usize {
    let Some(last) = blocks.last().filter(|block| block.text.len() <= LEAD && !is_quote(block)) else { return 0 };
    let text = last.text.trim();
    let ends = text.ends_with([':', '：']) || text.ends_with("...");
    let dated = text.contains('@') || text.chars().any(|c| c.is_ascii_digit());
    const VERBS: &[&str] = &[
        "wrote",
        "writes",
        "schrieb",
        "écrit",
        "escribió",
        "ha scritto",
        "escreveu",
        "schreef",
        "skrev",
        "пишет",
        "написал",
        "said",
    ];
    let told = VERBS.iter().any(|verb| text.to_lowercase().contains(verb));
    if !ends || !(dated || told) {
        return 0;
    }
    let before = blocks.len().checked_sub(2).and_then(|at| blocks.get(at));
    let opens = |block: &&Block| {
        let text = block.text.trim();
        let first = text.split_whitespace().next().unwrap_or_default();
        matches!(first, "On" | "Am" | "Le" | "El" | "Il" | "Em" | "Op" | "At")
            && text.len() <= LEAD
            && !text.ends_with(['.', '!', '?'])
    };
    // The line may stand right below the writer's own.
    if text.contains('\n') && !opens(&last) {
        return 0;
    }
    let whole = opens(&last) || !before.is_some_and(|block| opens(&block));
    if whole { 1 } else { 2 }
}

/// A signature in a page: a line `--` and what stands under it, up to a quotation.
fn mark_signature(blocks: &mut [Block]) {
    const LONGEST: usize = 12;
    let dashes =
        |block: &Block| block.kind == Kind::Paragraph && (block.text == "--" || block.text.starts_with("--\n"));
    let Some(start) = blocks.iter().position(dashes) else { return };
    let ends = |at: &usize| is_quote(&blocks[*at]) || begins(&blocks[*at..]).is_some();
    let mut end = (start + 1..blocks.len()).find(ends).unwrap_or(blocks.len());
    if blocks.get(end).is_some_and(is_quote) {
        end -= lead(&blocks[start + 1..end]);
    }
    if end - start <= LONGEST {
        blocks[start..end].iter_mut().for_each(|block| block.boilerplate = true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::mail::plain::{self, Flow};

    fn shown(text: &str) -> Vec<String> {
        let mut blocks = plain::blocks(text, Flow::default());
        fold(&mut blocks, true);
        blocks.into_iter().filter(|block| !block.boilerplate).map(|block| block.text).collect()
    }

    #[test]
    fn the_old_message_below_a_reply_is_folded() {
        for tail in [
            "On Monday, Ann Lee <ann@ollen.example> wrote:\n> The weir is gone.\n>\n> - pike\n> - tench\n",
            "On Mon, 4 May 2019 at 10:15, Ann Lee\n<ann@ollen.example> wrote:\n> The weir is gone.\n",
            "Am 4. Mai 2019 schrieb Ann Lee:\n\n> The weir is gone.\n\n-- \nBo Chu\n",
            "> The weir is gone.\n",
            "-----Original Message-----\nFrom: Ann Lee\nSent: Monday\nTo: Bo Chu\nSubject: Weir\n\nThe weir is gone.\n",
            "________________________________\nVon: Ann Lee\nGesendet: Montag\nAn: Bo Chu\nBetreff: Wehr\n\nThe weir is gone.\n",
            "From: Ann Lee\nSent: Monday\nTo: Bo Chu\n\nThe weir is gone.\n",
        ] {
            assert_eq!(shown(&format!("So I have heard.\n\n{tail}")), ["So I have heard."], "{tail}");
        }
    }

    #[test]
    fn answers_between_quotations_fold_nothing() {
        let text = "On Monday, Ann Lee wrote:\n> The weir is gone.\n\nSo I have heard.\n\n> And the pike?\n";
        assert_eq!(shown(text).len(), 4);
    }

    #[test]
    fn what_is_passed_on_or_all_there_is_stays() {
        let text = "Look at this:\n\n---------- Forwarded message ----------\nFrom: Ann Lee\nDate: Monday\nTo: Bo Chu\n\nThe weir is gone.\n";
        assert!(shown(text).contains(&"The weir is gone.".to_owned()));
        assert_eq!(
            shown("On Monday, Ann Lee wrote:\n> The weir is gone.\n"),
            ["On Monday, Ann Lee wrote:", "The weir is gone."]
        );
    }
}
