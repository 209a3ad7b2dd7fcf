"""Makes the two text fonts: Inter with tabular figures as its default figures, under a family name of its own."""
import sys
from fontTools.ttLib import TTFont
FAMILY = "Guichet Sans"
for source, target, style, weight in ((sys.argv[1], sys.argv[3], "Regular", 400), (sys.argv[2], sys.argv[4], "SemiBold", 600)):
    font = TTFont(source)
    gsub = font["GSUB"].table
    swaps = {}
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for table in gsub.LookupList.Lookup[index].SubTable:
                    table = getattr(table, "ExtSubTable", table)
                    swaps.update(getattr(table, "mapping", {}))
    for table in font["cmap"].tables:
        for code, glyph in list(table.cmap.items()):
            if 0x30 <= code <= 0x39 and glyph in swaps:
                table.cmap[code] = swaps[glyph]
    full = f"{FAMILY} {style}"
    for name in list(font["name"].names):
        if name.nameID in (16, 17, 21, 22, 25):
            font["name"].removeNames(nameID=name.nameID)
    for id_, value in ((1, FAMILY), (2, style), (3, full), (4, full), (6, full.replace(" ", ""))):
        font["name"].setName(value, id_, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font.save(target)
    print(target, {chr(c): font.getBestCmap()[c] for c in (0x30, 0x31, 0x2C, 0x20)}, font["hmtx"][font.getBestCmap()[0x30]], font["hmtx"][font.getBestCmap()[0x31]])
