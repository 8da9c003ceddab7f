//! What is sent to a terminal in few bytes shows what ratatui would have drawn in many: the same cells, the same cursor.

use std::io::{self, Write};
use std::num::NonZero;
use std::sync::{Arc, Mutex};

use byline::terminal::{Capabilities, Colours, Sent, SharedSize, Wire};
use byline::view::{Drawn, Linked};
use proptest::prelude::*;
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};

/// Texts of frames: ASCII, blanks, rules, letters with marks, wide signs.
const TEXTS: [&str; 14] = [
    "The harbour was shut from six in the evening, and no boat was seen outside it.",
    "a",
    "   ",
    "                                        ",
    "word        word              word",
    "────────────────────────────────────────",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "Zu\u{308}rich, cafe\u{301}, n\u{303}",
    "新聞 報道 新聞",
    "x新y聞z",
    "🙂 ok 🙂🙂",
    "● ▸ ★ – “quoted” …",
    "한국어 기사",
    "0123456789",
];

/// One change of a frame, or of what is known of the terminal.
#[derive(Clone, Debug)]
enum Change {
    Text {
        x: u16,
        y: u16,
        text: usize,
        style: usize,
    },
    Restyle {
        y: u16,
        x: u16,
        width: u16,
        style: usize,
    },
    Scroll {
        first: u16,
        last: u16,
        by: i16,
        text: usize,
    },
    Blank {
        y: u16,
        height: u16,
    },
    Fill {
        style: usize,
    },
    Resize {
        width: u16,
        height: u16,
    },
    Cursor(Option<(u16, u16)>),
    Clear,
    /// Somebody else writes on the terminal.
    Used,
}

/// The frames of a run, each by its changes, on a terminal.
#[derive(Clone, Debug)]
struct Run {
    size: (u16, u16),
    capabilities: Capabilities,
    frames: Vec<Vec<Change>>,
    /// Frames are painted in parts of about so many bytes.
    budget: Option<usize>,
}

fn styles(colours: Colours) -> Vec<Style> {
    let plain = Style::new();
    let mut styles = vec![
        plain,
        plain.add_modifier(Modifier::BOLD),
        plain.add_modifier(Modifier::DIM),
        plain.add_modifier(Modifier::ITALIC),
        plain.add_modifier(Modifier::UNDERLINED | Modifier::BOLD),
        plain.add_modifier(Modifier::REVERSED),
        plain.add_modifier(Modifier::BOLD | Modifier::REVERSED | Modifier::CROSSED_OUT),
    ];
    if colours > Colours::None {
        styles.extend([
            plain.fg(Color::Magenta),
            plain.fg(Color::LightBlue).add_modifier(Modifier::DIM),
            plain.bg(Color::Blue),
            plain.fg(Color::Indexed(208)).bg(Color::Indexed(3)),
            plain.fg(Color::White).bg(Color::Black).add_modifier(Modifier::UNDERLINED),
        ]);
    }
    if colours == Colours::True {
        styles.push(plain.fg(Color::Rgb(1, 20, 200)).bg(Color::Rgb(250, 99, 0)));
    }
    styles
}

fn change() -> impl Strategy<Value = Change> {
    let at = 0u16..200;
    prop_oneof![
        6 => (at.clone(), at.clone(), 0..TEXTS.len(), 0usize..64)
            .prop_map(|(x, y, text, style)| Change::Text { x, y, text, style }),
        3 => (at.clone(), at.clone(), at.clone(), 0usize..64)
            .prop_map(|(x, y, width, style)| Change::Restyle { x, y, width, style }),
        4 => (at.clone(), at.clone(), -3i16..=3, 0..TEXTS.len())
            .prop_map(|(first, last, by, text)| Change::Scroll { first, last, by, text }),
        2 => (at.clone(), 1u16..4).prop_map(|(y, height)| Change::Blank { y, height }),
        1 => (0usize..64).prop_map(|style| Change::Fill { style }),
        1 => (size()).prop_map(|(width, height)| Change::Resize { width, height }),
        3 => prop::option::of((at.clone(), at)).prop_map(Change::Cursor),
        1 => Just(Change::Clear),
        1 => Just(Change::Used),
    ]
}

fn size() -> impl Strategy<Value = (u16, u16)> {
    prop_oneof![
        1 => Just((1, 1)),
        1 => (1u16..60).prop_map(|width| (width, 1)),
        1 => (1u16..20).prop_map(|height| (1, height)),
        2 => (2u16..5, 2u16..5),
        5 => (6u16..60, 3u16..16),
        1 => Just((80, 24)),
    ]
}

