//! What the full-text index costs: building it, beside tantivy as it comes, its size, and questions.
//!
//! `cargo bench --bench fulltext -- [ARTICLES | FILE.jsonl]`

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use byline::article::{Article, Block, Handle, Language};
use byline::library::local::fulltext::{FullText, Reader};
use byline::library::local::{Input, LocalLibrary, Opening};
use byline::library::{Library, Stop};
use byline::search::scan::Scan;
use byline::search::{Query, Recalled};

/// Articles after which a long run commits.
const COMMIT: usize = 200_000;

/// As many articles as are held in memory; more are made or parsed a second time, and that is subtracted.
const HELD: usize = 150_000;

/// Questions of each kind.
const QUESTIONS: usize = 300;

/// Makes a query of at least three words.
type Question = fn(&[String]) -> String;

mod plain {
    //! The peer: tantivy with its own tokenizer, and the stems of every word.

    use std::path::Path;
    use std::sync::Arc;
    use std::{fs, mem};

    use byline::article::Article;
    use tantivy::schema::{IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
    use tantivy::tokenizer::{LowerCaser, SimpleTokenizer, TextAnalyzer, Token, TokenFilter, TokenStream, Tokenizer};
    use tantivy::{Index, IndexWriter, TantivyDocument};

    /// What byline's own writer may hold.
    const BUDGET: usize = 96 << 20;

    /// Makes an index of all articles in a folder, and removes it.
    pub fn index(folder: &Path, articles: impl Iterator<Item = Arc<Article>>) -> tantivy::Result<()> {
        fs::create_dir_all(folder)?;
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("english")
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let options = TextOptions::default().set_indexing_options(indexing);
        let (title, body) = (schema.add_text_field("title", options.clone()), schema.add_text_field("body", options));
        let index = Index::create_in_dir(folder, schema.build())?;
        let analyzer = TextAnalyzer::builder(SimpleTokenizer::default()).filter(LowerCaser).filter(English).build();
        index.tokenizers().register("english", analyzer);
        let mut writer: IndexWriter = index.writer_with_num_threads(1, BUDGET)?;
        for article in articles {
            let mut document = TantivyDocument::default();
            document.add_text(title, &article.title);
            article.blocks.iter().for_each(|block| document.add_text(body, &block.text));
            writer.add_document(document)?;
        }
        writer.commit()?;
        writer.wait_merging_threads()?;
        Ok(fs::remove_dir_all(folder)?)
    }

    /// tantivy's own filter is behind a feature that byline has no use for: this is the same.
    #[derive(Clone)]
    struct English;

    #[derive(Clone)]
    struct Stemmed<T>(T);

    struct Stems<T> {
        tokens: T,
        stemmer: frostem::Stemmer,
        buffer: String,
    }

    impl TokenFilter for English {
        type Tokenizer<T: Tokenizer> = Stemmed<T>;

        fn transform<T: Tokenizer>(self, tokenizer: T) -> Stemmed<T> {
            Stemmed(tokenizer)
        }
    }

    impl<T: Tokenizer> Tokenizer for Stemmed<T> {
        type TokenStream<'a> = Stems<T::TokenStream<'a>>;

        fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
            let stemmer = frostem::Stemmer::new(frostem::Algorithm::English);
            Stems { tokens: self.0.token_stream(text), stemmer, buffer: String::new() }
        }
    }

    impl<T: TokenStream> TokenStream for Stems<T> {
        fn advance(&mut self) -> bool {
            if !self.tokens.advance() {
                return false;
            }
            let token = self.tokens.token_mut();
            self.buffer.clear();
            self.buffer.push_str(&self.stemmer.stem(&token.text));
            mem::swap(&mut token.text, &mut self.buffer);
            true
        }

        fn token(&self) -> &Token {
            self.tokens.token()
        }

        fn token_mut(&mut self) -> &mut Token {
            self.tokens.token_mut()
        }
    }
}

