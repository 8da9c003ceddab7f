//! Sets of places in a key of at most 64, 128 or 512 bytes, one bit each.

use std::ops::{BitAnd, BitOr, Not};

use wide::u8x64;

/// Places in a key of `64 * W` bytes at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bits<const W: usize>(pub(super) [u64; W]);

impl<const W: usize> Bits<W> {
    pub(super) const NONE: Self = Self([0; W]);

    /// The places before `end`.
    #[inline(always)]
    pub(super) fn before(end: usize) -> Self {
        let mut words = [0; W];
        for at in 0..W {
            let bits = end.saturating_sub(64 * at);
            words[at] = if bits < 64 { (1 << bits) - 1 } else { !0 };
        }
        Self(words)
    }

    #[inline(always)]
    pub(super) fn is_empty(self) -> bool {
        let mut all = 0;
        for at in 0..W {
            all |= self.0[at];
        }
        all == 0
    }

    /// Whether the very first place is one of these.
    #[inline(always)]
    pub(super) fn has_first(self) -> bool {
        self.0[0] & 1 != 0
    }

    /// The places behind the first of these.
    #[inline(always)]
    pub(super) fn after_first(self) -> Self {
        let (mut words, mut passed) = ([0; W], 0);
        for at in 0..W {
            let word = self.0[at];
            // All bits above the lowest one; none if there is no bit.
            words[at] = !(word ^ word.wrapping_sub(1)) | passed;
            passed |= if word == 0 { 0 } else { !0 };
        }
        Self(words)
    }

    /// The places `by` further on; `by` is from 1 to 63.
    #[inline(always)]
    pub(super) fn up(self, by: u32) -> Self {
        let (mut words, mut carried) = ([0; W], 0);
        for at in 0..W {
            words[at] = self.0[at] << by | carried;
            carried = self.0[at] >> (64 - by);
        }
        Self(words)
    }

    /// The places `by` further to the front.
    #[inline(always)]
    pub(super) fn down(self, by: usize) -> Self {
        let (skipped, bits) = (by / 64, by % 64);
        let mut words = [0; W];
        for at in 0..W {
            let low = if at + skipped < W { self.0[at + skipped] >> bits } else { 0 };
            let high = if at + skipped + 1 < W && bits > 0 { self.0[at + skipped + 1] << (64 - bits) } else { 0 };
            words[at] = low | high;
        }
        Self(words)
    }

    /// The last place.
    #[inline(always)]
    pub(super) fn last(self) -> Option<usize> {
        (0..W).rev().find(|word| self.0[*word] != 0).map(|word| 64 * word + 63 - self.0[word].leading_zeros() as usize)
    }

    /// Only this place.
    #[inline(always)]
    pub(super) fn one(at: usize) -> Self {
        let mut words = [0; W];
        if at / 64 < W {
            words[at / 64] = 1 << (at % 64);
        }
        Self(words)
    }

    /// Does something with every place, from the front.
    #[inline(always)]
    pub(super) fn for_each(self, mut visit: impl FnMut(usize)) {
        for (word, mut bits) in self.0.into_iter().enumerate() {
            while bits != 0 {
                visit(64 * word + bits.trailing_zeros() as usize);
                bits &= bits - 1;
            }
        }
    }
}

impl<const W: usize> BitAnd for Bits<W> {
    type Output = Self;
    #[inline(always)]
    fn bitand(mut self, other: Self) -> Self {
        for at in 0..W {
            self.0[at] &= other.0[at];
        }
        self
    }
}

impl<const W: usize> BitOr for Bits<W> {
    type Output = Self;
    #[inline(always)]
    fn bitor(mut self, other: Self) -> Self {
        for at in 0..W {
            self.0[at] |= other.0[at];
        }
        self
    }
}

impl<const W: usize> Not for Bits<W> {
    type Output = Self;
    #[inline(always)]
    fn not(mut self) -> Self {
        for at in 0..W {
            self.0[at] = !self.0[at];
        }
        self
    }
}

/// Compares 64 bytes at once. Engines differ in nothing but this.
pub(super) trait Lanes: Copy {
    /// Where a byte is once some `ignored` bits are set: that of 0x20 for a small letter A to Z or its capital.
    fn equal(self, bytes: &[u8; 64], byte: u8, ignored: u8) -> u64;
    /// Where letters and digits are, also those of other scripts.
    fn words(self, bytes: &[u8; 64]) -> u64;
    /// Where capitals A to Z are.
    fn capitals(self, bytes: &[u8; 64]) -> u64;
}

/// The vectors that every processor of a kind has, as the crate `wide` knows them; plain Rust where there are none.
#[derive(Clone, Copy, Debug)]
pub(super) struct Portable;

