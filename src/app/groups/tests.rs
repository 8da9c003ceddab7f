//! Groups, lines and folds of random lists, beside what they should be.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::app::{By, List};
use crate::article::{Article, ArticleId, Summary};
use crate::related::Stories;

/// A catalogue of articles with a day and a source, each of few.
fn catalogue(rows: &[(Option<u8>, Option<u8>)]) -> Catalogue {
    let mut catalogue = Catalogue::new("/archive");
    let row = |(index, (day, source)): (usize, &(Option<u8>, Option<u8>))| {
        let article = Article {
            published: day.map(|day| format!("2019-03-{:02}", day + 1).parse().unwrap()),
            source: source
                .map(|source| ["The Weir", "the “weir”", "Coast Ledger", "!", "?"][usize::from(source)].to_owned()),
            ..Article::default()
        };
        Summary::of(&article, ArticleId(index.to_string()), None)
    };
    catalogue.extend(rows.iter().enumerate().map(row).collect());
    catalogue
}

/// Articles of one source tell one story.
fn stories(catalogue: &Catalogue) -> Arc<Storylines> {
    let handles = || (0..catalogue.handed_out()).map(Handle);
    let near = |of: Handle| {
        let alike = |other: &Handle| catalogue.source(of).is_some() && catalogue.source(of) == catalogue.source(*other);
        (of, handles().filter(alike).map(|other| (other, 0.9)).collect())
    };
    Arc::new(Storylines::of(&Stories::of(handles().map(near)), catalogue))
}

fn rows() -> impl Strategy<Value = Vec<(Option<u8>, Option<u8>)>> {
    proptest::collection::vec((proptest::option::of(0..4_u8), proptest::option::of(0..5_u8)), 0..24)
}

fn orders() -> impl Strategy<Value = Order> {
    let groups = prop_oneof![Just(Grouping::Day), Just(Grouping::Source), Just(Grouping::Story)];
    let by = prop_oneof![Just(By::Date), Just(By::Source), Just(By::Archive)];
    (by, any::<bool>(), groups).prop_map(|(by, reversed, groups)| Order { by, reversed, groups })
}

/// Every line, written out.
fn lines(groups: &Groups) -> Vec<Line> {
    let mut lines = Vec::new();
    for group in 0..groups.len() {
        lines.push(Line::Header(group));
        lines.extend(groups.rows(group).map(Line::Row).filter(|_| !groups.is_folded(group)));
    }
    lines
}

