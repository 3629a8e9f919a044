"""Streets, halls and desks. Each function draws one picture."""

import math
import random

from PIL import Image, ImageDraw, ImageFilter

from .canvas import HEIGHT, WIDTH, clouds, glow, gradient, grain, mist, mix, ridge, sky, water


def ministry_at_night(chance: random.Random) -> Image.Image:
    image = sky((14, 20, 40), (30, 40, 70), (70, 74, 96))
    image = clouds(image, chance, 480, (60, 66, 92), 0.5)
    draw = ImageDraw.Draw(image)
    draw.rectangle((160, 360, 1440, 860), fill=(120, 108, 96))
    draw.polygon([(440, 360), (800, 220), (1160, 360)], fill=(142, 128, 112))
    draw.polygon([(500, 350), (800, 236), (1100, 350)], fill=(96, 86, 80))
    draw.rectangle((420, 356, 1180, 386), fill=(160, 146, 128))
    for x in range(460, 1160, 116):
        shaft = gradient((54, 430), [(0, (196, 178, 150)), (1, (236, 206, 160))])
        image.paste(shaft, (x, 400))
        draw.rectangle((x - 8, 386, x + 62, 404), fill=(206, 188, 160))
        draw.rectangle((x - 8, 826, x + 62, 846), fill=(206, 188, 160))
    for left in (190, 1200):
        for row in range(3):
            for column in range(3):
                lit = chance.random() < 0.6
                x, y = left + column * 78, 420 + row * 140
                draw.rectangle((x, y, x + 44, y + 88), fill=(255, 214, 140) if lit else (50, 52, 66))
                draw.line((x + 22, y, x + 22, y + 88), fill=(90, 80, 74), width=3)
    for step in range(6):
        draw.rectangle(
            (380 - step * 34, 846 + step * 16, 1220 + step * 34, 864 + step * 16),
            fill=mix((150, 136, 120), (90, 82, 80), step / 6),
        )
    image.paste(gradient((WIDTH, HEIGHT - 940), [(0, (44, 44, 56)), (1, (18, 20, 30))]), (0, 940))
    for x in (330, 1270):
        draw.line((x, 960, x, 640), fill=(24, 24, 30), width=8)
        image = glow(image, (x, 630), 190, (255, 216, 150), 1.0)
        draw = ImageDraw.Draw(image)
    return grain(image, chance)


def bridge_in_fog(chance: random.Random) -> Image.Image:
    image = sky((150, 162, 170), (196, 200, 200), (224, 222, 214))
    ridge(image, chance, 560, 40, (176, 182, 184))
    image = water(image, chance, 640, (120, 138, 146), calm=0.6)
    draw = ImageDraw.Draw(image)
    steel = (74, 84, 92)
    for x, pale in ((430, 0.0), (1130, 0.35)):
        colour = mix(steel, (200, 204, 204), pale)
        draw.rectangle((x - 20, 170, x + 20, 760), fill=colour)
        draw.rectangle((x - 30, 250, x + 30, 270), fill=colour)
        draw.rectangle((x - 34, 740, x + 34, 780), fill=colour)
    for x in range(0, WIDTH, 2):
        sag = (
            180 + 330 * math.sin(math.pi * ((x - 430) % 700) / 700)
            if 430 <= x <= 1130
            else 180 + abs(x - (430 if x < 430 else 1130)) * 0.95
        )
        colour = mix(steel, (206, 208, 206), min(1, x / 1700))
        draw.ellipse((x - 2, sag - 2, x + 3, sag + 3), fill=colour)
        if x % 36 == 0 and sag < 590:
            draw.line((x, sag, x, 596), fill=colour, width=2)
    deck = gradient((WIDTH, 26), [(0, (92, 100, 106)), (1, (60, 68, 76))])
    image.paste(deck, (0, 590))
    image = mist(image, 120, 700, (222, 222, 216), 0.55)
    return grain(mist(image, 500, HEIGHT, (214, 216, 212), 0.5), chance)


def rooftops(chance: random.Random) -> Image.Image:
    image = sky((92, 108, 150), (196, 150, 150), (248, 196, 140), (255, 224, 170))
    image = clouds(image, chance, 480, (255, 206, 160), 0.5)
    image = glow(image, (420, 430), 420, (255, 226, 170), 0.9)
    for row in range(6):
        base, draw = 480 + row * 110, ImageDraw.Draw(image)
        x = -60
        while x < WIDTH:
            wide, tall = chance.randint(70, 170), chance.randint(60, 190)
            wall = mix((206, 164, 138), (58, 48, 66), row / 6 + chance.uniform(-0.08, 0.08))
            roof = mix((190, 104, 80), (70, 40, 52), row / 6)
            draw.rectangle((x, base - tall, x + wide, HEIGHT), fill=wall)
            draw.polygon(
                [(x - 8, base - tall), (x + wide / 2, base - tall - wide * 0.3), (x + wide + 8, base - tall)], fill=roof
            )
            for wx in range(x + 14, x + wide - 18, 30):
                lit = chance.random() < 0.35
                draw.rectangle(
                    (wx, base - tall + 24, wx + 12, base - tall + 42),
                    fill=(255, 216, 140) if lit else mix(wall, (30, 30, 44), 0.5),
                )
            x += wide + chance.randint(0, 16)
        image = mist(image, base - 120, base + 60, (250, 206, 164), 0.26 - row * 0.03)
    draw = ImageDraw.Draw(image)
    draw.ellipse((1090, 250, 1230, 390), fill=(84, 70, 92))
    draw.rectangle((1090, 320, 1230, 500), fill=(84, 70, 92))
    for x in (1040, 1270):
        draw.rectangle((x, 190, x + 16, 520), fill=(76, 64, 86))
        draw.polygon([(x - 4, 192), (x + 8, 140), (x + 20, 192)], fill=(76, 64, 86))
    return grain(image, chance)


