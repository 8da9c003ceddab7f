//! Whole lines of litter, in lower case with straight apostrophes, a bar between two phrases, by their first letters.

use crate::ingest::list::list;

/// Lines that are litter as they stand, without signs at either end.
pub(super) const LINES: &[(char, &[&str])] = &[
    (
        'a',
        list!(
            '|',
            "aanmelden|abbonati|abonneren|abonnez-vous|about us|accedi|accept all|accept all cookies|\
             accept cookies|accetta|accueil|aceptar cookies|ad feedback|add a comment|add comment|ads|advertentie|\
             advertise with us|advertisement|advertisement - story continues below|advertisements|advertising|\
             all rights reserved|alle akzeptieren|already a subscriber|already a subscriber? log in|anmelden|\
             annons|annonse|anzeige|around the web|article continues after advertisement|article continues below|\
             article continues below ad|article continues below advertisement|articoli correlati|artikel drucken|\
             artikel teilen|artículos relacionados|assine já|auch interessant|auf facebook teilen|\
             auf twitter teilen|aviso legal|ayrıca okuyun"
        ),
    ),
    ('b', list!('|', "back to top|bildergalerie|bookmark")),
    (
        'c',
        list!(
            '|',
            "click to enlarge|close|close menu|comentarios|comentários|comment|commentaires|commenter|commenti|\
             comments|comments are closed|comparte|comparte esta noticia|compartilhar|compartilhe|compartir|\
             compartir en facebook|compartir en twitter|condividi|condividi su facebook|condividi su twitter|\
             contact us|contenido patrocinado|contenu sponsorisé|continua a leggere|continua após a publicidade|\
             continua depois da publicidade|continue reading|continue reading below|\
             continue reading the main story|continued below|cookie policy|cookie settings|copy link|\
             create a free account|create an account|czytaj także|czytaj też"
        ),
    ),
    (
        'd',
        list!(
            '|',
            "dans la même rubrique|das könnte dich auch interessieren|das könnte sie auch interessieren|\
             datenschutz|deel dit artikel|deel op facebook|deel via whatsapp|deixe um comentário|\
             deja un comentario|del artiklen|delen|don't miss|donate now|drucken"
        ),
    ),
    (
        'e',
        list!(
            '|',
            "editor's picks|editors' picks|email|email article|email this|email this article|email to a friend|\
             enlarge image|envoyer par e-mail"
        ),
    ),
    ('f', list!('|', "facebook|follow us|font size|from our partners|full story")),
    ('g', list!('|', "gerelateerde artikelen|get the newsletter|go to top|google+")),
    ('h', list!('|', "hide caption|home")),
    (
        'i',
        list!(
            '|',
            "i più letti|image copyright|impressum|imprimer|imprimir|inicia sesión|iniciar sesión|inloggen|\
             inscrivez-vous|iscriviti"
        ),
    ),
    ('j', list!('|', "je m'abonne|jetzt abonnieren|jetzt anmelden|join the conversation|join the discussion")),
    ('k', list!('|', "komentarze|kommentar schreiben|kommentare|kommentare anzeigen|kommentieren")),
    (
        'l',
        list!(
            '|',
            "la suite après cette publicité|la suite après la publicité|lascia un commento|latest articles|\
             latest news|latest posts|latest stories|lea además|lea también|leave a comment|leave a reply|\
             lee además|lee también|leer más|lees meer|lees ook|lees verder|leggi altro|leggi anche|leggi tutto|\
             leia mais|leia também|les også|lesen sie auch|like|like this|linkedin|lire aussi|lire la suite|\
             lire également|listen to article|listen to this article|lo más leído|load more|loading|\
             loading comments|log in|login|lue myös|läs mer|läs också|læs også"
        ),
    ),
    (
        'm',
        list!(
            '|',
            "main menu|mainos|mais lidas|manage cookies|media caption|meer lezen|meest gelezen|mehr lesen|\
             mehr zu diesem thema|mehr zum thema|mentions légales|menu|merken|more from|more from this author|\
             more like this|more news|more on this story|more on this topic|more stories|most popular|most read|\
             my account|más información|más leídas"
        ),
    ),
    (
        'n',
        list!(
            '|',
            "nach oben|newer posts|newsletter|newsletter abonnieren|newsletter sign up|newsletters|next article|\
             next post|next story|nieuwsbrief|no comments|noticias relacionadas|notícias relacionadas"
        ),
    ),
    ('o', list!('|', "older posts|open menu")),
    (
        'p',
        list!(
            '|',
            "paid content|partager|partager cet article|partager sur facebook|partager sur twitter|partagez|\
             paylaş|per mail versenden|photo gallery|pin it|pinterest|play video|popular stories|post a comment|\
             potrebbe interessarti|prev|previous|previous article|previous post|previous story|print|\
             print article|print dit artikel|print friendly|print this|print this article|print this page|\
             privacy policy|promoted content|promoted stories|pubblicità|publicidad|publicidade|publicité"
        ),
    ),
    (
        'r',
        list!(
            '|',
            "reacties|read full article|read more|read next|read the full article|read the full story|reageer|\
             receba notícias|recommended|recommended for you|reddit|register|registrieren|reject all|reklam|\
             reklama|related|related articles|related content|related coverage|related links|related posts|\
             related stories|related topics|related video|related videos|report a typo|réagir"
        ),
    ),
    (
        's',
        list!(
            '|',
            "s'abonner|saiba mais|save article|scroll down for more|scroll down for video|scroll to continue|\
             scroll to continue with content|se connecter|search|see all|see also|see more|send to a friend|\
             send to friend|share|share on email|share on facebook|share on linkedin|share on reddit|\
             share on twitter|share on whatsapp|share on x|share this|share this article|share this entry|\
             share this page|share this post|share this story|share this video|share this with|share tweet|\
             share via email|share via facebook|share via twitter|show caption|show comments|show more|siga-nos|\
             sign in|sign up|sign up now|skip advertisement|skip navigation|skip to content|skip to footer|\
             skip to main content|skip to navigation|sponsored|sponsored content|stampa|startseite|\
             story continued below|story continues after advertisement|story continues after this advertisement|\
             story continues below|story continues below advertisement|story highlights|subscribe|subscribe now|\
             subscribe to read more|subscribe today|support us|sur le même sujet|suscribirse|suscríbete"
        ),
    ),
    (
        't',
        list!(
            '|',
            "también te puede interesar|te puede interesar|teilen|teilen auf facebook|terms and conditions|\
             terms of service|terms of use|text size|thank you for reading|\
             the following two tabs change content below|this video is unavailable|toggle caption|\
             toggle navigation|top stories|tout accepter|trending|trending now|tumblr|tweet|tweet this|twitter|\
             twittern"
        ),
    ),
    ('u', list!('|', "udostępnij|up next")),
    (
        'v',
        list!(
            '|',
            "veja mais|veja também|ver más|view all|view all posts|view comments|view gallery|view image|\
             view larger image|view more|view photos|view slideshow|voir aussi|vorlesen"
        ),
    ),
    (
        'w',
        list!(
            '|',
            "watch live|watch now|watch the video|watch video|weiterlesen|weiterlesen nach der anzeige|werbung|\
             what to read next|whatsapp|word abonnee"
        ),
    ),
    ('y', list!('|', "you may also like|you may like|you might also like")),
    ('z', list!('|', "zum thema|zur startseite")),
    ('à', list!('|', "à lire aussi|à lire également|à voir aussi")),
    ('в', list!('|', "войти")),
    ('к', list!('|', "комментарии")),
    ('п', list!('|', "по теме|поделиться|подписаться")),
    ('р', list!('|', "реклама")),
    ('с', list!('|', "самое читаемое")),
    ('ч', list!('|', "читайте также|читать далее|читать полностью")),
    ('あ', list!('|', "あわせて読みたい")),
    ('お', list!('|', "おすすめ記事")),
    ('こ', list!('|', "この記事をシェア|この記事をシェアする")),
    ('も', list!('|', "もっと見る")),
    ('コ', list!('|', "コメント|コメントを書く")),
    ('シ', list!('|', "シェア|シェアする")),
    ('ス', list!('|', "スポンサーリンク")),
    ('ツ', list!('|', "ツイート|ツイートする")),
    ('ト', list!('|', "トップへ戻る")),
    ('ブ', list!('|', "ブックマーク")),
    ('ペ', list!('|', "ページトップへ")),
    ('ロ', list!('|', "ログイン")),
    ('上', list!('|', "上一篇")),
    ('下', list!('|', "下一篇")),
    ('人', list!('|', "人気記事")),
    ('会', list!('|', "会員登録")),
    ('保', list!('|', "保存")),
    ('分', list!('|', "分享到")),
    ('前', list!('|', "前の記事")),
    ('印', list!('|', "印刷")),
    ('发', list!('|', "发表评论")),
    ('合', list!('|', "合わせて読みたい")),
    ('展', list!('|', "展开全文")),
    ('广', list!('|', "广告")),
    ('広', list!('|', "広告")),
    ('廣', list!('|', "廣告")),
    ('延', list!('|', "延伸閱讀|延伸阅读")),
    ('推', list!('|', "推荐阅读")),
    ('查', list!('|', "查看更多")),
    ('次', list!('|', "次の記事")),
    ('点', list!('|', "点击查看更多")),
    ('热', list!('|', "热门推荐")),
    ('相', list!('|', "相关推荐|相关新闻|相关阅读|相關新聞")),
    ('続', list!('|', "続きを読む")),
    ('記', list!('|', "記事を印刷する|記事一覧")),
    ('评', list!('|', "评论")),
    ('返', list!('|', "返回顶部")),
    ('関', list!('|', "関連ニュース|関連リンク|関連記事")),
    ('阅', list!('|', "阅读全文")),
    ('공', list!('|', "공유|공유하기")),
    ('관', list!('|', "관련 기사|관련기사")),
    ('광', list!('|', "광고")),
    ('구', list!('|', "구독하기")),
    ('댓', list!('|', "댓글")),
    ('더', list!('|', "더보기")),
    ('로', list!('|', "로그인")),
    ('많', list!('|', "많이 본 뉴스")),
    ('목', list!('|', "목록")),
    ('인', list!('|', "인쇄")),
];