fn capabilities() -> impl Strategy<Value = Capabilities> {
    let colours = prop_oneof![Just(Colours::None), Just(Colours::Indexed), Just(Colours::True)];
    (colours, prop::array::uniform8(any::<bool>())).prop_map(
        |(colours, [ends, colour, ech, rep, axis, rows, many, sync])| Capabilities {
            attributes: Modifier::all(),
            colours,
            ends_attributes: ends,
            erases_in_colour: colour,
            erases_columns: ech,
            repeats: rep,
            places_by_axis: axis,
            scrolls_rows: rows,
            scrolls_by_many: many,
            synchronizes: sync,
            ..Capabilities::of("xterm", "", false, true)
        },
    )
}

fn run() -> impl Strategy<Value = Run> {
    let frames = prop::collection::vec(prop::collection::vec(change(), 0..5), 1..9);
    let budget = prop::option::of(1usize..400);
    (size(), capabilities(), frames, budget).prop_map(|(size, capabilities, mut frames, budget)| {
        // Something to scroll.
        let lines = (0..24).map(|y| Change::Text { x: y % 7, y, text: usize::from(y) * 5 % TEXTS.len(), style: 0 });
        let words = (0..24).map(|y| Change::Text { x: 1, y, text: 13, style: usize::from(y) });
        frames[0].extend(lines.chain(words));
        Run { size, capabilities, frames, budget }
    })
}

/// The far end of a wire, kept in memory.
#[derive(Clone, Default)]
struct Far(Arc<Mutex<Vec<u8>>>);

