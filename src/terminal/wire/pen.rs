//! What characters are drawn with, in eight bytes, and the shortest way from one pen to another.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

use super::capabilities::{Capabilities, Colours};

/// A colour as a terminal takes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paint {
    /// The terminal's own.
    Default,
    /// Of xterm's palette; the first sixteen are the reader's own.
    Indexed(u8),
    /// Red, green and blue.
    Rgb(u8, u8, u8),
}

/// Colours and attributes, packed: a screen has thousands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Pen {
    fg: [u8; 3],
    bg: [u8; 3],
    /// The attributes' bits, and two bits each for the kinds of the colours.
    flags: u16,
}

const FG: u32 = 12;
const BG: u32 = 14;

/// Attributes that are seen on a blank.
const ON_BLANKS: Modifier = Modifier::UNDERLINED
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(Modifier::REVERSED)
    .union(Modifier::CROSSED_OUT);

/// Attributes with the parameters of SGR that begin and end them (ECMA-48, 8.3.117).
const ATTRIBUTES: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

impl Pen {
    /// The terminal's own colours, and no attribute.
    pub const PLAIN: Self = Self { fg: [0; 3], bg: [0; 3], flags: 0 };

    /// The pen that comes nearest to a cell's style on a terminal.
    pub fn of(cell: &Cell, capabilities: &Capabilities) -> Self {
        let attributes = cell.modifier.intersection(capabilities.attributes);
        Self::new(paint(cell.fg, capabilities.colours), paint(cell.bg, capabilities.colours), attributes)
    }

    fn new(fg: Paint, bg: Paint, attributes: Modifier) -> Self {
        let pack = |paint| match paint {
            Paint::Default => (0, [0; 3]),
            Paint::Indexed(index) => (1, [index, 0, 0]),
            Paint::Rgb(red, green, blue) => (2, [red, green, blue]),
        };
        let ((fg_kind, fg), (bg_kind, bg)) = (pack(fg), pack(bg));
        Self { fg, bg, flags: attributes.bits() | fg_kind << FG | bg_kind << BG }
    }

    fn paint(self, [first, second, third]: [u8; 3], kind: u32) -> Paint {
        match self.flags >> kind & 3 {
            0 => Paint::Default,
            1 => Paint::Indexed(first),
            _ => Paint::Rgb(first, second, third),
        }
    }

    fn fg(self) -> Paint {
        self.paint(self.fg, FG)
    }

    fn bg(self) -> Paint {
        self.paint(self.bg, BG)
    }

    fn attributes(self) -> Modifier {
        Modifier::from_bits_truncate(self.flags)
    }

    /// What is seen of the pen on a blank: often only the background.
    pub fn on_blank(self) -> Self {
        if self.attributes().intersects(ON_BLANKS) {
            self
        } else {
            Self { fg: [0; 3], flags: self.flags & 3 << BG, ..self }
        }
    }

    /// Whether what is erased while this pen is in hand looks like a blank of the pen `wanted`.
    pub fn erases_as(self, wanted: Self, capabilities: &Capabilities) -> bool {
        self.on_blank() == wanted && wanted.can_erase(capabilities)
    }

    /// Whether a blank of this pen can be had by erasing. Terminals differ in what they erase with a reversed pen.
    pub fn can_erase(self, capabilities: &Capabilities) -> bool {
        !self.attributes().intersects(ON_BLANKS) && (capabilities.erases_in_colour || self.bg() == Paint::Default)
    }

    /// Whether anything of the pen `before` ends when this one is taken.
    fn ends(self, before: Self) -> bool {
        let ends = |before, now| now == Paint::Default && before != now;
        !self.attributes().contains(before.attributes()) || ends(before.fg(), self.fg()) || ends(before.bg(), self.bg())
    }

    /// Takes this pen after `from`, or after one that nobody knows.
    pub fn take(self, from: Option<Self>, capabilities: &Capabilities, out: &mut Vec<u8>) {
        if from == Some(self) {
            return;
        }
        let anew = Parameters::anew(self);
        let shortest = match from.filter(|from| capabilities.ends_attributes || !self.ends(*from)) {
            Some(from) => {
                let change = Parameters::between(from, self);
                if change.len <= anew.len { change } else { anew }
            }
            None => anew,
        };
        out.extend_from_slice(b"\x1b[");
        out.extend_from_slice(&shortest.bytes[..shortest.len]);
        out.push(b'm');
    }
}

/// Parameters of one SGR.
struct Parameters {
    /// Two true colours, nine attributes and their ends take less.
    bytes: [u8; 96],
    len: usize,
    any: bool,
}

