"""Maps that show more of the world: a sea route, a mountain country, all the straits at once."""

import random

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from .geography import ground, mercator, natural, polar, smooth
from .lettering import GREY, INK, PAPER, RED, write
from .maps import SEA, disc, finished, lands, line, named_gap, route, scale_bar, towns, waters


def map_arctic(chance: random.Random) -> Image.Image:
    seen = polar(65, 33, (0.5, 0.44))
    image = ground(seen, "50m", crispness=0.9)
    for latitude in (60, 66.56, 75, 85):
        circle = [seen.point(each, latitude) for each in np.linspace(-180, 180, 361)]
        line(
            image,
            circle,
            (92, 120, 132),
            1.4,
            dash=9 if latitude == 66.56 else 0,
            alpha=0.5 if latitude != 66.56 else 0.9,
        )
    for longitude in range(-180, 180, 30):
        line(image, [seen.point(longitude, each) for each in (50, 85)], (92, 120, 132), 1.2, alpha=0.35)
    way = [(4, 60), (10, 67), (22, 71.8), (33, 71.5), (45, 70.9), (57, 70.6), (66, 73.4), (80, 74.5), (98, 77.2)]
    way += [(105, 77.9), (113, 76.2), (127, 74.6), (140, 74), (150, 72.8), (162, 71), (172, 70), (181, 68.6)]
    route(image, seen, [*way, (190.6, 66.1), (188, 63), (182, 60)], width=5.5)
    waters(image, seen, [("Arctic Ocean", -135, 83.5, 44, 0), ("Barents\nSea", 36, 76, 24, 0)])
    waters(image, seen, [("Kara Sea", 76, 77.6, 22, 0), ("Laptev\nSea", 122, 78, 22, 0)])
    waters(image, seen, [("Beaufort\nSea", -140, 74.5, 22, 0)])
    waters(image, seen, [("Norwegian\nSea", -2, 69.5, 22, 0), ("Bering\nSea", -178, 56.5, 24, 0)])
    lands(image, seen, [("SIBERIA", 104, 63, 44, -30), ("GREENLAND", -41, 73, 26, 0), ("ALASKA", -151, 63.5, 26, 0)])
    x, y = seen.point(0, 90)
    disc(image, (x, y), 4, INK)
    write(image, (x + 12, y + 8), "North Pole", "sans", 22, INK, halo=(222, 232, 234))
    x, y = seen.point(-168.9, 66)
    named_gap(image, (x, y), (x + 90, y - 50), "Bering Strait")
    x, y = seen.point(141, 73.95)
    named_gap(image, (x, y), (x + 150, y + 40), "Northern Sea Route")
    towns(image, seen, {"Murmansk": (33.1, 68.97, "l"), "Tromsø": (18.96, 69.65, "l")})
    towns(image, seen, {"Tiksi": (128.9, 71.64, "r"), "Pevek": (170.3, 69.7, "r")})
    x, y = seen.point(-95, 66.56)
    write(image, (x, y), "Arctic Circle", "sans", 20, GREY, angle=70, anchor="m", halo=(232, 232, 226))
    return finished(image)


def map_balkans_relief(chance: random.Random) -> Image.Image:
    seen = mercator(12.6, 30.2, 42.6)
    image = ground(seen, "10m")
    danube = [(12.4, 48.7), (14.3, 48.3), (16.4, 48.2), (17.1, 48.14), (18.1, 47.75), (18.9, 47.83), (19.05, 47.5)]
    danube += [(18.95, 46.2), (18.7, 45.9), (19.0, 45.35), (19.85, 45.25), (20.46, 44.83), (21.63, 44.66), (22.4, 44.7)]
    danube += [(22.65, 44.5), (22.9, 44.0), (23.7, 43.78), (24.9, 43.7), (25.97, 43.85), (27.26, 44.12), (28.03, 44.34)]
    rivers = [[*danube, (27.95, 44.68), (27.97, 45.27), (28.05, 45.43), (28.8, 45.18), (29.65, 45.15)]]
    rivers.append(
        [(14.5, 46.07), (15.6, 45.88), (16.0, 45.77), (16.9, 45.25), (18.0, 45.12), (19.0, 44.87), (20.46, 44.83)]
    )
    rivers.append([(14.0, 46.7), (15.65, 46.55), (16.8, 46.3), (17.6, 45.85), (18.7, 45.53), (18.9, 45.54)])
    rivers.append([(20.2, 48.1), (20.2, 47.2), (20.15, 46.25), (20.28, 45.15)])
    rivers.append([(18.9, 43.35), (19.3, 43.8), (19.1, 44.3), (19.3, 44.9)])
    rivers.append([(21.9, 42.6), (21.95, 43.3), (21.4, 43.7), (21.1, 44.3), (21.05, 44.7)])
    rivers.append([(20.9, 41.8), (21.45, 42.0), (22.0, 41.5), (22.5, 41.1), (22.7, 40.55)])
    rivers.append([(23.4, 42.3), (25.0, 42.15), (26.55, 41.67), (26.3, 41.2), (26.05, 40.75)])
    for number, river in enumerate(rivers):
        line(image, smooth([seen.point(*each) for each in river]), (104, 146, 164), 3.6 if number == 0 else 2.2)
    waters(image, seen, [("Adriatic\nSea", 15.6, 43.2, 40, -38), ("Ionian Sea", 18.4, 39.1, 36, 0)])
    waters(image, seen, [("Aegean Sea", 25.1, 39.0, 34, -50), ("Black Sea", 29.0, 43.0, 24, 0)])
    waters(image, seen, [("Danube", 26.2, 43.95, 22, 6), ("Sava", 17.5, 45.28, 20, -6), ("Drava", 17.1, 46.3, 20, -28)])
    waters(
        image,
        seen,
        [("Tisza", 20.45, 46.75, 20, 84), ("Vardar", 22.45, 41.3, 20, -44), ("Maritsa", 25.3, 42.25, 20, -6)],
    )
    lands(image, seen, [("DINARIC ALPS", 17.55, 44.05, 30, -40), ("BALKAN MOUNTAINS", 25.0, 42.85, 26, 0)])
    lands(image, seen, [("CARPATHIANS", 24.6, 45.55, 28, 0), ("PINDUS", 21.1, 39.85, 26, -62)])
    lands(image, seen, [("RHODOPES", 24.6, 41.62, 22, 0), ("PANNONIAN\nPLAIN", 19.6, 46.9, 22, 0)])
    x, y = seen.point(22.45, 44.66)
    named_gap(image, (x, y), (x + 90, y - 60), "Iron Gates")
    scale_bar(image, seen, 42.6, 200, (70, 1000))
    return finished(image)