impl Lanes for Portable {
    #[inline(always)]
    fn equal(self, bytes: &[u8; 64], byte: u8, ignored: u8) -> u64 {
        mask((u8x64::new(*bytes) | u8x64::splat(ignored)).simd_eq(u8x64::splat(byte)))
    }
    #[inline(always)]
    fn words(self, bytes: &[u8; 64]) -> u64 {
        let bytes = u8x64::new(*bytes);
        // Bytes from 0x80 on have the bit that the mask is made of.
        mask(within(lowered(bytes), b'a', 26) | within(bytes, b'0', 10) | bytes)
    }
    #[inline(always)]
    fn capitals(self, bytes: &[u8; 64]) -> u64 {
        mask(within(u8x64::new(*bytes), b'A', 26))
    }
}

/// With the bit set that makes a capital small. Other bytes become what no letter is.
#[inline(always)]
fn lowered(bytes: u8x64) -> u8x64 {
    bytes | u8x64::splat(0x20)
}

/// All bits where a byte is one of `count` from `first` on.
#[inline(always)]
fn within(bytes: u8x64, first: u8, count: u8) -> u8x64 {
    // Those below `first` wrap around.
    let from_first = bytes - u8x64::splat(first);
    from_first.min(u8x64::splat(count - 1)).simd_eq(from_first)
}

/// One bit for each byte. The compiler must not know where the bits come from: with SSE2 it takes the vectors apart
/// again and looks at bit after bit, at half the speed (rustc 1.95).
#[inline(always)]
fn mask(bytes: u8x64) -> u64 {
    std::hint::black_box(bytes.to_bitmask())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::search::fuzzy::engine::{Engine, Work};
    use crate::search::fuzzy::tests::Plain;

    struct Compared<'a> {
        block: &'a [u8; 64],
        byte: u8,
    }

    impl Work for Compared<'_> {
        fn by<L: Lanes>(self, lanes: L) {
            let Self { block, byte } = self;
            assert_eq!(lanes.equal(block, byte, 0), Plain.equal(block, byte, 0));
            let small = b'a' + byte % 26;
            assert_eq!(lanes.equal(block, small, 0x20), Plain.equal(block, small, 0x20));
            assert_eq!(lanes.words(block), Plain.words(block));
            assert_eq!(lanes.capitals(block), Plain.capitals(block));
        }
    }

    impl<const W: usize> Bits<W> {
        fn iter(self) -> impl Iterator<Item = usize> {
            let mut places = Vec::new();
            self.for_each(|at| places.push(at));
            places.into_iter()
        }
    }

    fn set<const W: usize>(places: &[usize]) -> Bits<W> {
        places.iter().fold(Bits::NONE, |set, at| set | Bits::one(*at))
    }

    proptest! {
        #[test]
        fn sets_of_any_width_agree(
            places in proptest::collection::btree_set(0..64_usize, 0..9), by in 1..6_u32, down in 0..64_usize
        ) {
            let places: Vec<usize> = places.into_iter().collect();
            let (one, two, eight) = (set::<1>(&places), set::<2>(&places), set::<8>(&places));
            let low = |wide: Vec<usize>| wide.into_iter().filter(|at| *at < 64).collect::<Vec<_>>();
            prop_assert_eq!(one.iter().collect::<Vec<_>>(), places.clone());
            prop_assert_eq!(one.up(by).iter().collect::<Vec<_>>(), low(two.up(by).iter().collect()));
            prop_assert_eq!(one.down(down).iter().collect::<Vec<_>>(), eight.down(down).iter().collect::<Vec<_>>());
            prop_assert_eq!(one.after_first().iter().collect::<Vec<_>>(), low(eight.after_first().iter().collect()));
            prop_assert_eq!(one.last(), places.last().copied());
            prop_assert_eq!(one.last(), eight.last());
        }

        #[test]
        fn places_move_across_words(at in 0..500_usize, by in 1..12_u32) {
            let place = set::<8>(&[at]);
            prop_assert_eq!(place.up(by), set::<8>(&[at + by as usize]));
            prop_assert_eq!(place.up(by).down(by as usize), place);
            prop_assert_eq!(Bits::<8>::before(at).iter().count(), at);
            prop_assert_eq!(place.after_first(), !Bits::before(at + 1));
        }

        #[test]
        fn vectors_compare_as_plain_rust_does(bytes: [u8; 32], byte: u8) {
            let block: [u8; 64] = std::array::from_fn(|at| bytes[at % 32].wrapping_add((at / 32) as u8));
            for engine in Engine::all() {
                engine.run(Compared { block: &block, byte });
            }
        }
    }
}