impl Far {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

impl Write for Far {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn screen((width, height): (u16, u16)) -> vt100::Parser {
    vt100::Parser::new(NonZero::new(height).unwrap(), NonZero::new(width).unwrap(), 0)
}

/// Draws a frame with ratatui's own back end on a new screen.
fn drawn_by_ratatui(frame: &Buffer, cursor: Option<Position>) -> vt100::Parser {
    let far = Far::default();
    let mut backend = CrosstermBackend::new(far.clone());
    let empty = Buffer::empty(frame.area);
    backend.draw(empty.diff(frame).into_iter()).unwrap();
    if let Some(cursor) = cursor {
        backend.set_cursor_position(cursor).unwrap();
    } else {
        backend.hide_cursor().unwrap();
    }
    let mut screen = screen((frame.area.width, frame.area.height));
    screen.process(&far.take());
    screen
}

/// What is seen of a cell.
fn seen(cell: &vt100::Cell) -> (&str, [bool; 5], vt100::Color, vt100::Color) {
    let text = cell.contents().trim_end();
    let attributes = [cell.bold(), cell.dim(), cell.italic(), cell.underline(), cell.inverse()];
    if text.is_empty() && !cell.underline() && !cell.inverse() {
        return (text, [false; 5], vt100::Color::Default, cell.bgcolor());
    }
    (text, attributes, cell.fgcolor(), cell.bgcolor())
}

fn compare(name: &str, ours: &vt100::Parser, theirs: &vt100::Parser, bytes: &[u8]) -> Result<(), TestCaseError> {
    let (ours, theirs) = (ours.screen(), theirs.screen());
    let said =
        || format!("{name}: {:?}\n{}\n---\n{}", String::from_utf8_lossy(bytes), ours.contents(), theirs.contents());
    let (height, width) = theirs.size();
    for y in 0..height.get() {
        for x in 0..width.get() {
            let (our, their) = (ours.cell(y, x).unwrap(), theirs.cell(y, x).unwrap());
            if our == their {
                continue;
            }
            prop_assert_eq!(our.is_wide(), their.is_wide(), "({}, {}) of {}", x, y, said());
            prop_assert_eq!(our.is_wide_continuation(), their.is_wide_continuation(), "({}, {}) of {}", x, y, said());
            if !their.is_wide_continuation() {
                prop_assert_eq!(seen(our), seen(their), "({}, {}) of {}", x, y, said());
            }
        }
    }
    prop_assert_eq!(ours.hide_cursor(), theirs.hide_cursor(), "cursor of {}", said());
    if !theirs.hide_cursor() {
        prop_assert_eq!(ours.cursor_position(), theirs.cursor_position(), "cursor of {}", said());
    }
    Ok(())
}

/// Whether an SGR ends single attributes.
fn ends_something(parameters: &str) -> bool {
    let mut numbers = parameters.split(';').map(|number| number.parse().unwrap_or(0));
    while let Some(number) = numbers.next() {
        match number {
            22..=29 | 39 | 49 => return true,
            // A colour's kind and its parts.
            38 | 48 => {
                let parts = if numbers.next() == Some(2) { 3 } else { 1 };
                numbers.nth(parts - 1);
            }
            _ => {}
        }
    }
    false
}

/// No sequence is sent that the terminal doesn't understand, and no region of one row is set.
fn understood(bytes: &[u8], capabilities: &Capabilities) -> Result<(), TestCaseError> {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    for sequence in text.split("\u{1b}[").skip(1) {
        let end = sequence.find(|c: char| ('@'..='~').contains(&c)).unwrap();
        let (parameters, last) = (&sequence[..end], sequence.as_bytes()[end]);
        let allowed = match last {
            b'H' | b'A' | b'B' | b'C' | b'D' | b'J' | b'K' => true,
            b'm' => capabilities.ends_attributes || !ends_something(parameters),
            b'h' | b'l' => parameters == "?25" || capabilities.synchronizes && parameters == "?2026",
            b'b' => capabilities.repeats,
            b'X' => capabilities.erases_columns,
            b'G' | b'd' => capabilities.places_by_axis,
            b'S' | b'T' => capabilities.scrolls_rows && capabilities.scrolls_by_many,
            b'r' => {
                let mut rows = parameters.split(';').map(|row| row.parse::<u16>().ok());
                let is_region =
                    rows.next().flatten().is_none_or(|first| rows.next().flatten().is_some_and(|last| first < last));
                capabilities.scrolls_rows && is_region
            }
            _ => false,
        };
        prop_assert!(allowed, "{:?} in {:?}", sequence, text);
    }
    Ok(())
}

/// Makes each wide symbol whole, as the view does. Of bold and dim the emulator knows only one at a time.
fn make_whole(frame: &mut Buffer) {
    let (width, height) = (frame.area.width, frame.area.height);
    for y in 0..height {
        let mut x = 0;
        while x < width {
            if frame[(x, y)].modifier.contains(Modifier::BOLD) {
                frame[(x, y)].modifier.remove(Modifier::DIM);
            }
            let taken = frame[(x, y)].cell_width().max(1);
            if x + taken > width {
                frame[(x, y)].reset();
            }
            (x + 1..(x + taken).min(width)).for_each(|covered| frame[(covered, y)].reset());
            x += taken;
        }
    }
}

fn apply(change: &Change, frame: &mut Buffer, cursor: &mut Option<Position>, styles: &[Style]) {
    let (width, height) = (frame.area.width, frame.area.height);
    match *change {
        Change::Text { x, y, text, style } => {
            let room = usize::from(width);
            frame.set_stringn(x % width, y % height, TEXTS[text], room, styles[style % styles.len()]);
        }
        Change::Restyle { x, y, width: columns, style } => {
            let area = Rect::new(x % width, y % height, columns, 1).intersection(frame.area);
            frame.set_style(area, styles[style % styles.len()]);
        }
        Change::Scroll { first, last, by, text } => {
            let (first, last) = (first % height, last % height);
            let (first, last) = (first.min(last), first.max(last));
            let before = frame.clone();
            for y in first..=last {
                let source = y.checked_add_signed(by).filter(|source| (first..=last).contains(source));
                for x in 0..width {
                    frame[(x, y)] = source.map_or_else(Default::default, |source| before[(x, source)].clone());
                }
                if source.is_none() {
                    frame.set_stringn(0, y, TEXTS[text], usize::from(width), Style::new());
                }
            }
        }
        Change::Blank { y, height: rows } => {
            for y in y % height..(y % height + rows).min(height) {
                (0..width).for_each(|x| frame[(x, y)].reset());
            }
        }
        Change::Fill { style } => frame.set_style(frame.area, styles[style % styles.len()]),
        Change::Resize { width, height } => frame.resize(Rect::new(0, 0, width, height)),
        Change::Cursor(place) => *cursor = place.map(|(x, y)| Position::new(x, y)),
        Change::Clear | Change::Used => {}
    }
    let (width, height) = (frame.area.width, frame.area.height);
    *cursor = cursor.map(|at| Position::new(at.x % width, at.y % height));
    make_whole(frame);
}

/// Every word that begins with an `h` leads somewhere: what the screen shows is the same.
fn pictured(frame: &Buffer, cursor: Option<Position>) -> Drawn {
    let mut links = Vec::new();
    for y in 0..frame.area.height {
        let starts = (0..frame.area.width).filter(|x| frame[(*x, y)].symbol() == "h");
        links.extend(starts.map(|x| Linked { y, columns: x..x + 6, address: format!("https://a.example/{}", x % 5) }));
    }
    Drawn { cursor: cursor.map(|at| (at.x, at.y)), links }
}

/// Nothing, as there was nothing to send.
const SENT: Sent = Sent { bytes: 0, is_whole: true };

/// A wire with the screen at its end.
struct End {
    wire: Wire<Far>,
    far: Far,
    screen: vt100::Parser,
}

impl End {
    fn new(run: &Run, size: &SharedSize) -> Self {
        let far = Far::default();
        let mut screen = screen(run.size);
        screen.process(b"\x1b[1mleft by another\x1b[?25l");
        Self { wire: Wire::new(far.clone(), size.clone(), run.capabilities), far, screen }
    }

