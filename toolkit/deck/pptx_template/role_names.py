"""What layouts are called for each role, in the languages we know, as `normalise_name` leaves them. Pure data.

The names are PowerPoint's own in English, Swedish, German and Portuguese (both kinds), some of our neighbours' and
LibreOffice's, and what organisations call layouts that PowerPoint does not have.
"""

from collections.abc import Mapping

from toolkit.deck.slides import Role

NAMES: Mapping[Role, tuple[str, ...]] = {
    Role.TITLE: (
        *("title slide", "cover", "cover slide", "front page", "start", "start slide", "title page"),
        *("rubrikbild", "titelbild", "startbild", "forsta sida", "omslag", "framsida"),
        *("titelfolie", "titel", "titelseite", "deckblatt", "startfolie"),
        *("slide de titulo", "diapositivo de titulo", "capa", "slide titulo"),
        *("titeldias", "tittellysbilde", "tittelbilde", "otsikkodia", "diapositive de titre", "titeldia"),
    ),
    Role.STEP: (
        *("section header", "section", "section title", "section break", "divider", "chapter", "step", "section slide"),
        *("avsnittsrubrik", "avsnitt", "avdelare", "kapitel", "kapitelrubrik", "mellanrubrik", "steg", "delningsbild"),
        *("abschnittsuberschrift", "abschnitt", "abschnittstitel", "kapitelfolie", "trennfolie", "zwischentitel"),
        *("cabecalho da secao", "cabecalho da seccao", "secao", "seccao", "divisor", "titulo da secao"),
        *("afsnitsoverskrift", "deloverskrift", "titre de section"),
    ),
    Role.CONTENT: (
        *("title and content", "title and text", "title content", "content", "title and body", "title and bullets"),
        *("rubrik och innehall", "rubrik och text", "innehall", "rubrik innehall", "text", "rubrik och punktlista"),
        *("titel und inhalt", "inhalt", "titel und text", "titel inhalt", "uberschrift und inhalt"),
        *("titulo e conteudo", "titulo e objeto", "titulo e objecto", "titulo e texto", "conteudo"),
        *("titel og indhold", "titel og indholdsobjekt", "tittel og innhold", "otsikko ja sisalto", "titre et contenu"),
    ),
    Role.TWO_COLUMNS: (
        *(
            "two content",
            "title and 2 content",
            "title 2 content",
            "two columns",
            "two column",
            "2 columns",
            "2 content",
        ),
        *("tva delar", "tva innehallsdelar", "tva kolumner", "2 kolumner", "tvaspalt", "tva spalter", "tva innehall"),
        *("zwei inhalte", "zwei spalten", "2 inhalte", "2 spalten", "zwei inhalt"),
        *("duas partes de conteudo", "conteudo duplo", "dois conteudos", "duas colunas", "dois conteudo"),
        *("to indholdsobjekter", "to innholdsdeler", "deux contenus", "comparison", "jamforelse", "vergleich"),
        "comparacao",
    ),
    Role.QUESTION: ("question", "fraga", "frage", "pergunta", "poll", "omrostning", "diskussionsfraga"),
    Role.CHART: (
        *("chart", "title and chart", "chart slide", "graph", "diagram", "rubrik och diagram", "diagramm"),
        *("titel und diagramm", "grafico", "titulo e grafico"),
    ),
    Role.QUOTE: (
        "quote",
        "quotation",
        "citat",
        "zitat",
        "citacao",
        "quote with caption",
        "citat med bildtext",
        "sitat",
    ),
    Role.PICTURE: (
        *("picture with caption", "picture", "image with caption", "image", "photo", "title and picture"),
        *("bild med bildtext", "bild", "rubrik och bild", "bild med text", "foto"),
        *("bild mit uberschrift", "bild mit beschriftung", "bild und text", "titel und bild"),
        *("imagem com legenda", "imagem", "titulo e imagem", "billede med billedtekst", "bilde med bildetekst"),
    ),
    Role.CLOSING: (
        *("closing", "closing slide", "end", "end slide", "thank you", "thanks", "back cover", "contact"),
        *("avslutning", "avslutningsbild", "slutbild", "slut", "tack", "baksida", "kontakt", "sista sida"),
        *("schluss", "schlussfolie", "abschluss", "danke", "ende", "encerramento", "obrigado", "fim", "contato"),
    ),
    Role.TITLE_ONLY: (
        *("title only", "only title", "headline only"),
        *("endast rubrik", "bara rubrik", "enbart rubrik"),
        *("nur titel", "nur uberschrift", "somente titulo", "so titulo", "apenas titulo"),
        *("kun titel", "bare tittel", "vain otsikko", "titre seul"),
    ),
    Role.JOIN: ("join", "join in", "anslut", "delta", "skanna", "qr code", "qr kod", "beitreten", "participar"),
}

TYPES: Mapping[Role, tuple[str, ...]] = {
    Role.TITLE: ("title",),
    Role.STEP: ("secHead",),
    Role.CONTENT: ("obj", "tx"),
    Role.TWO_COLUMNS: ("twoObj", "twoColTx", "twoTxTwoObj"),
    Role.CHART: ("chart",),
    Role.PICTURE: ("picTx",),
    Role.TITLE_ONLY: ("titleOnly",),
}
"""OOXML's own values of a layout's type, the best first."""

STAND_INS: Mapping[Role, tuple[Role, ...]] = {
    Role.TITLE: (Role.STEP, Role.TITLE_ONLY, Role.CONTENT),
    Role.STEP: (Role.TITLE, Role.TITLE_ONLY, Role.CONTENT),
    Role.CONTENT: (),
    Role.TWO_COLUMNS: (Role.CONTENT,),
    Role.QUESTION: (Role.TWO_COLUMNS, Role.CONTENT),
    Role.CHART: (Role.CONTENT,),
    Role.QUOTE: (Role.CONTENT,),
    Role.PICTURE: (Role.CONTENT,),
    Role.CLOSING: (Role.TITLE, Role.STEP, Role.TITLE_ONLY, Role.CONTENT),
    Role.TITLE_ONLY: (Role.CONTENT,),
    Role.JOIN: (Role.QUESTION, Role.TWO_COLUMNS, Role.CONTENT),
}
"""Whose layout serves a role that has none of its own, the best first; only layouts that were really found stand in."""

INSIGHTS = ("insight", "insikt", "erkenntnis", "insighto", "percepcao")
"""The word before the number in the name of a layout in an insight's colour."""
