//! What a session needs of a terminal, near or far.

use std::io;

use ratatui::buffer::Buffer;

use super::program::Back;
use super::wire::Sent;
use crate::app::Errand;
use crate::view::Drawn;

/// What a session draws on.
pub trait Screen {
    /// Draws a frame, with its cursor and links; with a budget of bytes only about so much of it. `request` follows
    /// what was sent of it. The frame is taken: it is large, and sending it may take long.
    fn paint(&mut self, frame: Buffer, drawn: &Drawn, request: &[u8], budget: Option<usize>) -> io::Result<Sent>;

    /// Somebody else may have drawn here: the next frame is drawn whole.
    fn clear(&mut self);

    /// What the terminal is asked once, behind the first frame.
    fn question(&self) -> &'static [u8];

    /// The terminal holds pictures back until they are whole, as it has answered.
    fn synchronize(&mut self);
}

/// What a session needs of a terminal.
pub trait Outlet {
    /// What it shows.
    fn screen(&mut self) -> &mut dyn Screen;

    /// Puts text on the reader's clipboard; answers whether it could be sent.
    fn copy(&mut self, text: &str) -> io::Result<bool>;

    /// Opens an address where the reader sits; answers whether it could.
    fn visit(&mut self, address: &str) -> bool;

    /// Gives the terminal back until the reader returns.
    fn suspend(&mut self) -> io::Result<()>;

    /// Gives the terminal to a program until that ends. It is not taken back yet. Guests have no programs here.
    ///
    /// # Errors
    /// When the terminal is gone.
    fn run(&mut self, errand: &Errand) -> io::Result<Back> {
        let _ = errand;
        Ok(Back::Failed("no program can be run here".to_owned()))
    }

    /// Says a sentence under what a program has written, and listens to keys again.
    ///
    /// # Errors
    /// When the terminal can't be written.
    fn show(&mut self, sentence: &str) -> io::Result<()> {
        let _ = sentence;
        Ok(())
    }

    /// Takes the terminal again after somebody else used it.
    fn resume(&mut self) -> io::Result<()>;
}
