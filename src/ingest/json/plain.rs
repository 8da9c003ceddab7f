//! Plain text in a field becomes paragraphs.

use crate::ingest::blocks::Builder;
use crate::ingest::prefix::lines;

/// Columns that hard-wrapped text keeps to.
const WRAP: usize = 100;

/// Columns that most lines of hard-wrapped text reach.
const FULL: usize = 45;

/// Adds a paragraph for each that blank lines part, or for each line if there are no blank lines.
pub(crate) fn paragraphs(text: &str, builder: &mut Builder) {
    builder.paragraph();
    let unified =
        memchr::memchr(b'\r', text.as_bytes()).is_some().then(|| text.replace("\r\n", "\n").replace('\r', "\n"));
    let text = unified.as_deref().unwrap_or(text);
    let lines: Vec<&str> = lines(text).map(str::trim_end).collect();
    let content = lines.iter().position(|line| !line.is_empty()).unwrap_or(lines.len());
    let end = lines.iter().rposition(|line| !line.is_empty()).map_or(content, |last| last + 1);
    let parted = lines[content..end].iter().any(|line| line.is_empty());
    for paragraph in lines[content..end].split(|line| line.is_empty()) {
        let wrapped = is_wrapped(paragraph);
        for line in paragraph {
            if is_rule(line) {
                builder.rule();
                continue;
            }
            builder.text(line);
            match (wrapped, parted) {
                (true, _) => builder.text("\n"),
                (false, true) => builder.line_break(),
                (false, false) => builder.paragraph(),
            }
        }
        builder.paragraph();
    }
}

/// Whether the lines of a paragraph end where the margin was, not where a sentence or verse does.
fn is_wrapped(lines: &[&str]) -> bool {
    let Some((_, full)) = lines.split_last() else { return false };
    let widths = || full.iter().map(|line| line.chars().count());
    !full.is_empty()
        && full.iter().all(|line| line.len() <= WRAP * 4)
        && widths().all(|width| width <= WRAP)
        && widths().filter(|width| *width >= FULL).count() * 4 >= full.len() * 3
}

/// A line that only parts scenes: `***`, `* * *`, `---`.
fn is_rule(line: &str) -> bool {
    let mut marks = line.chars().filter(|c| !c.is_whitespace());
    let Some(first) = marks.next() else { return false };
    matches!(first, '*' | '-' | '_' | '=' | '~' | '⁂') && marks.clone().count() >= 2 && marks.all(|c| c == first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<String> {
        let mut builder = Builder::new();
        paragraphs(text, &mut builder);
        builder.finish().0.into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn blank_lines_part_paragraphs_and_without_them_lines_do() {
        assert_eq!(of("\n\nOne.\n\nTwo,\r\nverse.\n \nThree."), ["One.", "Two,\nverse.", "Three."]);
        assert_eq!(of("One.\nTwo.\n"), ["One.", "Two."]);
        assert_eq!(of("One."), ["One."]);
        assert!(of(" \n\n").is_empty());
    }

    #[test]
    fn hard_wrapped_lines_flow() {
        let line = "a line that was wrapped at the margin of some old program";
        assert_eq!(of(&format!("{line}\n{line}\nend.\n\nNext.")), [format!("{line} {line} end."), "Next.".to_owned()]);
    }

    #[test]
    fn a_line_of_stars_is_a_rule() {
        assert_eq!(of("One.\n\n* * *\n\nTwo."), ["One.", "", "Two."]);
    }
}
