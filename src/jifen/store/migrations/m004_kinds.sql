-- Kinds of documents, with the word a person reads. A later step adds rows; nothing has to be made anew for it.
INSERT INTO document_kind (kind, title) VALUES
  ('monthly', '积分公示'),
  ('correction', '更正公示'),
  ('void', '作废公告'),
  ('board', '红黑榜'),
  ('board-correction', '红黑榜更正公示'),
  ('board-current', '红黑榜（现行）'),
  ('redemption', '兑换公示');
