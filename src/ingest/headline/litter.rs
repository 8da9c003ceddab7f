//! Litter of the page that a text was taken from: whole lines that belong to no story.

use crate::ingest::prefix::prefix;

/// Lines that are litter, in lower case without signs at either end.
const LINES: &[&str] = &[
    "the following two tabs change content below",
    "latest posts",
    "story continued below",
    "story continues below",
    "story continues below advertisement",
    "article continues below",
    "article continues below advertisement",
    "advertisement",
    "advertisements",
    "advertising",
    "continue reading the main story",
    "sponsored",
    "sponsored content",
    "share this",
    "share this article",
    "share this story",
    "share this page",
    "share",
    "share on facebook",
    "share on twitter",
    "tweet",
    "tweet this",
    "email",
    "email this",
    "print",
    "print this page",
    "like this",
    "like",
    "loading",
    "pin it",
    "pinterest",
    "facebook",
    "twitter",
    "whatsapp",
    "linkedin",
    "google+",
    "reddit",
    "tumblr",
    "follow us",
    "read more",
    "related",
    "related articles",
    "related stories",
    "related posts",
    "related content",
    "related topics",
    "see also",
    "more from this author",
    "you may also like",
    "you might also like",
    "recommended for you",
    "recommended",
    "most read",
    "most popular",
    "trending",
    "trending now",
    "up next",
    "next article",
    "previous article",
    "next post",
    "previous post",
    "back to top",
    "skip to content",
    "skip to main content",
    "skip advertisement",
    "menu",
    "search",
    "home",
    "log in",
    "login",
    "sign in",
    "sign up",
    "register",
    "subscribe",
    "subscribe now",
    "leave a comment",
    "leave a reply",
    "post a comment",
    "comments",
    "no comments",
    "view comments",
    "show comments",
    "add a comment",
    "comments are closed",
    "click to enlarge",
    "enlarge image",
    "view gallery",
    "photo gallery",
    "watch the video",
    "play video",
    "close",
    "copy link",
    "all rights reserved",
    "thank you for reading",
    "anzeige",
    "werbung",
    "weiterlesen",
    "mehr zum thema",
    "teilen",
    "drucken",
    "zum thema",
    "publicité",
    "lire aussi",
    "à lire aussi",
    "partager",
    "publicidad",
    "compartir",
    "lea también",
    "pubblicità",
    "leggi anche",
    "condividi",
    "publicidade",
    "leia também",
    "compartilhe",
    "advertentie",
    "lees ook",
    "lees verder",
];

/// How litter lines begin that go on in many ways, in lower case, and how long such a line may be, in characters.
const STARTS: &[(&str, usize)] = &[
    ("click to share on", 90),
    ("click to email", 90),
    ("click to print", 90),
    ("click here to", 90),
    ("share on ", 40),
    ("sign up for our", 160),
    ("sign up for the", 160),
    ("sign up to our", 160),
    ("sign up to receive", 160),
    ("subscribe to our", 160),
    ("get our newsletter", 160),
    ("get the latest news", 160),
    ("enter your email", 160),
    ("follow us on", 160),
    ("like us on facebook", 160),
    ("find us on facebook", 160),
    ("read more:", 200),
    ("read more »", 200),
    ("read more on", 120),
    ("read also:", 200),
    ("also read:", 200),
    ("related:", 200),
    ("see also:", 200),
    ("watch:", 120),
    ("we use cookies", 400),
    ("this site uses cookies", 400),
    ("this website uses cookies", 400),
    ("by continuing to use this site", 400),
    ("your browser does not support", 160),
    ("please enable javascript", 200),
    ("javascript is", 120),
    ("filed under", 160),
    ("posted in ", 120),
    ("tagged with", 160),
    ("tags:", 200),
    ("wir verwenden cookies", 400),
    ("diese website verwendet cookies", 400),
    ("lire aussi", 200),
    ("leggi anche:", 200),
    ("lea también:", 200),
];

/// As much of a line as any of [`STARTS`] takes, in bytes.
const START: usize = 64;

/// The most a known line is longer than its words: signs, a count of shares.
const LONGEST: usize = 80;

/// Whether a whole line is litter. A sentence of a story never is.
pub(in crate::ingest) fn is_litter(line: &str) -> bool {
    let line = line.trim();
    // Nothing here is longer, and most blocks are.
    if line.len() > 1200 || line.contains('\n') {
        return false;
    }
    let characters = line.chars().count();
    // A paragraph is known by how it begins, only a short line by all of it.
    let lower = if characters <= LONGEST { line.to_lowercase() } else { prefix(line, START).to_lowercase() };
    let starts = |(start, limit): &(&str, usize)| characters <= *limit && lower.starts_with(start);
    if characters > LONGEST {
        return STARTS.iter().any(starts);
    }
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric() && c != '+');
    LINES.contains(&bare) || STARTS.iter().any(starts) || is_counted(bare)
}

/// `12 comments`, `1,204 shares`
fn is_counted(bare: &str) -> bool {
    const COUNTED: &[&str] = &[
        "comments",
        "comment",
        "shares",
        "likes",
        "views",
        "kommentare",
        "commentaires",
        "comentarios",
        "commenti",
        "reacties",
    ];
    bare.split_once(' ').is_some_and(|(count, what)| {
        count.starts_with(|c: char| c.is_ascii_digit())
            && count.chars().all(|c| c.is_ascii_digit() || ".,k".contains(c))
            && COUNTED.contains(&what)
    })
}

/// Litter at the end of a longer line, put there by a dump that lost the line's break: where it starts.
pub(super) fn glued(text: &str) -> Option<usize> {
    const WIDGETS: &[&str] =
        &["The following two tabs change content below.", "Story Continued Below", "Continue reading the main story"];
    WIDGETS.iter().filter_map(|widget| text.find(widget)).filter(|&at| at > 0).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_litter_is_known_as_a_whole_line() {
        for line in [
            "The following two tabs change content below.",
            "Story Continued Below",
            "Story continues below advertisement",
            "Share this:",
            "Tweet",
            "Advertisement",
            "Click to share on Facebook (Opens in new window)",
            "Sign up for our newsletter and never miss a story",
            "Read more: Why the bridge was closed",
            "Related Articles",
            "12 comments",
            "1,204 Shares",
            "We use cookies to make this site better.",
            "* Advertisement *",
        ] {
            assert!(is_litter(line), "{line}");
        }
    }

    #[test]
    fn a_sentence_of_a_story_is_never_litter() {
        for line in [
            "Share this view or not, the council has decided.",
            "The advertisement was withdrawn on Monday.",
            "Tweet by tweet, the story came out.",
            "Related articles of clothing were found in the river.",
            "Subscribe to our view of the world, he seemed to say.".repeat(4).as_str(),
            "Home was never far away.",
            "Print sales fell again.",
            "",
        ] {
            assert!(!is_litter(line), "{line}");
        }
    }
}
