//! What a word's capitals say: names, datelines, days of the calendar.

use crate::related::terms::name;
use crate::related::vocabulary::Vocabulary;

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Name,
    Word,
    /// It stands only where every word has a capital.
    Unsure,
}

/// A word that is capitalised in more than this share of its uses within sentences is a name.
const NAMED: f32 = 0.7;

impl Case {
    /// Judges by the words within sentences, whether each has a capital; without any, by `likely`.
    pub fn of(sure: impl Iterator<Item = bool>, likely: bool) -> Self {
        let (all, capital) = sure.fold((0, 0), |(all, count), capital| (all + 1, count + u32::from(capital)));
        match (all, likely) {
            (0, true) => Case::Name,
            (0, false) => Case::Unsure,
            _ if capital as f32 > all as f32 * NAMED => Case::Name,
            _ => Case::Word,
        }
    }
}

/// Days and months: what two articles of one week share, whatever they tell.
static DAYS: Vocabulary<256> = Vocabulary::of(
    "\
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august \
    september october november december montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar \
    märz mai juni juli oktober dezember lundi mardi mercredi jeudi vendredi samedi dimanche janvier février avril juin \
    juillet août septembre octobre novembre décembre lunes martes miércoles jueves viernes sábado domingo enero \
    febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
);

/// Which of them are words as well, in small letters.
const WORDS: [&str; 5] = ["march", "may", "august", "mai", "mayo"];

/// Whether a word is a day of the week or a month.
pub(in crate::related) fn is_calendar(word: &str) -> bool {
    DAYS.has(name(word)) && (word.starts_with(char::is_uppercase) || !WORDS.contains(&word))
}

/// Where a dateline (`CULVER CITY, Calif. (Wire) —`) ends that a paragraph starts with, in bytes; 0 without one.
pub(in crate::related) fn dateline_end(text: &str) -> usize {
    const WITHIN: usize = 80;
    let end = text.char_indices().map(|(at, _)| at).take_while(|at| *at <= WITHIN).last().unwrap_or(0);
    let head = &text[..end];
    let Some(end) = ["—", "–", "--"].iter().filter_map(|dash| head.find(dash)).min() else { return 0 };
    let town = head[..end].split([',', '(', '—', '–']).next().unwrap_or_default();
    let letters = || town.chars().filter(|c| c.is_alphabetic());
    // Three letters may be an agency; towns have more.
    if letters().count() > 3 && letters().all(char::is_uppercase) { town.trim_end().len() } else { 0 }
}

/// Words in capitals as names are usually written.
pub(in crate::related) fn calm(shouted: &str, joints: &[&str]) -> String {
    let calmed = shouted.split(' ').map(|word| {
        let lower = word.to_lowercase();
        if joints.contains(&lower.as_str()) {
            return lower;
        }
        let mut letters = lower.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    });
    calmed.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dateline_is_told_from_a_shouted_word() {
        assert_eq!(dateline_end("CULVER CITY, Calif. (Wire) — Staff"), "CULVER CITY".len());
        assert_eq!(dateline_end("COPIAPÓ — The drill"), "COPIAPÓ".len());
        assert_eq!(dateline_end("NASA said"), 0);
        assert_eq!(dateline_end("Paris — again"), 0);
        assert_eq!(dateline_end("日本 — again"), 0);
    }

    #[test]
    fn a_month_is_told_from_a_word() {
        assert!(is_calendar("Monday") && is_calendar("May") && is_calendar("décembre"));
        assert!(!is_calendar("may") && !is_calendar("march") && !is_calendar("Maya"));
    }

    #[test]
    fn a_shouted_town_is_calmed() {
        assert_eq!(calm("SAN JOSÉ DE MAIPO", &["de"]), "San José de Maipo");
    }
}