proptest! {
    #[test]
    fn groups_hold_every_row_once_in_the_order_of_the_list(rows in rows(), order in orders()) {
        let catalogue = catalogue(&rows);
        let sorted = order.arrange(&catalogue);
        let grouped = order.rows(&catalogue, &stories(&catalogue), Handle(catalogue.handed_out()));
        let mut expected: BTreeMap<usize, Vec<Handle>> = BTreeMap::new();
        let mut keys: Vec<_> = Vec::new();
        for row in &sorted {
            let key = order.group_key(&catalogue, &stories(&catalogue), *row);
            let at = keys.iter().position(|known| *known == key).unwrap_or(keys.len());
            keys.extend((at == keys.len()).then_some(key));
            expected.entry(at).or_default().push(*row);
        }
        let groups = &grouped.groups;
        prop_assert_eq!(groups.len(), keys.len());
        let mut before = None;
        for group in 0..groups.len() {
            let handles = &grouped.handles[groups.rows(group)];
            let key = order.group_key(&catalogue, &stories(&catalogue), handles[0]);
            let at = keys.iter().position(|known| *known == key).unwrap();
            prop_assert_eq!(handles, &expected[&at][..]);
            prop_assert!(before.is_none_or(|before: Option<_>| order.compare(before.as_ref(), key.as_ref()).is_lt()));
            before = Some(key);
        }
        prop_assert_eq!(order.group(&catalogue, &stories(&catalogue), grouped.handles.to_vec()), grouped);
    }

    #[test]
    fn each_line_is_a_header_or_a_row(rows in rows(), order in orders(), folds in proptest::collection::vec(0..12_usize, 0..8)) {
        let catalogue = catalogue(&rows);
        let mut grouped = order.rows(&catalogue, &stories(&catalogue), Handle(catalogue.handed_out()));
        for fold in folds {
            match fold.checked_sub(1) {
                None => grouped.groups.toggle_all(),
                Some(group) if group < grouped.groups.len() => grouped.groups.toggle(group),
                Some(_) => {}
            }
        }
        let (groups, lines) = (&grouped.groups, lines(&grouped.groups));
        prop_assert_eq!(groups.lines(rows.len()), lines.len());
        for (line, stands) in lines.iter().enumerate() {
            prop_assert_eq!(groups.at(line), *stands);
            match stands {
                Line::Row(row) => prop_assert_eq!(groups.line_of(*row), line),
                Line::Header(group) => prop_assert_eq!(groups.header(*group), line),
            }
        }
        for row in 0..rows.len() {
            let group = groups.of(row).unwrap();
            prop_assert!(groups.rows(group).contains(&row));
            prop_assert!(!groups.hides(row) || groups.line_of(row) == groups.header(group));
        }
        // What is folded stays folded in another order.
        let turned = Order { by: By::Archive, reversed: !order.reversed, ..order };
        let mut again = turned.rows(&catalogue, &stories(&catalogue), Handle(catalogue.handed_out()));
        again.fold_as(&grouped.handles, groups, &catalogue);
        let folded = |rows: &Rows| -> Vec<Handle> {
            let hidden = (0..rows.handles.len()).filter(|row| rows.groups.hides(*row)).map(|row| rows.handles[row]);
            let mut hidden: Vec<_> = hidden.collect();
            hidden.sort_unstable();
            hidden
        };
        prop_assert_eq!(folded(&again), folded(&grouped));
    }

    #[test]
    fn the_selection_is_always_on_screen_and_never_on_the_header_of_an_unfolded_group(
        rows in rows(),
        order in orders(),
        moves in proptest::collection::vec((0..12_u8, 0..9_usize), 0..40),
        height in 1..9_usize,
    ) {
        let catalogue = catalogue(&rows);
        let mut list = List { order, ..List::default() };
        list.arrange(order.rows(&catalogue, &stories(&catalogue), Handle(catalogue.handed_out())), &catalogue, height);
        for (kind, by) in moves {
            let (line, step) = (list.line(), by as isize);
            match kind {
                0 => list.step(1, height),
                1 => list.step(-1, height),
                2 => list.page(step, height),
                3 => list.page(-step, height),
                4 => list.toggle_fold(height),
                5 => list.toggle_folds(height),
                6 => list.step_group(true, height),
                7 => list.step_group(false, height),
                8 => list.select(by, height),
                9 => list.scroll_cursor_to(by, height),
                10 => drop(list.select_handle(Handle(by as u32), height)),
                _ => {
                    let order = Order { reversed: by % 2 == 0, ..order };
                    list.arrange(order.rows(&catalogue, &stories(&catalogue), Handle(catalogue.handed_out())), &catalogue, height);
                }
            }
            prop_assert!(list.cursor < rows.len().max(1));
            prop_assert!((list.top..list.top + height).contains(&list.line()), "{list:?}");
            prop_assert!(rows.is_empty() || matches!(list.groups().at(list.line()), Line::Row(_)) || list.is_folded());
            if kind < 2 && !rows.is_empty() {
                let other = lines(list.groups());
                let is_stop = |line: &Line| !matches!(line, Line::Header(group) if !list.groups().is_folded(*group));
                let way: Vec<usize> = (0..other.len()).filter(|line| is_stop(&other[*line])).collect();
                let at = way.binary_search(&line).unwrap();
                let next = if kind == 0 { (at + 1).min(way.len() - 1) } else { at.saturating_sub(1) };
                prop_assert_eq!(list.line(), way[next]);
            }
        }
    }
}
