//! How far the reading of an archive has come: a bar, counts, rate, and the time that is left.

use std::time::Duration;

use super::theme::Signs;
use crate::app::Progress;

/// Cells of the bar.
const CELLS: u64 = 8;

/// The progress in words: `━━━╌╌╌╌╌ 412 of 2000 files · 45 of 120 MB · 22 MB/s · 3 s left`, as far as it can be told.
pub fn words(progress: &Progress, signs: Signs) -> String {
    let mut text = String::from("reading ");
    let all = progress.total.filter(|total| total.bytes > 0);
    if let Some(total) = all {
        let done = (progress.bytes.min(total.bytes) as f64 / total.bytes as f64 * CELLS as f64) as u64;
        (0..CELLS).for_each(|cell| text.push_str(if cell < done { signs.done } else { signs.open }));
        text.push(' ');
    }
    let mut facts = Vec::new();
    facts.push(match all {
        Some(total) => format!("{} of {} files", progress.files, total.files),
        None => format!("{} files", progress.files),
    });
    facts.push(match all {
        Some(total) => format!("{} of {} MB", megabytes(progress.bytes), megabytes(total.bytes)),
        None => format!("{} MB", megabytes(progress.bytes)),
    });
    facts.extend(progress.rate().map(|rate| format!("{} MB/s", megabytes(rate))));
    facts.extend(progress.time_left().map(|left| format!("{} left", time(left))));
    text + &facts.join(&format!(" {} ", signs.dot))
}

fn megabytes(bytes: u64) -> u64 {
    bytes / 1_000_000
}

fn time(left: Duration) -> String {
    match left.as_secs() {
        seconds @ 0..90 => format!("{} s", seconds + 1),
        seconds => format!("{} min", seconds.div_ceil(60)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::theme::{ASCII, UNICODE};
    use super::*;
    use crate::library::Total;

    #[test]
    fn as_much_is_said_as_is_known() {
        let mut progress = Progress { files: 412, bytes: 45_000_000, ..Progress::default() };
        assert_eq!(words(&progress, UNICODE), "reading 412 files · 45 MB");
        progress.elapsed = Duration::from_secs(3);
        assert_eq!(words(&progress, UNICODE), "reading 412 files · 45 MB · 15 MB/s");
        progress.total = Some(Total { files: 2000, bytes: 120_000_000 });
        assert_eq!(words(&progress, ASCII), "reading ###----- 412 of 2000 files - 45 of 120 MB - 15 MB/s - 6 s left");
        progress.bytes = 130_000_000;
        assert!(words(&progress, UNICODE).starts_with("reading ━━━━━━━━ 412"));
    }
}
