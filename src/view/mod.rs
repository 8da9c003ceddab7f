//! Draws an [`App`]. Reads state, writes cells, changes nothing; draws visible rows only.

mod canvas;
mod compare;
mod full_text;
mod help;
mod list;
mod mentions;
mod names;
mod number;
mod palette;
mod problems;
pub mod progress;
mod reader;
mod related;
mod status;
mod story;
pub mod theme;
mod timeline;
mod trail;

use ratatui::buffer::Buffer;

use crate::app::{App, Area, Layer, Pane};
use canvas::Canvas;
pub use canvas::Linked;
use theme::{Role, Theme};

/// What goes with the cells of a frame.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    /// Where the cursor is, if it is shown.
    pub cursor: Option<(u16, u16)>,
    /// What leads somewhere.
    pub links: Vec<Linked>,
}

/// Draws one frame.
pub fn draw(frame: &mut Buffer, app: &App, theme: &Theme) -> Drawn {
    let screen = frame.area;
    let mut canvas = Canvas::new(frame, theme);
    let geometry = app.geometry();
    let body = Area { x: 0, y: 0, width: screen.width, height: geometry.status.y.min(screen.height) };
    let body = if geometry.status.height == 0 { Area { height: screen.height, ..body } } else { body };
    let covering = app.layers.iter().rev().find(|layer| layer.covers());
    let mut cursor = match covering {
        Some(Layer::FullText(search)) => full_text::draw(&mut canvas, app, search, body),
        Some(Layer::Related(related)) => related::draw(&mut canvas, app, related, body),
        Some(Layer::Timeline(timeline)) => timeline::draw(&mut canvas, app, timeline, body),
        Some(Layer::Help(help)) => help::draw(&mut canvas, app, *help, body),
        Some(Layer::Palette(palette)) => palette::draw(&mut canvas, palette, body),
        Some(Layer::Compare(compare)) => compare::draw(&mut canvas, app, compare, body),
        Some(Layer::Trail(trail)) => trail::draw(&mut canvas, app, *trail, body),
        Some(Layer::Names(layer)) => names::draw(&mut canvas, app, layer, body),
        Some(Layer::Mentions(layer)) => mentions::draw(&mut canvas, app, layer, body),
        Some(Layer::Problems(problems)) => problems::draw(&mut canvas, app, *problems, body),
        Some(Layer::Prompt(_)) | None => {
            let selected = list::draw(&mut canvas, app, &geometry);
            draw_rule(&mut canvas, geometry.rule);
            reader::draw(&mut canvas, app, geometry.reader);
            selected.filter(|_| app.focus() == Pane::List)
        }
    };
    if let Some(typed) = status::draw(&mut canvas, app, geometry.status) {
        cursor = Some(typed);
    }
    if !app.continuations.is_empty() {
        help::draw_continuations(&mut canvas, app, body);
    }
    let cursor = cursor.filter(|(x, y)| *x < screen.width && *y < screen.height);
    Drawn { cursor, links: canvas.links }
}

/// Draws the rule between the panes.
fn draw_rule(canvas: &mut Canvas<'_>, Area { x, y, width, height }: Area) {
    let signs = canvas.theme.signs;
    let sign = if width > 1 { signs.across } else { signs.rule };
    let quiet = canvas.style(Role::Quiet);
    for y in y..y + height {
        canvas.put(x, y, width, &sign.repeat(usize::from(width)), quiet);
    }
}
