"""What makes a face: eyes, brows, mouth, glasses, whiskers, hair."""

import random
from collections.abc import Sequence

import numpy as np

from .canvas import Colour, mix
from .geography import smooth
from .light import Pen, blend, drawn, lay, places, step, tone

SIDE = 640
SHEET = (SIDE, SIDE)
Points = Sequence[tuple[float, float]]
DARK = (34, 30, 34)


class Sheet:
    """Tinted paper with a fine screen, onto which flat shapes are laid."""

    def __init__(self, paper: Colour):
        x, y = places(np.zeros((SIDE, SIDE, 3)))
        image = tone(paper) * (1.03 - 0.12 * np.hypot((x - 270) / 460, (y - 230) / 460))[..., None]
        screen = step(-0.2, 0.2, 0.2 + 0.3 * (x + y) / 1280 - np.hypot((x + y) % 12 - 6, (x - y) % 12 - 6) / 8.5)
        self.image = blend(image, image * 0.93, screen[..., None])

    def lay(self, mask, colour: Colour) -> None:
        self.image = lay(self.image, mask, colour)

    def area(self, points: Points, colour: Colour, *, within=None, soft: float = 0) -> None:
        if points:
            mask = drawn(lambda pen: pen.area(points), SHEET, soft)
            self.lay(mask if within is None else mask * within, colour)

    def lines(self, draw, colour: Colour, share=1.0, within=None) -> None:
        mask = drawn(draw, SHEET) * share
        self.lay(mask if within is None else mask * within, colour)


def round_line(points: Points) -> Points:
    return smooth([*points, points[0], points[1]], 10)[: 10 * (len(points) + 1)]


def mirror(points: Points) -> Points:
    """Return an outline whose left half is given, with its right half."""
    return [*points, *((SIDE - x, y) for x, y in reversed(points) if x != SIDE / 2)]


def curls(pen: Pen, chance: random.Random, *, behind: bool) -> None:
    """Draw curls round the head: a big cloud behind it, a smaller rim on the forehead."""
    for number in range(70 if behind else 30):
        a = np.pi * (-0.16 + 1.32 * number / 69) if behind else np.pi * (0.1 + 0.8 * number / 29)
        reach = chance.uniform(112, 152) if behind else chance.uniform(106, 126)
        middle = 252 if behind else 262
        pen.disc(
            320 + reach * np.cos(a) * (1.03 if behind else 0.96),
            middle - reach * np.sin(a) * (1.06 if behind else 0.94),
            chance.uniform(19, 31) if behind else chance.uniform(13, 21),
        )
    if behind:
        pen.disc(320, 240, 132)


def face(one, sheet: Sheet, skin: Colour, shade: Colour, deep: Colour, hair_dark: Colour) -> None:
    """Draw eyes, brows, mouth, glasses and what years leave."""
    brow = mix(hair_dark, DARK, 0.5)
    for side, dark in ((-1, False), (1, True)):
        cx = 320 + side * 54

        def at(*points, cx=cx, side=side):
            return [(cx + side * a, b) for a, b in points]

        sheet.area(
            smooth(at((-27, 280), (-8, 268), (14, 268), (30, 279), (10, 289), (-12, 289), (-27, 280)), 8),
            mix((240, 236, 228), shade, 0.5 if dark else 0.1),
        )
        sheet.lines(lambda pen, cx=cx: pen.disc(cx + 2, 278, 10.5), (38, 26, 24))
        sheet.lines(lambda pen, cx=cx: pen.disc(cx - 1, 274, 2.6), (250, 248, 240))
        sheet.lines(
            lambda pen, at=at: pen.line(smooth(at((-29, 281), (-8, 267), (14, 266.5), (33, 280)), 8), 4.6), DARK
        )
        sheet.lines(lambda pen, at=at: pen.line(smooth(at((-22, 262), (0, 255), (24, 261)), 8), 2), deep, 0.7)
        sheet.lines(
            lambda pen, at=at: pen.line(smooth(at((-16, 294), (4, 297), (22, 292)), 8), 2), deep, 0.35 + 0.4 * one.age
        )
        t = 4.6 * one.brow
        sheet.area(
            smooth(
                at(
                    (-32, 246),
                    (-6, 236),
                    (20, 236),
                    (42, 250),
                    (18, 236 + t * 1.4),
                    (-6, 237 + t * 1.7),
                    (-32, 246 + t * 1.2),
                    (-32, 246),
                ),
                8,
            ),
            brow,
        )
        if one.age:
            sheet.lines(
                lambda pen, at=at: pen.line(smooth(at((-24, 338), (-6, 356), (-2, 384)), 8), 2.4), deep, 0.5 * one.age
            )
            sheet.lines(
                lambda pen, at=at: [pen.line(at((38, 276 + d), (50, 272 + d * 1.8)), 1.6) for d in (0, 6)],
                deep,
                0.5 * one.age,
            )
    if one.age:
        sheet.lines(
            lambda pen: [pen.line(smooth([(280, 208 - d), (320, 204 - d), (358, 208 - d)], 8), 1.8) for d in (0, 14)],
            deep,
            0.35 * one.age,
        )
    m, full = 390, one.lips
    red = mix(skin, (140, 40, 50), 0.42)
    if not one.beard or one.beard == "moustache":
        sheet.area(
            smooth(
                [
                    (284, m),
                    (306, m - 7 * full),
                    (320, m - 4 * full),
                    (334, m - 7 * full),
                    (356, m),
                    (320, m + 2),
                    (284, m),
                ],
                8,
            ),
            mix(red, (60, 10, 30), 0.25),
        )
        sheet.area(
            smooth(
                [(288, m + 1), (320, m + 3), (352, m + 1), (334, m + 13 * full), (306, m + 13 * full), (288, m + 1)], 8
            ),
            red,
        )
    sheet.lines(
        lambda pen: pen.line(smooth([(280, m - 2), (302, m + 1), (320, m - 1), (338, m + 1), (360, m - 3)], 8), 3.2),
        mix(deep, DARK, 0.4),
    )
    if not one.beard:
        sheet.lines(lambda pen: pen.line(smooth([(304, m + 24), (320, m + 27), (336, m + 24)], 8), 2.4), deep, 0.45)
    if one.glasses:

        def frames(pen):
            for cx in (265, 375):
                if one.glasses == "round":
                    pen.line([(cx + 41 * np.cos(a), 280 + 38 * np.sin(a)) for a in np.linspace(0, 6.4, 60)], 5)
                else:
                    pen.line(
                        [
                            (cx - 42, 256),
                            (cx + 42, 256),
                            (cx + 37, 308),
                            (cx - 36, 308),
                            (cx - 42, 256),
                            (cx + 42, 256),
                        ],
                        5.5,
                    )
            pen.line(smooth([(305, 272), (320, 266), (335, 272)], 8), 5)
            pen.line([(224, 272), (208, 268)], 5)
            pen.line([(416, 272), (432, 268)], 5)

        sheet.lines(frames, DARK)


