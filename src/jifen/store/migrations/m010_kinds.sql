-- Kinds of documents that the year's honours bring.
INSERT INTO document_kind (kind, title) VALUES ('honour', '荣誉公示'), ('honour-correction', '荣誉更正公示');
