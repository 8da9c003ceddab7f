//! Tokens that were made before ([`crate::search::analysis`]), handed to the index.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::search::analysis::{BREAK, END};
use crate::search::term::GAP;

/// The name of the tokenizer in the schema.
pub const TOKENS: &str = "tokens";

/// Places between two texts: more than the widest gap of a phrase.
const APART: usize = GAP + 1;

/// Takes a text apart that is an analysis already.
#[derive(Clone, Default)]
pub struct Tokens {
    token: Token,
}

/// The tokens of one text.
pub struct Stream<'a> {
    rest: &'a str,
    next: usize,
    token: &'a mut Token,
}

impl Tokenizer for Tokens {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        self.token.reset();
        Stream { rest: text, next: 0, token: &mut self.token }
    }
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        while let Some(end) = memchr::memchr(END as u8, self.rest.as_bytes()) {
            let text = &self.rest[..end];
            self.rest = &self.rest[end + END.len_utf8()..];
            if text.starts_with(BREAK) {
                self.next += APART;
                continue;
            }
            self.token.text.clear();
            self.token.text.push_str(text);
            self.token.position = self.next;
            self.next += 1;
            return true;
        }
        false
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
