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

/// From this many columns on, list and reader stand side by side.
pub const SIDE_BY_SIDE: u16 = 100;

/// From this many columns on, a list row takes one line; below it two, title over source and date.
pub const ONE_LINE_ROWS: u16 = 60;

/// The pane that has the keyboard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The list.
    #[default]
    List,
    /// The reader.
    Reader,
}

/// What decides the geometry besides the size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrangement {
    /// The pane that has the keyboard.
    pub focus: Pane,
    /// The reader has the whole width.
    pub full: bool,
    /// The text alone.
    pub zen: bool,
    /// The list's share of the width when both are shown, in percent.
    pub split: u16,
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
    /// The column of the rule between the panes.
    pub rule: Option<u16>,
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
        let both = width >= SIDE_BY_SIDE && !(reading && (arrangement.full || arrangement.zen));
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
            (Some(list_width), Area { x, y: 0, width: width - x, height: body })
        } else {
            (None, Area::default())
        };
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
