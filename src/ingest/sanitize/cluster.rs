//! Characters that only mean something on others: marks, joiners, variation selectors; and NFC.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Marks on one base character. Real orthographies need three.
const MARKS: usize = 4;

/// The text in NFC, with joiners, variation selectors and marks only where they do something.
///
/// Expects only visible characters, marks, joiners and `\n`.
pub(super) fn compose(text: &str) -> String {
    let mut composed: String = bounded(text).nfc().collect();
    loop {
        let kept = keep_meaningful(&composed);
        if kept.len() == composed.len() {
            return composed;
        }
        // What stood apart may compose now, and marks change their places, so that a joiner joins nothing any more. On one
        // base there are few: it takes few rounds.
        composed = kept.nfc().collect();
    }
}

/// Characters without runs of marks so long that sorting them would take its time.
fn bounded(text: &str) -> impl Iterator<Item = char> + '_ {
    const FAR_TOO_MANY: usize = 64;
    let mut run = 0;
    text.chars().filter(move |&c| {
        run = if is_mark(c) { run + 1 } else { 0 };
        run <= FAR_TOO_MANY
    })
}

fn keep_meaningful(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut previous = '\n';
    let mut marks = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or('\n');
        let keep = match c {
            '\u{200d}' => joins(previous, next, marks),
            '\u{200c}' => is_joining_script(previous) && is_joining_script(next) && marks < MARKS,
            c if is_selector(c) => is_selectable(previous),
            c if is_mark(c) => marks < MARKS && !previous.is_whitespace(),
            _ => true,
        };
        if !keep {
            continue;
        }
        marks = match c {
            c if is_mark(c) => marks + 1,
            '\u{200c}' | '\u{200d}' => marks,
            _ => 0,
        };
        kept.push(c);
        previous = c;
    }
    kept
}

fn is_mark(c: char) -> bool {
    // Below U+0300 there are none, and most text is below.
    c >= '\u{300}' && is_combining_mark(c)
}

fn is_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{e0100}'..='\u{e01ef}')
}

fn is_selectable(base: char) -> bool {
    !base.is_whitespace() && !is_mark(base) && !matches!(base, '\u{200c}' | '\u{200d}')
}

/// Whether a joiner between these two makes one picture or one conjunct of them.
fn joins(previous: char, next: char, marks: usize) -> bool {
    let picture = is_picture(previous) || matches!(previous, '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}');
    picture && is_picture(next) || is_joining_script(previous) && is_joining_script(next) && marks < MARKS
}

fn is_picture(c: char) -> bool {
    matches!(c,
        '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2190}'..='\u{21ff}'
        | '\u{2300}'..='\u{23ff}' | '\u{25a0}'..='\u{27bf}' | '\u{2934}' | '\u{2935}'
        | '\u{2b00}'..='\u{2bff}' | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}'
        | '\u{1f000}'..='\u{1f3fa}' | '\u{1f400}'..='\u{1faff}')
}

/// Scripts whose letters join: Arabic and its kin, the Brahmic scripts, Mongolian.
fn is_joining_script(c: char) -> bool {
    matches!(c,
        '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{f00}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{1800}'..='\u{18af}' | '\u{1900}'..='\u{1cff}' | '\u{a800}'..='\u{abff}'
        | '\u{fb50}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{10a00}'..='\u{11fff}')
        && (c.is_alphabetic() || is_mark(c))
}
