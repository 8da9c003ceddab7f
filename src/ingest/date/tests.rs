//! Dates as they stand in articles.

use proptest::prelude::*;

use super::*;

fn read(text: &str) -> Option<String> {
    parse(text).map(|moment| moment.to_string())
}

#[track_caller]
fn same(cases: &[(&str, &str)]) {
    for (text, moment) in cases {
        assert_eq!(read(text).as_deref(), Some(*moment), "{text}");
    }
}

#[test]
fn iso_8601_is_read() {
    same(&[
        ("2014-11-29", "2014-11-29"),
        ("20141129", "2014-11-29"),
        ("2014-11-29T10:15:00Z", "2014-11-29T10:15:00Z"),
        ("2014-11-29T10:15:00.123+0900", "2014-11-29T10:15:00+09:00"),
        ("2014-11-29 10:15:00 -0500", "2014-11-29T10:15:00-05:00"),
        ("2014-11-29T10:15:00-05:00", "2014-11-29T10:15:00-05:00"),
    ]);
}

#[test]
fn mail_and_server_dates_are_read() {
    same(&[
        ("Sat, 29 Nov 2014 10:15:00 +0100", "2014-11-29T10:15:00+01:00"),
        ("Sat, 29 Nov 2014 10:15:00 +0100 (CET)", "2014-11-29T10:15:00+01:00"),
        ("29 Nov 14 10:15 GMT", "2014-11-29T10:15:00Z"),
        ("Sat Nov 29 10:15:00 EST 2014", "2014-11-29T10:15:00-05:00"),
    ]);
}

#[test]
fn english_dates_are_read() {
    same(&[
        ("November 29, 2014", "2014-11-29"),
        ("29 November 2014", "2014-11-29"),
        ("29th of November, 2014", "2014-11-29"),
        ("Saturday, Nov. 29th 2014", "2014-11-29"),
        ("Nov. 29, 2014 10:15 p.m. EST", "2014-11-29T22:15:00-05:00"),
        ("NOV. 29, 2014, 8:12 PM", "2014-11-29T20:12:00"),
        ("Nov 29 2014, 5:55p", "2014-11-29T17:55:00"),
        ("3: 35 p. m. , November 29, 2014", "2014-11-29T15:35:00"),
        ("12:05 am, 29 Nov 2014", "2014-11-29T00:05:00"),
        ("8:05am UK, Saturday 29 November 2014", "2014-11-29T08:05:00Z"),
        ("29 November 2014, 15:39 (GMT+05:00)", "2014-11-29T15:39:00+05:00"),
        ("Saturday 29 November 2014 03.31 BST", "2014-11-29T03:31:00+01:00"),
    ]);
}

#[test]
fn words_before_a_date_do_not_matter() {
    same(&[
        ("Published November 29, 2014", "2014-11-29"),
        ("Posted on: 29 November 2014", "2014-11-29"),
        ("Last updated at 10:15 GMT, 29 November 2014", "2014-11-29T10:15:00Z"),
        ("First posted: 11/29/14 06:44 PM ET Updated: 12/02/14 05:12 AM ET", "2014-11-29T18:44:00-05:00"),
        ("29 November 2014 Last updated at 13:38 GMT", "2014-11-29"),
        ("on Nov 29, 2014", "2014-11-29"),
    ]);
}

#[test]
fn numbers_alone_are_read_by_their_signs() {
    same(&[
        ("2014/11/29", "2014-11-29"),
        ("2014. 11. 29", "2014-11-29"),
        ("11/29/2014", "2014-11-29"),
        ("29/11/2014", "2014-11-29"),
        ("4/5/2014", "2014-04-05"),
        ("29.11.2014", "2014-11-29"),
        ("4.5.2014, 13.45 Uhr", "2014-05-04T13:45:00"),
    ]);
}

