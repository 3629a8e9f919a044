"""Portraits of the authors."""

import random

from PIL import Image, ImageDraw, ImageFilter

from .canvas import Colour, gradient, grain, mix

OLIVE, PALE, BROWN, DEEP = (198, 150, 116), (234, 200, 176), (158, 106, 76), (104, 68, 50)


def portrait(hair: str, skin: Colour, coat: Colour, ground: Colour):
    """Return a function that draws a person without a face: hair is "short", "long", "bun", "bald" or "scarf"."""

    def draw_person(chance: random.Random) -> Image.Image:
        size = 640
        image = gradient((size, size), [(0, mix(ground, (255, 255, 255), 0.25)), (1, mix(ground, (20, 20, 30), 0.2))])
        draw = ImageDraw.Draw(image)
        dark = mix((36, 28, 26), ground, 0.12) if hair not in ("scarf", "bald") else mix(coat, (250, 240, 220), 0.35)
        if hair in ("long", "scarf"):
            draw.rounded_rectangle((196, 130, 444, 470), 120, fill=dark)
        if hair == "bun":
            draw.ellipse((270, 84, 370, 178), fill=dark)
        draw.rounded_rectangle((276, 330, 364, 470), 30, fill=mix(skin, (60, 30, 20), 0.18))
        draw.ellipse((110, 430, 530, 900), fill=coat)
        draw.polygon([(276, 440), (320, 520), (364, 440)], fill=mix(coat, (255, 255, 255), 0.7))
        draw.ellipse((222, 150, 418, 400), fill=skin)
        shade = Image.new("L", image.size)
        ImageDraw.Draw(shade).ellipse((300, 140, 470, 420), fill=70)
        image = Image.composite(
            Image.new("RGB", image.size, mix(skin, (50, 24, 20), 0.6)),
            image,
            shade.filter(ImageFilter.GaussianBlur(28)),
        )
        draw = ImageDraw.Draw(image)
        if hair != "bald":
            draw.pieslice((212, 128, 428, 372), 186, 354, fill=dark)
        if hair == "long":
            draw.rounded_rectangle((204, 210, 246, 440), 20, fill=dark)
            draw.rounded_rectangle((394, 210, 436, 440), 20, fill=dark)
        return grain(image, chance, 0.06)

    return draw_person


ines_moreau = portrait("bun", PALE, (52, 70, 92), (196, 172, 140))
tomas_varga = portrait("short", PALE, (70, 60, 56), (142, 164, 166))
leyla_aydin = portrait("long", OLIVE, (120, 52, 60), (206, 186, 160))
samir_haddad = portrait("short", BROWN, (44, 58, 54), (190, 178, 150))
olena_marchenko = portrait("long", PALE, (64, 82, 66), (172, 182, 196))
amara_dlamini = portrait("scarf", DEEP, (150, 92, 44), (204, 190, 166))
jonas_lind = portrait("bald", PALE, (38, 48, 66), (178, 170, 158))
