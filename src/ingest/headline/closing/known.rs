//! The words of credits and biographies, in lower case with straight apostrophes, a bar between two phrases.

use crate::ingest::list::list;

/// How credits begin, by their first letters.
pub(super) const STARTS: &[(char, &[&str])] = &[
    (
        '(',
        list!(
            '|',
            "(additional reporting|(ap) |(avec |(c) |(compiled by|(con información|(editing by|(mit material|\
         (quelle:|(reporting by|(source:|(this story|(this version|(with agency inputs|(with inputs from|\
         (writing by"
        ),
    ),
    ('<', list!('|', "<저작권자")),
    (
        'a',
        list!(
            '|',
            "a previous version of|about the author|about the writer|additional material|additional reporting|\
         an earlier version of|anmerkung der redaktion|aus dem englischen|avec afp|avec agences|avec ap|\
         avec l'afp|avec reuters"
        ),
    ),
    ('b', list!('|', "beeld: |bild: |bilder: |bron: |bronnen: ")),
    (
        'c',
        list!(
            '|',
            "cet article est republié|clarification:|com afp|com agência|com agências|com informações d|\
         com reuters|compiled by |con datos de|con informaciones de|con información de|con material de|\
         contact the author|contact the reporter|contact the writer|copyright |corrección:|correction (|\
         correction :|correction:|corrections:|cover image|credit: |credits: |crédit :|crédit photo|\
         crédits photo"
        ),
    ),
    (
        'd',
        list!(
            '|',
            "der autor ist |die autorin ist |dieser artikel erschien|dieser beitrag erschien|\
         dieser text erschien"
        ),
    ),
    (
        'e',
        list!(
            '|',
            "editing by |editor's note|editor's note:|editors' note|edição de |edição: |errata corrige|\
         erratum"
        ),
    ),
    (
        'f',
        list!(
            '|',
            "fe de errata|featured image|follow her on |follow him on |follow me on |follow the author|\
         follow the reporter|follow them on |fonte: |fonti: |fot. |foto de |foto von |foto: |fotos: |\
         fuente: |fuentes: "
        ),
    ),
    ('g', list!('|', "graphics by ")),
    ('h', list!('|', "hinweis der redaktion")),
    ('i', list!('|', "illustration by |image credit|image via|image: |imagen: |images: ")),
    ('k', list!('|', "kaynak: |kilde: |korrektur:|korrekturhinweis|källa: ")),
    ('l', list!('|', "lähde: ")),
    (
        'm',
        list!(
            '|',
            "main image|met informatie van|met medewerking van|mit agenturmaterial|mit informationen |\
         mit material der|mit material von|mitarbeit: "
        ),
    ),
    (
        'n',
        list!(
            '|',
            "nota da redação|nota de la redacción|nota del editor|nota dell'autore|nota della redazione|\
         note de la rédaction"
        ),
    ),
    ('o', list!('|', "opinions expressed |our standards:")),
    (
        'p',
        list!(
            '|',
            "photo :|photo by |photo courtesy|photo credit|photo: |photograph by|photography by |photos by |\
         photos: |picture: |pictures: |produced by "
        ),
    ),
    ('q', list!('|', "quelle: |quellen: ")),
    (
        'r',
        list!(
            '|',
            "rectificatie|rectificatif|redaktion: |redaktioneller hinweis|reportagem adicional|reportagem: |\
         reported by |reporting by |reprinted with permission|republished with permission|research by |\
         researched by |riproduzione riservata"
        ),
    ),
    ('s', list!('|', "sobre el autor|sobre la autora|source :|source text|source: |sources: ")),
    (
        't',
        list!(
            '|',
            "the author is |the opinions expressed|the reporter is |the views expressed|the writer is |\
         this article first appeared|this article has been corrected|this article has been updated|\
         this article is republished|this article originally appeared|\
         this article was originally published|this article was updated|this post has been updated|\
         this post originally appeared|this story first appeared|this story has been corrected|\
         this story has been updated|this story originally appeared|this story was originally published|\
         this story was updated|to contact the |traduit de |translated by "
        ),
    ),
    ('v', list!('|', "via: |video: |views expressed ")),
    (
        'w',
        list!(
            '|',
            "with additional reporting|with agency inputs|with files from|with inputs from|with reporting by|\
         with reporting from|writing by "
        ),
    ),
    ('y', list!('|', "you can follow her|you can follow him|you can reach ")),
    ('©', list!('|', "©|© |© riproduzione")),
    ('à', list!('|', "à propos de l'auteur")),
    ('ü', list!('|', "über den autor|über die autorin|übersetzung: ")),
    ('ź', list!('|', "źrodło: |źródło: ")),
    ('а', list!('|', "автор: ")),
    ('и', list!('|', "источник: ")),
    ('ф', list!('|', "фото: ")),
    ('ⓒ', list!('|', "ⓒ ")),
    ('【', list!('|', "【訂正】")),
    ('來', list!('|', "來源：")),
    ('写', list!('|', "写真=|写真は|写真：")),
    ('出', list!('|', "出典：")),
    ('取', list!('|', "取材・文|取材協力")),
    ('图', list!('|', "图片来源")),
    ('文', list!('|', "文：|文＝")),
    ('本', list!('|', "本文来源")),
    ('来', list!('|', "来源：")),
    ('無', list!('|', "無断転載")),
    ('編', list!('|', "編輯：")),
    ('编', list!('|', "编辑：")),
    ('訂', list!('|', "訂正：")),
    ('记', list!('|', "记者：")),
    ('责', list!('|', "责任编辑|责编：")),
    ('무', list!('|', "무단 전재|무단전재")),
    ('사', list!('|', "사진 =|사진=")),
    ('출', list!('|', "출처")),
    ('（', list!('|', "（共同）|（取材・|（文・|（時事）|（编辑|（责任编辑")),
];

