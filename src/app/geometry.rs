//! Which part of the screen belongs to what, for a size and a layout. The view draws by it, panes scroll by it.

/// A rectangle of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// First column.
    pub x: u16,
    /// First row.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

/// From this many columns on, list and reader can stand side by side.
pub const SIDE_BY_SIDE: u16 = 100;

/// From this many rows on, the list can stand above the reader.
pub const STACKED: u16 = 16;

/// From this many columns on, a list row takes one line; below it two, title over source and date.
pub const ONE_LINE_ROWS: u16 = 60;

/// From this many rows on, the status line left out, a strip of the list has its header.
const ROOM_FOR_HEADER: u16 = 18;

/// The pane that has the keyboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The list.
    #[default]
    List,
    /// The reader.
    Reader,
}

/// How list and reader share the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// Side by side.
    #[default]
    Beside,
    /// A strip of the list above the reader, both over the whole width: what a terminal can scroll by rows.
    Stacked,
    /// One at a time.
    Alone,
}

impl Layout {
    /// What a screen of so many columns and rows has room for.
    pub fn fitting(self, (width, height): (u16, u16)) -> Self {
        match self {
            Self::Stacked if height >= STACKED => Self::Stacked,
            Self::Beside | Self::Stacked if width >= SIDE_BY_SIDE => Self::Beside,
            _ => Self::Alone,
        }
    }

    /// The other layouts in turn, and at last this one again.
    pub fn following(self) -> [Self; 3] {
        match self {
            Self::Beside => [Self::Alone, Self::Stacked, Self::Beside],
            Self::Alone => [Self::Stacked, Self::Beside, Self::Alone],
            Self::Stacked => [Self::Beside, Self::Alone, Self::Stacked],
        }
    }

    /// Its name, as a notice has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Beside => "list and reader side by side",
            Self::Stacked => "the list above the reader",
            Self::Alone => "list and reader one at a time",
        }
    }
}

/// What decides the geometry besides the size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrangement {
    /// The pane that has the keyboard.
    pub focus: Pane,
    /// How the panes share the screen.
    pub layout: Layout,
    /// The reader has the whole screen.
    pub full: bool,
    /// The text alone.
    pub zen: bool,
    /// The list's share of the width beside the reader, in percent.
    pub split: u16,
    /// The list's share of the height above the reader, in percent.
    pub strip: u16,
}

impl Arrangement {
    /// How the panes share a screen of so many columns and rows.
    pub fn shown(&self, size: (u16, u16)) -> Layout {
        let fills = self.focus == Pane::Reader && (self.full || self.zen);
        if fills { Layout::Alone } else { self.layout.fitting(size) }
    }
}

/// The screen's parts. An absent one has no cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Geometry {
    /// The line at the top, over the list.
    pub header: Area,
    /// The saved queries above the list's rows.
    pub entries: Area,
    /// The list's rows.
    pub list: Area,
    /// The rule between the panes: a column, or a row where they are stacked.
    pub rule: Area,
    /// The reader.
    pub reader: Area,
    /// The last line.
    pub status: Area,
    /// The lines that a list row takes.
    pub row_height: u16,
}

impl Geometry {
    /// Divides a screen of `width` × `height`; a `bare` reader has no status line.
    pub fn of(width: u16, height: u16, arrangement: Arrangement, bare: bool) -> Self {
        let reading = arrangement.focus == Pane::Reader;
        let status_height = u16::from(!(bare && reading) && height > 1);
        let body = height - status_height;
        let status = Area { x: 0, y: body, width, height: status_height };
        let both = match arrangement.shown((width, height)) {
            Layout::Stacked => return Self::stacked(width, body, arrangement.strip, status),
            Layout::Beside => true,
            Layout::Alone => false,
        };
        if !both && reading {
            let reader = Area { x: 0, y: 0, width, height: body };
            return Self { reader, status, row_height: 1, ..Self::default() };
        }
        let list_width = if both { (u32::from(width) * u32::from(arrangement.split) / 100) as u16 } else { width };
        // Beside the reader a blank line parts the rows, where that leaves enough of them.
        let row_height = match list_width < ONE_LINE_ROWS && body > 6 {
            true if both && body > 18 => 3,
            true => 2,
            false => 1,
        };
        let header_height = if body > 3 { 1 } else { 0 };
        // A blank line under the header where there is room for it.
        let gap = u16::from(body > 14);
        let above = header_height + gap;
        let header = Area { x: 0, y: 0, width: list_width, height: header_height };
        let list = Area { x: 0, y: above, width: list_width, height: body - above };
        let (rule, reader) = if both {
            let x = list_width + 1;
            let rule = Area { x: list_width, y: 0, width: 1, height: body };
            (rule, Area { x, y: 0, width: width - x, height: body })
        } else {
            (Area::default(), Area::default())
        };
        Self { header, entries: Area::default(), list, rule, reader, status, row_height }
    }

