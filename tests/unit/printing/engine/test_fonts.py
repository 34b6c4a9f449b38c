import struct
from pathlib import Path

import pytest

from jifen.errors import JifenError
from jifen.printing.engine import fontfile, fonts

NEEDED = "村积分公示"


def name_table(*families):
    """Windows names, in UTF-16, as fonts have them."""
    texts = [family.encode("utf-16-be") for family in families]
    records, storage = b"", b""
    for text in texts:
        records += struct.pack(">6H", 3, 1, 0x804, 1, len(text), len(storage))
        storage += text
    return struct.pack(">3H", 0, len(texts), 6 + len(records)) + records + storage


def cmap_4(codes):
    """One segment a character, glyphs by delta; the last segment is the required end."""
    ordered = sorted(codes)
    count = len(ordered) + 1
    ends = [*ordered, 0xFFFF]
    deltas = [(1 - code) & 0xFFFF for code in ordered] + [1]
    body = struct.pack(f">{count}H", *ends) + b"\0\0" + struct.pack(f">{count}H", *ends)
    body += struct.pack(f">{count}H", *deltas) + struct.pack(f">{count}H", *[0] * count)
    return struct.pack(">7H", 4, 14 + len(body), 0, count * 2, 0, 0, 0) + body


def cmap_12(codes):
    groups = b"".join(struct.pack(">LLL", code, code, 1) for code in sorted(codes))
    return struct.pack(">HHLLL", 12, 0, 16 + len(groups), 0, len(codes)) + groups


def sfnt(families, subtables, base=0):
    cmap = struct.pack(">HH", 0, len(subtables))
    place = 4 + 8 * len(subtables)
    for table in subtables:
        cmap += struct.pack(">HHL", 3, 10 if table[1] == 12 else 1, place)
        place += len(table)
    tables = {b"cmap": cmap + b"".join(subtables), b"name": name_table(*families)}
    head = b"\0\1\0\0" + struct.pack(">4H", len(tables), 0, 0, 0)
    start = base + len(head) + 16 * len(tables)
    body = b""
    for tag, data in tables.items():
        head += struct.pack(">4sLLL", tag, 0, start + len(body), len(data))
        body += data
    return head + body


def font(folder, name, families, codes=NEEDED):
    path = Path(folder) / name
    path.write_bytes(sfnt(families, [cmap_4([ord(c) for c in codes if ord(c) < 0xFFFF])]))
    return path


def test_a_font_file_tells_its_names_and_its_characters_of_all_planes(tmp_path):
    path = tmp_path / "a.ttf"
    path.write_bytes(sfnt(["仿宋", "FangSong"], [cmap_4([ord("村")]), cmap_12([0x20000, 0x20001])]))
    (face,) = fontfile.faces(path)
    assert face.names == ("仿宋", "FangSong")
    assert fontfile.characters(face) == {ord("村"), 0x20000, 0x20001}


def test_a_collection_holds_several_faces(tmp_path):
    path = tmp_path / "a.ttc"
    head = 12 + 8
    first = sfnt(["SimSun"], [cmap_4([ord("村")])], base=head)
    second = sfnt(["NSimSun"], [cmap_4([ord("积")])], base=head + len(first))
    path.write_bytes(b"ttcf" + struct.pack(">LLLL", 0x10000, 2, head, head + len(first)) + first + second)
    found = fontfile.faces(path)
    assert [face.names for face in found] == [("SimSun",), ("NSimSun",)]
    assert [fontfile.characters(face) for face in found] == [{ord("村")}, {ord("积")}]


@pytest.mark.parametrize("data", [b"", b"not a font", b"\0\1\0\0\xff\xff", b"ttcf\0\1\0\0\xff\xff\xff\xff"])
def test_a_broken_font_file_is_passed_over(tmp_path, data):
    path = tmp_path / "bad.ttf"
    path.write_bytes(data)
    assert fontfile.faces(path) == ()
    font(tmp_path, "simfang.ttf", ["FangSong"])
    assert fonts.find_fonts((), (tmp_path,)).body[0] == "FangSong"


def test_each_role_takes_the_font_public_documents_use_where_the_machine_has_it(tmp_path):
    font(tmp_path, "simsun.ttf", ["SimSun"])
    font(tmp_path, "simfang.ttf", ["FangSong"])
    font(tmp_path, "simhei.ttf", ["SimHei"])
    font(tmp_path, "FZXBSJW.ttf", ["FZXiaoBiaoSong-B05S"])
    found = fonts.find_fonts((), (tmp_path,))
    assert (found.title[0], found.body[0], found.head[0]) == ("FZXiaoBiaoSong-B05S", "FangSong", "SimHei")
    assert set(found.body) == {"FZXiaoBiaoSong-B05S", "FangSong", "SimHei"}
    assert found.folders == (tmp_path,)


def test_one_font_serves_all_roles_and_a_font_in_the_village_s_folder_needs_no_known_name(tmp_path):
    own = tmp_path / "模板"
    own.mkdir()
    font(own, "随便.ttf", ["村里的字体"])
    found = fonts.find_fonts((own,), ())
    assert found.title == found.body == found.head == ("村里的字体",)


def test_without_a_chinese_font_the_refusal_says_where_it_looked(tmp_path):
    font(tmp_path, "simhei.ttf", ["Latin only"], codes="abc")
    font(tmp_path, "unknown.ttf", ["Not called like one"])
    with pytest.raises(JifenError) as refused:
        fonts.find_fonts((), (tmp_path,))
    assert refused.value.code == "font-not-found" and refused.value.facts == {"searched": [str(tmp_path)]}


def test_characters_no_font_has_are_named_once_each(tmp_path):
    font(tmp_path, "simsun.ttf", ["SimSun"], codes=NEEDED + "王")
    found = fonts.find_fonts((), (tmp_path,))
    assert found.missing(["王㛃", "王𠀀 㛃", "村\n"]) == "㛃𠀀"