def long_table(chance: random.Random) -> Image.Image:
    image = gradient((WIDTH, HEIGHT), [(0, (58, 44, 38)), (0.5, (92, 68, 52)), (1, (44, 32, 28))])
    draw = ImageDraw.Draw(image)
    for x in (240, 640, 1040):
        draw.rectangle((x, 60, x + 300, 470), fill=(206, 214, 214))
        draw.rectangle((x + 140, 60, x + 156, 470), fill=(120, 96, 76))
        draw.rectangle((x, 250, x + 300, 264), fill=(120, 96, 76))
    image = glow(image, (800, 260), 900, (255, 236, 206), 0.35)
    draw = ImageDraw.Draw(image)
    draw.polygon([(330, 620), (1270, 620), (1600, 1020), (0, 1020)], fill=(122, 74, 48))
    draw.polygon([(330, 620), (1270, 620), (1284, 636), (316, 636)], fill=(160, 104, 70))
    for number in range(9):
        x = 360 + number * 105
        chair = mix((40, 30, 30), (70, 44, 38), chance.random())
        draw.rounded_rectangle((x, 500, x + 74, 626), 16, fill=chair)
        paper = [(x + 12, 650), (x + 58, 650), (x + 62 + (number - 4) * 6, 684), (x + 8 + (number - 4) * 6, 684)]
        draw.polygon(paper, fill=(236, 230, 216))
    for number in range(6):
        x = 150 + number * 250
        draw.rounded_rectangle((x, 940, x + 130, 1100), 26, fill=(30, 22, 22))
    flag = ((150, 50, 44), (228, 214, 180), (44, 74, 96))
    for number, colour in enumerate(flag):
        draw.polygon(
            [
                (1420, 430 + number * 60),
                (1560, 446 + number * 60),
                (1556, 506 + number * 60),
                (1420, 490 + number * 60),
            ],
            fill=colour,
        )
    draw.line((1416, 400, 1416, 800), fill=(180, 150, 90), width=7)
    return grain(image.filter(ImageFilter.GaussianBlur(0.8)), chance)


def market_hall(chance: random.Random) -> Image.Image:
    image = gradient((WIDTH, HEIGHT), [(0, (170, 190, 196)), (0.45, (222, 212, 186)), (1, (96, 72, 54))])
    draw = ImageDraw.Draw(image)
    for number in range(9):
        x = number * 200
        draw.line((800, -260, x - 60, 520), fill=(84, 96, 100), width=7)
        draw.arc((x - 160, 120, x + 240, 620), 180, 360, fill=(92, 102, 106), width=6)
    image = glow(image, (800, 120), 700, (255, 244, 214), 0.6)
    draw = ImageDraw.Draw(image)
    goods = ((196, 74, 48), (222, 160, 52), (120, 142, 60), (160, 58, 74), (228, 204, 150))
    for row, (y, size) in enumerate(((640, 9), (760, 14), (910, 22))):
        draw.rectangle((0, y - size * 2, WIDTH, y + 130), fill=mix((110, 80, 58), (52, 36, 30), row / 3))
        x = 0.0
        while x < WIDTH:
            colour, wide = chance.choice(goods), size * chance.randint(8, 13)
            for _ in range(110):
                px, py = x + chance.uniform(0, wide), y - size * 2 + chance.uniform(-1.4, 1.6) * size
                shade = mix(colour, (255, 240, 210) if chance.random() < 0.5 else (40, 24, 20), chance.random() * 0.4)
                draw.ellipse((px, py, px + size, py + size), fill=shade)
            x += wide + size
        for _ in range(5):
            px = chance.uniform(60, WIDTH - 60)
            shade = mix((44, 46, 60), (80, 60, 60), chance.random())
            draw.ellipse((px, y - size * 13, px + size * 4, y - size * 8.4), fill=shade)
            draw.rounded_rectangle((px - size * 1.8, y - size * 8.6, px + size * 5.8, y - size), size * 2, fill=shade)
    return grain(image, chance)
