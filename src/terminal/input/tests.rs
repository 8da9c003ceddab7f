//! Bytes as terminals send them, whole and torn.

use proptest::prelude::*;

use super::*;

fn read(pieces: &[&[u8]]) -> Vec<Received> {
    let (mut parser, mut found) = (Parser::default(), Vec::new());
    for piece in pieces {
        parser.feed(piece, &mut |received| found.push(received));
    }
    parser.settle(&mut |received| found.push(received));
    assert!(!parser.is_torn());
    found
}

fn char(c: char) -> Received {
    key(KeyCode::Char(c))
}

fn pasted(text: &str) -> Received {
    Received::Input(Event::Paste(text.to_owned()))
}

#[test]
fn keys_are_read_as_terminals_send_them() {
    for (bytes, code) in [
        (&b"\r"[..], KeyCode::Enter),
        (b"\t", KeyCode::Tab),
        (b"\x1b[Z", KeyCode::BackTab),
        (b"\x7f", KeyCode::Backspace),
        (b"\x1b[A", KeyCode::Up),
        (b"\x1bOB", KeyCode::Down),
        (b"\x1b[1;2C", KeyCode::Right),
        (b"\x1b[1;3D", KeyCode::Left),
        (b"\x1b[H", KeyCode::Home),
        (b"\x1b[4~", KeyCode::End),
        (b"\x1b[5~", KeyCode::PageUp),
        (b"\x1b[6~", KeyCode::PageDown),
        (b"\x1b[3;2~", KeyCode::Delete),
        (b"\x1bOP", KeyCode::F(1)),
        (b"\x1b[[E", KeyCode::F(5)),
        (b"\x1b[1;2R", KeyCode::F(3)),
        (b"\x1b[24~", KeyCode::F(12)),
        (b"\x1b[106u", KeyCode::Char('j')),
        (b"\x1b", KeyCode::Esc),
        ("ß".as_bytes(), KeyCode::Char('ß')),
        ("海".as_bytes(), KeyCode::Char('海')),
        ("🌍".as_bytes(), KeyCode::Char('🌍')),
    ] {
        assert_eq!(read(&[bytes]), [key(code)], "{bytes:?}");
    }
    assert_eq!(read(&[b"\x04\x1b[1;5C"]), [control('d'), chord(KeyCode::Right, KeyModifiers::CONTROL)]);
}

#[test]
fn esc_and_a_key_in_one_packet_are_two_keys() {
    assert_eq!(read(&[b"\x1bj"]), [key(KeyCode::Esc), char('j')]);
    assert_eq!(read(&[b"\x1b\x1b[B"]), [key(KeyCode::Esc), key(KeyCode::Down)]);
    assert_eq!(read(&[b"\x1b]"]), [key(KeyCode::Esc), char(']')]);
    assert_eq!(read(&[b"\x1b["]), [key(KeyCode::Esc), char('[')]);
}

#[test]
fn an_answer_is_told_from_keys_even_when_torn() {
    assert_eq!(read(&[b"j\x1b[0nk"]), [char('j'), Received::Answer, char('k')]);
    assert_eq!(read(&[b"j\x1b", b"[", b"0", b"nk"]), [char('j'), Received::Answer, char('k')]);
    assert_eq!(read(&[b"\x1b\x1b[0n"]), [key(KeyCode::Esc), Received::Answer]);
    assert_eq!(read(&[b"\x1b[?2026;2$y"]), [Received::Synchronizes(true)]);
    assert_eq!(read(&[b"\x1b[?2026;0$y"]), [Received::Synchronizes(false)]);
}

#[test]
fn what_is_no_key_is_dropped_whole() {
    for bytes in [&b"\x1b[24;80R"[..], b"\x1b[?62;22c", b"\x1b[I", b"\x1b[<0;3;4M", b"\x1b[M !!", b"\x1b[99~", b"\xff"]
    {
        assert_eq!(read(&[bytes, b"j"]), [char('j')], "{bytes:?}");
    }
    // A sequence that another one cuts off.
    assert_eq!(read(&[b"\x1b[1;\x1b[A"]), [key(KeyCode::Up)]);
    assert_eq!(read(&["é".as_bytes()[..1].into(), b"j"]), [char('j')]);
}

#[test]
fn pasted_text_is_one_piece_and_keys_within_it_are_text() {
    assert_eq!(read(&[b"\x1b[200~q\x1b[A\r\x1b[201~j"]), [pasted("q\u{1b}[A\r"), char('j')]);
    assert_eq!(read(&[b"\x1b[200~a\x1b[20", b"1~"]), [pasted("a")]);
    let long = vec![b'x'; MOST_PASTED + 9];
    assert_eq!(read(&[b"\x1b[200~", &long, b"\x1b[201~"]), [pasted(&"x".repeat(MOST_PASTED))]);
}

proptest! {
    #[test]
    fn where_bytes_are_torn_changes_nothing(
        bytes in proptest::collection::vec(prop_oneof![
            any::<u8>(), Just(0x1b), Just(b'['), Just(b'O'), Just(b'~'), Just(b';'), Just(b'0'), Just(b'2'), Just(b'n'),
        ], 0..80),
        pasted in any::<bool>(),
        cuts in proptest::collection::vec(0_usize..100, 0..12),
    ) {
        let mut bytes = bytes;
        if pasted {
            bytes.splice(0..0, *b"\x1b[200~");
            bytes.extend(PASTE_END);
        }
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(bytes.len())).collect();
        cuts.extend([0, bytes.len()]);
        cuts.sort_unstable();
        let pieces: Vec<&[u8]> = cuts.windows(2).map(|cut| &bytes[cut[0]..cut[1]]).collect();
        // A pasted text whose end never comes is kept.
        let (mut parser, mut whole) = (Parser::default(), Vec::new());
        parser.feed(&bytes, &mut |received| whole.push(received));
        let (mut torn_parser, mut torn) = (Parser::default(), Vec::new());
        pieces.iter().for_each(|piece| torn_parser.feed(piece, &mut |received| torn.push(received)));
        prop_assert_eq!(whole, torn);
        prop_assert!(parser.rest.len() <= LONGEST + 4);
    }
}
