//! The names of months and weekdays.

use super::has;
use crate::ingest::list::list;

/// The names of months and their short forms, in lower case, by language: English, German, French, Spanish, Italian,
/// Portuguese, Dutch, then Russian, Ukrainian, Polish, Czech, Swedish, Danish, Finnish, Turkish, Arabic, Persian.
const MONTHS: [&[&str]; 12] = [
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
const WEEKDAYS: &[&str] = list!(
    ' ',
    "monday mon tuesday tue tues wednesday wed thursday thu thur thurs friday fri saturday sat sunday \
                        sun"
);

/// The same in the other languages of [`MONTHS`].
const FOREIGN_WEEKDAYS: &[&str] = list!(
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
    let index = MONTHS
        .iter()
        .position(|names| has(names, word))
        .or_else(|| THAI.iter().position(|name| !word.is_ascii() && *name == word))?;
    i8::try_from(index + 1).ok()
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
