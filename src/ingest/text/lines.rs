//! A text's lines, and how wide its writer's editor was.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::ingest::{prefix, sentence};

/// One line that is not blank.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// The line without white space at either end.
    pub(super) text: &'a str,
    /// Columns of white space before it.
    pub(super) indent: usize,
    /// See [`Line::width`], where it will be asked for more than once.
    measured: Option<usize>,
}

impl<'a> Line<'a> {
    fn new(raw: &'a str) -> Option<Self> {
        // Most lines start and end with a letter or a sign.
        if let [first, .., last] = raw.as_bytes()
            && first.is_ascii_graphic()
            && last.is_ascii_graphic()
        {
            return Some(Self { text: raw, indent: 0, measured: None });
        }
        let text = raw.trim();
        if text.is_empty() {
            return None;
        }
        let start = raw.len() - raw.trim_start().len();
        let indent = raw[..start].chars().filter_map(UnicodeWidthChar::width).sum();
        Some(Self { text, indent, measured: None })
    }

    /// Columns, the indentation included.
    pub(super) fn width(&self) -> usize {
        self.measured.unwrap_or_else(|| self.indent + columns(self.text))
    }

    /// Whether the line breaks off within a sentence.
    pub(super) fn is_open(&self) -> bool {
        !sentence::is_ended(self.text) && !self.text.ends_with([':', ';'])
    }

    /// Whether it starts as no sentence does.
    pub(super) fn starts_low(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_lowercase)
    }

    /// Whether it starts with a letter of a script without capitals.
    fn is_caseless(&self) -> bool {
        let first = self.text.chars().find(|c| c.is_alphabetic());
        first.is_some_and(|c| !c.is_lowercase() && !c.is_uppercase())
    }

    /// Whether it could have been broken: it has a space, or needs none.
    fn is_breakable(&self) -> bool {
        self.text.contains(' ') || self.text.contains(is_unspaced)
    }

    fn first_word(&self) -> usize {
        let first = self.text.chars().next().filter(|&c| is_unspaced(c));
        // A script without spaces breaks after any character.
        first.map_or_else(|| self.text.split_whitespace().next().map_or(0, columns), |c| c.width().unwrap_or(0))
    }
}

/// How many columns a safe text takes.
fn columns(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

/// Characters of scripts that are written without spaces.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

/// The text's lines in groups parted by blank lines.
pub(super) fn groups(text: &str) -> Vec<Vec<Line<'_>>> {
    let mut groups = Vec::new();
    let mut gaps = Vec::new();
    let mut group = Vec::new();
    let mut gap = 0usize;
    for line in prefix::lines(text).map(Line::new) {
        match line {
            Some(line) => {
                if group.is_empty() {
                    gaps.push(gap);
                }
                group.push(line);
                gap = 0;
            }
            None => {
                if !group.is_empty() {
                    groups.push(measured(std::mem::take(&mut group)));
                }
                gap += 1;
            }
        }
    }
    if !group.is_empty() {
        groups.push(measured(group));
    }
    if is_double_spaced(&groups, &gaps) { closed_up(groups, &gaps) } else { groups }
}

