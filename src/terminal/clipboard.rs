//! The reader's clipboard, reached through the terminal (OSC 52), over SSH and through a multiplexer.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// What stands between the program and the terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Multiplexer {
    /// Nothing.
    #[default]
    None,
    /// tmux.
    Tmux,
    /// GNU screen.
    Screen,
}

/// The longest text that is sent, in bytes of base64: terminals drop longer ones (xterm's limit is near this).
pub const LONGEST: usize = 100_000;

/// The bytes that put `text` on the clipboard; `None` when it is too long for terminals.
pub fn osc52(text: &str, multiplexer: Multiplexer) -> Option<Vec<u8>> {
    let encoded = STANDARD.encode(text);
    if encoded.len() > LONGEST {
        return None;
    }
    let plain = format!("\u{1b}]52;c;{encoded}\u{7}");
    Some(match multiplexer {
        Multiplexer::None => plain.into_bytes(),
        // tmux takes the plain form when its set-clipboard is on, and hands the wrapped one to the terminal
        // when its allow-passthrough is on. Which one is, it doesn't say; both together do no harm.
        Multiplexer::Tmux => {
            let doubled = plain.replace('\u{1b}', "\u{1b}\u{1b}");
            format!("{plain}\u{1b}Ptmux;{doubled}\u{1b}\\").into_bytes()
        }
        Multiplexer::Screen => screen(&plain),
    })
}

/// GNU screen hands on device control strings, of at most 768 bytes each.
fn screen(sequence: &str) -> Vec<u8> {
    sequence.as_bytes().chunks(700).flat_map(|chunk| [b"\x1bP".as_slice(), chunk, b"\x1b\\"].concat()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_sent_in_base64() {
        assert_eq!(osc52("né", Multiplexer::None).unwrap(), b"\x1b]52;c;bsOp\x07");
    }

    #[test]
    fn inside_tmux_every_escape_of_the_wrapped_form_is_doubled() {
        let sent = String::from_utf8(osc52("a", Multiplexer::Tmux).unwrap()).unwrap();
        assert!(sent.ends_with("\u{1b}Ptmux;\u{1b}\u{1b}]52;c;YQ==\u{7}\u{1b}\\"), "{sent:?}");
    }

    #[test]
    fn a_text_too_long_for_terminals_is_not_sent() {
        assert_eq!(osc52(&"x".repeat(80_000), Multiplexer::None), None);
    }

    #[test]
    fn screen_gets_pieces_that_it_passes_on() {
        let sent = osc52(&"x".repeat(2_000), Multiplexer::Screen).unwrap();
        let pieces = sent.split(|byte| *byte == 0x1b).map(<[u8]>::len).max().unwrap();
        assert!(pieces < 768);
    }
}
