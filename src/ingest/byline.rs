//! Who wrote it: the people in a byline.

/// The people that a byline names, in order, without titles of office; agencies and outlets are not people.
pub fn authors(_byline: &str) -> Vec<String> {
    Vec::new()
}
