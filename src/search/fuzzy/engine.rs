//! Which vectors this processor has: that is only known when the program runs.

#[cfg(target_arch = "x86_64")]
use pulp::x86::{V3, V4};

use super::bits::{Lanes, Portable};
#[cfg(test)]
use super::tests::Plain;
#[cfg(target_arch = "x86_64")]
use super::x86::By;

/// What compares bytes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Engine {
    /// Vectors of 64 bytes (AVX-512BW).
    #[cfg(target_arch = "x86_64")]
    Widest(V4),
    /// Vectors of 32 bytes (AVX2).
    #[cfg(target_arch = "x86_64")]
    Wide(V3),
    Portable(Portable),
    #[cfg(test)]
    Plain(Plain),
}

/// Something to be done with any engine. What is inlined into it may use all that a processor has; what isn't may not,
/// and costs a call for every comparison. So the code that compares titles has `inline(always)` throughout and loops by
/// number: the adapters of iterators are functions of their own until a linker sees them all.
pub(super) trait Work {
    fn by<L: Lanes>(self, lanes: L);
}

impl Engine {
    /// The quickest that this processor has.
    pub(super) fn best() -> Self {
        #[cfg(target_arch = "x86_64")]
        if let Some(has) = V4::try_new() {
            return Self::Widest(has);
        }
        #[cfg(target_arch = "x86_64")]
        if let Some(has) = V3::try_new() {
            return Self::Wide(has);
        }
        Self::Portable(Portable)
    }

    /// Everything that there is on this processor.
    #[cfg(test)]
    pub(super) fn all() -> Vec<Self> {
        let mut all = vec![Self::Plain(Plain), Self::Portable(Portable)];
        #[cfg(target_arch = "x86_64")]
        all.extend(V3::try_new().map(Self::Wide).into_iter().chain(V4::try_new().map(Self::Widest)));
        all
    }

    pub(super) fn run(self, work: impl Work) {
        match self {
            #[cfg(target_arch = "x86_64")]
            Self::Widest(has) => has.vectorize(By { work, lanes: has }),
            #[cfg(target_arch = "x86_64")]
            Self::Wide(has) => has.vectorize(By { work, lanes: has }),
            Self::Portable(lanes) => work.by(lanes),
            #[cfg(test)]
            Self::Plain(lanes) => work.by(lanes),
        }
    }
}
