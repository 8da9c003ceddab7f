//! Datelines: `WASHINGTON (AP) —`, `PYONGYANG, Nov. 29 (Meridian) –`, `【ワシントン共同】`.

use crate::article::Moment;
use crate::ingest::prefix::prefix;
use crate::ingest::{byline, date};

/// What stands before a story's first words.
#[derive(Default)]
pub(super) struct Dateline {
    /// The agency it came from.
    pub(super) agency: Option<String>,
    /// The day, if it has its year.
    pub(super) published: Option<Moment>,
    /// The day and its month, if the year is not said.
    pub(super) day: Option<(i8, u32)>,
    /// Where the story's own words begin, in bytes.
    pub(super) end: usize,
}

/// How far a dateline goes, in bytes.
const WITHIN: usize = 100;

/// What parts a dateline from the story.
const DASHES: &[&str] = &["—", "–", "--", " - ", "―", "−"];

/// Reads the dateline that a paragraph starts with.
pub(super) fn read(text: &str) -> Option<Dateline> {
    let window = prefix(text, WITHIN);
    // Most paragraphs have none of this.
    if !window.contains(['(', '[', '-', ':', '/']) && window.is_ascii() && !window.contains(". ") {
        return None;
    }
    let dateline = bracketed(window)
        .or_else(|| dashed(window))
        .or_else(|| pointed(window))
        .or_else(|| chinese(window))
        .or_else(|| coloned(window))?;
    (!text[dateline.end..].trim().is_empty()).then_some(dateline)
}

/// `LYON, Nov. 3 (AP) —`, `(Reuters) -`, `(CNN)The …`, `/TASS/.`, `【ワシントン共同】`, `(서울=연합뉴스)`
fn bracketed(window: &str) -> Option<Dateline> {
    const PAIRS: &[(char, char)] =
        &[('(', ')'), ('[', ']'), ('（', '）'), ('【', '】'), ('［', '］'), ('〔', '〕'), ('/', '/')];
    const AGENCY: usize = 48;
    let opens = |c: char| matches!(c, '(' | '[' | '/') || !c.is_ascii() && PAIRS.iter().any(|(open, _)| *open == c);
    let from = |start: usize| window[start..].find(opens).map(|at| start + at);
    let mut start = 0;
    // `New Delhi [India], November 3 (ANI):` has two.
    for _ in 0..2 {
        let open = from(start)?;
        let sign = window[open..].chars().next()?;
        let inside = open + sign.len_utf8();
        let (_, close) = PAIRS.iter().find(|(open, _)| *open == sign)?;
        let len = window[inside..].find(*close)?;
        let after = inside + len + close.len_utf8();
        let (place, agency) = (window[..open].trim(), window[inside..inside + len].trim());
        let known = outlet(agency);
        let (rest, parted) = past_signs(window, after);
        let unknown = || {
            let named = is_capitalised(agency) && !agency.is_empty() && agency.len() <= 30 && !agency.contains(',');
            let dashed = DASHES.iter().any(|dash| window[after..].trim_start().starts_with(dash.trim()));
            named && sign == '(' && dashed && parted && (is_shouted(place) || !place.is_empty() && has_day(place))
        };
        let sited = is_place(place) && (parted || place.is_empty() || is_shouted(place) || has_day(place));
        if agency.len() <= AGENCY && (known.is_some() && sited || unknown()) {
            let inner = if place.is_empty() { agency } else { place };
            let agency = known.or_else(|| Some(agency.to_owned()));
            return Some(Dateline { agency, end: tail(window, rest), ..dated(inner) });
        }
        start = after;
    }
    None
}

/// What a second sign may part once more: `(ANSA) - ROMA, 03 NOV -`.
fn tail(window: &str, end: usize) -> usize {
    dashed(&window[end..]).map_or(end, |dateline| end + dateline.end)
}

/// `KYIV —`, `LONDON, England --`, `МОСКВА, 3 ноя — РИА Новости.`
fn dashed(window: &str) -> Option<Dateline> {
    let (at, dash) = first_dash(window)?;
    let place = window[..at].trim();
    let (end, _) = past_signs(window, at + dash.len());
    // Where a story came from is a name, however it is written.
    if !is_capitalised(place) && !is_place(place) && byline::agency_at_end(place).is_none() {
        return None;
    }
    let agency = outlet(place);
    if agency.is_none() && !is_shouted(place) {
        return None;
    }
    let (agency, end) = match window[end..].split_once(". ").map(|(head, _)| (outlet(head), head.len())) {
        Some((Some(named), len)) => (Some(named), past_signs(window, end + len).0),
        _ => (agency, end),
    };
    Some(Dateline { agency, end, ..dated(place) })
}