impl Parameters {
    fn anew(pen: Pen) -> Self {
        // Nothing before the first `;` stands for 0.
        let mut parameters = Self { bytes: [0; 96], len: 0, any: true };
        for (attribute, begin, _) in ATTRIBUTES {
            if pen.attributes().contains(attribute) {
                parameters.add(begin);
            }
        }
        if pen.fg() != Paint::Default {
            parameters.colour(pen.fg(), 30);
        }
        if pen.bg() != Paint::Default {
            parameters.colour(pen.bg(), 40);
        }
        parameters
    }

    fn between(from: Pen, to: Pen) -> Self {
        let mut parameters = Self { bytes: [0; 96], len: 0, any: false };
        let (had, wanted) = (from.attributes(), to.attributes());
        // What ends one attribute of a kind ends the other too.
        let mut ended = Vec::new();
        for (attribute, _, end) in ATTRIBUTES {
            if had.difference(wanted).contains(attribute) && !ended.contains(&end) {
                parameters.add(end);
                ended.push(end);
            }
        }
        for (attribute, begin, end) in ATTRIBUTES {
            if wanted.contains(attribute) && (!had.contains(attribute) || ended.contains(&end)) {
                parameters.add(begin);
            }
        }
        if from.fg() != to.fg() {
            parameters.colour(to.fg(), 30);
        }
        if from.bg() != to.bg() {
            parameters.colour(to.bg(), 40);
        }
        parameters
    }

    fn add(&mut self, parameter: u8) {
        if std::mem::replace(&mut self.any, true) {
            self.push(b';');
        }
        if parameter >= 100 {
            self.push(b'0' + parameter / 100);
        }
        if parameter >= 10 {
            self.push(b'0' + parameter / 10 % 10);
        }
        self.push(b'0' + parameter % 10);
    }

    fn push(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.len) {
            *place = byte;
            self.len += 1;
        }
    }

    /// A colour; `base` is 30 for the foreground, 40 for the background.
    fn colour(&mut self, paint: Paint, base: u8) {
        match paint {
            Paint::Default => self.add(base + 9),
            Paint::Indexed(index @ 0..8) => self.add(base + index),
            Paint::Indexed(index @ 8..16) => self.add(base + 60 + index - 8),
            Paint::Indexed(index) => [base + 8, 5, index].into_iter().for_each(|part| self.add(part)),
            Paint::Rgb(red, green, blue) => {
                [base + 8, 2, red, green, blue].into_iter().for_each(|part| self.add(part));
            }
        }
    }
}

/// A colour, or the nearest that there is.
fn paint(colour: Color, colours: Colours) -> Paint {
    let paint = match colour {
        Color::Reset => Paint::Default,
        Color::Black => Paint::Indexed(0),
        Color::Red => Paint::Indexed(1),
        Color::Green => Paint::Indexed(2),
        Color::Yellow => Paint::Indexed(3),
        Color::Blue => Paint::Indexed(4),
        Color::Magenta => Paint::Indexed(5),
        Color::Cyan => Paint::Indexed(6),
        Color::Gray => Paint::Indexed(7),
        Color::DarkGray => Paint::Indexed(8),
        Color::LightRed => Paint::Indexed(9),
        Color::LightGreen => Paint::Indexed(10),
        Color::LightYellow => Paint::Indexed(11),
        Color::LightBlue => Paint::Indexed(12),
        Color::LightMagenta => Paint::Indexed(13),
        Color::LightCyan => Paint::Indexed(14),
        Color::White => Paint::Indexed(15),
        Color::Indexed(index) => Paint::Indexed(index),
        Color::Rgb(red, green, blue) => Paint::Rgb(red, green, blue),
    };
    match (paint, colours) {
        (Paint::Default, _) | (_, Colours::None) => Paint::Default,
        (paint, Colours::True) => paint,
        (Paint::Rgb(red, green, blue), Colours::Indexed) => Paint::Indexed(nearest([red, green, blue], 16..=255)),
        (Paint::Indexed(index), Colours::Indexed) | (Paint::Indexed(index @ 0..16), Colours::Sixteen) => {
            Paint::Indexed(index)
        }
        (Paint::Indexed(index @ 0..16), Colours::Eight) => Paint::Indexed(index % 8),
        (Paint::Indexed(index), Colours::Sixteen) => Paint::Indexed(nearest(in_xterm(index), 0..=15)),
        (Paint::Indexed(index), Colours::Eight) => Paint::Indexed(nearest(in_xterm(index), 0..=7)),
        (Paint::Rgb(red, green, blue), Colours::Sixteen) => Paint::Indexed(nearest([red, green, blue], 0..=15)),
        (Paint::Rgb(red, green, blue), Colours::Eight) => Paint::Indexed(nearest([red, green, blue], 0..=7)),
    }
}