/// The lines with their widths, where there are many: that of a paragraph on one line is hardly ever of interest.
fn measured(mut group: Vec<Line<'_>>) -> Vec<Line<'_>> {
    if group.len() > 1 {
        group.iter_mut().for_each(|line| line.measured = Some(line.width()));
    }
    group
}

/// Whether every line has a blank one under it, though sentences go on over them.
fn is_double_spaced(groups: &[Vec<Line<'_>>], gaps: &[usize]) -> bool {
    const LEAST: usize = 6;
    let count = groups.len();
    let goes_on = |pair: &[Vec<Line<'_>>]| pair[0][0].is_open() && pair[1][0].starts_low();
    count >= LEAST
        && groups.iter().filter(|group| group.len() == 1).count() * 10 >= count * 9
        && gaps.iter().filter(|gap| **gap == 1).count() * 2 >= count
        && groups.windows(2).filter(|pair| goes_on(pair)).count() * 10 >= count * 4
}

/// The groups of a double-spaced text: wider gaps part them.
fn closed_up<'a>(lines: Vec<Vec<Line<'a>>>, gaps: &[usize]) -> Vec<Vec<Line<'a>>> {
    let mut groups: Vec<Vec<Line<'a>>> = Vec::new();
    for (line, gap) in lines.into_iter().zip(gaps) {
        match groups.last_mut().filter(|_| *gap == 1) {
            Some(group) => group.extend(line),
            None => groups.push(line),
        }
    }
    groups
}

/// The indentation of lines that aren't set in: that of headings doesn't count where all else stands further in.
pub(super) fn margin(groups: &[Vec<Line<'_>>]) -> usize {
    const FEW: usize = 15;
    let mut indents: Vec<usize> = groups.iter().flatten().map(|line| line.indent).collect();
    indents.sort_unstable();
    indents.get(indents.len() * FEW / 100).copied().unwrap_or(0)
}

/// The width at which the text's lines were broken, if they were broken by width and not by meaning.
pub(super) fn wrap_width(groups: &[Vec<Line<'_>>]) -> Option<usize> {
    /// Wider, and a line is a paragraph; narrower, and it is no prose.
    const WIDTHS: std::ops::RangeInclusive<usize> = 28..=100;
    let count: usize = groups.iter().map(|group| group.len() - 1).sum();
    if count < 3 {
        return None;
    }
    // What can't be broken, an address, is as wide as it is.
    let mut widths: Vec<usize> =
        pairs(groups).map(|(line, _)| line).filter(|line| line.is_breakable()).map(|line| line.width()).collect();
    widths.sort_unstable();
    let quantile = |percent: usize| widths.get(widths.len() * percent / 100).copied().unwrap_or(0);
    let proven =
        |width: usize| WIDTHS.contains(&width).then_some(width).filter(|&width| is_wrapped(groups, count, width));
    // A page of columns has a few wide lines above the many narrow ones.
    proven(quantile(95)).or_else(|| proven(quantile(75)).filter(|_| count > 100))
}

/// The width at which a paragraph was broken, taken by itself: that of its widest line, if prose is so wide.
pub(super) fn own_width(group: &[Line<'_>]) -> Option<usize> {
    const WIDTHS: std::ops::RangeInclusive<usize> = 50..=90;
    /// Two lines prove little: a short one above another was hardly full.
    const LEAST: usize = 65;
    let widest = group.iter().map(|line| line.width()).max()?;
    let least = if group.len() < 3 { LEAST } else { 0 };
    WIDTHS.contains(&widest).then(|| widest.max(least))
}

/// Whether the text's lines look broken at this width.
fn is_wrapped(groups: &[Vec<Line<'_>>], count: usize, width: usize) -> bool {
    /// Below this, verse is likelier than prose, and more proof is asked for.
    const NARROW: usize = 50;
    let of = |part: usize, percent: usize| part * 100 >= count * percent;
    // Where lines were broken by width, few are much wider, the last of a paragraph neither.
    let (all, wide) = groups
        .iter()
        .flatten()
        .filter(|line| line.is_breakable())
        .fold((0, 0), |(all, wide), line| (all + 1, wide + usize::from(line.width() > width * 5 / 4)));
    let full = pairs(groups).filter(|(line, next)| is_full(line, next, width)).count();
    let open = pairs(groups).filter(|(line, _)| line.is_open()).count();
    let low = pairs(groups).filter(|(line, next)| line.is_open() && next.starts_low()).count();
    let caseless = of(pairs(groups).filter(|(line, _)| line.is_caseless()).count(), 50);
    let by_width =
        of(full, if caseless { 40 } else { 50 }) && of(open, 50) && width >= NARROW && (of(low, 25) || caseless);
    // A sentence that goes on in the next line, again and again: no verse is that long.
    let by_sense = of(low, 40) && (of(full, 50) && count >= 8 || of(full, 25) && count >= 100);
    // A script without capitals doesn't show where a sentence goes on: there narrow lines have to be full.
    let by_fill = caseless && of(full, 70) && of(open, 60) && count >= 5;
    ((by_width || by_fill) && wide * 30 <= all) || (by_sense && wide * 10 <= all)
}

/// Each line that another follows without a blank one between, with that other.
fn pairs<'a>(groups: &'a [Vec<Line<'a>>]) -> impl Iterator<Item = (&'a Line<'a>, &'a Line<'a>)> {
    groups.iter().flat_map(|group| group.windows(2)).map(|pair| (&pair[0], &pair[1]))
}

/// Whether the next line's first word had no room on this one.
pub(super) fn is_full(line: &Line<'_>, next: &Line<'_>, width: usize) -> bool {
    line.width() + 1 + next.first_word() > width
}
