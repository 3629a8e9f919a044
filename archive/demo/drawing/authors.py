"""The ten authors, each as whoever draws portraits has to know them."""

from .portraits import Person, drawn_as

ines_moreau = drawn_as(
    Person((232, 190, 160), "bun", (74, 48, 36), (40, 58, 86), (214, 200, 172), jaw=0.9, brow=0.8, lips=1.05, wide=0.86)
)
tomas_varga = drawn_as(
    Person(
        (230, 192, 166),
        "swept",
        (128, 124, 120),
        (66, 60, 56),
        (178, 192, 188),
        jaw=1.1,
        long=1.03,
        nose=1.15,
        brow=1.35,
        lips=0.8,
        age=1.0,
        glasses="square",
        beard="moustache",
    )
)
leyla_aydin = drawn_as(
    Person(
        (212, 164, 128),
        "long",
        (44, 30, 30),
        (124, 42, 52),
        (206, 190, 168),
        jaw=0.9,
        nose=1.02,
        brow=1.05,
        lips=1.15,
        shirt=(48, 40, 44),
        collar="round",
        wide=0.86,
    )
)
samir_haddad = drawn_as(
    Person(
        (184, 132, 98),
        "short",
        (38, 32, 32),
        (46, 66, 60),
        (198, 188, 158),
        jaw=1.05,
        nose=1.15,
        brow=1.4,
        age=0.6,
        beard="full",
    )
)
olena_marchenko = drawn_as(
    Person(
        (236, 200, 174),
        "bob",
        (176, 130, 80),
        (70, 88, 70),
        (182, 192, 202),
        jaw=0.92,
        nose=0.92,
        brow=0.75,
        shirt=(58, 60, 66),
        collar="high",
        wide=0.86,
    )
)
amara_dlamini = drawn_as(
    Person(
        (122, 80, 58),
        "wrap",
        (186, 100, 44),
        (88, 52, 44),
        (214, 200, 168),
        jaw=0.95,
        nose=1.12,
        brow=0.95,
        lips=1.35,
        shirt=(186, 100, 44),
        collar="round",
        wide=0.9,
        earring=(222, 178, 88),
    )
)
jonas_lind = drawn_as(
    Person(
        (234, 194, 168),
        "fringe",
        (158, 136, 108),
        (44, 54, 74),
        (196, 192, 180),
        jaw=1.05,
        long=1.02,
        nose=1.05,
        lips=0.8,
        age=0.7,
        glasses="round",
        beard="short",
    )
)
keiko_harada = drawn_as(
    Person(
        (232, 194, 158),
        "bangs",
        (34, 30, 34),
        (54, 64, 84),
        (206, 190, 180),
        jaw=0.92,
        nose=0.9,
        brow=0.8,
        lips=1.0,
        glasses="round",
        collar="round",
        wide=0.84,
    )
)
kwame_asante_boye = drawn_as(
    Person(
        (104, 68, 50),
        "cropped",
        (30, 25, 25),
        (150, 114, 58),
        (190, 196, 178),
        jaw=1.1,
        nose=1.2,
        brow=1.2,
        lips=1.3,
        beard="short",
        wide=1.05,
    )
)
rosa_quintal = drawn_as(
    Person(
        (200, 150, 114),
        "curls",
        (72, 50, 42),
        (104, 60, 78),
        (206, 198, 178),
        jaw=0.97,
        nose=1.04,
        brow=0.95,
        lips=1.1,
        age=0.6,
        glasses="square",
        wide=0.9,
        earring=(196, 160, 84),
    )
)