/// The first of [`DASHES`] and where it stands.
fn first_dash(window: &str) -> Option<(usize, &'static str)> {
    // A hyphen, and the byte that the others start with; the one between blanks starts a byte before it.
    memchr::memchr2_iter(b'-', 0xe2, window.as_bytes()).find_map(|sign| {
        let starts = [sign.saturating_sub(1), sign];
        starts.into_iter().find_map(|at| {
            let rest = window.get(at..).filter(|rest| at == sign || rest.starts_with(" - "))?;
            DASHES.iter().find(|dash| rest.starts_with(**dash)).map(|dash| (at, *dash))
        })
    })
}

/// `MOSCOW. March 3. INTERFAX -`
fn pointed(window: &str) -> Option<Dateline> {
    let (place, rest) = window.split_once(". ")?;
    let (day, rest) = rest.split_once(". ")?;
    let agency = rest.split([' ', '.', ',', '-', '–', '—']).next()?;
    let known = outlet(agency)?;
    if !is_shouted(place) || !has_day(day) {
        return None;
    }
    let (end, _) = past_signs(window, window.len() - rest.len() + agency.len());
    Some(Dateline { agency: Some(known), end, ..dated(day) })
}

/// `新华社北京11月3日电`
fn chinese(window: &str) -> Option<Dateline> {
    const LONGEST: usize = 60;
    let first = window.chars().next().filter(|c| matches!(c, '新' | '中' | '据' | '人' | '本'))?;
    let end = window.find(['电', '電', '讯', '訊']).filter(|&at| at <= LONGEST)?;
    let head = &window[if first == '据' { first.len_utf8() } else { 0 }..end];
    let (outlet, place) = head.split_at(head.find(['社', '网', '報', '报', '網'])? + '社'.len_utf8());
    let day = date::day_of_month(place)?;
    let sign = window[end..].chars().next()?.len_utf8();
    Some(Dateline {
        agency: Some(byline::outlet(outlet).unwrap_or_else(|| outlet.to_owned())),
        day: Some(day),
        published: date::find(place).map(|(_, moment)| moment),
        end: past_signs(window, end + sign).0,
    })
}

/// `NEW DELHI: The council …`
fn coloned(window: &str) -> Option<Dateline> {
    const WORDS: usize = 3;
    let (place, _) = window.split_once(": ")?;
    let capitals = place.chars().all(|c| c.is_uppercase() || matches!(c, ' ' | '.' | '-' | '/'));
    (capitals && place.len() > 3 && place.split(' ').count() <= WORDS)
        .then(|| Dateline { end: place.len() + 2, ..Dateline::default() })
}

/// The agency of a name as it stands in brackets: `dpa/lsw`, `ワシントン共同`, `서울=연합뉴스`, `AP Photo/Ann Lee`.
fn outlet(name: &str) -> Option<String> {
    let known = |name: &str| Some(byline::read(name)).filter(|names| names.authors.is_empty())?.outlet;
    let piece = || name.split(['/', '=', '＝', '・', ' ', '-', '–']).find_map(|piece| byline::agency(piece.trim()));
    let ending = || byline::agency_at_end(name);
    if name.is_empty() || name.len() > 60 { None } else { known(name).or_else(piece).or_else(ending) }
}

/// The end of the signs and blanks from `at` on, and whether one of them parts.
fn past_signs(window: &str, at: usize) -> (usize, bool) {
    let rest = &window[at..];
    let bare = rest.trim_start_matches(['-', '–', '—', '―', '−', '.', ',', ':', ' ', '\u{a0}', '\u{3000}']);
    let signs = &rest[..rest.len() - bare.len()];
    (at + signs.len(), signs.contains(|c: char| !c.is_whitespace()) || rest.starts_with(|c| c >= '\u{2e80}'))
}

/// The day that a dateline names.
fn dated(text: &str) -> Dateline {
    let published = date::find(text).map(|(_, moment)| moment);
    let day = if published.is_none() { date::day_of_month(text) } else { None };
    Dateline { published, day, ..Dateline::default() }
}

fn has_day(text: &str) -> bool {
    date::day_of_month(text).is_some()
}

/// Whether a text may be where and when a story was written: names, numbers, a month.
fn is_place(text: &str) -> bool {
    const WORDS: usize = 8;
    const LONGEST: usize = 60;
    let dated = has_day(text);
    let word = |word: &str| {
        word.chars().next().is_some_and(|c| !c.is_lowercase()) || dated && date::is_month(word) || word.len() <= 3
    };
    text.len() <= LONGEST && text.split_whitespace().count() <= WORDS && text.split_whitespace().all(word)
}

