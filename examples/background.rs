//! Builds `assets/background.bin`, the table of how common English words are.
//!
//!     cargo run --example background -- OUT DIR[,DIR…] DIR[,DIR…]…
//!
//! Each argument after OUT is one kind of source: folders of plain text or Markdown, which must be free to use.
//! The shipped table was built from two kinds, both in the public domain: blogs of the United States government
//! (18F, Digital.gov) and front pages of American newspapers of November 1916 (Chronicling America, Library of
//! Congress). Only counts of words are kept.
//!
//! Texts are cut into documents of about 400 words, as long as an article. A word's frequency is the geometric
//! mean of its frequencies in the kinds, so that its idf is the mean of its idfs, and what only one kind talks
//! about (agencies, the election of 1916) comes out rare; a kind without the word counts as [`ABSENT`].

use std::collections::{HashMap, HashSet};
use std::error::Error;
use std::fs;
use std::path::Path;

use byline::related::{background, terms};

/// Words a document.
const DOCUMENT: usize = 400;

/// The frequency, in [`background::DOCUMENTS`], of a word that a kind of source does not have.
const ABSENT: f64 = 0.3;

/// Documents, over all kinds, that a word must stand in: fewer are mostly misread print.
const SEEN: u32 = 4;

/// The largest table, in bytes.
const LARGEST: usize = 145_000;

/// One kind of source.
#[derive(Default)]
struct Source {
    documents: u32,
    frequencies: HashMap<String, u32>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().ok_or("usage: background OUT DIR[,DIR…]…")?;
    let mut sources = Vec::new();
    for folders in arguments {
        let mut source = Source::default();
        for folder in folders.split(',') {
            source.walk(Path::new(folder))?;
        }
        eprintln!("{folders}: {} documents, {} words", source.documents, source.frequencies.len());
        sources.push(source);
    }
    let table = encode(blend(&sources));
    eprintln!("{out}: {} bytes", table.len());
    Ok(fs::write(out, table)?)
}

impl Source {
    fn walk(&mut self, path: &Path) -> Result<(), Box<dyn Error>> {
        if path.is_dir() {
            for entry in fs::read_dir(path)? {
                self.walk(&entry?.path())?;
            }
        } else if let Ok(text) = fs::read_to_string(path) {
            self.count(&prose(&text));
        }
        Ok(())
    }

    fn count(&mut self, text: &str) {
        let stop: HashSet<&str> = terms::STOP_WORDS.split(' ').collect();
        let words: Vec<terms::Word> = terms::words(text).collect();
        for document in words.chunks(DOCUMENT).filter(|document| document.len() >= DOCUMENT / 4) {
            self.documents += 1;
            let distinct: HashSet<String> = document
                .iter()
                .filter(|word| terms::is_term(text, word))
                .map(|word| text[word.range.clone()].to_lowercase())
                .filter(|word| word.len() <= 20 && word.bytes().all(|byte| byte.is_ascii_alphabetic()))
                .filter(|word| !stop.contains(word.as_str()))
                .collect();
            for word in distinct {
                *self.frequencies.entry(word).or_default() += 1;
            }
        }
    }
}

/// A text without front matter, markup, templates and addresses; words parted at a line's end are joined.
fn prose(text: &str) -> String {
    let body = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map_or(text, |(_, body)| body);
    let mut prose = String::with_capacity(body.len());
    let mut depth = 0_usize;
    let mut fenced = false;
    for line in body.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        let line = line.replace("](", "] <").replace("&#8217;", "’").replace("&#8220;", "“").replace("&#8221;", "”");
        for word in line.split_whitespace() {
            if word.contains("://") || word.contains("www.") {
                continue;
            }
            for c in word.chars() {
                match c {
                    '<' | '{' => depth += 1,
                    '>' | '}' | ')' => depth = depth.saturating_sub(1),
                    c if depth == 0 => prose.push(c),
                    _ => {}
                }
            }
            prose.push(' ');
        }
        // No tag is as long as a paragraph.
        depth = 0;
        if prose.ends_with("- ") {
            prose.truncate(prose.len() - 2);
        }
    }
    prose
}

/// The words with their frequencies in [`background::DOCUMENTS`], the most frequent first.
fn blend(sources: &[Source]) -> Vec<(String, f64)> {
    let all: HashSet<&String> = sources.iter().flat_map(|source| source.frequencies.keys()).collect();
    let mut blended: Vec<(String, f64)> = all
        .into_iter()
        .filter(|word| sources.iter().filter_map(|source| source.frequencies.get(*word)).sum::<u32>() >= SEEN)
        .map(|word| {
            let logs = sources.iter().map(|source| {
                let seen = f64::from(source.frequencies.get(word).copied().unwrap_or(0));
                (seen * f64::from(background::DOCUMENTS) / f64::from(source.documents)).max(ABSENT).ln()
            });
            (word.clone(), (logs.sum::<f64>() / sources.len() as f64).exp())
        })
        .collect();
    blended.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    blended
}

/// As many of the words as [`LARGEST`] allows, in the format of [`background`].
fn encode(mut words: Vec<(String, f64)>) -> Vec<u8> {
    loop {
        let mut sorted: Vec<&(String, f64)> = words.iter().collect();
        sorted.sort_by(|a, b| a.0.cmp(&b.0));
        let mut table = background::MAGIC.to_vec();
        let mut before = "";
        for (word, frequency) in sorted {
            let shared = before.bytes().zip(word.bytes()).take_while(|(a, b)| a == b).count();
            let code = (-16.0 * (frequency / f64::from(background::DOCUMENTS)).log2()).round().clamp(0.0, 255.0);
            table.extend([shared as u8, (word.len() - shared) as u8]);
            table.extend(&word.as_bytes()[shared..]);
            table.push(code as u8);
            before = word;
        }
        if table.len() <= LARGEST {
            return table;
        }
        words.truncate(words.len() * 99 / 100);
    }
}
