//! The words of dates: what is written before and between, and which day and month a word names.

use crate::ingest::list::{has, sorted};

mod names;
mod zones;

pub(super) use names::{is_thai_month, is_weekday, month, weekday_sign};
pub(super) use zones::{Zone, is_zone_word, zone};

/// English words that lead to a date without being one.
const LABELS: &[&str] = sorted!(
    ' ',
    "published publication posted first last story article created filed released release date \
                      dated time on at as of by the originally online print issue edition"
);

/// The same in other languages. A date beside one of them has its day before its month.
const FOREIGN_LABELS: &[&str] = sorted!(
    ' ',
    "veröffentlicht erschienen erstellt stand datum publié publiée paru parue ligne publicado publicada fecha \
     pubblicato pubblicata data gepubliceerd geplaatst опубликовано опубликована дата публикации opublikowano \
     publikacji publikováno vydáno publicerad publicerat publiceret publisert julkaistu yayınlanma yayın tarihi tarih \
     نشر تاريخ"
);

/// Small words among them, which prove no language.
const SMALL: &[&str] = sorted!(' ', "vom am den der um le du à mis en el em il del alle op от a");

/// English labels of a later version: such a date is not when the article came out, unless there is no other.
const LATER: &[&str] = sorted!(' ', "updated update modified edited revised changed corrected");

/// The same in other languages.
const FOREIGN_LATER: &[&str] = sorted!(
    ' ',
    "aktualisiert geändert modifié modifiée actualisé jour actualizado actualizada modificado aggiornato aggiornamento \
     modificato atualizado atualizada bijgewerkt gewijzigd обновлено изменено zaktualizowano aktualizacja aktualizováno \
     uppdaterad uppdaterat opdateret oppdatert päivitetty güncelleme güncellenme تحديث"
);

/// Words between a date and its time of day.
const JOINTS: &[&str] =
    sorted!(' ', "t at um à alle às las om ore h kl klo klockan saat godz godzina o v ve в о d' den @");

/// Han, kana and Hangul stand alone in a line: those that label a date, and those that label a later version.
const LABEL_SIGNS: &str =
    "公開配信投稿掲載発表发布發布时间時間刊登日期於于报報道记記者입력작성등록송고시간기사승인初出作成登録載";
const LATER_SIGNS: &str = "更新수정改修正最終终종";

fn has_sign(list: &str, word: &str) -> bool {
    let mut chars = word.chars();
    matches!((chars.next(), chars.next()), (Some(only), None) if only >= '\u{2e80}' && list.contains(only))
}

pub(super) fn is_label(word: &str) -> bool {
    has(LABELS, word) || has(FOREIGN_LABELS, word) || has(SMALL, word) || has_sign(LABEL_SIGNS, word)
}

pub(super) fn is_later(word: &str) -> bool {
    has(LATER, word) || has(FOREIGN_LATER, word) || has_sign(LATER_SIGNS, word)
}

/// Whether a word is one of a language that writes the day before the month.
pub(super) fn is_foreign(word: &str) -> bool {
    has(FOREIGN_LABELS, word)
        || has(FOREIGN_LATER, word)
        || matches!(word, "uhr" | "uur" | "à" | "às" | "alle" | "ore" | "kl" | "klo")
        || names::is_foreign_weekday(word)
}

pub(super) fn is_joint(word: &str) -> bool {
    has(JOINTS, word)
}

/// What stands between day, month and year.
pub(super) fn is_of(word: &str) -> bool {
    matches!(word, "of" | "de" | "del" | "di" | "da")
}

/// What makes a number the first, second or third.
pub(super) fn is_ordinal(word: &str) -> bool {
    matches!(word, "st" | "nd" | "rd" | "th" | "er" | "º" | "ª" | "o" | "e" | "de" | "го")
}

/// What stands after a year: `2014 г.`, `2014 roku`.
pub(super) fn is_year_word(word: &str) -> bool {
    matches!(word, "г" | "года" | "році" | "року" | "р" | "r" | "roku")
}

/// What parts hours from minutes, or stands after hours alone: `13h45`, `13時`.
pub(super) fn is_hour(word: &str) -> bool {
    matches!(word, "h" | "時" | "时" | "點" | "点" | "시")
}

/// What stands after a time of day.
pub(super) fn is_oclock(word: &str) -> bool {
    matches!(word, "uhr" | "uur" | "h" | "hs" | "hrs" | "hours" | "ч")
}

/// The hours that a sign for half of the day adds: `午後3時`, `오후 3:30`, `下午3时`.
pub(super) fn half_signs(first: &str, second: &str) -> Option<u32> {
    match (first, second) {
        ("午" | "上" | "凌" | "早" | "清", "前" | "午" | "晨" | "上") | ("오", "전") => Some(0),
        ("午", "後" | "后") | ("下", "午") | ("晚", "上") | ("오", "후") => Some(12),
        _ => None,
    }
}

/// The last year before an era, as Japan and Taiwan count years: `令和6年`, `民國103年`.
pub(super) fn era(first: &str, second: &str) -> Option<u32> {
    match (first, second) {
        ("令", "和") => Some(2018),
        ("平", "成") => Some(1988),
        ("昭", "和") => Some(1925),
        ("大", "正") => Some(1911),
        ("明", "治") => Some(1867),
        ("民", "國" | "国") => Some(1911),
        _ => None,
    }
}

/// What belongs to a time of day: `am`, `p.m.`, `EST`.
pub(super) fn is_clock_word(word: &str) -> bool {
    matches!(word, "a" | "p" | "m" | "am" | "pm") || is_oclock(word) || is_ordinal(word) || is_zone_word(word)
}