#[test]
fn other_languages_are_read() {
    same(&[
        ("Samstag, 29. November 2014 um 13:45 Uhr", "2014-11-29T13:45:00"),
        ("3. März 2014", "2014-03-03"),
        ("Publié le samedi 29 novembre 2014 à 13h45", "2014-11-29T13:45:00"),
        ("1er août 2014", "2014-08-01"),
        ("29 de noviembre de 2014", "2014-11-29"),
        ("29 novembre 2014", "2014-11-29"),
        ("29 de novembro de 2014", "2014-11-29"),
        ("zaterdag 1 maart 2014", "2014-03-01"),
        ("2014年11月29日", "2014-11-29"),
        ("２０１４年１１月２９日（土）", "2014-11-29"),
        ("2014년 11월 29일", "2014-11-29"),
    ]);
}

#[test]
fn more_languages_are_read() {
    same(&[
        ("29 ноября 2014 г. в 13:45 МСК", "2014-11-29T13:45:00+03:00"),
        ("29 listopada 2014 r., 13:45", "2014-11-29T13:45:00"),
        ("29. listopadu 2014", "2014-11-29"),
        ("den 29 november 2014 kl 13.45", "2014-11-29T13:45:00"),
        ("29. november 2014 kl. 13.45", "2014-11-29T13:45:00"),
        ("29. marraskuuta 2014 klo 13.45", "2014-11-29T13:45:00"),
        ("29.11.2014 13.45", "2014-11-29T13:45:00"),
        ("29 Kasım 2014 Cumartesi, 13:45", "2014-11-29T13:45:00"),
        ("2014. november 29.", "2014-11-29"),
        ("29 نوفمبر 2014", "2014-11-29"),
        ("٢٩ نوفمبر ٢٠١٤", "2014-11-29"),
        ("29 พฤศจิกายน 2557", "2014-11-29"),
        ("sabato 29 novembre 2014, ore 13.45", "2014-11-29T13:45:00"),
        ("29 de novembro de 2014 às 13h45", "2014-11-29T13:45:00"),
        ("29 november 2014 om 13.45 uur", "2014-11-29T13:45:00"),
        ("2014年11月29日 下午3时30分", "2014-11-29T15:30:00"),
        ("2014年11月29日 星期六 08:05", "2014-11-29T08:05:00"),
        ("2014年11月29日（土曜日）午後3時5分", "2014-11-29T15:05:00"),
        ("2014.11.29 오후 3:30", "2014-11-29T15:30:00"),
        ("입력 2014.11.29. 15:30", "2014-11-29T15:30:00"),
        ("2014년 11월 29일 토요일 오전 8시 5분", "2014-11-29T08:05:00"),
        ("发布时间：2014-11-29 08:05:00", "2014-11-29T08:05:00"),
    ]);
}

#[test]
fn years_of_an_era_are_read() {
    same(&[
        ("令和元年5月3日", "2019-05-03"),
        ("平成26年11月29日（土）", "2014-11-29"),
        ("昭和60年8月12日", "1985-08-12"),
        ("民國103年11月29日", "2014-11-29"),
    ]);
}

#[test]
fn a_zone_gives_the_offset_of_its_day() {
    same(&[
        ("July 2, 2013 10:15 a.m. ET", "2013-07-02T10:15:00-04:00"),
        ("Nov. 29, 2014 10:15 a.m. Eastern Time", "2014-11-29T10:15:00-05:00"),
        ("Nov. 29, 2014 10:15 a.m. PT", "2014-11-29T10:15:00-08:00"),
        ("Nov 29, 2014 10:15 IST", "2014-11-29T10:15:00+05:30"),
        ("29 Nov 2014 10:15 +0530", "2014-11-29T10:15:00+05:30"),
        ("29 November 2014, 10:15 AEST", "2014-11-29T10:15:00+10:00"),
        ("29 November 2014 1015 GMT", "2014-11-29T10:15:00Z"),
        ("29. November 2014, 10:15 Ortszeit", "2014-11-29T10:15:00"),
    ]);
}

