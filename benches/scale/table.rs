//! The table: each row with its bar, its figures at every size, and how it grows.

use std::collections::BTreeMap;

/// A row: what is measured, in what, and what it must reach at 1,000,000 articles (files: at 100,000).
struct Row(&'static str, &'static str, &'static str);

const ROWS: [Row; 38] = [
    Row("start → list, warm", "ms", "≤ 60"),
    Row("start → list, evicted", "ms", "≤ 100"),
    Row("j k G gg, worst", "ms", "≤ 16"),
    Row("j while sorting", "ms", "≤ 16"),
    Row("a key in /, worst", "ms", ""),
    Row("heap after a search", "MiB", "≤ 96"),
    Row("mapped after a search", "MiB", ""),
    Row("fuzzy ÷ frizbee", "", "≤ 0.65"),
    Row("fuzzy ÷ frizbee, worst", "", "≤ 1.0"),
    Row("fuzzy ÷ nucleo", "", "≤ 0.15"),
    Row("fuzzy ÷ fzf", "", "≤ 0.10"),
    Row("typing: mean a key", "CPU-ms", "≤ 20"),
    Row("typing: p95", "CPU-ms", "≤ 35"),
    Row("typing: first key", "CPU-ms", "≤ 1"),
    Row("fuzzy memory a title", "B", "≤ 24"),
    Row("3 words, p50", "ms", ""),
    Row("3 words, p99", "ms", "≤ 15"),
    Row("3 words, CPU p50", "CPU-ms", ""),
    Row("3 words, CPU p99", "CPU-ms", ""),
    Row("related, first", "ms", ""),
    Row("related, p50", "ms", ""),
    Row("related, p95", "ms", "≤ 5"),
    Row("tantivy more like this, p95", "ms", ""),
    Row("related, an article", "B", "≤ 500"),
    Row("stories, gathered", "CPU-s", ""),
    Row("names of all", "CPU-s", ""),
    Row("read and index", "MB/CPU-s", "≥ 15"),
    Row("read and index, peak", "MiB", ""),
    Row("index ÷ source", "", "≤ 0.45"),
    Row("cache ÷ source", "", ""),
    Row("never seen → first hit", "s", "≤ 1.5"),
    Row("cat of all", "s", ""),
    Row("never seen, second at once", "ms", "≤ 100"),
    Row("unchanged rescan", "CPU-s", "≤ 0.25"),
    Row("du -s", "CPU-s", ""),
    Row("10 files changed → found", "s", "≤ 0.5"),
    Row("recoll, index", "MB/CPU-s", ""),
    Row("notmuch, index", "MB/CPU-s", ""),
];

/// Figures by what they are of, then by size.
#[derive(Default)]
pub struct Table(BTreeMap<String, BTreeMap<u64, f64>>);

impl Table {
    /// Notes a figure.
    pub fn put(&mut self, row: &str, size: u64, figure: f64) {
        assert!(ROWS.iter().any(|Row(name, ..)| *name == row), "{row} is no row");
        eprintln!("  {row}: {figure:.3}");
        self.0.entry(row.to_owned()).or_default().insert(size, figure);
    }

    /// Prints all of it. The last column is the exponent of growth over the sizes: 0 doesn't grow, 1 is linear.
    pub fn print(&self) {
        let mut sizes: Vec<u64> = self.0.values().flat_map(|figures| figures.keys().copied()).collect();
        sizes.sort_unstable();
        sizes.dedup();
        let columns: String = sizes.iter().map(|size| format!("{size:>10} |")).collect();
        println!("| {:26} | {:8} | {:7} |{columns} growth |", "work", "unit", "bar");
        println!(
            "|{}|{}|{}|{}--------|",
            "-".repeat(28),
            "-".repeat(10),
            "-".repeat(9),
            "-----------|".repeat(sizes.len())
        );
        for Row(name, unit, bar) in &ROWS {
            let Some(figures) = self.0.get(*name) else { continue };
            let columns: String = sizes
                .iter()
                .map(|size| figures.get(size).map_or(format!("{:>10} |", ""), |figure| format!("{figure:>10.3} |")))
                .collect();
            let growth = growth(figures).map_or(String::new(), |exponent| format!("{exponent:.2}"));
            println!("| {name:26} | {unit:8} | {bar:7} |{columns} {growth:>6} |");
        }
    }
}

/// The slope of the least squares in logarithms.
fn growth(figures: &BTreeMap<u64, f64>) -> Option<f64> {
    let points: Vec<(f64, f64)> = figures
        .iter()
        .filter(|(_, figure)| **figure > 0.0)
        .map(|(size, figure)| ((*size as f64).ln(), figure.ln()))
        .collect();
    if points.len() < 2 {
        return None;
    }
    let count = points.len() as f64;
    let (x, y) = points.iter().fold((0.0, 0.0), |(a, b), (x, y)| (a + x / count, b + y / count));
    let (above, below) =
        points.iter().fold((0.0, 0.0), |(a, b), (px, py)| (a + (px - x) * (py - y), b + (px - x).powi(2)));
    Some(above / below)
}
