//! An article as the index keeps it: its weightiest terms with their weights.

/// Terms with their weights.
#[derive(Clone, Copy)]
pub struct Vector<'a> {
    terms: &'a [u32],
    weights: &'a [u16],
}

/// A weight, which is at most 1, in two bytes.
pub fn pack(weight: f32) -> u16 {
    (weight * f32::from(u16::MAX)).round() as u16
}

/// What [`pack`] made of a weight.
pub fn unpack(weight: u16) -> f32 {
    f32::from(weight) / f32::from(u16::MAX)
}

impl<'a> Vector<'a> {
    /// Terms, sorted, and what they weigh.
    pub fn new(terms: &'a [u32], weights: &'a [u16]) -> Self {
        Self { terms, weights }
    }

    fn iter(self) -> impl Iterator<Item = (u32, f32)> + use<'a> {
        self.terms.iter().copied().zip(self.weights.iter().map(|weight| unpack(*weight)))
    }

    /// The terms of both with the product of their weights.
    pub fn shared(self, other: Vector<'a>) -> impl Iterator<Item = (u32, f32)> + use<'a> {
        let mut rest = other.iter().peekable();
        self.iter().filter_map(move |(term, weight)| {
            while rest.next_if(|(next, _)| *next < term).is_some() {}
            rest.next_if(|(next, _)| *next == term).map(|(_, other)| (term, weight * other))
        })
    }

    /// The `limit` weightiest terms.
    pub fn top(self, limit: usize) -> Vec<(u32, f32)> {
        let mut top: Vec<(u32, f32)> = self.iter().collect();
        top.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        top.truncate(limit);
        top
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_terms_of_both_are_shared() {
        let (one, two) = (Vector::new(&[1, 4, 6], &[u16::MAX; 3]), Vector::new(&[0, 4, 5, 6, 9], &[u16::MAX; 5]));
        assert_eq!(one.shared(two).collect::<Vec<_>>(), [(4, 1.0), (6, 1.0)]);
    }

    #[test]
    fn the_weightiest_terms_come_first_and_equal_ones_in_order() {
        let vector = Vector::new(&[1, 2, 3, 4], &[5, 9, 5, 1]);
        assert_eq!(vector.top(3).iter().map(|(term, _)| *term).collect::<Vec<_>>(), [2, 1, 3]);
    }

    #[test]
    fn packing_keeps_a_weight_to_four_digits() {
        for weight in [0.0, 0.031_25, 0.7, 1.0] {
            assert!((unpack(pack(weight)) - weight).abs() < 1e-4);
        }
    }
}
