//! Which sentences of an article have been read.

/// The sentences of one text that have been read, a bit for each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Portion {
    /// Names the text and where its sentences lie, so that a changed article isn't mistaken for the one that was read;
    /// 0 before anything of it was.
    pub text: u64,
    /// The first sentence is the lowest bit of the first byte. The last byte is never 0.
    bits: Vec<u8>,
}

impl Portion {
    /// Nothing of a text.
    pub fn of(text: u64) -> Self {
        Self { text, bits: Vec::new() }
    }

    /// Takes the bytes of [`Portion::bytes`].
    pub fn from_bytes(text: u64, mut bits: Vec<u8>) -> Self {
        let len = bits.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
        bits.truncate(len);
        Self { text, bits }
    }

    /// The sentences as they are kept.
    pub fn bytes(&self) -> &[u8] {
        &self.bits
    }

    /// Whether a sentence has been read.
    pub fn has(&self, sentence: usize) -> bool {
        self.bits.get(sentence / 8).is_some_and(|byte| byte & (1 << (sentence % 8)) != 0)
    }

    /// Adds a sentence.
    pub fn add(&mut self, sentence: usize) {
        let at = sentence / 8;
        if self.bits.len() <= at {
            self.bits.resize(at + 1, 0);
        }
        self.bits[at] |= 1 << (sentence % 8);
    }

    /// Whether nothing has been read.
    pub fn is_empty(&self) -> bool {
        self.bits.is_empty()
    }

    /// Adds what another session read of the same text. Of another text nothing is taken, unless this one has none.
    pub fn join(&mut self, other: Self) {
        if self.is_empty() && self.text == 0 {
            *self = other;
        } else if self.text == other.text {
            let longer = self.bits.len().max(other.bits.len());
            self.bits.resize(longer, 0);
            self.bits.iter_mut().zip(other.bits).for_each(|(byte, more)| *byte |= more);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn portion(text: u64, sentences: &[usize]) -> Portion {
        let mut portion = Portion::of(text);
        sentences.iter().for_each(|sentence| portion.add(*sentence));
        portion
    }

    #[test]
    fn sentences_are_kept_a_bit_each() {
        let kept = portion(7, &[0, 3, 17]);
        assert_eq!(kept.bytes(), [0b1001, 0, 0b10]);
        assert!(kept.has(3) && kept.has(17) && !kept.has(2) && !kept.has(900));
        assert_eq!(Portion::from_bytes(7, vec![0b1001, 0, 0b10, 0]), kept);
    }

    #[test]
    fn two_sessions_have_read_what_either_has_of_the_same_text() {
        let mut both = portion(7, &[0, 9]);
        both.join(portion(7, &[1]));
        assert_eq!(both, portion(7, &[0, 1, 9]));
        both.join(portion(8, &[4]));
        assert_eq!(both, portion(7, &[0, 1, 9]));
        let mut begun = Portion::default();
        begun.join(both.clone());
        assert_eq!(begun, both);
    }
}
