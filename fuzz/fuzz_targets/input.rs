//! Arbitrary bytes as a terminal sends them: wherever they are torn, the same keys, texts and answers come of them.
#![no_main]

use byline::terminal::input::{Parser, Received};

/// The lengths of the pieces, again and again, are the first bytes of an input.
const LENGTHS: usize = 4;

/// More than this is never kept of a sequence without an end: so many keys at most come of what waits.
const LONGEST: usize = 64;

fn settle(mut parser: Parser) -> Vec<Received> {
    let mut last = Vec::new();
    parser.settle(&mut |received| last.push(received));
    assert!(last.len() <= LONGEST && !parser.is_torn(), "what waits is short");
    last
}

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Some((lengths, bytes)) = input.split_at_checked(LENGTHS) else { return };
    let (mut whole, mut torn) = (Vec::new(), Vec::new());
    let (mut parser, mut in_pieces) = (Parser::default(), Parser::default());
    parser.feed(bytes, &mut |received| whole.push(received));
    let mut left = bytes;
    for length in lengths.iter().cycle() {
        if left.is_empty() {
            break;
        }
        let (piece, rest) = left.split_at(usize::from(*length).clamp(1, left.len()));
        in_pieces.feed(piece, &mut |received| torn.push(received));
        left = rest;
    }
    assert_eq!(whole, torn, "where bytes are torn changes nothing");
    assert_eq!(settle(parser), settle(in_pieces));
});
