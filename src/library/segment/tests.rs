//! The promises of a segment: what is written is read, and damage is found.

use std::fs::{self, File};
use std::io::BufWriter;

use super::*;
use crate::article::{Article, Summary};
use crate::library::Problem;
use proptest::prelude::*;

fn summary(path: &str, record: Option<&str>, title: &str, date: &str) -> Summary {
    let article = Article {
        title: title.to_owned(),
        authors: vec!["Ann Lee".to_owned(), "Bo Chu".to_owned()],
        published: date.parse().ok(),
        source: record.map(|_| "Ollen Letter".to_owned()),
        language: crate::article::Language::of("de"),
        ..Article::default()
    };
    Summary::of(&article, id(path, record), record.map(str::to_owned))
}

fn summaries() -> Vec<Summary> {
    vec![
        summary("a.jsonl", Some("x"), "Čajovna", "2014-11-29T10:15:00-05:00"),
        summary("a.jsonl", Some("y"), "", "1731-01-02"),
        summary("b/c.txt", None, "Weir", "2014-11-29T10:15:00"),
        summary("b/c.txt", None, "No date", ""),
    ]
}

fn layout() -> Layout {
    let member = |path: &str, source, steps, filed| Member {
        path: path.to_owned(),
        source,
        format: "text".to_owned(),
        steps,
        filed,
    };
    let step = Step { part: Some((5, 7)), codec: Some(2) };
    let stamp = Stamp { size: 9, changed: -3, inode: 4 };
    Layout {
        newest_first: false,
        sources: vec![
            Source { path: b"a.jsonl".to_vec(), stamp, reached: Some(Reached { at: 9, records: 2, tail: 1 }) },
            Source { path: b"\xff.tar".to_vec(), stamp, reached: None },
        ],
        members: vec![
            member("a.jsonl", 0, vec![], (0, 2)),
            member("b/c.txt", 1, vec![step, Step { part: None, codec: None }], (2, 2)),
        ],
        filed: vec![1, 0, 2, 3],
        problems: vec![(1, Problem::note("b", "as it is"))],
    }
}

fn segment(folder: &Path) -> Segment {
    let path = folder.join("segment");
    let (layout, summaries) = (layout(), summaries());
    let cuts = [Cut::Bytes(0, 4), Cut::Bytes(4, 5), Cut::Nth(3), Cut::Whole];
    let row = |at: u32| {
        let summary = summaries.get(at as usize)?;
        Some(Row::of(summary, at + 40, at / 2, cuts[at as usize]))
    };
    write(&mut BufWriter::new(File::create(&path).unwrap()), &layout, &row).unwrap();
    Segment::open(&path).unwrap()
}

#[test]
fn what_is_written_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let segment = segment(folder.path());
    assert!(segment.is_sound());
    assert_eq!((segment.len(), segment.is_newest_first()), (4, false));
    for (at, summary) in (0..).zip(summaries()) {
        let row = segment.row(at).unwrap();
        assert_eq!(row.summary(segment.member_path(row.member).unwrap()), summary);
        assert_eq!((row.serial, row.member), (at + 40, at / 2));
        assert_eq!(segment.title(at), Some(summary.title.as_str()));
        assert_eq!(segment.published(at), summary.published);
        assert_eq!(segment.source_name(at), summary.source.as_deref());
    }
    let expected = layout();
    assert_eq!((0..2).filter_map(|at| segment.source(at)).collect::<Vec<_>>(), expected.sources);
    assert_eq!((0..2).filter_map(|at| segment.member(at)).collect::<Vec<_>>(), expected.members);
    assert_eq!((0..5).filter_map(|at| segment.filed(at)).collect::<Vec<_>>(), expected.filed);
    assert_eq!(segment.problems(), expected.problems);
    assert_eq!(segment.row(4), None);
}

fn ask_everything(segment: &Segment) {
    for at in 0..6 {
        let _ = (segment.row(at), segment.title(at), segment.member(at), segment.source(at), segment.filed(at));
        let _ = segment.row(at).map(|row| row.summary("x"));
    }
    let _ = segment.problems();
}

proptest! {
    #[test]
    fn damage_is_found_and_never_a_panic(at in 0_usize..2_000, bit in 0_u8..8, cut in 0_usize..2_000) {
        let folder = tempfile::tempdir().unwrap();
        drop(segment(folder.path()));
        let whole = fs::read(folder.path().join("segment")).unwrap();
        let mut bytes = whole.clone();
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        let path = folder.path().join("damaged");
        fs::write(&path, &bytes).unwrap();
        if let Ok(segment) = Segment::open(&path) {
            prop_assert!(!segment.is_sound());
            ask_everything(&segment);
        }
        fs::write(&path, &whole[..cut % whole.len()]).unwrap();
        prop_assert!(Segment::open(&path).is_err());
    }
}