def whiskers(sheet: Sheet, one, low: float, head, hair_lit: Colour, hair_dark: Colour) -> None:
    """Draw a beard or a moustache; `low` is where the chin ends."""
    if one.beard in ("full", "short"):
        high = 352 if one.beard == "full" else 372
        edge = mirror(
            [
                (320, low + (20 if one.beard == "full" else 5)),
                (320 - 60 * one.jaw, low - 10),
                (320 - 100 * one.jaw, 372),
                (212, 316),
                (220, 300),
                (236, high),
                (272, 366),
                (300, 360),
                (320, 364),
            ]
        )
        chin = drawn(lambda pen: pen.area(edge), SHEET, 1.2) * (
            1
            - drawn(
                lambda pen: pen.area(smooth([(284, 389), (320, 380), (356, 389), (320, 404), (284, 389)], 8)), SHEET, 1
            )
        )
        if one.beard == "short":
            chin = chin * head
        sheet.lay(chin * (0.95 if one.beard == "full" else 0.6), hair_lit)
        sheet.area(
            [(340, 300), (480, 300), (480, 520), (326, 520)],
            hair_dark,
            within=chin * (0.95 if one.beard == "full" else 0.6),
        )
    if one.beard == "moustache":
        sheet.area(
            smooth(
                [
                    (320, 358),
                    (292, 362),
                    (270, 382),
                    (296, 378),
                    (320, 374),
                    (344, 378),
                    (370, 382),
                    (348, 362),
                    (320, 358),
                ],
                8,
            ),
            hair_lit,
        )


def locks(sheet: Sheet, one, front: Points, chance: random.Random, hair_lit: Colour, hair_dark: Colour) -> None:
    """Draw the hair that falls before the head, or what is wound round it."""
    if front:
        cap = drawn(lambda pen: pen.area(front), SHEET)
        sheet.lay(cap, hair_lit)
        sheet.area(
            smooth([(372, 60), (392, 150), (402, 230), (420, 300), (420, 460), (560, 460), (560, 60), (372, 60)], 8),
            hair_dark,
            within=cap,
        )
        strands = [(0.0, -30), (0.22, -14), (0.45, 0), (0.7, 18), (0.9, 34)]
        sheet.lines(
            lambda pen: [
                pen.line(
                    smooth([(214 + 200 * a, 330 - 90 * a), (224 + 190 * a + b * 0.4, 200), (290 + 90 * a, 96)], 8), 2
                )
                for a, b in strands
            ],
            hair_dark,
            0.4,
            within=cap,
        )
    if one.hair == "curls":
        sheet.lines(lambda pen: curls(pen, chance, behind=False), hair_lit)
    if one.hair == "wrap":
        sheet.lines(
            lambda pen: [
                pen.line(
                    smooth(
                        [(196 + 20 * a, 238 - 16 * a), (290 + 16 * a, 150 - 10 * a), (448 - 22 * a, 120 + 26 * a)], 8
                    ),
                    3,
                )
                for a in range(4)
            ],
            hair_dark,
            0.7,
        )
        sheet.area(round_line([(356, 92), (398, 52), (446, 66), (452, 112), (412, 132), (372, 122)]), hair_lit)
        sheet.lines(lambda pen: pen.line(smooth([(372, 112), (404, 96), (440, 84)], 8), 3), hair_dark, 0.8)
