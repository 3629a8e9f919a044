"""Landscapes and ports. Each function draws one picture."""

import random

from PIL import Image, ImageDraw, ImageFilter

from .canvas import HEIGHT, WIDTH, clouds, glow, gradient, grain, mist, mix, ridge, sky, water
from .things import containers, crane, ferry, lorry, silo, tower, town


def harbour_at_dusk(chance: random.Random) -> Image.Image:
    image = sky((24, 32, 64), (66, 62, 104), (178, 98, 92), (240, 164, 96), (250, 206, 140))
    image = clouds(image, chance, 620, (236, 150, 110), 0.5)
    image = glow(image, (1080, 640), 520, (255, 190, 120), 0.9)
    ImageDraw.Draw(image).ellipse((1044, 596, 1116, 668), fill=(255, 232, 190))
    ridge(image, chance, 650, 34, (112, 74, 92))
    ridge(image, chance, 678, 20, (70, 52, 76))
    draw = ImageDraw.Draw(image)
    for x, size in ((150, 1.0), (330, 1.12), (520, 0.94), (1330, 0.8), (1450, 0.72)):
        crane(draw, x, 706, size, (28, 24, 40))
    containers(draw, chance, 40, 706, 600)
    image = water(image, chance, 706, (40, 36, 62), calm=0.3)
    ferry(ImageDraw.Draw(image), 760, 742, 1.5, (32, 28, 44), (255, 214, 150))
    return grain(image, chance)


def strait_with_ferries(chance: random.Random) -> Image.Image:
    image = sky((88, 132, 168), (150, 182, 198), (214, 220, 214), (238, 226, 204))
    image = clouds(image, chance, 420, (248, 244, 236), 0.7)
    for base, height, colour in ((470, 70, (156, 172, 180)), (500, 52, (118, 140, 150)), (524, 34, (82, 104, 112))):
        ridge(image, chance, base, height, colour)
        image = mist(image, 380, 560, (226, 226, 218), 0.28)
    town(image, chance, 60, 540, 560, 14, (206, 186, 164))
    town(image, chance, 1100, 1540, 560, 12, (196, 180, 162))
    image = water(image, chance, 560, (58, 98, 118), calm=0.25)
    draw = ImageDraw.Draw(image)
    ferry(draw, 320, 640, 1.3, (246, 244, 238), (60, 80, 96))
    ferry(draw, 980, 760, 2.3, (250, 248, 242), (52, 72, 88))
    for _ in range(16):
        x, y = chance.uniform(200, 1400), chance.uniform(120, 520)
        draw.arc((x, y, x + 16, y + 9), 200, 340, fill=(70, 84, 92), width=2)
        draw.arc((x + 14, y, x + 30, y + 9), 200, 340, fill=(70, 84, 92), width=2)
    return grain(image, chance)


def grain_silos(chance: random.Random) -> Image.Image:
    image = sky((110, 150, 190), (176, 200, 208), (244, 226, 186))
    image = clouds(image, chance, 520, (255, 248, 232), 0.55)
    ridge(image, chance, 690, 14, (150, 140, 96))
    draw = ImageDraw.Draw(image)
    for number in range(7):
        silo(image, 170 + number * 176, 268 + (number % 2) * 16, 160, 470)
    draw.rectangle((1420, 180, 1500, 742), fill=(150, 148, 140))
    draw.rectangle((1420, 180, 1446, 742), fill=(176, 172, 162))
    draw.line((200, 262, 1460, 214), fill=(92, 92, 90), width=14)
    field = gradient((WIDTH, HEIGHT - 730), [(0, (206, 168, 88)), (0.5, (184, 138, 62)), (1, (112, 80, 38))])
    image.paste(field, (0, 730))
    draw = ImageDraw.Draw(image)
    for _ in range(5200):
        y = 734 + (HEIGHT - 734) * chance.random() ** 0.7
        x, near = chance.uniform(0, WIDTH), (y - 730) / (HEIGHT - 730)
        high = 5 + near * 46
        shade = mix((232, 198, 118), (104, 72, 34), chance.random())
        draw.line((x, y, x + chance.uniform(-4, 4) * (1 + near), y - high), fill=shade, width=1 + round(near * 2))
    return grain(glow(image, (220, 160), 640, (255, 226, 160), 0.35), chance)


