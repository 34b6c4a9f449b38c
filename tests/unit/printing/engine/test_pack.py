"""The same content is the same bytes: the canonical form of a part, against the standard library's."""

from xml.etree.ElementTree import canonicalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jifen.printing.engine.pack import canonical

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORDS = st.text(st.sampled_from("王积分aZ09 <>&\"'\t\n\r]-"), max_size=8)


def escaped(text: str) -> str:
    """As a writer may put it down: what must be escaped, and carriage returns, as references."""
    for char, name in (
        ("&", "amp"),
        ("<", "lt"),
        (">", "gt"),
        ('"', "quot"),
        ("\t", "#9"),
        ("\n", "#10"),
        ("\r", "#13"),
    ):
        text = text.replace(char, f"&{name};")
    return text


@settings(derandomize=True, max_examples=100)
@given(st.lists(st.tuples(st.dictionaries(st.sampled_from(["r", "s", "ht", "xml:space", "t"]), WORDS), WORDS)))
def test_a_sheet_comes_out_as_the_standard_library_s_canonical_form(cells: list[tuple[dict[str, str], str]]) -> None:
    written = [
        "<c"
        + "".join([f' {name}="{escaped(value)}"' for name, value in given.items()])
        + f"><t>{escaped(text)}</t><f /></c>"
        for given, text in cells
    ]
    document = f'<?xml version="1.0"?>\n<worksheet xmlns="{MAIN}">{"".join(written)}</worksheet>'
    assert canonical(document.encode()).decode() == canonicalize(document)


@pytest.mark.parametrize(
    "document",
    [
        f'<a:sheet xmlns:a="{MAIN}"><a:c a:s="1" b="2" /></a:sheet>',
        f'<sheet xmlns="{MAIN}" xmlns:r="urn:r"><drawing r:id="rId1" a="2" /></sheet>',
        f'<sheet xmlns="{MAIN}"><!-- remark --><c><![CDATA[<&]]></c></sheet>',
        f'<sheet xmlns="{MAIN}"><c xmlns="" s="1" /></sheet>',
        "<sheet b='1' a='2'/>",
    ],
)
def test_prefixes_and_remarks_come_out_in_canonical_form_too(document: str) -> None:
    assert canonical(document.encode()).decode() == canonicalize(document)
