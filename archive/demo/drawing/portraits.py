"""Portraits of the authors: cut-paper heads in a few flat inks, lit from one side, on tinted paper."""

import random
from dataclasses import dataclass

import numpy as np
from PIL import Image

from .canvas import Colour, mix
from .faces import SHEET, Sheet, curls, face, locks, mirror, round_line, whiskers
from .geography import smooth
from .hair import HAIR
from .light import drawn, fbm


@dataclass
class Person:
    skin: Colour
    hair: str  # a name in HAIR
    hair_colour: Colour
    coat: Colour
    paper: Colour
    jaw: float = 1.0  # width below the cheeks
    long: float = 1.0  # of the face
    nose: float = 1.0
    brow: float = 1.0
    lips: float = 1.0
    age: float = 0.0
    glasses: str = ""
    beard: str = ""  # "full", "short" or "moustache"
    shirt: Colour = (238, 234, 224)
    collar: str = "shirt"  # or "round", "high"
    wide: float = 1.0
    earring: Colour | None = None


# Hair behind the head and before it, as outlines; an empty one is not drawn.
def drawn_as(person: Person):
    """Return the function that draws a person."""
    return lambda chance: portrait(person, chance)


def portrait(one: Person, chance: random.Random) -> Image.Image:
    sheet = Sheet(one.paper)
    skin, shade = one.skin, mix(mix(one.skin, (96, 30, 40), 0.22), (20, 14, 30), 0.2)
    deep = mix(shade, (30, 10, 20), 0.42)
    hair_lit, hair_dark = mix(one.hair_colour, (255, 236, 210), 0.13), mix(one.hair_colour, (10, 8, 16), 0.35)
    back, front = (round_line(each) if each else [] for each in HAIR[one.hair])
    sheet.area(back, hair_dark)
    if one.hair == "curls":
        sheet.lines(lambda pen: curls(pen, chance, behind=True), hair_dark)
    bust(sheet, one, skin, shade)
    # The head.
    low = 150 + 292 * one.long
    outline = mirror(
        [
            (320, 128),
            (262, 136),
            (222, 176),
            (208, 244),
            (214, 312),
            (320 - 92 * one.jaw, 372 + (low - 442) * 0.6),
            (320 - 52 * one.jaw, low - 20),
            (320, low),
        ]
    )
    sheet.lines(lambda pen: (pen.disc(206, 288, 17, 32), pen.disc(434, 288, 17, 32)), mix(skin, shade, 0.5))
    if one.earring:
        sheet.lines(lambda pen: (pen.disc(203, 334, 9), pen.disc(437, 334, 9)), one.earring)
    head = drawn(lambda pen: pen.area(round_line(outline)), SHEET)
    sheet.lay(head, skin)
    # Half of the face lies in shade, along the brow, the nose and the chin.
    n = one.nose
    sheet.area(
        smooth(
            [
                (352, 100),
                (362, 200),
                (352, 240),
                (336, 262),
                (338, 300),
                (320 + 30 * n, 338),
                (334, 356),
                (346, 384),
                (340, low - 34),
                (322, low + 12),
                (480, low + 10),
                (480, 100),
                (352, 100),
            ],
            8,
        ),
        shade,
        within=head,
    )
    sheet.area(
        smooth([(388, 288), (408, 296), (404, 330), (374, 352), (360, 330), (370, 302), (388, 288)], 8),
        mix(shade, skin, 0.4),
        within=head,
        soft=3,
    )
    sheet.area([(316 - 26 * n, 340), (318, 350), (320 + 28 * n, 340), (330, 352), (306, 352)], deep)
    sheet.lines(
        lambda pen: pen.line(
            smooth([(338, 262), (334, 296), (320 + 27 * n, 334), (320 + 20 * n, 346), (322, 350)], 8), 2.6
        ),
        deep,
        0.75,
    )
    face(one, sheet, skin, shade, deep, hair_dark)
    whiskers(sheet, one, low, head, hair_lit, hair_dark)
    locks(sheet, one, front, chance, hair_lit, hair_dark)
    image = sheet.image * (1 + fbm(chance, SHEET, 3, 2)[..., None] * 0.028)
    return Image.fromarray(np.uint8(np.clip(image, 0, 1) * 255))


def bust(sheet: Sheet, one: Person, skin: Colour, shade: Colour) -> None:
    """Draw coat, neck and collar."""
    far = 200 * one.wide
    body = [
        (320 - far * 0.42, 470),
        (320 - far * 0.9, 510),
        (320 - far * 1.16, 580),
        (320 - far * 1.22, 660),
        (320 + far * 1.22, 660),
        (320 + far * 1.16, 580),
        (320 + far * 0.9, 510),
        (320 + far * 0.42, 470),
    ]
    coat = drawn(lambda pen: pen.area(smooth(body, 10)), SHEET)
    sheet.lay(coat, one.coat)
    sheet.area([(340, 440), (700, 480), (700, 660), (372, 660)], mix(one.coat, (8, 8, 18), 0.3), within=coat)
    thick = 52 + 14 * (one.jaw - 0.9) * 4
    sheet.area(
        [
            (320 - thick, 380),
            (320 + thick, 380),
            (320 + thick + 8, 482),
            (330, 540),
            (312, 540),
            (320 - thick - 8, 482),
        ],
        shade,
    )
    sheet.area([(320 - thick, 380), (322, 380), (316, 536), (320 - thick - 8, 482)], mix(skin, shade, 0.35))
    dim = mix(one.shirt, (20, 20, 40), 0.22)
    if one.collar == "round":
        sheet.area(
            [
                (244, 476),
                (286, 514),
                (320, 524),
                (354, 514),
                (396, 476),
                (420, 500),
                (376, 552),
                (320, 566),
                (264, 552),
                (220, 500),
            ],
            one.shirt,
        )
    elif one.collar == "high":
        sheet.area([(250, 452), (390, 452), (400, 520), (320, 548), (240, 520)], one.shirt)
        sheet.area([(330, 452), (390, 452), (400, 520), (330, 546)], dim)
    else:
        sheet.area(
            [
                (254, 462),
                (320, 540),
                (386, 462),
                (404, 500),
                (352, 600),
                (344, 660),
                (296, 660),
                (288, 600),
                (236, 500),
            ],
            one.shirt,
        )
        sheet.area([(386, 462), (404, 500), (352, 600), (322, 548)], dim)
        sheet.area([(262, 466), (320, 536), (378, 466), (366, 452), (274, 452)], mix(skin, shade, 0.55))
        sheet.lines(
            lambda pen: (pen.line([(236, 498), (292, 640)], 3), pen.line([(404, 498), (348, 640)], 3)),
            mix(one.coat, (0, 0, 10), 0.45),
        )