def border_in_the_mountains(chance: random.Random) -> Image.Image:
    image = sky((44, 62, 92), (112, 132, 156), (206, 196, 188), (238, 216, 190))
    image = glow(image, (420, 520), 620, (255, 220, 176), 0.6)
    shades = ((164, 168, 178), (128, 138, 154), (92, 106, 126), (60, 74, 96))
    for number, colour in enumerate(shades):
        ridge(image, chance, 430 + number * 105, 150 - number * 18, colour, roughness=0.54)
        image = mist(image, 420 + number * 100, 640 + number * 100, (224, 210, 196), 0.42)
    line = ridge(image, chance, 900, 46, (26, 32, 40), roughness=0.48)
    draw = ImageDraw.Draw(image)
    for x in range(20, WIDTH, 62):
        y = line[x]
        draw.line((x, y + 10, x, y - 58), fill=(18, 22, 28), width=5)
        following = min(x + 62, WIDTH - 1)
        for up in (16, 34, 52):
            draw.line((x, y - up, following, line[following] - up), fill=(40, 46, 52), width=1)
    tower(draw, 1180, line[1180], (18, 22, 28))
    return grain(image, chance)


def lorries_at_dawn(chance: random.Random) -> Image.Image:
    image = sky((30, 38, 70), (112, 92, 122), (226, 146, 118), (250, 206, 150))
    image = clouds(image, chance, 560, (250, 170, 130), 0.45)
    ridge(image, chance, 610, 26, (98, 78, 98))
    ground = gradient((WIDTH, HEIGHT - 640), [(0, (94, 78, 86)), (1, (32, 28, 38))])
    image.paste(ground, (0, 640))
    draw = ImageDraw.Draw(image)
    draw.polygon([(700, 640), (780, 640), (1600, 1067), (120, 1067)], fill=(52, 46, 56))
    for number in range(14):
        near = (number / 13) ** 2.1
        x, y, size = 716 - near * 420, 648 + near * 300, 0.12 + near * 1.5
        lorry(draw, x, y, size, mix((120, 92, 100), (30, 26, 36), near), number)
    image = glow(image, (1190, 600), 420, (255, 206, 150), 0.8)
    gate = ImageDraw.Draw(image)
    gate.rectangle((600, 556, 900, 580), fill=(44, 40, 52))
    for x in (606, 742, 884):
        gate.rectangle((x, 560, x + 10, 646), fill=(44, 40, 52))
    for x in range(630, 890, 44):
        gate.ellipse((x, 584, x + 8, 592), fill=(255, 214, 130))
    return grain(image, chance)


def cable_ship(chance: random.Random) -> Image.Image:
    image = sky((18, 30, 50), (40, 66, 92), (110, 136, 150), (186, 192, 184))
    image = clouds(image, chance, 500, (150, 166, 174), 0.6)
    image = water(image, chance, 560, (16, 44, 62), calm=0.1)
    draw = ImageDraw.Draw(image)
    hull = [(420, 610), (1190, 610), (1250, 560), (1270, 560), (1216, 690), (470, 690)]
    draw.polygon(hull, fill=(150, 48, 40))
    draw.polygon(
        [(420, 610), (1190, 610), (1250, 560), (1270, 560), (1256, 596), (1206, 626), (424, 626)], fill=(232, 228, 216)
    )
    draw.rectangle((900, 470, 1120, 610), fill=(238, 234, 224))
    draw.rectangle((940, 420, 1080, 470), fill=(238, 234, 224))
    for x in range(916, 1110, 32):
        draw.rectangle((x, 500, x + 18, 520), fill=(40, 56, 68))
        draw.rectangle((x, 550, x + 18, 570), fill=(40, 56, 68))
    draw.line((1010, 420, 1010, 330), fill=(220, 218, 208), width=6)
    draw.ellipse((520, 540, 640, 660), fill=(60, 62, 66))
    draw.ellipse((548, 568, 612, 632), fill=(196, 150, 60))
    draw.ellipse((680, 550, 790, 660), fill=(60, 62, 66))
    draw.ellipse((706, 576, 764, 634), fill=(196, 150, 60))
    draw.arc((150, 560, 560, 1500), 182, 262, fill=(24, 22, 22), width=7)
    image = glow(image, (1010, 330), 90, (255, 120, 90), 0.9)
    return grain(image, chance)


def night_over_the_mast(chance: random.Random) -> Image.Image:
    image = sky((8, 12, 28), (16, 26, 52), (38, 54, 84), (84, 92, 106))
    draw = ImageDraw.Draw(image)
    for _ in range(900):
        x, y = chance.uniform(0, WIDTH), 760 * chance.random() ** 1.4
        size, light = chance.choice((1, 1, 1, 2)), chance.randint(110, 250)
        draw.ellipse((x, y, x + size, y + size), fill=(light, light, min(255, light + 16)))
    ridge(image, chance, 800, 60, (20, 26, 40))
    ridge(image, chance, 900, 40, (10, 14, 22))
    draw = ImageDraw.Draw(image)
    for up in range(0, 600, 30):
        wide, narrow = 34 - up / 24, 34 - (up + 30) / 24
        draw.line((1080 - wide, 880 - up, 1080 + narrow, 850 - up), fill=(70, 76, 88), width=2)
        draw.line((1080 + wide, 880 - up, 1080 - narrow, 850 - up), fill=(70, 76, 88), width=2)
    draw.line((1046, 880, 1071, 270), fill=(86, 92, 104), width=4)
    draw.line((1114, 880, 1089, 270), fill=(86, 92, 104), width=4)
    for y in (270, 470, 670):
        image = glow(image, (1080, y), 70, (255, 70, 60), 1.0)
    return grain(glow(image, (300, 880), 420, (255, 190, 120), 0.5), chance, 0.03)


def dam_in_a_valley(chance: random.Random) -> Image.Image:
    image = sky((120, 160, 186), (186, 204, 206), (232, 226, 208))
    ridge(image, chance, 330, 120, (140, 156, 160))
    ridge(image, chance, 450, 120, (104, 124, 122))
    image = mist(image, 300, 560, (220, 222, 214), 0.4)
    ridge(image, chance, 600, 60, (74, 94, 84))
    draw = ImageDraw.Draw(image)
    draw.polygon([(250, 560), (1350, 560), (1180, 960), (430, 960)], fill=(198, 194, 184))
    for number in range(22):
        left = 250 + number * 50
        low = 430 + number * 34.1
        draw.line((left, 560, low, 960), fill=(176, 172, 162), width=3)
    draw.rectangle((230, 536, 1370, 566), fill=(222, 218, 208))
    for x in range(420, 1200, 150):
        ImageDraw.Draw(image).rectangle((x, 566, x + 70, 640), fill=(120, 130, 132))
        spray = Image.new("L", image.size)
        ImageDraw.Draw(spray).polygon([(x + 8, 630), (x + 62, 630), (x + 110, 1000), (x - 40, 1000)], fill=150)
        image = Image.composite(
            Image.new("RGB", image.size, (240, 246, 246)), image, spray.filter(ImageFilter.GaussianBlur(14))
        )
    draw = ImageDraw.Draw(image)
    draw.polygon([(0, 620), (270, 560), (450, 1000), (0, 1067)], fill=(58, 76, 62))
    draw.polygon([(1600, 620), (1330, 560), (1150, 1000), (1600, 1067)], fill=(50, 68, 56))
    image = mist(image, 860, HEIGHT, (226, 234, 234), 0.85)
    return grain(image, chance)
