//! Numbers as people read them.

/// Thousands are parted: `1,234,567`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let head = digits.len() % 3;
    let groups = std::iter::once(&digits[..head]).chain((head..digits.len()).step_by(3).map(|at| &digits[at..at + 3]));
    groups.filter(|group| !group.is_empty()).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_parted() {
        let shown = [0, 999, 1_000, 12_345, 1_234_567].map(grouped);
        assert_eq!(shown, ["0", "999", "1,000", "12,345", "1,234,567"]);
    }
}
