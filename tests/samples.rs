//! The sample articles, opened as a newcomer opens them: what the manifest says of them comes out.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use byline::article::{Handle, Kind, Summary};
use byline::ingest::sanitize;
use byline::library::local::{LocalLibrary, Opening};
use byline::library::{Library, Stop};
use byline::related::{Muted, RELATED, Relation, SAME_STORY};

/// A row of the manifest, with the article that it is about.
struct Sample {
    file: String,
    expected: BTreeMap<&'static str, String>,
    handle: Handle,
    summary: Summary,
}

impl Sample {
    fn story(&self) -> &str {
        &self.expected["story"]
    }

    fn role(&self) -> &str {
        &self.expected["role"]
    }
}

const MANIFEST: &str = include_str!("fixtures/samples.tsv");
const COLUMNS: [&str; 8] = ["file", "title", "title_inferred", "authors", "published", "source", "story", "role"];

fn open() -> (LocalLibrary, Vec<Sample>) {
    let library = LocalLibrary::open(Opening::default());
    library.wait();
    let state = library.state();
    assert!(state.problems.is_empty(), "{:?}", state.problems);
    let mut lines = MANIFEST.lines();
    assert_eq!(lines.next().unwrap().split('\t').collect::<Vec<_>>(), COLUMNS);
    let sample = |line: &str| {
        let expected: BTreeMap<_, _> = COLUMNS.into_iter().zip(line.split('\t').map(str::to_owned)).collect();
        assert_eq!(expected.len(), COLUMNS.len(), "{line}");
        let file = expected["file"].clone();
        // The manifest counts the records of a file; their ids are their own.
        let (path, ordinal) = match file.split_once('#') {
            Some((path, ordinal)) => (path, ordinal.parse().unwrap()),
            None => (file.as_str(), 1),
        };
        let of_file = |(_, summary): &(Handle, Cow<'_, Summary>)| summary.id.path(summary.record.as_deref()) == path;
        let (handle, summary) = state.catalogue.iter().filter(of_file).nth(ordinal - 1).unwrap_or_else(|| {
            panic!("{file} is in the manifest, and not in the program");
        });
        Sample { handle, summary: summary.into_owned(), file, expected }
    };
    let samples: Vec<Sample> = lines.map(sample).collect();
    let listed: BTreeSet<Handle> = samples.iter().map(|sample| sample.handle).collect();
    assert_eq!(listed.len(), state.catalogue.len(), "every sample stands once in the manifest");
    (library, samples)
}

fn related(library: &LocalLibrary, sample: &Sample) -> Vec<Relation> {
    let relations = library.nearest(sample.handle, 100, &Muted::default(), &Stop::default()).unwrap();
    relations.into_iter().filter(|relation| relation.score >= RELATED).collect()
}

#[test]
fn samples_are_read_as_the_manifest_says() {
    let (_, samples) = open();
    let mut wrong = Vec::new();
    for sample in &samples {
        let summary = &sample.summary;
        let read = [
            ("title", summary.title.clone()),
            ("title_inferred", summary.title_inferred.to_string()),
            ("authors", summary.authors.join("; ")),
            ("published", summary.published.map(|moment| moment.date.to_string()).unwrap_or_default()),
            ("source", summary.source.clone().unwrap_or_default()),
        ];
        for (column, read) in read {
            if sample.expected[column] != read {
                wrong.push(format!("{}: {column}: {read:?}, not {:?}", sample.file, sample.expected[column]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn there_are_enough_samples_of_every_kind() {
    let (_, samples) = open();
    assert!(samples.len() >= 24);
    let mut stories: BTreeMap<&str, usize> = BTreeMap::new();
    for sample in &samples {
        let words = sample.summary.words;
        assert!((250..=900).contains(&words), "{}: {words} words", sample.file);
        if sample.role() != "unrelated" {
            *stories.entry(sample.story()).or_default() += 1;
        }
    }
    assert!(stories.len() >= 5);
    assert!(stories.values().all(|tellings| (3..=6).contains(tellings)), "{stories:?}");
    for role in ["copy", "unrelated", "followup"] {
        assert!(samples.iter().any(|sample| sample.role() == role), "{role}");
    }
    let of_a_format = |extension: &str| samples.iter().any(|sample| sample.file.contains(extension));
    assert!([".txt", ".md", ".html", ".jsonl"].into_iter().all(of_a_format));
}

#[test]
fn every_telling_leads_to_another_of_its_story_first() {
    let (library, samples) = open();
    for sample in samples.iter().filter(|sample| sample.role() != "unrelated") {
        let related = related(&library, sample);
        let first = related.first().unwrap_or_else(|| panic!("{}: nothing is related", sample.file));
        let told = samples.iter().find(|other| other.handle == first.handle).unwrap();
        assert_eq!(told.story(), sample.story(), "{} leads to {}", sample.file, told.file);
    }
}

#[test]
fn a_copy_stands_right_beside_its_original() {
    let (library, samples) = open();
    for copy in samples.iter().filter(|sample| sample.role() == "copy") {
        let relations = related(&library, copy);
        assert!(relations[0].score > 2.0 * relations[1].score, "{}", copy.file);
    }
}

#[test]
fn the_unrelated_samples_tell_nobody_elses_story() {
    let (library, samples) = open();
    for sample in samples.iter().filter(|sample| sample.role() == "unrelated") {
        let relations = library.nearest(sample.handle, 1, &Muted::default(), &Stop::default()).unwrap();
        assert!(relations[0].score < SAME_STORY, "{}: {}", sample.file, relations[0].score);
    }
}

#[test]
fn reasons_are_few_and_none_is_a_day() {
    let (library, samples) = open();
    for sample in &samples {
        for relation in related(&library, sample) {
            let why = &relation.why;
            assert!(
                (2..=4).contains(&why.len()) && (why.len() < 4 || why[3].contains(' ')),
                "{}: {why:?}",
                sample.file
            );
            let is_day = |reason: &String| reason.ends_with("day") && reason.len() <= 9 && !reason.contains(' ');
            assert!(!why.iter().any(is_day), "{}: {why:?}", sample.file);
        }
    }
}

#[test]
fn the_two_ends_of_a_name_are_one_reason() {
    let (library, samples) = open();
    for sample in samples.iter().filter(|sample| sample.story() == "ever-given") {
        for relation in related(&library, sample) {
            assert!(relation.why[0].starts_with("Suez Canal"), "{}: {:?}", sample.file, relation.why);
        }
    }
}

#[test]
fn every_character_of_the_samples_is_safe() {
    let (library, samples) = open();
    for sample in &samples {
        let article = library.article(sample.handle).unwrap();
        let lines = [&article.title].into_iter().chain(&article.authors).chain(&article.source).chain(&article.url);
        for line in lines {
            assert!(line.chars().all(sanitize::is_safe), "{}: {line:?}", sample.file);
        }
        for block in &article.blocks {
            let cells = block.kind == Kind::Table;
            let is_safe = |c: char| sanitize::is_safe(c) || c == '\n' || cells && c == '\t';
            assert!(block.text.chars().all(is_safe), "{}: {:?}", sample.file, block.text);
        }
    }
}

#[test]
fn an_opened_sample_is_the_one_that_the_list_shows() {
    let (library, samples) = open();
    for Sample { handle, summary, .. } in &samples {
        let article = library.article(*handle).unwrap();
        assert_eq!(Summary::of(&article, summary.id.clone(), summary.record.clone()), *summary);
    }
}
