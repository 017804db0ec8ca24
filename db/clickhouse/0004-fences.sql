-- Statements, and ended processes, whose INSERTs store nothing any more, however late they arrive.
CREATE TABLE fences (statement String, closed UInt8) ENGINE = Join(ANY, LEFT, statement);
