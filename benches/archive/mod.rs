//! Archives for benchmarks, the same at every run: events told several times, copies, words as frequent as in a language.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// How many words there are.
const WORDS: u64 = 60_000;

/// Tellings of one event, at most.
const TELLINGS: u64 = 8;

/// One article in so many repeats the one before.
const COPIES: u64 = 20;

/// A sequence of numbers that is the same for the same seed (splitmix64, Steele, Lea and Flood 2014).
pub struct Numbers(pub u64);

impl Numbers {
    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        number ^ (number >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    /// A rank below `end` by Zipf's law: the logarithm of a rank is about uniform.
    pub fn rank(&mut self, end: u64) -> u64 {
        let part = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        ((end as f64).powf(part) as u64).saturating_sub(1).min(end - 1)
    }
}

/// The most frequent words, in order: an archive without them would be in no language.
const FREQUENT: [&str; 48] = [
    "the", "of", "and", "to", "in", "that", "was", "he", "for", "it", "with", "as", "his", "on", "be", "at", "by",
    "had", "not", "are", "but", "from", "or", "have", "an", "they", "which", "one", "were", "her", "all", "there",
    "their", "been", "who", "if", "will", "would", "when", "no", "said", "out", "up", "into", "about", "them", "over",
    "after",
];

/// The word of a rank: frequent ones are short, as in a language.
pub fn word(rank: u64) -> String {
    if let Some(word) = FREQUENT.get(rank as usize) {
        return (*word).to_owned();
    }
    const FIRST: [&str; 20] =
        ["b", "br", "d", "f", "g", "gr", "h", "k", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr", "v", "w"];
    const VOWELS: [&str; 10] = ["a", "e", "i", "o", "u", "ai", "ea", "ie", "ou", "ee"];
    const LAST: [&str; 8] = ["", "n", "r", "s", "t", "l", "nd", "ck"];
    let mut word = String::new();
    let mut rest = rank + 7;
    while rest > 0 {
        let (first, vowel) = (rest % 20, rest / 20 % 10);
        word.push_str(FIRST[first as usize]);
        word.push_str(VOWELS[vowel as usize]);
        rest /= 200;
        if rest == 0 {
            word.push_str(LAST[(rank % 8) as usize]);
        }
    }
    word
}

/// One article.
pub struct Article {
    pub id: u64,
    pub title: String,
    pub author: String,
    pub source: String,
    pub date: String,
    pub text: String,
}

/// So many articles of about two kilobytes.
pub fn articles(count: u64) -> impl Iterator<Item = Article> {
    let mut numbers = Numbers(1);
    let (mut left, mut names, mut day, mut last) = (0, Vec::new(), 0, String::new());
    (0..count).map(move |id| {
        if left == 0 {
            left = 1 + numbers.rank(TELLINGS);
            names = (0..4).map(|_| capital(&word(2_000 + numbers.below(WORDS - 2_000)))).collect();
            day = numbers.below(3_650);
        }
        left -= 1;
        if numbers.below(COPIES) > 0 || last.is_empty() {
            last = text(&mut numbers, &names);
        }
        let rare = |numbers: &mut Numbers| word(200 + numbers.rank(WORDS - 200));
        let title = format!(
            "{} {} {} {} {}",
            names[0],
            rare(&mut numbers),
            word(numbers.rank(300)),
            names[1],
            rare(&mut numbers)
        );
        let (year, month) = (2010 + day / 365, day % 365 / 31 + 1);
        Article {
            id,
            title: capital(&title),
            author: format!(
                "{} {}",
                capital(&word(300 + numbers.below(400))),
                capital(&word(900 + numbers.below(4_000)))
            ),
            source: format!("{} Post", capital(&word(100 + numbers.rank(200)))),
            date: format!("{year}-{month:02}-{:02}", 1 + (day + numbers.below(4)) % 28),
            text: last.clone(),
        }
    })
}

fn text(numbers: &mut Numbers, names: &[String]) -> String {
    let mut text = String::new();
    for paragraph in 0..6 + numbers.below(4) {
        if paragraph > 0 {
            text.push_str("\n\n");
        }
        for _ in 0..4 {
            let len = 6 + numbers.below(12);
            for at in 0..len {
                // Nearly half of the words of a text say nothing, as in English.
                let word = match numbers.below(9) {
                    0 => names[numbers.below(names.len() as u64) as usize].clone(),
                    1 | 2 => word(numbers.rank(FREQUENT.len() as u64)),
                    _ => word(numbers.rank(WORDS)),
                };
                text.push_str(&if at == 0 { capital(&word) } else { word });
                text.push_str(if at + 1 == len { ". " } else { " " });
            }
        }
    }
    text
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Writes an article as a line of JSON Lines.
///
/// # Errors
/// When `out` can't be written.
pub fn line(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    let Article { id, title, author, source, date, text } = article;
    let value = serde_json::json!({
        "id": id.to_string(), "title": title, "author": author, "source": source, "date": date, "text": text,
    });
    writeln!(out, "{value}")
}

/// Writes an article as a file of its own, a thousand to a folder.
///
/// # Errors
/// When `folder` can't be written.
pub fn file(article: &Article, folder: &Path) -> io::Result<()> {
    let inner = folder.join(format!("{:03}", article.id / 1_000));
    fs::create_dir_all(&inner)?;
    let text = format!("{}\nBy {}\n{}\n\n{}\n", article.title, article.author, article.date, article.text);
    fs::write(inner.join(format!("{}.txt", article.id)), text)
}
