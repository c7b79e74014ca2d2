"""The action plan's table as the final report prints it (pp. 4–9), counted by reading the report.

Written down by hand from the source, area by area in its order: how the report names the area, how many bullets stand
beside it, and for each bullet a word or two that the source has and that our shorter text keeps, so that a lost or
doubled activity is noticed. Nothing here comes from plan/activities.csv.
"""

PRIORITISED = (
    ("Kommunikationsavdelningen", "sociala medier"),
    ("Kommunikationsavdelningen", "internationella medier"),
    ("Kommunikationsavdelningen", "ki.se"),
    ("Avdelningen för forskarstöd", "RIMS"),
    ("Avdelningen för forskarstöd", "EU-samordning"),
    ("Avdelningen för utbildnings- och forskarutbildningsstöd", "KI Alumni"),
)
ADDED = ("språkpolicy", "Interkulturell kompetens")

LEADERSHIP = "Att ledningen prioriterar och ger förutsättningar för ökad internationell synlighet"
NETWORKS = "Att vi bygger och vårdar våra internationella nätverk"
COMMUNICATION = "Att vi kommunicerar strategiskt och som ett KI internationellt"

TABLE: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        LEADERSHIP,
        "Förutsättningar och vägledning för ökad internationell synlighet",
        ("styrdokument", "Advisory group for global engagement", "Internationaliseringsnämnden", "Intern utbildning"),
    ),
    (
        LEADERSHIP,
        "Strategisk samordning internt, lokalt och nationellt",
        ("FIR/IK", "permanent", "UNIKI", "regionen och staden", "nationella nätverk"),
    ),
    (
        LEADERSHIP,
        "Systemstöd",
        ("RIMS", "examensarbeten", "Nilex", "Open Science Task Force", "forskarprofiler"),
    ),
    (
        LEADERSHIP,
        "Internationell närvaro för att möjliggöra policypåverkan",
        ("Stockholm trio", "policy", "EU- och FN-frågor"),
    ),
    (
        NETWORKS,
        "Synlighet genom internationell samverkan",
        ("Ansvarsfull internationalisering", "aktiv medlem", "medlemskap", "strategiska partnerskap"),
    ),
    (NETWORKS, "Nätverk inom utbildning och forskning", ("sammanhållet stöd", "konferenser")),
    (NETWORKS, "Alumnverksamheten", ("rekommendationer", "resurser", "ledande alumner")),
    (
        NETWORKS,
        "KI:s personal som ambassadörer",
        ("interna ambassadörer", "koordinatorer", "KI-profiler", "Presentationspaket", "Nobelpriset", "värdegrund"),
    ),
    (
        COMMUNICATION,
        "Exponering och bevakning av KI i internationell media",
        (
            "bevakning och analys",
            "tjänst",
            "kommunikatörer",
            "resurser",
            "kommunikationsstrategi",
            "vidareinformatörer",
            "utomlands",
            "namn och arrangemang",
            "Nobelpriset",
        ),
    ),
    (
        COMMUNICATION,
        "Språkpolicy och enhetlig kommunikation",
        ("språk- och kulturpolicy", "varumärkesplattformen", "interkulturell kommunikation"),
    ),
    (COMMUNICATION, "KI:s internationella webb", ("profilsidor", "målgruppernas behov", "fler språk")),
)

STATED_IN_PROSE = {
    # p. 11: "har identifierat och implementerat flera nyckelåtgärder, inklusive …"
    "sociala medier": "done",
    "ki.se": "done",
    "KI Alumni": "done",
    "EU-samordning": "done",
    # p. 5: "inrättades som stöd för verksamheten"
    "Advisory group for global engagement": "done",
    # p. 5: "diskuteras vidare"
    "FIR/IK": "partly",
    # p. 4: "har formellt inte permanentats men har fortsatt haft nära kontakt"
    "permanent": "partly",
    # p. 8: "VP-projekt pågår"; green means carried out or with activities
    "värdegrund": "done",
}
