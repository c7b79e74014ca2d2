"""A small programme that builds in a moment: two workshops, two questions, an action plan, two languages."""

from pathlib import Path

PROGRAMME = """id = "liten"
title = { sv = "Litet program", en = "Small programme" }
organisation = { sv = "Exempel", en = "Example" }
languages = ["sv", "en"]
base_url = "https://svar.universitetet.se"
groups = "groups.csv"
questions = ["questions/bank.toml"]

[outlines]
sv = "decks/sv.md"
en = "decks/en.md"

[[steps]]
id = "nu"
title = { sv = "Nu", en = "Now" }

[[insights]]
id = "synas"
title = { sv = "Att synas", en = "To be seen" }
short = { sv = "Synas", en = "Seen" }

[[areas]]
id = "webb"
title = { sv = "Webben", en = "The web" }
insight = "synas"
"""
BANK = """[[questions]]
id = "tanke"
kind = "text"
step = "nu"
text = { sv = "Vad tänker du?", en = "What do you think?" }

[[questions]]
id = "betyg"
kind = "scale"
step = "nu"
text = { sv = "Hur går det?", en = "How is it going?" }
[questions.scale]
points = 5
low = { sv = "Dåligt", en = "Badly" }
high = { sv = "Bra", en = "Well" }
"""
OUTLINE = """---
title: Möte med {{ group.name }}
---

# Nu {#nu}

## Frågan

Vi möts {{ workshop.date }}.

::: question tanke
:::

## Resultat

::: results betyg
:::
"""
GROUPS = "group,name,kind,language,date\nnord,Nord,department,sv,2027-02-03\nsyd,Syd,department,sv,2027-02-10\n"
REGISTER = "id;insight;area;text_sv;text_en;status\nny-webb;synas;webb;Ny webbplats;New website;none\n"


def write_small_programme(folder: Path) -> Path:
    """Write the programme's files."""
    files = {
        "programme.toml": PROGRAMME,
        "groups.csv": GROUPS,
        "questions/bank.toml": BANK,
        "decks/sv.md": OUTLINE,
        "decks/en.md": OUTLINE,
        "plan/activities.csv": REGISTER,
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder
