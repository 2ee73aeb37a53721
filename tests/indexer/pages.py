"""News pages written for the tests, with all that stands beside the text on the pages of newspapers and authorities."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NewsPage:
    """A page with what a person would copy from it."""

    html: str
    lines: tuple[str, ...]
    facts: dict[str, str]


FRENCH_NEWSPAPER = NewsPage(
    """<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Les aides aux PME doublent | Le Quotidien de Hanoï</title>
<meta property="og:site_name" content="Le Quotidien de Hanoï">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"Le Quotidien"},
{"@type":"NewsArticle","headline":"Les aides aux PME doublent","datePublished":"2025-11-10T08:00:00+07:00",
"author":[{"@type":"Person","name":"Linh Trần"}],"publisher":{"@type":"Organization","name":"Le Quotidien de Hanoï"}}]}</script></head>
<body><div id="cookie-banner"><p>Nous utilisons des cookies pour mesurer l'audience de ce site et vous proposer des contenus.</p><button>Accepter</button></div>
<header class="site-header"><a href="/">Le Quotidien</a><nav><ul><li><a href="/eco">Économie</a></li><li><a href="/monde">Monde</a></li></ul></nav></header>
<main><div class="breadcrumb"><a href="/">Accueil</a> › <a href="/eco">Économie</a></div>
<article><header><h1>Les aides aux PME doublent</h1><time datetime="2025-11-10">10 novembre 2025</time></header>
<div class="social-share"><a href="#f">Facebook</a><a href="#x">X</a></div>
<p>Le Comité populaire de Hanoï a <a href="/doc">approuvé</a> le plan n° 305/KH-UBND.</p>
<p>D'ici 2030, 1 200 entreprises recevront une aide de 20 %.</p>
<div style="display: none">Réservé aux abonnés, ce texte ne se voit pas.</div>
<h2>Un guichet unique</h2><p>Il ouvrira en janvier, selon l'arrêté.</p>
<h3>À lire aussi</h3><ul><li><a href="/1">La TVA baisse</a></li><li><a href="/2">Le métro avance</a></li><li><a href="/3">Les ports se modernisent</a></li></ul>
</article></main>
<aside class="sidebar"><h2>Les plus lus</h2><ol><li><a href="/9">La pluie revient</a></li></ol></aside>
<section class="comments"><h2>Commentaires</h2><p>Bravo à tous, c'est une très bonne nouvelle pour le pays.</p></section>
<footer><p>© 2025 Le Quotidien. Mentions légales. Tous droits réservés.</p></footer></body></html>""",
    (
        "Les aides aux PME doublent",
        "10 novembre 2025",
        "Le Comité populaire de Hanoï a approuvé le plan n° 305/KH-UBND.",
        "D'ici 2030, 1 200 entreprises recevront une aide de 20 %.",
        "Un guichet unique",
        "Il ouvrira en janvier, selon l'arrêté.",
    ),
    {"title": "Les aides aux PME doublent", "author": "Linh Trần", "publisher": "Le Quotidien de Hanoï", "date": "2025-11-10T08:00:00+07:00"},
)

VIETNAMESE_AUTHORITY = NewsPage(
    """<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>Hà Nội hỗ trợ doanh nghiệp - Cổng thông tin</title>
<meta property="og:title" content="Hà Nội hỗ trợ doanh nghiệp"><meta property="article:published_time" content="2025-10-14T09:30:00+07:00"></head>
<body><form id="aspnetForm" action="/" method="post"><input type="hidden" value="x">
<table role="presentation"><tr><td><div class="top-bar"><a href="/vi">Tiếng Việt</a> | <a href="/en">English</a></div></td></tr></table>
<div id="menu"><a href="/1">Giới thiệu</a><a href="/2">Tin tức</a><a href="/3">Văn bản</a><a href="/4">Liên hệ</a></div>
<div class="detail-content"><h1>Hà Nội hỗ trợ doanh nghiệp</h1>
<p>(Ngày 14/10/2025) UBND Thành phố ban hành Kế hoạch số 305/KH-UBND.</p>
<table border="1"><thead><tr><th>STT</th><th>Chỉ tiêu</th><th>Đơn vị</th><th>2030</th></tr></thead>
<tbody><tr><td>1</td><td>Tỷ lệ nội địa hóa</td><td>%</td><td>45</td></tr><tr><td>2</td><td>Doanh nghiệp công nghiệp hỗ trợ</td><td>doanh nghiệp</td><td>1.200</td></tr></tbody></table>
<p>Sở Công Thương chủ trì thực hiện.</p></div>
<div class="box-tin-lien-quan"><h3>Tin liên quan</h3><ul><li><a href="/a">Khai mạc hội chợ</a></li><li><a href="/b">Tập huấn chuyển đổi số</a></li></ul></div>
<div aria-hidden="true">Quảng cáo</div><div class="modal" role="dialog">Đăng ký nhận tin</div>
<div class="site-footer">Bản quyền thuộc UBND Thành phố</div></form></body></html>""",
    (
        "Hà Nội hỗ trợ doanh nghiệp",
        "(Ngày 14/10/2025) UBND Thành phố ban hành Kế hoạch số 305/KH-UBND.",
        "STT | Chỉ tiêu | Đơn vị | 2030",
        "1 | Tỷ lệ nội địa hóa | Đơn vị: % | 2030: 45",
        "2 | Doanh nghiệp công nghiệp hỗ trợ | Đơn vị: doanh nghiệp | 2030: 1.200",
        "Sở Công Thương chủ trì thực hiện.",
    ),
    {"title": "Hà Nội hỗ trợ doanh nghiệp", "date": "2025-10-14T09:30:00+07:00"},
)

FRENCH_AGENCY = NewsPage(
    """<html lang="fr"><head><title>Hanoï soutient l'industrie auxiliaire - VietnamPlus</title><meta name="author" content="VNA"></head>
<body><div class="wrapper"><div class="masthead"><img alt="logo"><a href="/">VietnamPlus</a></div>
<div class="layout"><div class="article-body"><h1>Hanoï soutient l'industrie auxiliaire</h1><div class="meta"><time>05/12/2025 17:30</time></div>
<p>Hanoï (VNA) - La ville de Hanoï compte 980 entreprises.</p><figure><img src="a.jpg"><figcaption>Une usine. Photo : VNA</figcaption></figure>
<p>Elle vise, selon la décision n° 6126/QD-UBND, un taux de 45&nbsp;%.</p><p>Partager les machines réduit les coûts.</p>
<ol start="3"><li>le crédit</li><li>la formation</li></ol><p class="source">VNA/CVN</p></div>
<div class="related-news"><a href="/1">Autre texte</a><a href="/2">Encore un autre</a></div>
<div class="tags"><a href="/t/industrie">#industrie</a><a href="/t/hanoi">#Hanoï</a></div></div>
<div class="newsletter"><p>Recevez notre lettre chaque matin.</p></div><div class="footer">Agence vietnamienne d'information</div></div></body></html>""",
    (
        "Hanoï soutient l'industrie auxiliaire",
        "05/12/2025 17:30",
        "Hanoï (VNA) - La ville de Hanoï compte 980 entreprises.",
        "Une usine. Photo : VNA",
        "Elle vise, selon la décision n° 6126/QD-UBND, un taux de 45 %.",
        "Partager les machines réduit les coûts.",
        "3. le crédit",
        "4. la formation",
        "VNA/CVN",
    ),
    {"title": "Hanoï soutient l'industrie auxiliaire", "author": "VNA", "date": "05/12/2025 17:30"},
)