fn main() {
    let argument = env::args().skip(1).find(|argument| !argument.starts_with("--")).unwrap_or("10000".to_owned());
    let archive = match argument.parse() {
        Ok(count) => Archive::Made(Maker::new(), count),
        Err(_) => Archive::read(&argument),
    };
    let folder = env::temp_dir().join(format!("byline-fulltext-{}", std::process::id()));
    let index = FullText::open(&folder).expect("the temporary folder is ours");
    let held: Vec<Arc<Article>> =
        if archive.len() <= HELD { (0..archive.len()).map(|at| archive.article(at)).collect() } else { Vec::new() };
    let article = |at: usize| held.get(at).cloned().unwrap_or_else(|| archive.article(at));
    let made = cpu();
    let bytes: usize = (0..archive.len()).map(|at| text_len(&article(at))).sum();
    let (made, resident) = (cpu() - made, memory("VmRSS:"));
    let megabytes = bytes as f64 / 1e6;
    let (started, before) = (Instant::now(), cpu());
    let mut writer = index.writer().expect("nobody else writes");
    for at in 0..archive.len() {
        writer.add(at as u32, &article(at)).expect("it can be written");
        if (at + 1) % COMMIT == 0 {
            writer.commit(0).expect("it can be written");
        }
    }
    writer.commit(1).expect("it can be written");
    writer.finish().expect("it can be written");
    let (ours, wall) = (cpu() - before - made, started.elapsed().as_secs_f64());
    let sizes = sizes(&folder);
    println!(
        "{} articles, {megabytes:.1} MB of text: {ours:.2} CPU-s = {:.1} MB/CPU-s ({wall:.1} s by the clock); index {:.3} of the text; peak {} MB beside the articles",
        archive.len(),
        megabytes / ours,
        sizes.values().sum::<u64>() as f64 / bytes as f64,
        memory("VmHWM:").saturating_sub(resident),
    );
    let before = cpu();
    plain::index(&folder.with_extension("plain"), (0..archive.len()).map(article)).expect("it can be written");
    let theirs = cpu() - before - made;
    println!(
        "plain tantivy: {theirs:.2} CPU-s = {:.1} MB/CPU-s; byline is {:.2} times as quick",
        megabytes / theirs,
        theirs / ours,
    );
    println!("bytes: {sizes:?}");
    let reader = index.reader().expect("it was just written");
    ask(&reader, &archive);
    drop((reader, index));
    fs::remove_dir_all(&folder).expect("it is ours");
}

fn ask(reader: &Reader, archive: &Archive) {
    let mut random = Random(7);
    let words = |random: &mut Random| -> Vec<String> {
        let article = archive.article(random.below(archive.len()));
        let text = &article.blocks[random.below(article.blocks.len())].text;
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 1).map(str::to_lowercase).collect()
    };
    let kinds: [(&str, Question); 6] = [
        ("1 word", |words| words[0].clone()),
        ("2 words", |words| words[..2].join(" ")),
        ("3 words", |words| words[..3].join(" ")),
        ("phrase", |words| format!("\"{}\"", words[..2].join(" "))),
        ("prefix", |words| format!("{} {}*", words[0], words[1].chars().take(3).collect::<String>())),
        ("fuzzy", |words| format!("{}~", words[0])),
    ];
    for (name, question) in kinds {
        let (mut searches, mut snippets) = (Vec::new(), Vec::new());
        while searches.len() < QUESTIONS {
            let mut picked = words(&mut random);
            if picked.len() < 3 {
                continue;
            }
            picked.drain(..random.below(picked.len() - 2));
            let query = Query::new(&question(&picked)).expect("words are a query");
            let mut best = f64::INFINITY;
            let mut hits = Vec::new();
            for _ in 0..3 {
                let started = Instant::now();
                hits = reader.search(&query, &|_| None, &[], 20, &Stop::default()).expect("nobody stops it").hits;
                best = best.min(started.elapsed().as_secs_f64());
            }
            let articles: Vec<Arc<Article>> = hits.iter().map(|hit| archive.article(hit.0 as usize)).collect();
            let mut cutting = f64::INFINITY;
            for _ in 0..3 {
                let started = Instant::now();
                let scan = Scan::new(&query, &Recalled::default()).inflected();
                let cut = articles.iter().filter_map(|article| scan.score(Handle(0), article)).count();
                cutting = cutting.min(started.elapsed().as_secs_f64());
                assert!(cut == articles.len(), "{} finds {cut} of {}", query.text, articles.len());
            }
            searches.push(best * 1e3);
            snippets.push((best + cutting) * 1e3);
        }
        println!("{name}: {}; with snippets {}", spread(searches), spread(snippets));
    }
}

fn spread(mut times: Vec<f64>) -> String {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    format!("p50 {:.2} p99 {:.2} worst {:.2} ms", at(0.5), at(0.99), at(1.0))
}

