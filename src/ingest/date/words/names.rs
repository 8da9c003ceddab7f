//! The names of months and weekdays.

use crate::ingest::list::{has, is_before, list, sorted};

/// The names of months and their short forms, in lower case, by language: English, German, French, Spanish, Italian,
/// Portuguese, Dutch, then Russian, Ukrainian, Polish, Czech, Swedish, Danish, Finnish, Turkish, Arabic, Persian.
const NAMES: [&[&str]; 12] = [
    list!(
        ' ',
        "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari января январь янв січня stycznia \
     sty ledna leden tammikuuta tammikuu ocak يناير كانون ژانویه"
    ),
    list!(
        ' ',
        "february feb febr februar feber février févr fév fevrier febrero febbraio fevereiro fev februari февраля февраль \
     фев лютого lutego lut února únor helmikuuta helmikuu şubat subat فبراير شباط فوریه"
    ),
    list!(
        ' ',
        "march mar märz maerz mär mrz mars marzo março marco maart mrt marts марта март мар березня marca března březen \
     maaliskuuta maaliskuu mart مارس آذار"
    ),
    list!(
        ' ',
        "april apr avril avr abril abr aprile апреля апрель апр квітня kwietnia kwi dubna duben huhtikuuta huhtikuu nisan \
     أبريل ابريل نيسان آوریل"
    ),
    list!(
        ' ',
        "may mai mayo maggio mag maio mei maj мая май травня maja května květen toukokuuta toukokuu mayıs مايو أيار مه"
    ),
    list!(
        ' ',
        "june jun juni juin junio giugno giu junho июня июнь июн червня czerwca cze června červen kesäkuuta kesäkuu \
     haziran يونيو حزيران ژوئن"
    ),
    list!(
        ' ',
        "july jul juli juillet juil julio luglio lug julho июля июль июл липня lipca lip července červenec heinäkuuta \
     heinäkuu temmuz يوليو تموز ژوئیه"
    ),
    list!(
        ' ',
        "august aug août aout agosto ago augustus augusti августа август авг серпня sierpnia sie srpna srpen elokuuta \
     elokuu ağustos agustos أغسطس آب اوت"
    ),
    list!(
        ' ',
        "september sep sept septembre septiembre setiembre settembre set setembro сентября сентябрь сен сент вересня \
     września wrz září syyskuuta syyskuu eylül سبتمبر أيلول سپتامبر"
    ),
    list!(
        ' ',
        "october oct oktober okt octobre octubre ottobre ott outubro out октября октябрь окт жовтня października paź \
     října říjen lokakuuta lokakuu ekim أكتوبر اكتوبر اکتبر"
    ),
    list!(
        ' ',
        "november nov novembre noviembre novembro ноября ноябрь ноя нояб листопада listopada lis listopadu listopad \
     marraskuuta marraskuu kasım kasim نوفمبر نوامبر"
    ),
    list!(
        ' ',
        "december dec dezember dez décembre déc decembre diciembre dic dicembre dezembro декабря декабрь дек грудня \
     grudnia gru prosince prosinec joulukuuta joulukuu aralık aralik ديسمبر دسامبر"
    ),
];

/// How many names of months there are.
const COUNT: usize = {
    let (mut count, mut month) = (0, 0);
    while month < NAMES.len() {
        count += NAMES[month].len();
        month += 1;
    }
    count
};

/// Every name of a month and its number, in the order of their bytes.
const MONTHS: [(&str, i8); COUNT] = {
    let mut all = [("", 0); COUNT];
    let (mut done, mut month) = (0, 0);
    while month < NAMES.len() {
        let mut name = 0;
        while name < NAMES[month].len() {
            all[done] = (NAMES[month][name], month as i8 + 1);
            let mut at = done;
            while at > 0 && is_before(all[at].0.as_bytes(), all[at - 1].0.as_bytes()) {
                (all[at], all[at - 1]) = (all[at - 1], all[at]);
                at -= 1;
            }
            (done, name) = (done + 1, name + 1);
        }
        month += 1;
    }
    all
};

/// Thai months without the signs that a lexer parts off. Thai counts years from the Buddha's death.
const THAI: [&str; 12] = [
    "มกราคม",
    "กุมภาพันธ",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
];

/// Days of the week in English. Which day it is doesn't matter: the date says it.
const WEEKDAYS: &[&str] = sorted!(
    ' ',
    "monday mon tuesday tue tues wednesday wed thursday thu thur thurs friday fri saturday sat sunday \
                        sun"
);

/// The same in the other languages of [`NAMES`].
const FOREIGN_WEEKDAYS: &[&str] = sorted!(
    ' ',
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so lundi mardi mercredi \
     jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim lunes martes miércoles jueves viernes sábado domingo \
     mié jue vie sáb dom lunedì martedì mercoledì giovedì venerdì sabato domenica segunda terça quarta quinta sexta \
     feira maandag dinsdag woensdag donderdag vrijdag zaterdag zondag понедельник вторник среда четверг пятница \
     суббота воскресенье пн вт ср чт пт сб вс poniedziałek wtorek środa czwartek piątek sobota niedziela pondělí úterý \
     středa čtvrtek pátek neděle måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag \
     maanantai maanantaina tiistai tiistaina keskiviikko keskiviikkona torstai torstaina perjantai perjantaina lauantai \
     lauantaina sunnuntai sunnuntaina pazartesi salı çarşamba perşembe cuma cumartesi pazar"
);

/// The month of a lower-case name.
pub(in crate::ingest::date) fn month(word: &str) -> Option<i8> {
    let known = MONTHS.binary_search_by(|(name, _)| (*name).cmp(word)).ok().map(|at| MONTHS[at].1);
    let thai = || THAI.iter().position(|name| !word.is_ascii() && *name == word).map(|at| at as i8 + 1);
    known.or_else(thai)
}

pub(in crate::ingest::date) fn is_thai_month(word: &str) -> bool {
    THAI.contains(&word)
}

pub(in crate::ingest::date) fn is_weekday(word: &str) -> bool {
    has(WEEKDAYS, word) || has(FOREIGN_WEEKDAYS, word) || weekday_sign(word)
}

/// Whether a word names a weekday in one of the languages other than English, and is long enough to prove it.
pub(super) fn is_foreign_weekday(word: &str) -> bool {
    word.len() > 3 && has(FOREIGN_WEEKDAYS, word)
}

/// A Han character or a Hangul syllable that names a day of the week.
pub(in crate::ingest::date) fn weekday_sign(word: &str) -> bool {
    matches!(
        word,
        "月" | "火"
            | "水"
            | "木"
            | "金"
            | "土"
            | "日"
            | "월"
            | "화"
            | "수"
            | "목"
            | "금"
            | "토"
            | "일"
            | "一"
            | "二"
            | "三"
            | "四"
            | "五"
            | "六"
            | "天"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_of_one_month() {
        assert!(MONTHS.is_sorted_by(|one, next| one.0 < next.0 || one == next));
        assert_eq!(
            (month("mar"), month("листопада"), month("มกราคม"), month("mayor")),
            (Some(3), Some(11), Some(1), None)
        );
    }
}
