//! Addresses that are safe to show, to copy and to hand to a terminal as a link.

use std::fmt::Write as _;

/// The longest address that is kept, in bytes, once encoded.
const LONGEST: usize = 2048;

pub(super) fn url(text: &str) -> Option<String> {
    let text = text.trim();
    let (scheme, rest) = text.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    let named = match scheme.as_str() {
        "http" | "https" => rest.strip_prefix("//").is_some_and(|rest| !rest.starts_with(['/', '?', '#'])),
        "mailto" => rest.contains('@'),
        _ => false,
    };
    if !named || text.len() > LONGEST {
        return None;
    }
    let mut safe = scheme;
    safe.push(':');
    for c in rest.chars() {
        if is_literal(c) {
            safe.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                // Writing to a String can't fail.
                let _ = write!(safe, "%{byte:02X}");
            }
        }
    }
    let empty_host = safe.ends_with("//");
    (safe.len() <= LONGEST && !empty_host).then_some(safe)
}

/// Characters that stand for themselves: RFC 3986 without the apostrophe, which shells and pages quote with.
fn is_literal(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~:/?#[]@!$&()*+,;=%".contains(c)
}
