//! How far a block stands in, and what stands before it.

use crate::article::Kind;

use super::line::Lead;
use super::width::{cut, width};

/// Columns that a level of nesting takes: a bar and a blank.
const STEP: usize = 2;

/// The indent of a block's lines.
pub(super) struct Indent {
    /// Columns; never more than half the measure, so that a deep list stays readable on a narrow screen.
    pub columns: usize,
    /// What stands before the first line.
    pub first: Lead,
    /// What stands before every further line.
    pub rest: Lead,
}

impl Indent {
    /// The indent of a block of `kind`.
    pub fn of(kind: &Kind, measure: usize) -> Self {
        let half = measure / 2;
        match kind {
            Kind::Quote { depth } => {
                let bars = usize::from(*depth).min(half / STEP);
                let lead = Lead::Bars(u8::try_from(bars).unwrap_or(u8::MAX));
                Self { columns: bars * STEP, first: lead.clone(), rest: lead }
            }
            Kind::Item { marker, depth } => {
                let hang = (width(marker).max(1) + 1).min(half);
                let nested = usize::from(depth.saturating_sub(1)) * STEP;
                let columns = hang + nested.min(half - hang);
                let marker = cut(marker.trim_end(), hang.saturating_sub(1), "…");
                let first = if marker.is_empty() { Lead::None } else { Lead::Marker(marker.into_owned()) };
                Self { columns, first, rest: Lead::None }
            }
            _ => Self { columns: 0, first: Lead::None, rest: Lead::None },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(marker: &str, depth: u8, measure: usize) -> (usize, Lead) {
        let indent = Indent::of(&Kind::Item { marker: marker.into(), depth }, measure);
        (indent.columns, indent.first)
    }

    #[test]
    fn an_item_hangs_by_its_marker() {
        assert_eq!(item("•", 1, 60), (2, Lead::Marker("•".into())));
        assert_eq!(item("10.", 2, 60), (6, Lead::Marker("10.".into())));
    }

    #[test]
    fn an_item_without_a_marker_stands_where_the_one_before_it_does() {
        assert_eq!(item("", 2, 60), (4, Lead::None));
        assert_eq!(item("   ", 1, 60), (4, Lead::None));
    }

    #[test]
    fn no_indent_takes_more_than_half_the_measure() {
        for measure in 0..20 {
            for depth in [0, 1, 2, 9, 255] {
                for marker in ["", "•", "1000."] {
                    assert!(item(marker, depth, measure).0 <= measure / 2);
                }
                assert!(Indent::of(&Kind::Quote { depth }, measure).columns <= measure / 2);
            }
        }
        assert_eq!(item("1000.", 3, 8), (4, Lead::Marker("10…".into())));
    }
}