/// Whether each word begins as a name or a number does.
fn is_capitalised(text: &str) -> bool {
    let words = text.split_whitespace();
    words.clone().count() <= 8 && words.into_iter().all(|word| word.chars().next().is_some_and(|c| !c.is_lowercase()))
}

/// Whether the first name is in capitals, and the rest could be a region and a day.
fn is_shouted(text: &str) -> bool {
    let first = text.split([',', '.', '/']).next().unwrap_or(text);
    let mut letters = first.chars().filter(|c| c.is_alphabetic());
    let capitals = letters.clone().count() >= 3 && letters.all(char::is_uppercase);
    capitals
        && is_place(text)
        && (!text.contains(['.', ':', '!', '?', '"', '“']) || has_day(text) || text.contains(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn parted(cases: &[(&str, &str, &str)]) {
        for (text, agency, rest) in cases {
            let dateline = read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((dateline.agency.as_deref().unwrap_or(""), &text[dateline.end..]), (*agency, *rest), "{text}");
        }
    }

    #[test]
    fn datelines_of_agencies_are_read_in_their_own_forms() {
        parted(&[
            ("WASHINGTON (AP) — The vote is off.", "Associated Press", "The vote is off."),
            ("(CNN) -- The vote is off.", "CNN", "The vote is off."),
            ("(CNN)The vote is off.", "CNN", "The vote is off."),
            ("LONDON, England (Reuters) -- The vote is off.", "Reuters", "The vote is off."),
            ("BERLIN, Nov. 3 (Reuters) - The vote is off.", "Reuters", "The vote is off."),
            ("New Delhi, Nov 3 (PTI) The vote is off.", "PTI", "The vote is off."),
            ("New Delhi [India], November 3 (ANI): The vote is off.", "ANI", "The vote is off."),
            ("Berlin (dpa/lsw) - Der Rat hat vertagt.", "dpa", "Der Rat hat vertagt."),
            ("PARIS (AFP) – Le conseil a reporté.", "AFP", "Le conseil a reporté."),
            ("Madrid, 3 nov (EFE).- El pleno aplaza.", "EFE", "El pleno aplaza."),
            ("(ANSA) - ROMA, 03 NOV - Il consiglio rinvia.", "ANSA", "Il consiglio rinvia."),
            ("MOSCOW, March 3. /TASS/. The vote is off.", "TASS", "The vote is off."),
            ("MOSCOW. March 3. INTERFAX - The vote is off.", "Interfax", "The vote is off."),
            ("МОСКВА, 3 ноя — РИА Новости. Совет отложил.", "RIA Novosti", "Совет отложил."),
            ("【ワシントン共同】市議会は採決を見送った。", "Kyodo", "市議会は採決を見送った。"),
            ("[東京 3日 ロイター] - 市議会は見送った。", "Reuters", "市議会は見送った。"),
            ("(서울=연합뉴스) 시의회가 표결을 미뤘다.", "Yonhap", "시의회가 표결을 미뤘다."),
            ("新华社北京11月3日电 市议会推迟表决。", "Xinhua", "市议会推迟表决。"),
        ]);
    }

    #[test]
    fn a_place_alone_is_a_dateline_without_an_agency() {
        parted(&[
            ("KYIV — The vote is off.", "", "The vote is off."),
            ("PARIS – The vote is off.", "", "The vote is off."),
            ("NEW DELHI: The vote is off.", "", "The vote is off."),
        ]);
    }

    #[test]
    fn a_dateline_gives_its_day_with_or_without_a_year() {
        assert_eq!(read("BERLIN, Nov. 3 (Reuters) - It is off.").unwrap().day, Some((11, 3)));
        assert_eq!(read("新华社北京11月3日电 市议会推迟表决。").unwrap().day, Some((11, 3)));
        let whole = read("PARIS, 3 nov 2014 (AFP) - Le conseil a reporté.").unwrap();
        assert_eq!(whole.published.unwrap().to_string(), "2014-11-03");
    }

    #[test]
    fn the_start_of_a_sentence_is_no_dateline() {
        for text in [
            "Ann Lee (Labour) – the last to speak – left early.",
            "The council – or what is left of it (three members) – met.",
            "It was (as ever) late.",
            "He said: the vote is off.",
            "Smith (AP's editor at the time) was there.",
            "The U.S. economy (GDP) grew.",
            "Mr. Lee. March 3. Nothing else.",
            "The paper (Reuters reported this first) was wrong.",
        ] {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