def map_world_straits(chance: random.Random) -> Image.Image:
    size = (1600, 1067)
    seen = natural((1500, 800), 78, -58)
    world = ground(seen, "50m", crispness=0.6)
    x, y = np.meshgrid(np.arange(1500) + 0.5, np.arange(800) + 0.5)
    longitude, _latitude = seen.back(x, y)
    frame = Image.fromarray(np.uint8((np.abs(longitude) <= 180) * 255)).filter(ImageFilter.GaussianBlur(0.8))
    image = Image.new("RGB", size, PAPER)
    image.paste(world, (50, 60), frame)
    edge = frame.filter(ImageFilter.MaxFilter(3))
    image.paste((120, 118, 110), (50, 60), ImageChops.subtract(edge, frame.filter(ImageFilter.MinFilter(3))))
    gaps = (
        ("Malacca", 100.8, 3.0),
        ("Hormuz", 56.4, 26.6),
        ("Bab el-Mandeb", 43.3, 12.6),
        ("Turkish Straits", 28.2, 40.7),
        ("Gibraltar", -5.6, 35.95),
        ("Danish straits", 11.6, 55.8),
        ("Dover", 1.4, 51.0),
    )
    shifts = ((-66, 70), (78, -26), (-84, 40), (70, -34), (-84, 20), (46, -62), (-76, -34))
    lanes = [[(-74, 39), (-45, 44), (-12, 49), (0.8, 50.6), (3.5, 53.5), (8, 57.6), (11, 57.4), (12.6, 56)]]
    lanes += [[(-10, 48), (-10.5, 40), (-6, 35.9), (5, 37.6), (14, 36), (25, 34), (32.4, 31.4)]]
    lanes += [[(32.6, 29.8), (38, 21), (43.3, 12.6), (52, 13), (66, 10), (80, 5.4), (95, 6.2), (100.8, 3), (104, 1.3)]]
    lanes += [[(104, 1.3), (110, 10), (119, 21), (128, 31), (140, 34.4)], [(56.4, 26.6), (60.5, 23), (64, 12)]]
    lanes += [[(23, 36), (25.5, 39.4), (28.2, 40.7), (29.3, 41.5), (33, 43.6)]]
    for lane in lanes:
        points = [(px + 50, py + 60) for px, py in smooth([seen.point(*each) for each in lane], 30)]
        line(image, points, RED, 2.4, alpha=0.55)
    rounds = [[(-10, 46), (-20, 20), (-14, 0), (8, -24), (17, -36.5), (32, -34), (50, -14), (54, 4), (58, 12)]]
    rounds += [[(92, 5), (97, -3), (106, -10.5), (115.6, -9.6), (117.5, -3), (119.5, 3), (121, 12), (119.5, 20)]]
    rounds += [[(-14, 48), (-13, 55), (-4, 60.3), (3, 58.5), (8, 57.8)]]
    for way in rounds:
        points = [(px + 50, py + 60) for px, py in smooth([seen.point(*each) for each in way], 30)]
        line(image, points, (70, 60, 56), 2.2, dash=8, alpha=0.75)
    for number, ((name, longitude, latitude), (dx, dy)) in enumerate(zip(gaps, shifts, strict=True), 1):
        x, y = seen.point(longitude, latitude)
        x, y = x + 50, y + 60
        line(image, [(x, y), (x + dx, y + dy)], RED, 2)
        disc(image, (x, y), 5, RED, PAPER, 2)
        disc(image, (x + dx, y + dy), 19, RED, PAPER, 3)
        write(image, (x + dx, y + dy + 9), str(number), "sans bold", 26, PAPER, anchor="m")
        column, row = (number - 1) % 4, (number - 1) // 4
        left, low = 130 + column * 355, 936 + row * 62
        disc(image, (left, low), 17, RED)
        write(image, (left, low + 8), str(number), "sans bold", 24, PAPER, anchor="m")
        write(image, (left + 30, low + 10), name, "serif", 32, INK)
    for name, x, y in (("Atlantic Ocean", 560, 500), ("Pacific Ocean", 240, 470), ("Indian Ocean", 1085, 690)):
        write(image, (x, y), name, "serif italic", 30, SEA, spacing=0.1, anchor="m")
    line(image, [(1195, 988), (1255, 988)], RED, 3, alpha=0.7)
    write(image, (1270, 998), "the usual way", "serif italic", 26, GREY)
    line(image, [(1195, 1026), (1255, 1026)], (70, 60, 56), 3, dash=9)
    write(image, (1270, 1036), "the way round", "serif italic", 26, GREY)
    ImageDraw.Draw(image).line((130 - 17, 886, 1487, 886), fill=(200, 196, 184), width=2)
    return image