    fn prepare(&mut self, change: &Change, capabilities: &Capabilities) {
        match change {
            Change::Clear => self.wire.clear(),
            Change::Used => {
                self.screen.process(b"\x1b[;3;7;42msomebody\n else\x1b[?25l");
                if capabilities.scrolls_rows {
                    self.screen.process(b"\x1b[2;3r");
                }
                self.wire.clear();
            }
            Change::Resize { width, height } => {
                self.screen.screen_mut().set_size(NonZero::new(*height).unwrap(), NonZero::new(*width).unwrap());
                // As a session does: it may have been smaller in between.
                self.wire.clear();
            }
            _ => {}
        }
    }

    /// Paints a frame, in parts where there is a budget.
    fn paint(&mut self, frame: &Buffer, cursor: Option<Position>, run: &Run) -> Result<(), TestCaseError> {
        for _ in 0..=frame.area.height {
            if self.wire.paint(frame, &pictured(frame, cursor), &[], run.budget).unwrap().is_whole {
                return Ok(());
            }
            let bytes = self.far.take();
            prop_assert!(!bytes.is_empty());
            understood(&bytes, &run.capabilities)?;
            self.screen.process(&bytes);
        }
        prop_assert!(false, "a frame comes to no end");
        Ok(())
    }

    fn check(&mut self, theirs: &vt100::Parser, name: &str, capabilities: &Capabilities) -> Result<(), TestCaseError> {
        let bytes = self.far.take();
        prop_assert_eq!(bytes.len(), self.wire.last());
        self.screen.process(&bytes);
        understood(&bytes, capabilities)?;
        compare(name, &self.screen, theirs, &bytes)
    }
}

fn check(run: &Run) -> Result<(), TestCaseError> {
    let styles = styles(run.capabilities.colours);
    let size = SharedSize::new(run.size.0, run.size.1);
    let (mut painted, mut drawn) = (End::new(run, &size), End::new(run, &size));
    let mut frame = Buffer::empty(Rect::new(0, 0, run.size.0, run.size.1));
    let (mut before, mut cursor) = (frame.clone(), None);
    for changes in &run.frames {
        for change in changes {
            painted.prepare(change, &run.capabilities);
            drawn.prepare(change, &run.capabilities);
            apply(change, &mut frame, &mut cursor, &styles);
        }
        if frame.area != before.area {
            size.set(frame.area.width, frame.area.height);
            Backend::clear(&mut drawn.wire).unwrap();
            before = Buffer::empty(frame.area);
        }
        let theirs = drawn_by_ratatui(&frame, cursor);
        painted.paint(&frame, cursor, run)?;
        painted.check(&theirs, "paint", &run.capabilities)?;
        prop_assert_eq!(
            painted.wire.paint(&frame, &pictured(&frame, cursor), &[], run.budget).unwrap(),
            SENT,
            "an unchanged frame"
        );
        drawn.wire.draw(before.diff(&frame).into_iter()).unwrap();
        match cursor {
            Some(cursor) => {
                drawn.wire.show_cursor().unwrap();
                drawn.wire.set_cursor_position(cursor).unwrap();
            }
            None => drawn.wire.hide_cursor().unwrap(),
        }
        Backend::flush(&mut drawn.wire).unwrap();
        drawn.check(&theirs, "draw", &run.capabilities)?;
        before = frame.clone();
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_screen_shows_what_ratatui_would_have_drawn(run in run()) {
        check(&run)?;
    }

    /// Lines that move within a region and are touched here and there: what scrolls are for.
    #[test]
    fn a_scrolled_screen_shows_what_ratatui_would_have_drawn(
        capabilities in capabilities(),
        budget in prop::option::of(1usize..400),
        moves in prop::collection::vec((0u16..20, 0u16..20, -2i16..=2, 0..TEXTS.len(), change()), 1..8),
    ) {
        let frames = moves.into_iter().map(|(first, last, by, text, touched)| {
            vec![Change::Scroll { first: first / 4, last: 13 - last / 4, by, text }, touched]
        });
        let lines = (0..14).map(|y| Change::Text { x: y % 7, y, text: usize::from(y), style: usize::from(y) });
        let words = (0..14).map(|y| Change::Text { x: y, y, text: 13, style: 0 });
        let frames = std::iter::once(lines.chain(words).collect()).chain(frames).collect();
        let capabilities = Capabilities { scrolls_rows: true, ..capabilities };
        check(&Run { size: (50, 14), capabilities, frames, budget })?;
    }
}
