//! Several segments put together as one: newest first, without what is gone.

use std::collections::HashMap;
use std::path::PathBuf;

use crate::article::Moment;
use crate::library::local::plan::place;
use crate::library::segment::{Layout, Member, Row, Segment};

/// What the new segment is made of.
pub struct Merged<'a> {
    /// All but its rows.
    pub layout: Layout,
    segments: Vec<&'a Segment>,
    /// By place in the archive's order: the segment, and the row in it.
    places: Vec<(u32, u32)>,
    /// The places, newest first.
    order: Vec<u32>,
}

impl<'a> Merged<'a> {
    /// Puts together segments, each with the numbers of its files on disk that are gone. Files stand in the order of
    /// `doors`, then of their paths.
    pub fn of(segments: &[(&'a Segment, &[u32])], doors: &[PathBuf]) -> Self {
        let mut merged = Self {
            layout: Layout { newest_first: true, ..Layout::default() },
            segments: segments.iter().map(|(segment, _)| *segment).collect(),
            places: Vec::new(),
            order: Vec::new(),
        };
        let mut numbers: HashMap<(u32, u32), u32> = HashMap::new();
        let mut last = None;
        for (path, at, number) in sources(segments, doors) {
            let Some(source) = merged.segments[at as usize].source(number) else { continue };
            // A file that has grown stands in several: as it was read last is how it is.
            if last.as_ref() == Some(&path) {
                if let Some(former) = merged.layout.sources.last_mut() {
                    *former = source;
                }
            } else {
                merged.layout.sources.push(source);
            }
            last = Some(path);
            numbers.insert((at, number), merged.layout.sources.len() as u32 - 1);
        }
        merged.add_members(&numbers);
        for (at, segment) in (0..).zip(&merged.segments) {
            let problems = segment.problems().into_iter();
            merged
                .layout
                .problems
                .extend(problems.filter_map(|(source, problem)| Some((*numbers.get(&(at, source))?, problem))));
        }
        merged.sort();
        merged
    }

    /// The row of this number.
    pub fn row(&self, number: u32) -> Option<Row<'a>> {
        let place = *self.order.get(number as usize)?;
        let (segment, row) = *self.places.get(place as usize)?;
        let member = self.layout.members.partition_point(|member| member.filed.0 <= place).checked_sub(1)?;
        Some(Row { member: member as u32, ..self.segments.get(segment as usize)?.row(row)? })
    }

    fn add_members(&mut self, numbers: &HashMap<(u32, u32), u32>) {
        let mut members = Vec::new();
        for (at, segment) in (0_u32..).zip(&self.segments) {
            for number in 0..segment.members() {
                let source = segment.source_of(number).and_then(|source| numbers.get(&(at, source)));
                members.extend(source.map(|source| (*source, at, number)));
            }
        }
        members.sort_unstable();
        for (source, at, number) in members {
            let segment = self.segments[at as usize];
            let Some(member) = segment.member(number) else { continue };
            let (first, count) = member.filed;
            let rows = (first..first.saturating_add(count)).map_while(|place| segment.filed(place));
            let start = self.places.len() as u32;
            self.places.extend(rows.map(|row| (at, row)));
            let count = self.places.len() as u32 - start;
            if count == 0 {
                continue;
            }
            match self.layout.members.last_mut() {
                Some(last) if last.source == source && is_same(last, &member) => last.filed.1 += count,
                _ => self.layout.members.push(Member { source, filed: (start, count), ..member }),
            }
        }
    }

    fn sort(&mut self) {
        let newest = |place: &(u32, u32)| {
            let (segment, row) = *place;
            Moment::newest_first(self.segments[segment as usize].published(row))
        };
        let mut keyed: Vec<_> =
            self.places.iter().zip(0_u32..).map(|(place, number)| (newest(place), number)).collect();
        keyed.sort_unstable();
        self.order = keyed.into_iter().map(|(_, place)| place).collect();
        self.layout.filed = vec![0; self.order.len()];
        for (row, place) in (0_u32..).zip(&self.order) {
            self.layout.filed[*place as usize] = row;
        }
    }
}

/// Whether both are the same file.
fn is_same(a: &Member, b: &Member) -> bool {
    a.path == b.path && a.steps == b.steps && a.format == b.format
}

/// The files on disk that are there, in the archive's order: the path of each, its segment, and its number in it.
fn sources(segments: &[(&Segment, &[u32])], doors: &[PathBuf]) -> Vec<(PathBuf, u32, u32)> {
    let mut found = Vec::new();
    for (at, (segment, gone)) in (0..).zip(segments) {
        let mut gone = gone.to_vec();
        gone.sort_unstable();
        let numbers = (0..segment.sources()).filter(|number| gone.binary_search(number).is_err());
        found.extend(numbers.filter_map(|number| Some((segment.source(number)?.as_path().to_path_buf(), at, number))));
    }
    found.sort_by(|a, b| (place(&a.0, doors), a.1, a.2).cmp(&(place(&b.0, doors), b.1, b.2)));
    found
}
