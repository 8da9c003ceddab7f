//! Sets of places in a key of at most 64, 128 or 512 bytes, one bit each.

use std::ops::{BitAnd, BitOr, Not};

use wide::u8x64;

/// Places in a key of `64 * W` bytes at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bits<const W: usize>([u64; W]);

impl<const W: usize> Bits<W> {
    pub(super) const NONE: Self = Self([0; W]);

    /// The word for each 64 places. A loop, since `array::map` isn't always inlined.
    #[inline(always)]
    pub(super) fn from_words(mut word: impl FnMut(usize) -> u64) -> Self {
        let mut bits = Self::NONE;
        for (at, bits) in bits.0.iter_mut().enumerate() {
            *bits = word(at);
        }
        bits
    }

    /// The places before `end`.
    #[inline(always)]
    pub(super) fn before(end: usize) -> Self {
        Self::from_words(|at| {
            let bits = end.saturating_sub(64 * at);
            if bits < 64 { (1 << bits) - 1 } else { !0 }
        })
    }

    #[inline(always)]
    pub(super) fn is_empty(self) -> bool {
        self.0.iter().fold(0, |all, word| all | word) == 0
    }

    /// Whether the very first place is one of these.
    #[inline(always)]
    pub(super) fn has_first(self) -> bool {
        self.0[0] & 1 != 0
    }

    /// The places behind the first of these.
    #[inline(always)]
    pub(super) fn after_first(self) -> Self {
        let mut passed = 0;
        Self::from_words(|at| {
            let word = self.0[at];
            // All bits above the lowest one; none if there is no bit.
            let above = !(word ^ word.wrapping_sub(1)) | passed;
            passed |= if word == 0 { 0 } else { !0 };
            above
        })
    }

    /// The places `by` further on; `by` is from 1 to 63.
    #[inline(always)]
    pub(super) fn up(self, by: u32) -> Self {
        let mut carried = 0;
        Self::from_words(|at| {
            let moved = self.0[at] << by | carried;
            carried = self.0[at] >> (64 - by);
            moved
        })
    }

    /// The places `by` further to the front.
    #[inline(always)]
    pub(super) fn down(self, by: usize) -> Self {
        let (words, bits) = (by / 64, by % 64);
        Self::from_words(|word| {
            let at = |word: usize| self.0.get(word).copied().unwrap_or(0);
            let low = at(word + words) >> bits;
            if bits == 0 { low } else { low | at(word + words + 1) << (64 - bits) }
        })
    }

    /// The last place.
    #[inline(always)]
    pub(super) fn last(self) -> Option<usize> {
        (0..W).rev().find(|word| self.0[*word] != 0).map(|word| 64 * word + 63 - self.0[word].leading_zeros() as usize)
    }

    /// Only this place.
    #[inline(always)]
    pub(super) fn one(at: usize) -> Self {
        Self::from_words(|word| if at / 64 == word { 1 << (at % 64) } else { 0 })
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
    fn bitand(self, other: Self) -> Self {
        Self::from_words(|word| self.0[word] & other.0[word])
    }
}

impl<const W: usize> BitOr for Bits<W> {
    type Output = Self;
    #[inline(always)]
    fn bitor(self, other: Self) -> Self {
        Self::from_words(|word| self.0[word] | other.0[word])
    }
}

impl<const W: usize> Not for Bits<W> {
    type Output = Self;
    #[inline(always)]
    fn not(self) -> Self {
        Self::from_words(|word| !self.0[word])
    }
}

/// Compares 64 bytes at once. Engines differ in nothing but this.
pub(super) trait Lanes: Copy {
    fn new(bytes: &[u8; 64]) -> Self;
    /// Where a byte is.
    fn equal(self, byte: u8) -> u64;
    /// Where a small letter A to Z or its capital is.
    fn equal_in_any_case(self, small: u8) -> u64;
    /// Where letters and digits are, also those of other scripts.
    fn words(self) -> u64;
    /// Where capitals A to Z are.
    fn capitals(self) -> u64;
}

/// The processor's vectors, as far as the crate `wide` knows it; plain Rust on others.
#[derive(Clone, Copy)]
pub(super) struct Vectors(u8x64);

impl Lanes for Vectors {
    #[inline(always)]
    fn new(bytes: &[u8; 64]) -> Self {
        Self(u8x64::new(*bytes))
    }
    #[inline(always)]
    fn equal(self, byte: u8) -> u64 {
        mask(self.0.simd_eq(u8x64::splat(byte)))
    }
    #[inline(always)]
    fn equal_in_any_case(self, small: u8) -> u64 {
        mask(lowered(self.0).simd_eq(u8x64::splat(small)))
    }
    #[inline(always)]
    fn words(self) -> u64 {
        // Bytes from 0x80 on have the bit that the mask is made of.
        mask(within(lowered(self.0), b'a', 26) | within(self.0, b'0', 10) | self.0)
    }
    #[inline(always)]
    fn capitals(self) -> u64 {
        mask(within(self.0, b'A', 26))
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
    use crate::search::fuzzy::tests::Plain;

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
            let (vectors, plain) = (Vectors::new(&block), Plain::new(&block));
            prop_assert_eq!(vectors.equal(byte), plain.equal(byte));
            let small = b'a' + byte % 26;
            prop_assert_eq!(vectors.equal_in_any_case(small), plain.equal_in_any_case(small));
            prop_assert_eq!(vectors.words(), plain.words());
            prop_assert_eq!(vectors.capitals(), plain.capitals());
        }
    }
}