    /// Divides the `body` rows above the status line into a strip of the list, a rule and the reader.
    fn stacked(width: u16, body: u16, strip: u16, status: Area) -> Self {
        // The selected row and its neighbours; where a row takes two lines there is room for one of them.
        let (row_height, fewest) = if width < ONE_LINE_ROWS { (2, 2) } else { (1, 3) };
        let header_height = u16::from(body >= ROOM_FOR_HEADER);
        let share = (u32::from(body) * u32::from(strip) / 100) as u16;
        let rows = (share.saturating_sub(header_height) / row_height).max(fewest);
        let across = |y, height| Area { x: 0, y, width, height };
        let (header, list) = (across(0, header_height), across(header_height, rows * row_height));
        let rule = across(list.y + list.height, 1);
        let below = rule.y + 1;
        let reader = across(below, body.saturating_sub(below));
        Self { header, entries: Area::default(), list, rule, reader, status, row_height }
    }

    /// Makes room for saved queries above the rows: a third of the list at most, and a blank line where it is long.
    pub fn with_entries(mut self, entries: usize) -> Self {
        let height = u16::try_from(entries).unwrap_or(u16::MAX).min(self.list.height / 3);
        if height > 0 {
            let gap = u16::from(self.list.height > 12);
            self.entries = Area { height, ..self.list };
            self.list.y += height + gap;
            self.list.height -= height + gap;
        }
        self
    }

    /// How many list rows fit.
    pub fn list_rows(&self) -> usize {
        usize::from(self.list.height / self.row_height.max(1)).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STACK: Arrangement =
        Arrangement { focus: Pane::List, layout: Layout::Stacked, full: false, zen: false, split: 38, strip: 25 };

    fn stacked(width: u16, height: u16) -> Geometry {
        Geometry::of(width, height, STACK, false)
    }

    #[test]
    fn parts_fill_the_screen_and_share_no_cell() {
        let layouts = [Layout::Beside, Layout::Stacked, Layout::Alone];
        let sizes = (0..130).flat_map(|width| [0, 1, 2, 4, 7, 15, 16, 17, 24, 60].map(|height| (width, height)));
        for ((width, height), layout) in sizes.flat_map(|size| layouts.map(|layout| (size, layout))) {
            for (focus, strip) in [(Pane::List, 10), (Pane::Reader, 25), (Pane::Reader, 60)] {
                let geometry =
                    Geometry::of(width, height, Arrangement { focus, layout, strip, ..STACK }, false).with_entries(2);
                let Geometry { header, entries, list, rule, reader, status, .. } = geometry;
                let mut taken = vec![0; usize::from(width) * usize::from(height)];
                for area in [header, entries, list, rule, reader, status] {
                    for (x, y) in
                        (area.y..area.y + area.height).flat_map(|y| (area.x..area.x + area.width).map(move |x| (x, y)))
                    {
                        assert!(x < width && y < height, "{width}x{height} {layout:?}: {geometry:?}");
                        taken[usize::from(y) * usize::from(width) + usize::from(x)] += 1;
                    }
                }
                assert!(taken.iter().all(|times| *times <= 1), "{width}x{height} {layout:?}: {geometry:?}");
                if reader.height > 0 && layout == Layout::Stacked && height >= STACKED {
                    assert!(reader.height >= 5 && list.height >= 2, "{width}x{height}: {geometry:?}");
                    // A blank line stands under the saved queries of a long list.
                    let free = taken.iter().filter(|times| **times == 0).count();
                    assert!(free <= usize::from(width), "{width}x{height}: {geometry:?}");
                }
            }
        }
    }

    #[test]
    fn the_strip_is_a_quarter_of_the_height_and_never_less_than_some_rows() {
        let at_80 = stacked(80, 24);
        assert_eq!((at_80.header.height, at_80.list.height, at_80.rule.y, at_80.reader.height), (1, 4, 5, 17));
        assert_eq!((at_80.reader.width, at_80.row_height), (80, 1));
        let small = stacked(80, STACKED);
        assert_eq!((small.header.height, small.list.height, small.reader.height), (0, 3, 11));
        let narrow = stacked(40, 20);
        assert_eq!((narrow.row_height, narrow.list_rows(), narrow.list.height, narrow.reader.height), (2, 2, 4, 13));
        assert_eq!(stacked(200, 50).list.height, 11);
    }

    #[test]
    fn too_low_for_a_stack_the_panes_stand_as_without_one() {
        let beside = Arrangement { layout: Layout::Beside, ..STACK };
        for (width, height) in [(80, 15), (120, 15), (20, 5), (100, 1)] {
            assert_eq!(stacked(width, height), Geometry::of(width, height, beside, false));
        }
    }

    #[test]
    fn alone_the_list_has_every_width() {
        let alone = Arrangement { layout: Layout::Alone, ..STACK };
        let geometry = Geometry::of(200, 50, alone, false);
        assert_eq!((geometry.list.width, geometry.reader.width), (200, 0));
    }
}