fn text_len(article: &Article) -> usize {
    article.title.len() + article.blocks.iter().map(|block| block.text.len()).sum::<usize>()
}

/// Articles to be indexed.
enum Archive {
    Made(Maker, usize),
    Read(LocalLibrary, usize),
}

impl Archive {
    fn read(path: &str) -> Self {
        let library =
            LocalLibrary::open(Opening { inputs: vec![Input::Path(PathBuf::from(path))], ..Opening::default() });
        library.wait();
        let count = library.state().catalogue.handles().count();
        Archive::Read(library, count)
    }

    fn len(&self) -> usize {
        match self {
            Archive::Made(_, count) | Archive::Read(_, count) => *count,
        }
    }

    fn article(&self, at: usize) -> Arc<Article> {
        match self {
            Archive::Made(maker, _) => Arc::new(maker.article(at)),
            Archive::Read(library, _) => library.article(Handle(at as u32)).unwrap_or_default(),
        }
    }
}

/// Makes articles of about 2 KB out of words that are as frequent as Zipf says, some of them forms of others.
struct Maker {
    words: Vec<String>,
}

impl Maker {
    fn new() -> Self {
        const SYLLABLES: [&str; 32] = [
            "a", "ba", "con", "de", "el", "fi", "gra", "hor", "in", "jo", "ka", "lis", "mer", "no", "or", "pre", "qui",
            "ras", "ster", "ta", "un", "ver", "wi", "ex", "yo", "zen", "tion", "al", "ment", "ous", "ier", "land",
        ];
        let mut random = Random(1);
        let mut words: Vec<String> = Vec::new();
        for rank in 0..120_000_usize {
            // A third of the words are forms of an earlier one.
            let mut word = if rank % 3 == 2 {
                let base = &words[rank / 2];
                format!("{base}{}", ["s", "ed", "ing"][rank % 7 % 3])
            } else {
                let count = 1 + rank.max(1).ilog2() as usize / 5 + random.below(2);
                (0..count).map(|_| SYLLABLES[random.below(32)]).collect()
            };
            if rank % 9 == 4 {
                word = word[..1].to_uppercase() + &word[1..];
            }
            words.push(word);
        }
        Self { words }
    }

    fn article(&self, at: usize) -> Article {
        let mut random = Random(at as u64 + 2);
        let sentence = |random: &mut Random, count: usize| {
            let words: Vec<&str> = (0..count).map(|_| self.words[random.rank(self.words.len())].as_str()).collect();
            words.join(" ")
        };
        let paragraphs = 2 + random.below(8);
        let paragraph = |random: &mut Random| {
            let sentences: Vec<String> = (0..4)
                .map(|_| {
                    let count = 9 + random.below(16);
                    sentence(random, count)
                })
                .collect();
            Block::paragraph(sentences.join(". ") + ".")
        };
        Article {
            title: sentence(&mut random, 7),
            authors: vec![sentence(&mut random, 2)],
            source: Some(self.words[at % 40].clone()),
            language: Language::of("en"),
            blocks: (0..paragraphs).map(|_| paragraph(&mut random)).collect(),
            ..Article::default()
        }
    }
}

/// SplitMix64 (Steele, Lea & Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, count: usize) -> usize {
        (self.next() % count.max(1) as u64) as usize
    }

    /// A rank of which each is as likely as the first divided by it.
    fn rank(&mut self, count: usize) -> usize {
        let share = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        ((count as f64).powf(share) as usize - 1).min(count - 1)
    }
}

/// CPU seconds of this process so far, of all its threads.
fn cpu() -> f64 {
    let spent = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // After the name, which may hold blanks: fields 14 and 15 of proc(5), in hundredths of a second.
    let after = spent.rsplit(')').next().unwrap_or_default();
    after.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// What the system says of the process's memory, in MB.
fn memory(what: &str) -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(what)).unwrap_or_default();
    line.split_whitespace().next().and_then(|kilobytes| kilobytes.parse::<usize>().ok()).unwrap_or(0) / 1024
}

/// Bytes of the files in a folder, by what they are for.
fn sizes(folder: &Path) -> BTreeMap<String, u64> {
    let mut sizes = BTreeMap::new();
    for file in fs::read_dir(folder).into_iter().flatten().flatten() {
        let kind = file.path().extension().unwrap_or_default().to_string_lossy().into_owned();
        *sizes.entry(kind).or_default() += file.metadata().map_or(0, |metadata| metadata.len());
    }
    sizes
}