fn nearest(wanted: [u8; 3], among: std::ops::RangeInclusive<u8>) -> u8 {
    let distance = |index: &u8| -> u32 {
        let there = in_xterm(*index).into_iter().zip(wanted);
        there.map(|(one, other)| u32::from(one.abs_diff(other)).pow(2)).sum()
    };
    among.min_by_key(distance).unwrap_or(7)
}

/// A colour of the palette as xterm has it (256colres.h, XTerm-col.ad).
fn in_xterm(index: u8) -> [u8; 3] {
    let bits = [index & 1 != 0, index & 2 != 0, index & 4 != 0];
    match index {
        7 => [229; 3],
        8 => [127; 3],
        0..7 => bits.map(|set| if set { 205 } else { 0 }),
        9..16 => bits.map(|set| if set { 255 } else { 0 }),
        16..232 => {
            let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
            [(index - 16) / 36, (index - 16) / 6 % 6, (index - 16) % 6].map(level)
        }
        232.. => [8 + 10 * (index - 232); 3],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Style;

    fn change(from: Style, to: Style, term: &str) -> String {
        let capabilities = Capabilities::of(term, "", false, true);
        let pen = |style| Pen::of(Cell::new("x").set_style(style), &capabilities);
        let mut out = Vec::new();
        pen(to).take(Some(pen(from)), &capabilities, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_pen_takes_eight_bytes() {
        assert_eq!(size_of::<Pen>(), 8);
    }

    #[test]
    fn the_shorter_of_the_changes_and_a_new_beginning_is_sent() {
        let plain = Style::new();
        let bold = plain.bold();
        assert_eq!(change(plain, plain, "xterm"), "");
        assert_eq!(change(plain, bold, "xterm"), "\x1b[1m");
        assert_eq!(change(bold.magenta(), plain, "xterm"), "\x1b[m");
        assert_eq!(change(bold.magenta(), bold, "xterm"), "\x1b[39m");
        assert_eq!(change(plain.dim().italic(), bold.italic(), "xterm"), "\x1b[22;1m");
        assert_eq!(change(bold.dim().italic().red(), plain.dim().italic().red(), "xterm"), "\x1b[22;2m");
        assert_eq!(change(bold.red(), plain.underlined().red(), "xterm"), "\x1b[22;4m");
        assert_eq!(change(bold.underlined(), bold, "vt100"), "\x1b[;1m");
    }

    #[test]
    fn colours_below_sixteen_have_their_short_forms() {
        let plain = Style::new();
        assert_eq!(change(plain, plain.fg(Color::Indexed(5)), "xterm-256color"), "\x1b[35m");
        assert_eq!(change(plain, plain.light_red().on_blue(), "xterm-256color"), "\x1b[91;44m");
        assert_eq!(change(plain, plain.fg(Color::Indexed(208)), "xterm-256color"), "\x1b[38;5;208m");
    }

    #[test]
    fn a_colour_that_a_terminal_lacks_becomes_the_nearest() {
        let orange = Style::new().fg(Color::Rgb(255, 135, 0));
        assert_eq!(change(Style::new(), orange, "foot"), "\x1b[38;2;255;135;0m");
        assert_eq!(change(Style::new(), orange, "xterm-256color"), "\x1b[38;5;208m");
        assert_eq!(change(Style::new(), orange, "xterm-16color"), "\x1b[33m");
        assert_eq!(change(Style::new(), orange.bold(), "vt100"), "\x1b[1m");
        assert_eq!(change(Style::new(), Style::new().light_red(), "linux"), "\x1b[31m");
        for index in 16..=255 {
            let [red, green, blue] = in_xterm(index);
            assert_eq!(in_xterm(nearest([red, green, blue], 16..=255)), [red, green, blue]);
        }
    }

    #[test]
    fn only_what_is_seen_on_a_blank_counts_there() {
        let capabilities = Capabilities::of("xterm", "", false, true);
        let pen = |style: Style| Pen::of(Cell::new(" ").set_style(style), &capabilities);
        assert_eq!(pen(Style::new().bold().red()).on_blank(), Pen::PLAIN);
        assert_ne!(pen(Style::new().underlined()).on_blank(), Pen::PLAIN);
        assert!(pen(Style::new().bold().red()).erases_as(Pen::PLAIN, &capabilities));
        assert!(!pen(Style::new().reversed()).can_erase(&capabilities));
    }
}
