"""A household's statement says what is owed in words."""

from jifen.printing.papers.statement import statement_paper


def test_below_zero_every_balance_says_what_is_owed(village, text_of):
    content = village.statement() | {"before": "-3"}
    content["lines"][0]["running"] = "-1.5"
    content["figures"]["available"] = "-12.5"
    text = text_of(statement_paper(content).xlsx())
    assert "上期结存" in text and "欠3分" in text and "欠1.5分" in text and "欠12.5分" in text


def test_days_are_written_as_they_are_read(village, text_of):
    text = text_of(statement_paper(village.statement()).xlsx())
    assert "2025年1月1日" in text and "2025-01-01" not in text


def test_a_line_says_the_quarter_its_meeting_was_about(village, text_of):
    content = village.statement()
    content["lines"] = [line | {"month": "2025-09", "period": "2025Q3"} for line in content["lines"]]
    text = text_of(statement_paper(content).xlsx())
    assert "2025年三季度" in text and "2025年9月" not in text
