//! Comparing with the vectors that only some processors of the kind x86-64 have.

use std::arch::x86_64::{__m256i, __m512i};

use pulp::NullaryFnOnce;
use pulp::x86::{V3, V4};

use super::bits::Lanes;
use super::engine::Work;

/// Work with the vectors that do it.
pub(super) struct By<W, L> {
    pub work: W,
    pub lanes: L,
}

impl<W: Work, L: Lanes> NullaryFnOnce for By<W, L> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        self.work.by(self.lanes);
    }
}

impl Lanes for V4 {
    #[inline(always)]
    fn equal(self, bytes: &[u8; 64], byte: u8, ignored: u8) -> u64 {
        let bytes = self.avx512f._mm512_or_si512(pulp::cast(*bytes), all_64(self, ignored));
        self.avx512bw._mm512_cmpeq_epi8_mask(bytes, all_64(self, byte))
    }
    #[inline(always)]
    fn words(self, bytes: &[u8; 64]) -> u64 {
        let bytes = pulp::cast(*bytes);
        let lowered = self.avx512f._mm512_or_si512(bytes, all_64(self, 0x20));
        // Bytes from 0x80 on have their highest bit set.
        within_64(self, lowered, b'a', 26) | within_64(self, bytes, b'0', 10) | self.avx512bw._mm512_movepi8_mask(bytes)
    }
    #[inline(always)]
    fn capitals(self, bytes: &[u8; 64]) -> u64 {
        within_64(self, pulp::cast(*bytes), b'A', 26)
    }
}

#[inline(always)]
fn all_64(has: V4, byte: u8) -> __m512i {
    has.avx512f._mm512_set1_epi8(byte.cast_signed())
}

/// Where a byte is one of `count` from `first` on.
#[inline(always)]
fn within_64(has: V4, bytes: __m512i, first: u8, count: u8) -> u64 {
    // Those below `first` wrap around.
    let from_first = has.avx512bw._mm512_sub_epi8(bytes, all_64(has, first));
    has.avx512bw._mm512_cmplt_epu8_mask(from_first, all_64(has, count))
}

impl Lanes for V3 {
    #[inline(always)]
    fn equal(self, bytes: &[u8; 64], byte: u8, ignored: u8) -> u64 {
        let [low, high]: [__m256i; 2] = pulp::cast(*bytes);
        let (byte, ignored) = (all_32(self, byte), all_32(self, ignored));
        let (low, high) = (self.avx2._mm256_or_si256(low, ignored), self.avx2._mm256_or_si256(high, ignored));
        mask(self, self.avx2._mm256_cmpeq_epi8(low, byte), self.avx2._mm256_cmpeq_epi8(high, byte))
    }
    #[inline(always)]
    fn words(self, bytes: &[u8; 64]) -> u64 {
        let [low, high]: [__m256i; 2] = pulp::cast(*bytes);
        mask(self, words_32(self, low), words_32(self, high))
    }
    #[inline(always)]
    fn capitals(self, bytes: &[u8; 64]) -> u64 {
        let [low, high]: [__m256i; 2] = pulp::cast(*bytes);
        mask(self, within_32(self, low, b'A', 26), within_32(self, high, b'A', 26))
    }
}

#[inline(always)]
fn all_32(has: V3, byte: u8) -> __m256i {
    has.avx._mm256_set1_epi8(byte.cast_signed())
}

/// One bit for each byte whose highest bit is set.
#[inline(always)]
fn mask(has: V3, low: __m256i, high: __m256i) -> u64 {
    let (low, high) = (has.avx2._mm256_movemask_epi8(low), has.avx2._mm256_movemask_epi8(high));
    u64::from(low.cast_unsigned()) | u64::from(high.cast_unsigned()) << 32
}

/// All bits where a byte is one of `count` from `first` on.
#[inline(always)]
fn within_32(has: V3, bytes: __m256i, first: u8, count: u8) -> __m256i {
    let from_first = has.avx2._mm256_sub_epi8(bytes, all_32(has, first));
    has.avx2._mm256_cmpeq_epi8(has.avx2._mm256_min_epu8(from_first, all_32(has, count - 1)), from_first)
}

/// The highest bit where a byte is part of a word.
#[inline(always)]
fn words_32(has: V3, bytes: __m256i) -> __m256i {
    let lowered = has.avx2._mm256_or_si256(bytes, all_32(has, 0x20));
    let ascii = has.avx2._mm256_or_si256(within_32(has, lowered, b'a', 26), within_32(has, bytes, b'0', 10));
    has.avx2._mm256_or_si256(ascii, bytes)
}