#[test]
fn the_language_tells_the_order_of_two_numbers() {
    same(&[
        ("03/04/2014", "2014-03-04"),
        ("Publié le 03/04/2014 à 10h15", "2014-04-03T10:15:00"),
        ("Veröffentlicht 03/04/2014", "2014-04-03"),
        ("03/04/2014 10:15 am", "2014-03-04T10:15:00"),
        ("lunes, 03/04/2014", "2014-04-03"),
    ]);
    let day_first = |text| parse_in(text, Order::DayFirst).map(|moment| moment.to_string());
    assert_eq!(day_first("03/04/2014").as_deref(), Some("2014-04-03"));
    assert_eq!(day_first("11/29/2014").as_deref(), Some("2014-11-29"));
    assert_eq!(day_first("2014-03-04").as_deref(), Some("2014-03-04"));
}

#[test]
fn weeks_and_days_of_the_year_are_read_and_archive_stamps() {
    same(&[
        ("2014-W48-6", "2014-11-29"),
        ("2014-333", "2014-11-29"),
        ("20141129101500", "2014-11-29T10:15:00Z"),
        ("Saturday, 29-Nov-14 10:15:00 GMT", "2014-11-29T10:15:00Z"),
        ("Sat Nov 29 10:15:00 2014", "2014-11-29T10:15:00"),
    ]);
}

#[test]
fn an_age_is_no_date() {
    for text in
        ["2 minutes ago", "vor 3 Stunden", "yesterday", "hace 2 horas", "il y a 3 jours", "3時間前", "2 дня назад"]
    {
        assert_eq!(read(text), None, "{text}");
        assert_eq!(find(text), None, "{text}");
    }
}

#[test]
fn a_path_lends_its_year_to_a_day() {
    let day = |path| in_year_of(path, (12, 30)).map(|moment| moment.to_string());
    assert_eq!(day("2014/tram.txt").as_deref(), Some("2014-12-30"));
    assert_eq!(day("https://x.test/2015/01/tram").as_deref(), Some("2014-12-30"));
    assert_eq!(day("tram.txt"), None);
}

#[test]
fn unix_time_is_read() {
    same(&[("1417256100", "2014-11-29T10:15:00Z"), ("1417256100123", "2014-11-29T10:15:00Z")]);
}

#[test]
fn a_day_that_does_not_exist_is_no_date() {
    for text in ["2014-02-30", "February 30, 2014", "31/31/2014", "2014-13-01", "0000-00-00", "99999999", "29 Nov 9999"]
    {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn text_that_is_more_than_a_date_is_none() {
    for text in [
        "",
        "on",
        "November 2014",
        "Dec. 24 4:33 AM EST",
        "The trial is set for November 29, 2014",
        "On November 29, 2014, the hall burned",
        "By Ann Lee, November 29, 2014",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn a_date_is_found_in_its_line() {
    let line = "Posted on28. Juli 2019AuthorANN LEE4 Kommentare";
    let (range, moment) = find(line).unwrap();
    assert_eq!((&line[range], moment.to_string().as_str()), ("28. Juli 2019", "2019-07-28"));
    let line = "Ann Lee | Sep 21, 2016 10:15 am | News";
    let (range, moment) = find(line).unwrap();
    assert_eq!((&line[range], moment.to_string().as_str()), ("Sep 21, 2016 10:15 am", "2016-09-21T10:15:00"));
    assert_eq!(find("No date in 2014 here"), None);
}

#[test]
fn a_path_may_tell_the_day() {
    for path in
        ["2014-11-29-title.md", "archive/2014/11/29/story.html", "http://x.test/2014/nov/29/a", "news-20141129.txt"]
    {
        assert_eq!(in_path(path).map(|moment| moment.to_string()).as_deref(), Some("2014-11-29"), "{path}");
    }
    for path in ["story.txt", "2014/title.md", "12345678.txt", "a2ee6d45c1de13a8.txt"] {
        assert_eq!(in_path(path), None, "{path}");
    }
}

proptest! {
    #[test]
    fn nothing_written_makes_a_date_panic(text in "\\PC{0,60}", dated in "[0-9a-zA-Z :./,+()年月日-]{0,40}") {
        let _ = (parse(&text), find(&text), in_path(&text));
        let _ = (parse(&dated), find(&dated), in_path(&dated));
    }
}