/// How credits end, without the stop.
pub(super) const ENDS: &[&str] = list!(
    '|',
    "contributed to this report|contributed to this story|contributed to this article|\
     contributed to this post|contributed to the story|contributed reporting|all rights reserved|\
     rights reserved|may not be published, broadcast, rewritten or redistributed|without permission|\
     alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|\
     tutti i diritti riservati|todos os direitos reservados|alle rechten voorbehouden|\
     riproduzione riservata|無断転載を禁じます|無断転載禁止|재배포 금지|재배포금지|转载请注明出处"
);

/// What biographies say that people are, by the first letters.
pub(super) const TRADES: &[(char, &[&str])] = &[
    ('a', list!('|', "author|autor|autorin|auteur|autora|autrice|autore")),
    ('b', list!('|', "blogger|blog")),
    (
        'c',
        list!(
            '|',
            "correspondent|contributor|columnist|critic|covers|chroniqueur|chroniqueuse|correspondante|correspondant|corresponsal|columnista|colunista|correspondente"
        ),
    ),
    ('d', list!('|', "dziennikarz|dziennikarka")),
    ('e', list!('|', "editor|escritor|escritora")),
    ('f', list!('|', "freelance|freelancer|fellow")),
    ('g', list!('|', "giornalista")),
    ('i', list!('|', "inviato|inviata")),
    ('j', list!('|', "journalist|journalistin|journaliste|jornalista")),
    ('k', list!('|', "korrespondent|korrespondentin|kolumnist|kolumnistin")),
    ('l', list!('|', "lecturer")),
    ('n', list!('|', "novelist")),
    ('p', list!('|', "podcaster|podcast|professor|photographer|periodista")),
    (
        'r',
        list!(
            '|',
            "reporter|researcher|redakteur|redakteurin|reporterin|rédacteur|rédactrice|redactor|redactora|repórter|redacteur"
        ),
    ),
    ('s', list!('|', "schreibt|schriftstellerin|schriftsteller|scrittore|scrittrice|schrijver")),
    ('t', list!('|', "twitter")),
    ('v', list!('|', "verslaggever")),
    ('w', list!('|', "writer|writes")),
    ('é', list!('|', "écrivain")),
    ('ж', list!('|', "журналист")),
    ('к', list!('|', "корреспондент")),
];

/// What follows the name in a biography's first sentence.
pub(super) const VERBS: &[&str] = list!(
    '|',
    "is a|is an|is the|is our|is one of|is on the|is currently|was a|writes|covers|reports|has written|\
     has been|has covered|works|teaches|hosts|lives|serves as|joined|ist|arbeitet|schreibt|berichtet|\
     lebt|est|écrit|es|escribe|trabaja|è|scrive|lavora|é|escreve|trabalha|is een|schrijft|werkt"
);
